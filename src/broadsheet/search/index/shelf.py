"""Where the index of this node lies: a folder for each, and a link to the one in use.

A new one is made beside the old, and takes its place in one step.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from broadsheet.kit import in_use

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CURRENT: Final = "current"
DAMAGED: Final = "damaged"
MAKING: Final = ".making"
"""Ends the name of the file that is locked for as long as somebody makes that index."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder of all indexes of one format."""

    folder: Path

    @property
    def current(self) -> Path | None:
        """The index in use, if there is one."""
        try:
            return self.folder / (self.folder / CURRENT).readlink()
        except OSError:
            return None

    def mark(self) -> int:
        """Say that this process uses the indexes of this format; an open file that says so.

        Raises OSError: there are none, or somebody is throwing them away.
        """
        return in_use.mark(self.folder)

    @contextmanager
    def used(self) -> Iterator[None]:
        """Say so for a while."""
        mark = self.mark()
        try:
            yield
        finally:
            os.close(mark)

    @contextmanager
    def begin(self) -> Iterator[Path]:
        """A new empty folder, which nobody clears away meanwhile; thrown away unless it is used."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = self.folder / secrets.token_hex(4)
        lock = fresh.with_suffix(MAKING)
        with self.used(), lock.open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            fresh.mkdir(mode=0o700)
            try:
                yield fresh
            finally:
                if self.current != fresh:
                    shutil.rmtree(fresh, ignore_errors=True)
                lock.unlink(missing_ok=True)

    def use(self, index: Path) -> None:
        """Let that one take the place of the one in use."""
        fresh = index.with_suffix(".link")
        fresh.symlink_to(index.name)
        fresh.replace(self.folder / CURRENT)

    def give_up(self, index: Path) -> None:
        """Say that it cannot be read, so that whoever writes makes another one."""
        with suppress(OSError):
            (index / DAMAGED).touch()

    def is_given_up(self, index: Path) -> bool:
        return (index / DAMAGED).exists()

    def remove_others(self) -> None:
        """Clear away what is not in use and not in the making.

        What is of another format goes as a whole, once no other release reads or writes in it.
        """
        current = self.current
        for index in list(self.folder.iterdir()) if self.folder.is_dir() else []:
            if index.is_dir() and not index.is_symlink() and index != current:
                _remove_unless_held(index)
        for other in list(self.folder.parent.iterdir()) if self.folder.is_dir() else []:
            if other.is_dir() and other != self.folder:
                with suppress(OSError), in_use.alone_in(other):
                    _throw_away(other)


def _throw_away(folder: Path) -> None:
    """Remove a folder that one has alone: its mark goes last, so that nobody comes in meanwhile."""
    for path in list(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name != in_use.NAME:
            path.unlink()
    (folder / in_use.NAME).unlink()
    folder.rmdir()


def _remove_unless_held(index: Path) -> None:
    lock = index.with_suffix(MAKING)
    with lock.open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return  # somebody is making it
        shutil.rmtree(index, ignore_errors=True)
        lock.unlink(missing_ok=True)
