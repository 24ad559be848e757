"""What was sent a moment ago, for as long as nothing has been written to the store since.

Most of what readers ask for are a few pages. To ask the store whether anything was written at all
costs a tenth of looking up a page in it, picking a body and putting the headers together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from broadsheet.press.rack.store import Store

Question = tuple[bytes | tuple[bytes, bytes], ...]
"""The method, the address as it was sent, and the headers that a sheet goes by."""

MOST: Final = 256
"""Answers that are remembered;"""
LARGEST: Final = 64 * 1024
"""bytes of one, so that they never take more than 16 MiB of a worker."""


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

    def recall(self, question: Question, *, at: float) -> Remembered | None:
        """What was answered to the same question, if it is still right. Raises Broken."""
        version = self._store.version()
        if version != self._version:
            self._version = version
            self._answers.clear()
            return None
        found = self._answers.get(question)
        return found if found is not None and at < found.until else None

    def keep(self, question: Question, answer: Remembered, *, version: int) -> None:
        """Remember an answer that was made from the store of that version."""
        is_current = version == self._version
        if is_current and len(self._answers) < MOST and len(answer.rest) <= LARGEST:
            self._answers[question] = answer
