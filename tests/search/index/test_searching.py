"""What is found for what is typed, and in which order."""

from datetime import timedelta
from itertools import accumulate

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet.search.index import counting
from broadsheet.search.index.asking import Narrowed, Question
from broadsheet.search.index.reading import Missing
from broadsheet.search.index.schema import Named
from broadsheet.search.index.searching import Window
from broadsheet.search.index.suggesting import suggest
from broadsheet.search.language.asked import read
from tests.search.conftest import NOON, told
from tests.search.language.test_asked import TYPED

FILLER = "The council met in the evening and adjourned without a vote on anything much."


class TestWords:
    def test_are_found_wherever_they_stand(self, library):
        story = told(
            headline="Ferry late",
            standfirst="Fog over the sound",
            text="The skipper waited.",
            names=("Ada Byrne", "North Quay", "Ellermouth"),
        )
        library.fill(story, told(text=FILLER))
        for typed in ("ferry", "fog", "skipper", "byrne", "quay", "ellermouth", "late fog waited"):
            assert library.found(typed) == [story.id], typed

    def test_must_all_be_there(self, library):
        library.fill(told(text="ferry"), told(text="fog"))
        assert library.found("ferry fog") == []

    def test_are_found_in_their_other_forms(self, library):
        story = told(text="Two ferries were sinking.")
        library.fill(story)
        assert library.found("ferry") == library.found("sinks") == [story.id]

    def test_that_are_not_to_be_there_are_not(self, library):
        dry, wet = told(text="ferry in sunshine"), told(text="ferry in heavy rain")
        library.fill(dry, wet)
        assert library.found("ferry -rain") == [dry.id]
        assert library.found('ferry -"heavy rain"') == [dry.id]
        assert set(library.found('ferry -"rain heavy"')) == {dry.id, wet.id}

    def test_that_are_not_to_be_there_leave_all_other_stories(self, library):
        dry, wet = told(text="ferry in sunshine"), told(text="ferry in heavy rain")
        library.fill(dry, wet, names=(Named("topic", 1, "North Quay", "north-quay"),))
        assert library.found("-rain") == [dry.id]

    def test_in_quotes_stand_one_after_the_other(self, library):
        near, far = told(text="the night train left"), told(text="the train left at night")
        library.fill(near, far)
        assert library.found('"night train"') == [near.id]
        assert set(library.found("night train")) == {near.id, far.id}

    @pytest.mark.parametrize(
        ("written", "typed"),
        [
            ("കേരളത്തിൽ മഴ ശക്തമായി", "മഴ"),
            ("കേരളത്തിൽ മഴ ശക്തമായി", "കേരളം"),
            ("കേരളം ജയിച്ചു", "കേരളത്തിൻ്റെ"),
            ("അവൻ പറഞ്ഞു", "അവന്\u200d"),
            ("أعلنت الحكومة أمس", "حكومة"),
            ("وصل إلى المدرسة", "مدرسه"),
            ("中国经济发展迅速", "经济"),
            ("中国经济发展迅速", "经济发展"),
            ("В Москве ожидается дождь", "москва"),
            ("Ёлка на площади", "елка"),
            ("La société nationale", "societe"),
        ],
    )
    def test_of_any_script_are_found_by_what_people_type(self, library, written, typed):
        story = told(text=written)
        library.fill(story, told(text=FILLER))
        found = library.search(typed)
        assert found.ids == (story.id,)
        assert not found.is_corrected

    def test_may_be_as_long_as_a_sentence_without_spaces(self, library):
        """On whatever stack a thread has: no more of them stand within one another."""
        story = told(text="".join(chr(0x4E00 + n) for n in range(200)))
        library.fill(story)
        assert library.found(story.text) == [story.id]
        with library.reader.looking() as opened:
            asked = [Question(opened.schema, read(story.text[:n])) for n in (20, 200)]
        for query in (Question.judged, Question.above):
            few, many = (depth_of(repr(query(each))) for each in asked)
            assert few == many

    def test_of_a_script_without_spaces_are_no_others_that_share_a_letter(self, library):
        library.fill(told(text="中国经济发展迅速"))
        assert library.found("国发") == []

    @pytest.mark.parametrize("typed", ["", "-", "...", '""'])
    def test_that_say_nothing_find_nothing(self, library, typed):
        library.fill(told(text="ferry"))
        assert library.search(typed).total == 0


def depth_of(told):
    """How many braces stand within one another."""
    return max(accumulate({"{": 1, "}": -1}.get(letter, 0) for letter in told))


