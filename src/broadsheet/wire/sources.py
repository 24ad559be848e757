"""Where the files of an archive are to be had: a folder on this machine, or the web."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from glob import escape
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from django.core.files.base import File

from broadsheet.kit.characters import tidy
from broadsheet.wire.fetch import NotFetched, Unreachable, fetch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from broadsheet.wire.fetch import Fetched

_REDUCED = re.compile(r"-(\d{1,5})x(\d{1,5})$")
NOT_ASKED = "nobody was asked for it"


class NotHad(Exception):
    """A file is in none of the places that were looked at; the text says why."""


@dataclass(frozen=True, slots=True)
class MediaFolder:
    """A copy of the old site's folder of uploads."""

    root: Path

    @classmethod
    def at(cls, folder: Path) -> MediaFolder:
        """The folder itself, or the one for uploads of a whole site kept there."""
        inner = (folder / "wp-content" / "uploads", folder / "uploads")
        return cls(next((each for each in inner if each.is_dir()), folder).resolve())

    def find(self, names: Iterable[str]) -> Path | None:
        """The first of those paths that is there, else the largest reduced copy of one."""
        ways = [way for name in names for way in self._ways(name)]
        there = (way for way in ways if way.is_file())
        return next(there, None) or next(filter(None, map(_largest_copy, ways)), None)

    def _ways(self, name: str) -> list[Path]:
        """The path as spelt by either kind of file system; never one that leads outside."""
        spelt = {unicodedata.normalize(form, name): None for form in ("NFC", "NFD")}
        paths = []
        for each in spelt:
            try:
                path = (self.root / each.lstrip("/")).resolve()
                path.exists()  # raises for names that no file can have
            except (OSError, ValueError, RuntimeError):
                continue
            if path.is_relative_to(self.root):
                paths.append(path)
        return paths


def _largest_copy(path: Path) -> Path | None:
    """WordPress kept copies beside each picture, named by their size: harbour-300x200.jpg."""
    stem = _REDUCED.sub("", path.stem)
    copies: list[tuple[int, Path]] = []
    if not stem or not path.parent.is_dir():
        return None
    for each in path.parent.glob(f"{escape(stem)}-*{escape(path.suffix)}"):
        size = _REDUCED.search(each.stem)
        if size and each.stem[: size.start()] == stem and each.is_file():
            copies.append((int(size[1]) * int(size[2]), each))
    return max(copies)[1] if copies else None


@dataclass(slots=True)
class Sources:
    """The places to look for a file; a host that did not answer is not asked again."""

    media: MediaFolder | None = None
    ask_the_web: bool = True
    get: Callable[[str], Fetched] = fetch
    silent: dict[str, str] = field(default_factory=dict)

    def find(self, names: Sequence[str]) -> Path | None:
        """Where on this machine the file lies, by its paths below the folder of uploads."""
        return self.media.find(names) if self.media else None

    def open(self, names: Sequence[str], *addresses: str) -> File[bytes]:
        """The file under the first of those names or addresses, to be closed. Raises NotHad."""
        if path := self.find(names):
            try:
                return File(path.open("rb"), name=path.name)
            except OSError as error:
                raise NotHad(f"{path.name} cannot be read: {error.strerror}") from error
        if not self.ask_the_web:
            raise NotHad("it is not in the folder" if self.media else NOT_ASKED)
        *others, last = dict.fromkeys(filter(None, addresses)) or [""]
        for address in others:
            try:
                return self._fetched(address)
            except NotHad:
                continue
        return self._fetched(last)

    def _fetched(self, address: str) -> File[bytes]:
        content: IO[bytes] = BytesIO(self._asked(address))
        return File(content, name=name_of(address) or "file")

    def _asked(self, address: str) -> bytes:
        try:
            host = urlsplit(address).hostname or ""
        except ValueError:
            host = ""
        if host in self.silent:
            raise NotHad(self.silent[host])
        try:
            return self.get(address).content
        except Unreachable as error:
            self.silent[error.host] = str(error)
            raise NotHad(str(error)) from error
        except NotFetched as error:
            raise NotHad(str(error)) from error


def name_of(address: str) -> str:
    """The name of a file, from its address."""
    try:
        return tidy(PurePosixPath(unquote(urlsplit(address).path)).name)
    except ValueError:
        return ""
