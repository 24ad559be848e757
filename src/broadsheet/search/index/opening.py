"""Opens an index, to read or to write; what Tantivy cannot read is said by one error."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import tantivy

from broadsheet.search.index.schema import analyzers, build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Broken(Exception):
    """The index cannot be read or written; the text says why."""


@contextmanager
def trusted(path: Path) -> Iterator[None]:
    """Whatever Tantivy says within is about that index. Raises Broken."""
    try:
        yield
    except (ValueError, OSError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise Broken(f"the search index {path} cannot be used: {reason}") from error


def create(path: Path) -> None:
    """Make an empty index in that folder. Raises Broken."""
    with trusted(path):
        tantivy.Index(build(), str(path), reuse=False)


def opened(path: Path) -> tantivy.Index:
    """The index in that folder. Raises Broken."""
    with trusted(path):
        index = tantivy.Index.open(str(path))
        for name, analyzer in analyzers().items():
            index.register_tokenizer(name, analyzer)
        index.reload()
    return index