class TestAnything:
    """Whatever is typed, a sound index is not taken for a damaged one."""

    STORY = told(headline="Night ferry", text="中国经济 കേരളം أعلنت", names=("North Quay",))

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(st.one_of(TYPED, st.text()))
    def test_can_be_looked_for(self, library, typed):
        if library.shelf.current is None:
            library.fill(self.STORY, names=(Named("topic", 1, "North Quay", "north-quay"),))
        assert library.search(typed).total in {0, 1}
        assert len(suggest(library.reader, typed).stories) in {0, 1}


class TestOrder:
    def test_puts_what_is_in_a_headline_before_what_is_in_a_text(self, library):
        inside, above = told(text=f"{FILLER} ferry"), told(headline="A ferry", text=FILLER)
        library.fill(inside, above)
        assert library.found("ferry") == [above.id, inside.id]

    def test_of_very_many_is_by_headline_and_then_by_age(self, library, monkeypatch):
        monkeypatch.setattr(counting, "MANY", 1)
        old = told(text="a ferry", published_at=NOON - timedelta(9))
        often = told(text="a ferry, the ferry, that ferry", published_at=NOON - timedelta(10))
        new = told(text="some ferry or other in a long story about something else")
        above = told(headline="Ferry", text=FILLER, published_at=NOON - timedelta(20))
        about = told(names=("Night Ferry",), text=FILLER, published_at=NOON - timedelta(30))
        library.fill(often, above, new, old, about)
        in_order = [above.id, about.id, new.id, old.id, often.id]
        assert library.found("ferry") == in_order
        assert library.found('"ferry"') == in_order
        parts = [library.search("ferry", window=Window(first, 2)).ids for first in (0, 1, 2, 4)]
        assert [list(part) for part in parts] == [
            in_order[:2], in_order[1:3], in_order[2:4], in_order[4:],
        ]  # fmt: skip
        by_date = library.search("ferry", window=Window(by_date=True))
        assert list(by_date.ids) == [new.id, old.id, often.id, above.id, about.id]

    @pytest.mark.parametrize("typed", ["经济发展", '"night ferry"'])
    def test_of_very_many_are_rows_of_words_by_headline_as_well(self, library, monkeypatch, typed):
        monkeypatch.setattr(counting, "MANY", 1)
        words = typed.strip('"')
        above = told(headline=words, text=FILLER, published_at=NOON - timedelta(20))
        new, old = told(text=words), told(text=words, published_at=NOON - timedelta(9))
        library.fill(old, above, new)
        assert library.found(typed) == [above.id, new.id, old.id]

    def test_by_date_is_the_same_for_phrases(self, library):
        old = told(headline="The night train", published_at=NOON - timedelta(9))
        new = told(text="on a night train")
        library.fill(old, new)
        found = library.search('"night train"', window=Window(by_date=True))
        assert (found.ids, found.total) == ((new.id, old.id), 2)
        second = library.search('"night train"', window=Window(1, 1, by_date=True))
        assert second.ids == (old.id,)

    def test_puts_a_headline_of_all_words_first_even_if_it_is_old(self, library):
        old = told(headline="Ferry fog inquiry", text=FILLER, published_at=NOON - timedelta(1400))
        new = told(headline="Other news", text=f"{FILLER} ferry fog inquiry")
        library.fill(new, old)
        assert library.found("ferry fog inquiry") == [old.id, new.id]

    def test_puts_the_newer_first_of_two_that_are_alike(self, library):
        ages = (700, 0, 2000, 30)
        stories = [told(headline="Ferry", published_at=NOON - timedelta(age)) for age in ages]
        library.fill(*stories)
        by_age = [story.id for story in (stories[1], stories[3], stories[0], stories[2])]
        assert library.found("ferry") == by_age

    def test_is_by_date_where_that_is_asked_for(self, library):
        old = told(headline="Ferry ferry", published_at=NOON - timedelta(9))
        new = told(headline="Other", text=f"{FILLER} ferry")
        library.fill(old, new)
        assert library.search("ferry", window=Window(by_date=True)).ids == (new.id, old.id)

    def test_goes_on_where_a_window_ends(self, library):
        library.fill(*(told(text="ferry", published_at=NOON - timedelta(n)) for n in range(9)))
        whole = library.search("ferry").ids
        parts = [library.search("ferry", window=Window(first=at, count=4)) for at in (0, 4, 8)]
        assert sum((part.ids for part in parts), ()) == whole
        assert [part.total for part in parts] == [9, 9, 9]


