"""Every public address there is, as content names them. Filled when the apps are ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.press.addressing import Page, resolve_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    Lister = Callable[[datetime], Iterator[str]]
    """names the public addresses of one sort of content at a moment"""

_listers: list[Lister] = []


def register(*listers: Lister) -> None:
    """Make known who names addresses."""
    _listers.extend(lister for lister in listers if lister not in _listers)


def addresses(at: datetime) -> list[str]:
    """All that readers can ask for, by which sheets are kept; what stands highest comes first."""
    named = (resolve_text(text) for lister in _listers for text in lister(at))
    found = dict.fromkeys(asked.address for asked in named if isinstance(asked, Page))
    return sorted(found, key=lambda address: address.count("/"))
