"""Whether the same is published already, and links lead to what readers can see."""

from datetime import date

import pytest

from broadsheet.checking.archive import Archive, Fate, Led, Published
from broadsheet.checking.copy.archive import remarks_on_archive
from broadsheet.checking.draft import Draft, Kind, Link, Passage
from broadsheet.checking.remarks import Weight

DAY = date(2018, 5, 3)
LINES = [f"Line {n} tells of boat {n}, which sank at quay {n} in storm {n}." for n in range(10)]
OTHERS = [f"Here one reads about car {n} on road {n} beside mill {n}." for n in range(10)]


def draft(*texts, links=()):
    head = Passage("headline", "Ten boats sink", Kind.HEADLINE)
    passages = (head, *(Passage(f"p{n}", text) for n, text in enumerate(texts)))
    return Draft(passages, DAY, links=links)


def published(*texts, number=7):
    headline, address = "Boats gone", "https://paper.example/news/2018/05/01/boats/"
    return Published(number, headline, address, date(2018, 5, 1), "\n".join(texts))


def found(given, *stories, led=()):
    return list(remarks_on_archive(given, Archive(led, stories)))


class TestTheSame:
    def test_is_told_with_its_headline_date_and_address(self):
        (remark,) = found(draft(*LINES), published(*reversed(LINES)))
        assert remark.sentence == "100 per cent of this is already in “Boats gone” of 1 May 2018."
        assert (remark.place, remark.words) == ("headline", "Ten boats sink")
        assert (remark.kind, remark.weight) == ("archive", Weight.WARNING)
        assert remark.record == "story:7"
        assert remark.source == "https://paper.example/news/2018/05/01/boats/"

    def test_is_a_hint_where_it_is_but_a_part(self):
        (remark,) = found(draft(*LINES[:4], *OTHERS[:6]), published(*LINES))
        assert remark.weight is Weight.HINT

    def test_is_the_one_that_has_most(self):
        less, more = published(*LINES[:8], number=3), published(*LINES, number=9)
        (remark,) = found(draft(*LINES), less, more)
        assert remark.record == "story:9"

    @pytest.mark.parametrize(
        ("texts", "other"),
        [
            (LINES, OTHERS),
            ([*LINES[:2], *OTHERS[:8]], LINES),
            (LINES[:2], LINES),
        ],
    )
    def test_is_not_seen_in_others_or_in_a_few_lines(self, texts, other):
        assert found(draft(*texts), published(*other)) == []

    def test_does_not_count_marks_and_capitals(self):
        loud = [line.upper().replace(",", " –") for line in LINES]
        assert len(found(draft(*LINES), published(*loud))) == 1


class TestLinks:
    LINK = Link("p0", "boat 0", "/news/2018/05/01/boats/")

    @pytest.mark.parametrize(
        ("fate", "weight", "says"),
        [
            (Fate.GONE, Weight.WARNING, "withdrawn or deleted"),
            (Fate.MISSING, Weight.WARNING, "no story at /news/2018/05/01/boats/"),
            (Fate.HIDDEN, Weight.HINT, "readers cannot see"),
            (Fate.MOVED, Weight.HINT, "has moved: link to https://paper.example/new/."),
        ],
    )
    def test_are_told_where_readers_find_no_story(self, fate, weight, says):
        to = "https://paper.example/new/" if fate is Fate.MOVED else ""
        led = (Led(self.LINK.address, fate, to),)
        (remark,) = found(draft(*LINES, links=(self.LINK,)), led=led)
        assert (remark.start, remark.end, remark.words) == (16, 22, "boat 0")
        assert (remark.weight, remark.source) == (weight, to)
        assert says in remark.sentence

    def test_are_told_where_they_stand_and_not_where_their_words_stand_first(self):
        link = Link("p0", "the boat", self.LINK.address, start=5)
        led = (Led(link.address, Fate.GONE),)
        (remark,) = found(draft("the boat and the boat", links=(link,)), led=led)
        assert (remark.start, remark.end) == (13, 21)

    def test_are_left_alone_where_they_do(self):
        assert found(draft(*LINES, links=(self.LINK,))) == []

    def test_are_told_though_their_words_have_changed(self):
        link = Link("p0", "another boat", self.LINK.address)
        (remark,) = found(draft(*LINES, links=(link,)), led=(Led(link.address, Fate.GONE),))
        assert (remark.start, remark.end, remark.words) == (0, 0, "another boat")
