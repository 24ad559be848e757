"""The file that sheets are kept in: what it survives, and what is thrown away."""

from __future__ import annotations

import time
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from broadsheet.press.rack.opening import Broken, folder_of, open_in, remove_others
from broadsheet.press.rack.store import LOOKS_AFTER, State, Store
from tests.machinery.sheets import MIB, NOW, put, state


class TestFile:
    def test_that_is_damaged_is_made_anew(self, store, tmp_path):
        put(store, "/a/")
        store.close()
        (store.folder / "data.mdb").write_bytes(b"not what it was" * 1000)
        assert state(store, "/a/") == State.UNKNOWN
        assert put(store, "/a/")

    def test_that_was_cut_off_is_made_anew(self, store):
        for number in range(50):
            put(store, f"/{number}/", body=bytes(100_000))
        store.close()
        path = store.folder / "data.mdb"
        with path.open("r+b") as file:
            file.truncate(path.stat().st_size // 2)
        assert state(store, "/1/") == State.UNKNOWN

    def test_from_before_a_reboot_is_made_anew(self, store):
        put(store, "/a/")
        store.close()
        later = Store(store.folder, size=store.size, boot=b"another boot")
        assert state(later, "/a/") == State.UNKNOWN
        later.close()

    def test_that_was_removed_is_noticed(self, store):
        put(store, "/a/")
        (store.folder / "data.mdb").unlink()
        store.heal()
        assert state(store, "/a/") == State.UNKNOWN
        assert put(store, "/a/")

    def test_that_was_removed_is_not_read_for_long(self, store):
        """Nobody may be sent an old page, however long he was the first to ask again."""
        put(store, "/a/")
        before = store.version()
        (store.folder / "data.mdb").unlink()
        time.sleep(2 * LOOKS_AFTER)
        assert store.version() != before
        assert state(store, "/a/") == State.UNKNOWN

    def test_is_left_where_the_lock_beside_it_is_another(self, tmp_path):
        """Whoever opens it next would write at the same time as we."""
        opened = open_in(tmp_path, size=MIB, boot=b"now")
        assert opened.is_in_place()
        (tmp_path / "lock.mdb").unlink()
        assert not opened.is_in_place()
        (tmp_path / "lock.mdb").write_bytes(b"")
        assert not opened.is_in_place()
        opened.close()

    def test_from_before_a_reboot_is_made_anew_once_though_many_come_at_a_time(self, tmp_path):
        folders = [tmp_path / str(number) for number in range(40)]
        for folder in folders:
            open_in(folder, size=MIB, boot=b"before").close()
        fork = get_context("fork")
        together = fork.Barrier(3, timeout=20)
        processes = [fork.Process(target=_come, args=(folders, together)) for _ in range(3)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        assert [process.exitcode for process in processes] == [0, 0, 0]
        stores = [Store(folder, size=MIB, boot=b"after") for folder in folders]
        assert {store.status().counts["came"] for store in stores} == {15}

    def test_that_is_given_up_is_empty_for_who_still_reads_it(self, store, monkeypatch):
        put(store, "/a/")
        monkeypatch.setattr("broadsheet.press.rack.store.remove", lambda _folder: None)
        store.give_up()
        assert state(store, "/a/") == State.UNKNOWN

    def test_in_a_place_that_cannot_be_written_is_said_to_be_broken(self, tmp_path):
        (tmp_path / "file").write_text("")
        with pytest.raises(Broken):
            Store(tmp_path / "file" / "sheets", size=MIB).find("/a/", bytes, at=NOW)

    def test_that_is_full_is_said_to_be_broken_and_goes_on_to_be_read(self, tmp_path):
        store = Store(tmp_path, size=MIB)
        put(store, "/a/")
        with pytest.raises(Broken):
            put(store, "/b/", body=bytes(3 * MIB))
        assert state(store, "/a/") == State.RIGHT
        store.close()


def _come(folders: list[Path], together: Barrier) -> None:
    for folder in folders:
        together.wait()
        store = Store(folder, size=MIB, boot=b"after")
        for _ in range(5):
            store.count("came")
        together.wait()
        store.close()


class TestOtherReleases:
    def test_are_thrown_away(self, tmp_path):
        ours, other = (folder_of(name * 16, below=tmp_path) for name in "ab")
        for folder in (ours, other):
            kept = Store(folder, size=64 * MIB)
            kept.start_empty(b"1")
            kept.close()
        remove_others(ours)
        assert [each.name for each in tmp_path.iterdir()] == [ours.name]

    def test_are_left_while_somebody_serves_from_them(self, tmp_path):
        ours, other = (folder_of(name * 16, below=tmp_path) for name in "ab")
        serving = Store(other, size=64 * MIB)
        put(serving, "/a/")
        remove_others(ours)
        assert state(serving, "/a/") == State.RIGHT
        serving.heal()
        assert state(serving, "/a/") == State.RIGHT
        serving.close()
        remove_others(ours)
        assert not other.exists()

    def test_leave_what_is_not_theirs(self, tmp_path):
        ours, mixed = (folder_of(name * 16, below=tmp_path) for name in "ab")
        for folder in (mixed, tmp_path / "accounts"):
            folder.mkdir()
            (folder / "ledger.txt").write_text("of the paper's own")
        remove_others(ours)
        assert len(list(tmp_path.glob("*/ledger.txt"))) == 2

    def test_need_not_have_been(self, tmp_path):
        remove_others(folder_of("a" * 16, below=tmp_path / "nowhere"))
