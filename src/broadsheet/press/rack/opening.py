"""Opens the file that a node keeps its sheets in; throws away one that cannot be trusted.

Everything in it is derived, so that nothing is lost but time.
"""

from __future__ import annotations

import fcntl
import itertools
import logging
import os
import re
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import lmdb

from broadsheet.kit import in_use

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger(__name__)

FORMAT: Final = "3"
"""Of the databases in the file and of what lies in them; counted up whenever that changes."""

HEADROOM: Final = 1.25
"""The file may grow beyond its bound by so much, since even taking out needs some room."""

READERS: Final = 512

NAMES: Final = (
    "addresses", "sheets", "notes", "facts", "carries", "sources", "touched", "uses", "moments",
    "missing", "claims", "owed", "meta",
)  # fmt: skip
MANY: Final = frozenset({"carries", "sources"})
"""Those that have several values under one key."""

FILES: Final = "data.mdb", "lock.mdb"
"""Who writes holds the second one: two of it beside the first, and two would write at once."""

BOOT: Final = b"boot"

_SERIALS = itertools.count()
"""Of files opened by this process."""
_WRITINGS_AT_MOST: Final = 1 << 48
"""In one file: a thousand a second for nine thousand years."""

_OF_A_RELEASE = re.compile(r"\d+-[0-9a-f]{16}")


class Broken(Exception):
    """The store cannot be read or written now; the text says why. Pages go on being rendered."""


class Opened:
    """The open file, and its databases by name. Raises lmdb.Error when it is damaged."""

    def __init__(self, folder: Path, *, size: int) -> None:
        self.folder = folder
        self._first_version = next(_SERIALS) * _WRITINGS_AT_MOST
        self._in_use = in_use.mark(folder)
        try:
            self.env = lmdb.open(
                str(folder),
                map_size=int(size * HEADROOM),
                max_dbs=len(NAMES),
                max_readers=READERS,
                # What a killed process wrote is with the kernel; a reboot is noticed by its mark.
                sync=False,
                metasync=False,
                readahead=False,
                meminit=False,
                mode=0o640,
            )
        except BaseException:
            os.close(self._in_use)
            raise
        try:
            self._inodes = self._inodes_in_place()
            self._refuse_short_file()
            self.env.reader_check()
            self.db = {
                name: self.env.open_db(name.encode(), dupsort=name in MANY) for name in NAMES
            }
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self.env.close()
        os.close(self._in_use)

    def _refuse_short_file(self) -> None:
        """Reading past the end of a file that was cut off would kill the process."""
        wanted = (self.env.info()["last_pgno"] + 1) * self.env.stat()["psize"]
        if (self.folder / "data.mdb").stat().st_size < wanted:
            raise lmdb.CorruptedError("the file is shorter than it says")

    def version(self, txn: lmdb.Transaction) -> int:
        """What a transaction sees; another number after each writing, and in another file."""
        return self._first_version + txn.id()

    def is_of(self, boot: bytes) -> bool:
        """Whether everything in it was written since the machine was started."""
        with self.env.begin(write=True) as txn:
            marked: bytes | None = txn.get(BOOT, db=self.db["meta"])
            if marked is None:
                txn.put(BOOT, boot, db=self.db["meta"])
            return marked in {None, boot}

    def is_in_place(self) -> bool:
        """Whether the files at their place are still those that are open."""
        try:
            return self._inodes_in_place() == self._inodes
        except OSError:
            return False

    def _inodes_in_place(self) -> list[int]:
        return [(self.folder / name).stat().st_ino for name in FILES]


def open_in(folder: Path, *, size: int, boot: bytes) -> Opened:
    """The file in that folder; one that is damaged, or from before a reboot, is made anew.

    Raises Broken.
    """
    try:
        with _by_oneself(folder):
            with suppress(lmdb.Error):
                opened = Opened(folder, size=size)
                if opened.is_of(boot):
                    return opened
                opened.close()
            logger.warning("press: the store is damaged or from before a reboot; making it anew")
            _unlink(folder)
            opened = Opened(folder, size=size)
            opened.is_of(boot)
    except (lmdb.Error, OSError) as error:
        raise Broken(f"the store in {folder} cannot be opened: {error}") from error
    return opened


def remove(folder: Path) -> None:
    """Take the file in that folder away. Who has it open keeps a copy that nobody else sees."""
    with _by_oneself(folder):
        _unlink(folder)


def _unlink(folder: Path) -> None:
    for name in FILES:
        (folder / name).unlink(missing_ok=True)


@contextmanager
def _by_oneself(folder: Path) -> Iterator[None]:
    """Nobody else opens or removes what lies in the folder meanwhile.

    Whoever opened between two removals would have the one file with the lock of another.
    """
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def this_boot() -> bytes:
    """Names this run of the machine: what had not reached its disk is lost with it."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_bytes().strip()
    except OSError:
        return b"unknown"


def folder_of(release: str, *, below: Path) -> Path:
    """Where the sheets of a release are kept; those of another one are never read."""
    return below / f"{FORMAT}-{release}"


def remove_others(folder: Path) -> None:
    """Throw away what other releases left beside this folder, unless they still serve from it."""
    for other in folder.parent.glob("*"):
        if other == folder or not _OF_A_RELEASE.fullmatch(other.name):
            continue
        with suppress(OSError), in_use.alone_in(other):
            remove(other)
            (other / in_use.NAME).unlink()
            # What is not ours stays, and with it the folder.
            other.rmdir()
