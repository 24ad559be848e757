"""What was sent a moment ago, for as long as nothing has been written to the store since.

Most of what readers ask for are a few pages. To ask the store whether anything was written at all
costs a tenth of looking up a page in it, picking a body and putting the headers together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from broadsheet.press.door.negotiation import WISHED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from broadsheet.press.rack.store import Store

Header = tuple[bytes, bytes]
Question = tuple[bytes | Header, ...]
"""The method, the address as it was sent, and the headers that a sheet goes by."""

MOST: Final = 256
"""Answers that are remembered."""
LARGEST: Final = 64 * 1024
"""Bytes of one; together they never take more than 16 MiB of a worker."""
LONGEST: Final = 1024
"""Bytes of a question; browsers ask in fewer."""


class Remembered(NamedTuple):
    """An answer that holds until somebody writes to the store, or time makes it wrong."""

    address: str
    until: float
    """seconds since 1970"""
    status: int
    rest: bytes
    """all that is sent after the line with the status"""


class Memory:
    """Answers by all that decided of them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._version = -1
        self._answers: dict[Question, Remembered] = {}

    def recall(self, asked: Question, *, at: float) -> Remembered | None:
        """What was answered to the same question, if it is still right. Raises Broken."""
        version = self._store.version()
        if version != self._version:
            self._version = version
            self._answers.clear()
            return None
        found = self._answers.get(asked)
        return found if found is not None and at < found.until else None

    def keep(self, asked: Question, answer: Remembered, *, version: int) -> None:
        """Remember an answer that was made from the store of that version."""
        if version != self._version or len(answer.rest) > LARGEST or _length(asked) > LONGEST:
            return
        if len(self._answers) >= MOST:
            # What is asked for often is soon here again; what was asked for once is not.
            self._answers.clear()
        self._answers[asked] = answer


def question(method: bytes, url: bytes, headers: Iterable[Header]) -> Question:
    """All that decides of an answer that is kept."""
    return (method, url, *(header for header in headers if header[0] in WISHED))


def _length(asked: Question) -> int:
    return sum(len(each) if isinstance(each, bytes) else len(each[1]) for each in asked)
