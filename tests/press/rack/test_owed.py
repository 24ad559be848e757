"""What others have to be told of sheets that are wrong is kept with them until it is handed on."""

from __future__ import annotations

import pytest

from broadsheet.press.rack.store import Store
from broadsheet.press.recording import FRAME
from tests.machinery.sheets import MIB, NOW, fact, handle, put


class TestOwed:
    @pytest.fixture
    def store(self, tmp_path):
        store = Store(tmp_path / "sheets", size=64 * MIB, orders=self.orders)
        yield store
        store.close()

    @staticmethod
    def orders(addresses, *, touched, everything):
        return {"*"} if everything else {*addresses, *touched}

    def test_is_what_is_wrong_and_what_was_touched(self, store):
        put(store, "/a/", fact("card:1", "old"))
        put(store, "/b/", fact("card:2", "old"))
        handle(store, fact("card:1", "new"), touched=["story:9"])
        assert set(store.owed()) == {"/a/", "card:1", "story:9"}

    def test_stays_until_it_is_settled(self, store, tmp_path):
        put(store, "/a/", fact("card:1", "old"))
        handle(store, fact("card:1", "new"))
        store.close()
        again = Store(tmp_path / "sheets", size=64 * MIB, orders=self.orders)
        assert set(again.owed()) == {"/a/", "card:1"}
        again.settle({"/a/": again.owed()["/a/"]})
        assert list(again.owed()) == ["card:1"]
        again.close()

    def test_is_owed_still_if_it_is_owed_anew_while_it_is_handed_on(self, store):
        put(store, "/a/", fact("card:1", "old"))
        handle(store, fact("card:1", "new"))
        handed_on = store.owed()
        put(store, "/a/", fact("card:1", "new"))
        handle(store, fact("card:1", "newer"))
        store.settle(handed_on)
        assert set(store.owed()) == {"/a/", "card:1"}

    def test_outlives_that_the_store_is_emptied(self, store):
        put(store, "/a/", fact("card:1", "old"))
        handle(store, fact("card:1", "new"))
        store.start_empty(b"2")
        assert set(store.owed()) == {"/a/", "card:1", "*"}

    def test_is_what_time_makes_wrong(self, store):
        put(store, "/a/", until=NOW)
        store.expire(NOW + 1)
        assert list(store.owed()) == ["/a/"]

    def test_is_what_is_swept_out_since_its_time_was_over(self, store):
        put(store, "/a/", until=NOW)
        put(store, "/b/", until=NOW + 60)
        assert handle(store, at=NOW + 1, sweep=True) == {"/a/"}
        assert list(store.owed()) == ["/a/"]

    def test_is_everything_when_the_frame_reads_otherwise(self, store):
        put(store, "/a/", fact(FRAME, "old"))
        handle(store, fact(FRAME, "old"))
        assert "*" not in store.owed()
        handle(store, fact(FRAME, "new"))
        assert "*" in store.owed()

    def test_may_be_of_any_length(self, store):
        address = "/" + "a" * 2000 + "/"
        put(store, address, until=NOW)
        store.expire(NOW + 1)
        assert list(store.owed()) == [address]
        store.settle(store.owed())
        assert not store.owed()

    def test_is_nothing_where_nobody_keeps_copies(self, tmp_path):
        store = Store(tmp_path / "alone", size=64 * MIB)
        put(store, "/a/", fact("card:1", "old"))
        handle(store, fact("card:1", "new"))
        assert not store.owed()
        store.close()
