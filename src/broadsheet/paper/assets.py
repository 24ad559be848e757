"""The theme's files as browsers get them: one stylesheet, one script, icons, marks.

Put together by plain Python whenever they are asked for, so that a theme needs no build tool.
Knows no model: the settings import it.
"""

from __future__ import annotations

import hashlib
import os
import re
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage

from broadsheet import config

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[1] / "assets"

LAYERS = ("reset", "tokens", "type", "grid", "parts", "cards", "blocks", "pages", "mine", "print")
"""The cascade, weakest first: `assets/css/<layer>.css` fills the layer of that name."""

STYLESHEET = "paper.css"
SCRIPT = "paper.js"
MARKS = "marks"
"""Folder of files that are served as they are: the favicon and its kin."""

_STRING = r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
_CSS_STRINGS = re.compile(_STRING)
_CSS_TOKENS = re.compile(rf"{_STRING}|/\*.*?\*/|\s+", re.DOTALL)
_CSS_SPACE = re.compile(r"\s*([{};,>])\s*|(?<=:)\s+")
"""Before a colon it means something: `a :is(b)` is another thing than `a:is(b)`."""
_LICENCE = re.compile(r"<!--.*?-->\s*", re.DOTALL)


# --- what is put together -----------------------------------------------------------------


def stylesheet() -> str:
    """All of `assets/css`, each file in the layer of its name, without comments."""
    order = f"@layer {','.join(LAYERS)};"
    return order + "".join(f"@layer {layer}{{{_css(layer)}}}" for layer in LAYERS)


def script() -> str:
    """All of `assets/islands` as one module, each island in a scope of its own."""
    files = sorted((ROOT / "islands").glob("*.js"))
    return "".join(f"{{\n{lean_script(file.read_text('utf-8'))}\n}}\n" for file in files)


@cache
def first_paint() -> str:
    """What runs in the head before anything is painted: a reader's text size and appearance."""
    return lean_script((ROOT / "first.js").read_text("utf-8"))


@cache
def first_paint_hash() -> str:
    """How the content security policy names `first_paint`."""
    digest = hashlib.sha256(first_paint().encode()).digest()
    return f"sha256-{b64encode(digest).decode()}"


@cache
def icon(name: str) -> str:
    """The shapes of an icon: what stands inside its `<svg>`. Raises KeyError: there is none."""
    file = ROOT / "icons" / f"{name}.svg"
    if not file.is_file():
        raise KeyError(f"no icon {name!r} in {file.parent}")
    drawing = _LICENCE.sub("", file.read_text("utf-8"))
    inside = drawing.partition(">")[2].rpartition("</svg>")[0]
    return re.sub(r"\s+", " ", inside).replace(" />", "/>").replace("> <", "><").strip()


def _css(layer: str) -> str:
    return lean_style((ROOT / "css" / f"{layer}.css").read_text("utf-8"))


def lean_style(css: str) -> str:
    """The same rules without comments and needless space; strings are left alone."""
    bare = _CSS_TOKENS.sub(lambda found: found[1] or " ", css)
    pieces = _CSS_STRINGS.split(bare)
    pieces[::2] = [_CSS_SPACE.sub(r"\1", piece).replace(";}", "}") for piece in pieces[::2]]
    return "".join(pieces).strip()


def lean_script(js: str) -> str:
    """The same script without indentation and lines that are comments alone."""
    lines = (line.strip() for line in js.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


# --- how Django finds them ----------------------------------------------------------------


class Finder(BaseFinder):
    """Gives `collectstatic` and the development server what is put together, and the marks."""

    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        self.assembled = FileSystemStorage(location=config.folder() / "assembled")
        self.marks = FileSystemStorage(location=ROOT / MARKS)

    def check(self, **_kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002 - Django's own signature
        find_all = find_all or bool(kwargs.get("all"))
        found = [storage.path(name) for name, storage in self.list(()) if name == path]
        return found if find_all else next(iter(found), [])

    def list(
        self, ignore_patterns: Iterable[str] | None
    ) -> Iterator[tuple[str, FileSystemStorage]]:
        assemble(Path(self.assembled.location))
        patterns = list(ignore_patterns or ())
        yield from (
            (name, storage)
            for storage, names in (
                (self.assembled, [STYLESHEET, SCRIPT]),
                (self.marks, sorted(self.marks.listdir("")[1])),
            )
            for name in names
            if not matches_patterns(name, patterns)
        )


def assemble(folder: Path) -> None:
    """Write stylesheet and script into a folder; a file that would not change is left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in ((STYLESHEET, stylesheet()), (SCRIPT, script())):
        file = folder / name
        if file.is_file() and file.read_text("utf-8") == text:
            continue
        draft = file.with_name(f".{name}.{os.getpid()}")
        draft.write_text(text, "utf-8")
        draft.replace(file)
