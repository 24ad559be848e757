"""Which stories are like which."""

from dataclasses import replace
from datetime import timedelta

import pytest

from broadsheet.search.index import likeness
from broadsheet.search.index.likeness import Near, alike, nearest
from tests.search.conftest import told

OTHERS = [
    told(text=f"The council of {place} met on {day} and adjourned without a vote.")
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday")
    for place in ("Harle", "Osmere", "Tolland", "Kilnside")
]
FERRY = told(headline="Ferry stuck in fog", text="The ferry Marigold lay off the quay for hours.")
AGAIN = told(headline="Fog again", text="The Marigold, a ferry, met fog outside the quay.")


@pytest.fixture
def find(library):
    def found(story):
        with library.reader.looking() as opened:
            return alike(opened, story)

    return found


SECOND = timedelta(seconds=1)


class TestAlike:
    def test_are_those_that_have_what_tells_a_story_from_others(self, library, find):
        library.fill(FERRY, AGAIN, *OTHERS)
        assert set(find(FERRY)) == {AGAIN.id}
        assert 20 <= find(FERRY)[AGAIN.id] <= 100

    def test_are_alike_in_their_topics_too(self, library, find):
        story, same = told(text="A whale at Osby", topics=(7,)), told(text="Rain", topics=(7,))
        also = told(text="Rain at Osby", topics=(7,))
        library.fill(story, same, also, *OTHERS)
        assert also.id in find(story)
        assert same.id not in find(story), "one thing in common is chance"

    def test_are_the_more_so_the_more_they_share(self, library, find):
        less = told(text="A ferry in fog, elsewhere, and some other things besides.")
        library.fill(FERRY, AGAIN, less, *OTHERS)
        found = find(FERRY)
        assert found[AGAIN.id] > found.get(less.id, 0)

    def test_are_never_the_story_itself(self, library, find):
        library.fill(FERRY, AGAIN, *OTHERS)
        assert FERRY.id not in find(FERRY)

    def test_are_not_told_of_what_the_index_does_not_have(self, library, find):
        library.fill(AGAIN, *OTHERS)
        assert find(FERRY) == {}

    @pytest.mark.parametrize("text", ["", "…", "one", "of the and"])
    def test_are_none_for_what_says_nothing(self, library, find, text):
        story = told(text=text)
        library.fill(story, FERRY, *OTHERS)
        assert find(story) == {}

    def test_are_found_in_any_script(self, library, find):
        one = told(headline="中国经济发展迅速", text="上海港口贸易增长")
        other = told(headline="上海港口", text="中国经济贸易")
        library.fill(one, other, FERRY, *OTHERS)
        assert set(find(one)) == {other.id}


class TestNearest:
    def test_are_the_stories_that_have_what_tells_a_draft_from_others(self, library):
        library.fill(FERRY, AGAIN, *OTHERS)
        with library.reader.looking() as opened:
            near = Near(FERRY.text)
            assert nearest(opened, near, most=2) == [FERRY.id, AGAIN.id]
            assert nearest(opened, replace(near, other_than=FERRY.id), most=2) == [AGAIN.id]
            assert nearest(opened, replace(near, after=FERRY.published_at), most=1)
            assert not nearest(opened, replace(near, before=FERRY.published_at - SECOND), most=1)


def test_a_word_in_very_many_stories_is_not_looked_up(library, monkeypatch):
    monkeypatch.setattr(likeness, "MOST_STORIES", 2)
    library.fill(FERRY, AGAIN, told(text="ferry Marigold fog quay"), *OTHERS)
    with library.reader.looking() as opened:
        assert alike(opened, FERRY) == {}
