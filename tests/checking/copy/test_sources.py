"""Whether words are quoted as they stand where they are taken from."""

from datetime import date, timedelta
from time import thread_time

import pytest

from broadsheet.checking.archive import Archive, Published
from broadsheet.checking.copy.sources import remarks_on_sources
from broadsheet.checking.draft import Draft, Kind, Passage
from broadsheet.checking.remarks import Weight

DAY = date(2018, 5, 3)
SAID = "We may not open the bridge before Easter, whatever anybody tells you about it"
SOURCE = f"The mayor was asked. “{SAID},” she said. “Nobody has counted the costs of it yet.”"


def published(text=SOURCE, *, quotes=(), day=DAY, number=7):
    return Published(number, "Bridge late", "https://paper.example/late/", day, text, quotes)


def remarks(text, *stories, kind=Kind.TEXT):
    draft = Draft((Passage("p", text, kind),), DAY)
    return list(remarks_on_sources(draft, Archive((), stories or (published(),))))


def found(text, *stories, kind=Kind.TEXT):
    return [(each.words, each.fix and each.fix.text) for each in remarks(text, *stories, kind=kind)]


class TestOtherWords:
    @pytest.mark.parametrize(
        ("written", "said"),
        [
            (SAID.replace("may", "will"), "“may”, not “will”"),
            (SAID.replace("may not", "may"), "with “not”"),
            (SAID.replace("anybody", "almost anybody"), "without “almost”"),
            (SAID.replace("We may", "They will"), "“We may”, not “They will”"),
            (SAID.replace("about it", "about that"), "“it”, not “that”"),
        ],
    )
    def test_are_told_and_put_right(self, written, said):
        (remark,) = remarks(f"She had said: “{written}.”")
        assert remark.words == written
        assert remark.fix.text == SAID
        assert remark.sentence == f"Quoted differently in “Bridge late” of 3 May 2018: {said}."
        assert (remark.kind, remark.weight) == ("quotation", Weight.WARNING)
        assert (remark.record, remark.source) == ("story:7", "https://paper.example/late/")

    def test_are_told_of_a_quote_that_is_set_apart(self):
        ((_words, fix),) = found(SAID.replace("may", "will"), kind=Kind.QUOTE)
        assert fix == SAID
        apart = published("The mayor was asked.", quotes=(SAID,))
        assert len(found(f"“{SAID.replace('may', 'will')}”", apart)) == 1

    def test_are_told_of_a_part(self):
        text = "It is not open “before Easter, whatever someone tells you about it”, she said."
        assert found(text) == [
            (
                "before Easter, whatever someone tells you about it",
                "before Easter, whatever anybody tells you about it",
            )
        ]

    def test_are_told_beside_what_was_left_out(self):
        text = "“We may not open … whatever anybody tells them about it.”"
        ((words, fix),) = found(text)
        assert (words, fix) == (
            "whatever anybody tells them about it",
            "whatever anybody tells you about it",
        )

    def test_keep_the_first_letter_as_it_stands(self):
        assert found(f"“{SAID.replace('We', 'we').replace('may', 'will')}”")[0][1].startswith("we")

    def test_are_named_up_to_three(self):
        said = f"{SAID}, and before the harbour wall is built, which I hope will be soon"
        written = said.replace("may", "can").replace("the bridge", "a bridge")
        written = written.replace("anybody", "somebody").replace("hope", "fear")
        (remark,) = remarks(f"“{written}”", published(f"“{said}”"))
        assert remark.sentence == (
            "Quoted differently in “Bridge late” of 3 May 2018: “may”, not “can”; "
            "“the”, not “a”; “anybody”, not “somebody”; and more."
        )

    def test_are_not_told_where_they_are_too_many(self):
        written = SAID.replace("may", "can").replace("the bridge", "a house")
        assert found(f"“{written.replace('anybody', 'somebody')}”") == []


class TestTheSameWords:
    @pytest.mark.parametrize(
        "text",
        [
            f"“{SAID}.”",
            f"“{SAID.upper()}!”",
            "“… open the bridge before Easter”, she said.",
            "“We may not open [the new bridge] before Easter, whatever anybody tells you.”",
            "“We may not open the bridge … whatever anybody tells you about it.”",
            f"“{SAID}. Nobody has counted the costs of it yet.”",
            "“Not open”, she said, “before Easter”.",
            "She said that they will not open the bridge before Easter.",
            "“We have not counted what a new harbour wall may cost before Christmas.”",
        ],
    )
    def test_and_others_are_left_alone(self, text):
        assert found(text) == []

    def test_are_left_alone_where_any_story_has_them(self):
        other = SAID.replace("may", "will")
        stories = published(), published(f"“{other},” she said again.", number=8)
        assert found(f"“{other}”", *stories) == []

    def test_are_not_compared_with_what_nobody_said(self):
        assert found(f"“{SAID.replace('may', 'will')}”", published(f"{SAID}.")) == []

    def test_are_not_compared_with_a_later_story(self):
        later = published(day=DAY + timedelta(days=1))
        assert found(f"“{SAID.replace('may', 'will')}”", later) == []


def test_no_text_takes_long():
    """However often the same words stand in both."""
    stories = [published("“" + "the same old " * 40 + f"{n}” " * 20, number=n) for n in range(14)]
    text = ("“" + "the same old " * 40 + "song” ") * 60
    begun = thread_time()
    remarks(text, *stories)
    assert thread_time() - begun < 5
