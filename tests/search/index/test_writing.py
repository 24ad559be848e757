"""Stories and the place in the log come into the index together."""

from datetime import timedelta

import pytest

from broadsheet.search.index.opening import Broken, create
from broadsheet.search.index.schema import MOST_HALF_LIVES, Decay
from broadsheet.search.index.writing import Busy, LogPlace, Writer
from tests.search.conftest import HALF_LIFE, NOON, told

PLACE = LogPlace(b"sqlite 12 abc", NOON, NOON - timedelta(days=9))


@pytest.fixture
def writer(tmp_path):
    create(tmp_path)
    writer = Writer(tmp_path, half_life=HALF_LIFE)
    writer.commit(PLACE)
    yield writer
    writer.close()


class TestWriter:
    def test_knows_its_place_again(self, library):
        library.fill()
        writer = Writer(library.shelf.current, half_life=HALF_LIFE)
        assert writer.place() == LogPlace(b"sqlite 1 a", NOON, library.zero)
        writer.close()

    def test_keeps_neither_story_nor_place_that_was_not_committed(self, library):
        story = told(text="ferry")
        library.fill(story)
        writer = Writer(library.shelf.current, half_life=HALF_LIFE)
        writer.remove([story.id])
        writer.put([told(text="ferry"), told(text="ferry")], zero=library.zero)
        writer.close()
        assert library.found("ferry") == [story.id]

    def test_puts_a_story_once_however_often_it_is_done(self, library):
        story = told(text="ferry")
        library.fill(story)
        writer = Writer(library.shelf.current, half_life=HALF_LIFE)
        for _again in range(3):
            writer.remove([story.id])
            writer.put([story], zero=library.zero)
            writer.commit(PLACE)
        writer.close()
        assert library.found("ferry") == [story.id]

    def test_is_the_only_one(self, tmp_path, writer):
        with pytest.raises(Busy):
            Writer(tmp_path, half_life=HALF_LIFE)

    def test_refuses_an_index_that_does_not_say_how_far_it_has_come(self, tmp_path):
        create(tmp_path)
        with pytest.raises(Broken):
            Writer(tmp_path, half_life=HALF_LIFE).place()

    def test_refuses_a_folder_without_an_index(self, tmp_path):
        with pytest.raises(Broken):
            Writer(tmp_path, half_life=HALF_LIFE)


@pytest.mark.parametrize("ending", [".term", ".idx", ".fast", ".store", "meta.json"])
@pytest.mark.parametrize("how", ["gone", "cut"])
def test_a_damaged_index_is_given_up(library, ending, how):
    library.fill(*(told(text=f"ferry {number}") for number in range(50)))
    (damaged,) = (each for each in library.shelf.current.iterdir() if each.name.endswith(ending))
    if how == "gone":
        damaged.unlink()
    else:
        damaged.write_bytes(damaged.read_bytes()[:-100])
    with pytest.raises(Broken):
        library.search("ferry")
    assert library.shelf.is_given_up(library.shelf.current)


class TestDecay:
    def test_doubles_what_a_story_counts_for_each_half_life(self, library):
        ages = [timedelta(days=days) for days in (0, 365, 730)]
        library.fill(*(told(text="ferry", published_at=NOON - age) for age in ages))
        with library.reader.looking() as opened:
            query = opened.index.parse_query("text:ferri")
            hits = opened.searcher.search(query, 3, weight_by_field="weight").hits
        new, older, oldest = (score for score, _address in hits)
        assert new / older == pytest.approx(2, rel=1e-4)
        assert older / oldest == pytest.approx(2, rel=1e-4)

    def test_wears_out_a_half_life_after_it_began(self):
        decay = Decay.starting(HALF_LIFE, now=NOON)
        assert not decay.is_worn(NOON + HALF_LIFE * 0.9)
        assert decay.is_worn(NOON + HALF_LIFE * 1.1)

    def test_weighs_what_no_paper_is_old_enough_for(self):
        decay = Decay.starting(HALF_LIFE, now=NOON)
        assert decay.weight(NOON - HALF_LIFE * 100) == 0.0
        assert decay.weight(NOON + HALF_LIFE * 100) == 2.0**2.0**MOST_HALF_LIVES - 2.0
