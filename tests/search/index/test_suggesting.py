"""What is suggested for what is typed so far."""

from datetime import timedelta

import pytest

from broadsheet.search.index.schema import Named
from broadsheet.search.index.suggesting import MOST, MOST_NAMES, suggest
from tests.search.conftest import NOON, told

QUAY = Named("topic", 1, "North Quay", "north-quay", "place")
QUARRY = Named("topic", 2, "The old Quarry", "quarry", "place")
NORTH = Named("author", 1, "Ida North", "ida-north")
SPORT = Named("section", 1, "Sport", "sport")


@pytest.fixture
def names(library):
    library.fill(
        told(headline="Northern lights seen", topics=(2,), published_at=NOON - timedelta(9)),
        told(headline="The north wind", topics=(2,), authors=(1,)),
        told(headline="Nothing new", text="north"),
        names=(QUAY, QUARRY, NORTH, SPORT),
    )
    return lambda typed: list(suggest(library.reader, typed).names)


class TestNames:
    def test_are_found_by_the_beginning_of_any_word(self, names):
        assert names("qua") == [QUARRY, QUAY]
        assert names("old qu") == [QUARRY]
        assert names("quay no") == [QUAY]
        assert names("SPO") == [SPORT]
        assert names("xyz") == names("") == names("?") == []

    def test_that_begin_as_was_typed_come_first(self, names):
        assert names("nor") == [QUAY, NORTH]

    def test_with_more_stories_come_before_others(self, names):
        assert names("qu") == [QUARRY, QUAY]

    def test_are_few(self, library):
        library.fill(
            names=tuple(Named("topic", n, f"Quay {n}", f"q{n}", "place") for n in range(30))
        )
        assert len(suggest(library.reader, "quay").names) == MOST_NAMES


class TestStories:
    def test_are_found_by_the_beginning_of_any_word_of_the_headline(self, library):
        old = told(headline="Northern lights", published_at=NOON - timedelta(9))
        new = told(headline="The north wind")
        library.fill(old, new, told(headline="Nothing", text="north"))
        assert suggest(library.reader, "north").stories == (new.id, old.id)
        assert suggest(library.reader, "wind nor").stories == (new.id,)
        assert suggest(library.reader, "lights north w").stories == ()

    def test_take_a_single_letter_for_a_word_if_it_is_one(self, library):
        plan_b, plan = told(headline="Plan B fails"), told(headline="No plan yet")
        library.fill(plan_b, plan)
        assert suggest(library.reader, "plan b").stories == (plan_b.id,)
        assert set(suggest(library.reader, "plan y").stories) == {plan_b.id, plan.id}
        assert suggest(library.reader, "p").stories == ()

    def test_are_found_in_other_scripts(self, library):
        rain, china = told(headline="കേരളത്തിൽ മഴ"), told(headline="中国经济")
        library.fill(rain, china)
        assert suggest(library.reader, "മ").stories == (rain.id,)
        assert suggest(library.reader, "കേരള").stories == (rain.id,)
        assert suggest(library.reader, "中").stories == (china.id,)
        assert suggest(library.reader, "中国经").stories == (china.id,)

    def test_are_not_found_by_a_single_letter(self, library):
        library.fill(told(headline="Northern lights"))
        assert suggest(library.reader, "n").stories == ()

    def test_are_as_many_as_there_is_room_for(self, library):
        library.fill(*(told(headline=f"North {n}") for n in range(30)), names=(NORTH, QUAY))
        found = suggest(library.reader, "north")
        assert len(found.names) + len(found.stories) == MOST
