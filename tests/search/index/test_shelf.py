"""An index takes another's place in one step, and leaves nothing behind."""

import pytest

from broadsheet.kit import in_use
from broadsheet.search.index.shelf import Shelf


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "search" / "1-abc")


def make(shelf):
    with shelf.begin() as index:
        (index / "meta.json").write_text("{}")
        shelf.use(index)
    return index


def names(shelf):
    return {path.name for path in shelf.folder.iterdir()} - {in_use.NAME}


class TestShelf:
    def test_has_nothing_at_first(self, shelf):
        assert shelf.current is None
        shelf.remove_others()

    def test_keeps_what_was_put_in_use(self, shelf):
        first = make(shelf)
        second = make(shelf)
        assert shelf.current == second
        assert first.exists()  # somebody may be reading in it

    def test_clears_away_what_is_not_in_use(self, shelf):
        first, second = make(shelf), make(shelf)
        shelf.remove_others()
        assert not first.exists()
        assert (second / "meta.json").exists()
        assert names(shelf) == {"current", second.name}

    def test_keeps_what_is_in_the_making(self, shelf):
        make(shelf)
        with shelf.begin() as index:
            shelf.remove_others()
            assert index.exists()
            shelf.use(index)
        assert shelf.current == index

    def test_throws_away_what_never_came_into_use(self, shelf):
        with pytest.raises(KeyboardInterrupt), shelf.begin() as index:
            raise KeyboardInterrupt
        assert names(shelf) == set()
        assert not index.exists()

    def test_clears_away_what_somebody_left_who_was_killed(self, shelf):
        current = make(shelf)
        (shelf.folder / "dead").mkdir()
        (shelf.folder / "dead.making").touch()
        shelf.remove_others()
        assert names(shelf) == {"current", current.name}

    def test_clears_away_indexes_of_another_format(self, shelf):
        other = Shelf(shelf.folder.parent / "0-old")
        make(other)
        make(shelf)
        shelf.remove_others()
        assert not other.folder.exists()

    def test_keeps_indexes_of_another_format_while_another_release_reads_them(self, shelf):
        other = Shelf(shelf.folder.parent / "0-old")
        make(other)
        make(shelf)
        with other.used():
            shelf.remove_others()
            assert other.current.exists()
        shelf.remove_others()
        assert not other.folder.exists()

    def test_remembers_what_was_given_up(self, shelf):
        index = make(shelf)
        assert not shelf.is_given_up(index)
        shelf.give_up(index)
        assert shelf.is_given_up(index)