class TestFilters:
    NAMES = (
        Named("author", 4, "Ada Byrne", "ada-byrne"),
        Named("author", 5, "Ada Lund", "al"),
        Named("topic", 4, "North Quay", "north-quay", "place"),
    )

    def test_go_by_name_or_address(self, library):
        byrne, lund = told(text="ferry", authors=(4,)), told(text="ferry", authors=(5,))
        library.fill(byrne, lund, names=self.NAMES)
        assert library.found("author:ada-byrne") == library.found("author:BYRNE") == [byrne.id]
        assert library.found("ferry author:al") == [lund.id]
        assert set(library.found("author:ada")) == {byrne.id, lund.id}
        assert library.found("ferry author:nobody") == []

    def test_are_of_their_own_kind(self, library):
        quay = told(topics=(4,))
        library.fill(quay, told(authors=(4,)), names=self.NAMES)
        assert library.found('topic:"north quay"') == [quay.id]

    def test_narrow_what_is_found(self, library):
        wanted = told(text="ferry", section=2, form="opinion", topics=(7, 8), authors=(9,))
        others = [
            told(text="ferry", section=1, form="news", topics=(6,), year=2020),
            told(text="ferry", section=3, form="review", authors=(10,), year=2021),
        ]
        library.fill(wanted, *others)
        for narrowed in (
            {"sections": (2,)}, {"sections": (2, 5)}, {"form": "opinion"}, {"topics": (8,)},
            {"authors": (9,)}, {"year": 2026},
        ):  # fmt: skip
            assert library.found("ferry", **narrowed) == [wanted.id], narrowed
            assert library.found("", **narrowed) == [wanted.id], narrowed
        assert library.found("ferry", sections=(2,), year=2020) == []


class TestFacets:
    def test_count_what_is_found(self, library):
        library.fill(
            told(text="ferry", section=1, topics=(7, 8), authors=(9,)),
            told(text="ferry", section=1, topics=(7,), form="opinion", year=2025),
            told(text="fog", section=2, topics=(8,)),
        )
        facets = library.search("ferry").facets
        assert facets["section"] == ((1, 2),)
        assert facets["topic"] == ((7, 2), (8, 1))
        assert facets["author"] == ((9, 1),)
        assert sorted(facets["form"]) == [("news", 1), ("opinion", 1)]
        assert sorted(facets["year"]) == [(2025, 1), (2026, 1)]

    def test_leave_out_topics_and_authors_of_very_many(self, library, monkeypatch):
        library.fill(told(text="ferry", topics=(7,)), told(text="ferry", topics=(7,)))
        assert set(library.search("ferry").facets) == {*counting.SINGLE, *counting.SEVERAL}
        monkeypatch.setattr(counting, "MANY", 1)
        assert set(library.search("ferry").facets) == {"section", "form", "year"}

    def test_are_narrowed_with_the_search(self, library):
        library.fill(told(text="ferry", section=1), told(text="ferry", section=2))
        found = library.search("ferry", Narrowed(sections=(2,)))
        assert (found.total, found.facets["section"]) == (1, ((2, 1),))


class TestCorrection:
    @pytest.fixture
    def quays(self, library):
        library.fill(told(headline="Harbour police", text="Москва"))
        return library

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("harbor", "harbour"),
            ("Hrabour plice", "harbour police"),
            ("polcie", "police"),
            ("масква", "москва"),
        ],
    )
    def test_forgives_a_letter_in_what_is_in_no_story(self, quays, typed, meant):
        found = quays.search(typed)
        assert (found.total, found.is_corrected, found.asked.text) == (1, True, meant)

    def test_leaves_alone_what_is_found(self, quays):
        assert not quays.search("harbour").is_corrected

    @pytest.mark.parametrize(
        "typed", ["hxrbxur", "harbor zzzzzz", '"harbor police"', "police -police"]
    )
    def test_is_none_where_that_would_not_help(self, quays, typed):
        found = quays.search(typed)
        assert (found.total, found.is_corrected) == (0, False)

    def test_forgives_one_letter_in_each_of_three_words_and_no_more(self, library):
        library.fill(told(text="harbour police night train"))
        corrected = library.search("harbor polise nigth")
        assert (corrected.total, corrected.asked.text) == (1, "harbour police night")
        assert library.search("harbor polise nigth trian").total == 0


class TestIndex:
    def test_is_missing_before_one_is_made(self, library):
        with pytest.raises(Missing):
            library.search("ferry")

    def test_shows_what_was_committed_since(self, library):
        library.fill(told(text="ferry"))
        assert library.search("ferry").total == 1
        library.fill(told(text="ferry"), told(text="ferry"))
        assert library.search("ferry").total == 2
