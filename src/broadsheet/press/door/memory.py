"""What was sent a moment ago, for as long as nothing has been written to the store since.

Most of what readers ask for are a few pages. To ask the store whether anything was written at all
costs a tenth of looking up a page in it, picking a body and putting the headers together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from broadsheet.press.door.replies import Reply
    from broadsheet.press.rack.store import Store

    Asked = tuple[object, ...]

MOST: Final = 256
"""Replies that are remembered;"""
LARGEST: Final = 64 * 1024
"""bytes of the body of one, so that they never take more than 16 MiB of a worker."""


class Remembered(NamedTuple):
    """A reply that holds until somebody writes to the store, or time makes it wrong."""

    address: str
    until: float
    """seconds since 1970"""
    reply: Reply


class Memory:
    """Replies by all that decided of them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._version = -1
        self._replies: dict[Asked, Remembered] = {}

    def recall(self, asked: Asked, *, at: float) -> Remembered | None:
        """What was answered to the same question, if it is still right. Raises Broken."""
        version = self._store.version()
        if version != self._version:
            self._version = version
            self._replies.clear()
            return None
        found = self._replies.get(asked)
        return found if found is not None and at < found.until else None

    def keep(self, asked: Asked, answered: Remembered, *, version: int) -> None:
        """Remember a reply that was made from the store of that version."""
        if (
            version == self._version
            and len(self._replies) < MOST
            and answered.reply.size <= LARGEST
        ):
            self._replies[asked] = answered
