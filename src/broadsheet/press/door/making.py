"""Has pages made that are not kept: once, however many ask, and no more than can be waited for."""

from __future__ import annotations

import asyncio
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

from broadsheet.press.pressing import press_once

if TYPE_CHECKING:
    from collections.abc import Callable

    from broadsheet.press.pressing import Answer, Pressed
    from broadsheet.press.rack.store import Store

logger = logging.getLogger(__name__)

RENDERERS: Final = 4
"""Threads; they take turns at one processor, but not in waiting for the database."""
MOST_WAITING: Final = 64
"""Pages; whoever asks for one more is told at once to come again."""
PATIENCE: Final = 10.0
"""Seconds that a reader is let wait for a page to be made."""
AWAY_RESTS: Final = 1.0
"""Seconds for which nobody waits for a page that has an old copy, once one could not be made."""
FOR_NOW: Final = 503
"""How Django says that whoever it asks is away."""


class Maker:
    """Renders in a few threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._renderers = ThreadPoolExecutor(RENDERERS, thread_name_prefix="render")
        self._pressing: dict[str, asyncio.Future[Pressed | None]] = {}
        self._away_until = 0.0

    @property
    def is_away(self) -> bool:
        """Whether nothing could be made a moment ago."""
        return time.monotonic() < self._away_until

    async def press(self, address: str, *, render: Callable[[str], Answer]) -> Pressed | None:
        """What pressing the address comes to; who asks meanwhile waits for the same.

        None when it fails, takes longer than a reader can be let wait, or too many others wait.
        """
        waiting = self._pressing.get(address)
        if waiting is None:
            if len(self._pressing) >= MOST_WAITING:
                return None
            loop = asyncio.get_running_loop()
            waiting = loop.run_in_executor(self._renderers, self._press, address, render)
            self._pressing[address] = waiting
            waiting.add_done_callback(lambda _done: self._pressing.pop(address))
        try:
            return await asyncio.wait_for(asyncio.shield(waiting), PATIENCE)
        except TimeoutError:
            logger.warning("door: %s is not made after %.0f s", address, PATIENCE)
            return None

    def _press(self, address: str, render: Callable[[str], Answer]) -> Pressed | None:
        try:
            pressed = press_once(address, render=render, store=self._store)
        except Exception:
            logger.exception("door: %s cannot be made", address)
            return None
        if pressed.answer.status == FOR_NOW:
            self._away_until = time.monotonic() + AWAY_RESTS
        return pressed
