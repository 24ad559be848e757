"""The store of pressed sheets: what it finds, and what a change makes wrong."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest

from broadsheet.press.rack.answers import Overtaken, Unread
from broadsheet.press.rack.store import MOST_MISSING, Found, State, Store
from broadsheet.press.rack.uses import MOST_UNKEPT
from broadsheet.press.recording import FRAME, Recording, digest_of
from tests.machinery.sheets import MIB, NOW, fact, handle, put, recorded, state


class TestVersion:
    def test_stays_while_nothing_is_written(self, store):
        put(store, "/a/")
        before = store.version()
        found = store.find("/a/", bytes, at=NOW)
        assert store.version() == before == found.version

    @pytest.mark.parametrize(
        "write",
        [
            lambda other: put(other, "/b/"),
            lambda other: handle(other, fact("f", 2)),
            lambda other: other.expire(NOW),
            lambda other: other.remove(["/a/"]),
            lambda other: other.start_empty(b"2"),
        ],
    )
    def test_is_another_once_somebody_has_written(self, store, write):
        put(store, "/a/", fact("f", 1), until=NOW - 1)
        before = store.version()
        other = Store(store.folder, size=64 * MIB)
        store.close()
        write(other)
        other.close()
        assert store.version() != before

    def test_is_another_in_another_file(self, store):
        put(store, "/a/")
        before = store.version()
        store.give_up()
        put(store, "/a/")
        assert store.version() != before

    def test_is_that_of_what_was_found(self, store):
        put(store, "/a/")
        found = store.find("/a/", bytes, at=NOW)
        put(store, "/b/")
        assert found.version != store.version()


class TestFind:
    def test_gives_what_was_put(self, store):
        put(store, "/a/", body=b"one")
        assert store.find("/a/", bytes, at=NOW)[:2] == (State.RIGHT, b"one")

    def test_knows_nothing_of_what_was_never_put(self, store):
        assert store.find("/a/", bytes, at=NOW) == Found(State.UNKNOWN, None)

    def test_gives_the_last_that_was_put(self, store):
        put(store, "/a/", body=b"one")
        put(store, "/a/", body=b"two")
        assert store.find("/a/", bytes, at=NOW).picked == b"two"

    @pytest.mark.parametrize("length", [499, 500, 501, 8000])
    def test_tells_long_addresses_apart(self, store, length):
        put(store, "/" + "a" * length + "1", body=b"one")
        put(store, "/" + "a" * length + "2", body=b"two")
        assert store.find("/" + "a" * length + "1", bytes, at=NOW).picked == b"one"

    def test_copies_only_what_is_picked(self, store):
        put(store, "/a/", body=b"0123456789")
        assert store.find("/a/", lambda raw: bytes(raw[2:4]), at=NOW).picked == b"23"

    def test_sees_at_once_what_another_process_puts(self, store, tmp_path):
        assert state(store, "/a/") == State.UNKNOWN
        code = (
            "from pathlib import Path; from broadsheet.press.rack.store import Store;"
            "from broadsheet.press.recording import Recording;"
            f"s = Store(Path({str(store.folder)!r}), size={store.size});"
            "s.put('/a/', b'from there', Recording(), begun=s.begun())"
        )
        subprocess.run([sys.executable, "-c", code], check=True)
        assert store.find("/a/", bytes, at=NOW).picked == b"from there"


class TestTime:
    def test_makes_a_sheet_wrong(self, store):
        put(store, "/a/", until=NOW + 60)
        assert state(store, "/a/", at=NOW + 59.9) == State.RIGHT
        assert state(store, "/a/", at=NOW + 60) == State.WRONG

    def test_makes_what_must_not_be_seen_unknown(self, store):
        put(store, "/a/", ends=NOW + 60)
        assert state(store, "/a/", at=NOW + 61) == State.UNKNOWN

    def test_that_is_over_is_told_once(self, store):
        put(store, "/a/", until=NOW + 1)
        put(store, "/b/", until=NOW + 2)
        put(store, "/c/")
        assert [each.address for each in store.expire(NOW + 1)] == ["/a/"]
        assert store.expire(NOW + 1) == []
        assert [each.address for each in store.expire(NOW + 9)] == ["/b/"]

    def test_that_comes_to_be_known_later_makes_a_sheet_wrong_all_the_same(self, store):
        put(store, "/a/", fact("top:latest", "x"))
        handle(store, fact("top:latest", "x", until=NOW + 60))
        assert state(store, "/a/", at=NOW + 59) == State.RIGHT
        assert state(store, "/a/", at=NOW + 60) == State.WRONG
        assert [each.address for each in store.expire(NOW + 60)] == ["/a/"]

    def test_that_comes_to_be_known_later_ends_a_sheet_all_the_same(self, store):
        put(store, "/a/", fact("card:1", "x"), until=NOW + 90)
        handle(store, fact("card:1", "x", ends=NOW + 60))
        assert state(store, "/a/", at=NOW + 60) == State.UNKNOWN

    def test_of_a_sheet_that_was_replaced_is_forgotten(self, store):
        put(store, "/a/", until=NOW + 1)
        put(store, "/a/")
        assert store.expire(NOW + 9) == []


class TestHandle:
    def test_makes_wrong_what_read_something_else(self, store):
        put(store, "/a/", fact("card:1", "old"))
        put(store, "/b/", fact("card:2", "old"))
        assert handle(store, fact("card:1", "new")) == {"/a/"}
        assert state(store, "/a/") == State.WRONG
        assert state(store, "/b/") == State.RIGHT

    def test_leaves_what_reads_the_same(self, store):
        put(store, "/a/", fact("card:1", "old"))
        assert handle(store, fact("card:1", "old")) == set()
        assert state(store, "/a/") == State.RIGHT

    def test_takes_out_what_told_of_a_thing_that_is_gone(self, store):
        put(store, "/a/", fact("card:1", "old"))
        handle(store, fact("card:1", None))
        assert state(store, "/a/") == State.UNKNOWN

    def test_takes_out_even_what_was_wrong_before(self, store):
        put(store, "/a/", fact("card:1", "old"), fact("card:2", "old"))
        handle(store, fact("card:2", "new"))
        handle(store, fact("card:1", None))
        assert state(store, "/a/") == State.UNKNOWN

    def test_tells_what_is_there_where_nothing_was(self, store):
        put(store, "/a/", fact("at:/a/", None))
        handle(store, fact("at:/a/", "story:1"))
        assert state(store, "/a/") == State.WRONG

    def test_moves_the_cursor(self, store):
        assert store.cursor is None
        store.handle(touched=(), facts={}, cursor=b"17")
        assert store.cursor == b"17"

    def test_remembers_when_it_was(self, store):
        assert store.handled_at("story:1") is None
        handle(store, touched=["story:1"], at=NOW)
        handle(store, touched=["story:2"], at=NOW + 60)
        assert store.handled_at("story:1") == NOW

    def test_of_everything_makes_all_wrong_and_keeps_them_to_fall_back_on(self, store):
        put(store, "/a/")
        begun = store.begun()
        handle(store, everything=True)
        assert state(store, "/a/") == State.WRONG
        assert not store.put("/b/", b"", Recording(), begun=begun)
        put(store, "/a/")
        assert state(store, "/a/") == State.RIGHT

    def test_leaves_nothing_to_fall_back_on_where_it_sweeps(self, store):
        for address in ("/changed/", "/same/"):
            put(store, address, fact(address, 1))
        put(store, "/before/", fact("other", 1))
        put(store, "/over/", fact("third", 1), until=NOW - 1)
        handle(store, fact("other", 2))
        handle(store, fact("/changed/", 2), at=NOW, sweep=True)
        assert set(store.addresses()) == {"/same/"}

    def test_gives_way_to_whoever_followed_meanwhile(self, store):
        handle(store)
        with pytest.raises(Overtaken):
            store.handle(touched=(), facts={}, cursor=b"2", after=b"0")
        assert store.cursor == b"1"

    def test_gives_way_where_a_sheet_came_that_read_more(self, store):
        """It was begun before the change, and kept after the facts to read were asked for."""
        store.start_empty(b"1")
        put(store, "/a/", fact("card:1", "old"))
        more = {"touched": {"card:1"}, "cursor": b"2", "after": b"1"}
        with pytest.raises(Unread) as unread:
            store.handle(facts={}, **more)
        assert unread.value.keys == {"card:1"}
        assert store.cursor == b"1"
        store.handle(facts={"card:1": fact("card:1", "new")}, **more)
        assert state(store, "/a/") == State.WRONG


class TestFrame:
    def test_of_another_edition_makes_all_that_stand_in_it_wrong(self, store):
        put(store, "/a/", fact(FRAME, "old menu", "paper"))
        put(store, "/robots.txt")
        handle(store, fact(FRAME, "new menu", "paper"))
        assert state(store, "/a/") == State.WRONG
        assert state(store, "/robots.txt") == State.RIGHT

    def test_that_reads_the_same_makes_nothing_wrong(self, store):
        put(store, "/a/", fact(FRAME, "menu", "paper"))
        handle(store, fact(FRAME, "menu", "paper"))
        assert state(store, "/a/") == State.RIGHT

    def test_is_found_by_what_it_was_read_from(self, store):
        put(store, "/a/", fact(FRAME, "menu", "paper", "page:4"))
        assert store.facts_from(["page:4"]) == {FRAME}
        handle(store, fact(FRAME, "menu", "paper"))
        assert store.facts_from(["page:4"]) == set()


class TestLateRendering:
    def test_is_refused_when_what_it_read_was_touched(self, store):
        begun = store.begun()
        handle(store, touched=["story:1"])
        late = recorded(fact("card:1", "old", "story:1"))
        assert not store.put("/a/", b"", late, begun=begun)
        assert store.put("/a/", b"", late, begun=store.begun())

    def test_is_kept_when_something_else_was(self, store):
        begun = store.begun()
        handle(store, touched=["story:2"])
        assert store.put("/a/", b"", recorded(fact("card:1", "x", "story:1")), begun=begun)

    def test_that_was_put_before_its_change_was_handled_is_judged_with_it(self, store):
        put(store, "/a/", fact("card:1", "old", "story:1"))
        assert handle(store, fact("card:1", "new", "story:1")) == {"/a/"}


class TestFacts:
    def test_are_found_by_their_sources(self, store):
        put(store, "/a/", fact("card:1", "x", "story:1", "author:4"))
        put(store, "/b/", fact("card:2", "x", "story:2", "author:4"))
        assert store.facts_from(["author:4"]) == {"card:1", "card:2"}
        assert store.carrying("card:1") == ["/a/"]

    def test_are_forgotten_with_the_last_sheet_that_carries_them(self, store):
        put(store, "/a/", fact("card:1", "x", "story:1"))
        put(store, "/b/", fact("card:1", "x", "story:1"))
        store.remove(["/a/"])
        assert store.facts_from(["story:1"]) == {"card:1"}
        store.remove(["/b/"])
        assert store.facts_from(["story:1"]) == set()

    def test_of_long_names_are_given_back_whole(self, store):
        name = "at:/" + "x" * 2000
        put(store, "/a/", fact(name, "x", "named:" + "y" * 2000))
        assert store.facts_from(["named:" + "y" * 2000]) == {name}
        assert store.facts_at("/a/") == {name: digest_of("x")}


class TestDraw:
    def test_falls_on_every_sheet(self, store):
        addresses = [f"/{number}/" for number in range(20)]
        for address in addresses:
            put(store, address, fact("story:1", "x"))
        store.remove(addresses[:5] + addresses[10:12] + addresses[19:])
        drawn = {store.draw(number / 100) for number in range(100)}
        assert drawn == set(store.addresses())

    def test_falls_on_nothing_where_there_is_nothing(self, store):
        assert store.draw(0.5) is None


class TestUse:
    def test_puts_what_is_asked_for_most_first(self, store):
        for address in ("/a/", "/b/", "/c/"):
            put(store, address, fact("card:1", "x"))
        store.used({"/a/": 1, "/b/": 5}, at=NOW)
        handle(store, fact("card:1", "y"))
        assert store.wanted(NOW, most=5) == ["/b/", "/a/"]
        assert store.wanted(NOW, most=1) == ["/b/"]

    def test_fades(self, store):
        for address in ("/a/", "/b/"):
            put(store, address, fact("card:1", "x"))
        store.used({"/a/": 5}, at=NOW - 3600)
        store.used({"/b/": 1}, at=NOW)
        handle(store, fact("card:1", "y"))
        assert store.wanted(NOW, most=2) == ["/b/", "/a/"]

    def test_has_faded_when_something_is_made_wrong(self, store):
        for address in ("/a/", "/b/"):
            put(store, address, fact("card:1", "x"))
        store.used({"/a/": 5}, at=NOW - 3600)
        store.used({"/b/": 1}, at=NOW)
        changed = fact("card:1", "y")
        wrong = store.handle(touched={"card:1"}, facts={changed.key: changed}, at=NOW)
        assert max(wrong, key=lambda each: each.uses).address == "/b/"

    def test_is_counted(self, store):
        store.used({"/a/": 3, "/b/": 1}, at=NOW, misses=2)
        store.count("found wrong")
        assert store.status().counts == {"hits": 4, "misses": 2, "found wrong": 1}


class TestStatus:
    def test_counts_what_is_wrong_whatever_made_it_so(self, store):
        put(store, "/frame/", fact(FRAME, "old"))
        put(store, "/changed/", fact("card:1", "old"))
        put(store, "/late/", until=NOW)
        put(store, "/right/", until=NOW + 60)
        assert store.wrong(NOW - 1) == 0
        handle(store, fact("card:1", "new"), fact(FRAME, "new"))
        assert store.wrong(NOW) == 3
        handle(store, everything=True)
        assert store.wrong(NOW) == 4


class TestBounds:
    def test_remember_few_addresses_that_have_no_sheet(self, store):
        put(store, "/kept/")
        store.used({"/kept/": 1}, at=NOW)
        store.used({"/loved/": 9}, at=NOW)
        for number in range(3 * MOST_UNKEPT):
            store.used({f"/{number}/": 1}, at=NOW)
        handle(store, everything=True)
        assert store.wanted(NOW, most=9) == ["/kept/"]
        put(store, "/loved/", fact("card:1", "old"))
        (wrong,) = store.handle(touched=(), facts={"card:1": fact("card:1", "new")}, at=NOW)
        assert wrong.uses == 9
        assert store.status().size < MIB

    def test_keep_few_sheets_of_what_is_not_there(self, store):
        for number in range(MOST_MISSING + 5):
            store.put(f"/{number}/", b"", Recording(), begun=0, is_missing=True)
        assert state(store, "/4/") == State.UNKNOWN
        assert state(store, "/5/") == State.RIGHT
        assert store.status().missing == MOST_MISSING

    def test_take_out_what_was_asked_for_longest_ago(self, tmp_path):
        store = Store(tmp_path, size=4 * MIB)
        body = bytes(64 * 1024)
        put(store, "/loved/", body=body)
        store.used({"/loved/": 1}, at=NOW)
        for number in range(200):
            put(store, f"/{number}/", body=body)
        assert store.status().size <= 5 * MIB
        assert state(store, "/loved/") == State.RIGHT
        assert state(store, "/0/") == State.UNKNOWN
        assert state(store, "/199/") == State.RIGHT
        store.close()


def test_threads_may_write_at_once(store):
    def fill(name: int) -> None:
        for number in range(50):
            put(store, f"/{name}/{number}/", fact("card:1", "x"))

    threads = [threading.Thread(target=fill, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.carrying("card:1")) == 200


def test_a_store_that_is_given_up_is_empty(store):
    put(store, "/a/")
    store.give_up()
    assert state(store, "/a/") is State.UNKNOWN
    assert put(store, "/a/")
