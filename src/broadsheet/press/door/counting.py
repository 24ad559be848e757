"""Counts what readers ask for, and tells the store now and then."""

from __future__ import annotations

import asyncio
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

from broadsheet.press.rack.opening import Broken

if TYPE_CHECKING:
    from broadsheet.press.rack.store import Store

logger = logging.getLogger(__name__)

FLUSHES_AFTER: Final = 2.0
"""Seconds for which it is only in memory what was asked for."""


class Counter:
    """What was asked for since the store was told last."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._clerk = ThreadPoolExecutor(1, thread_name_prefix="clerk")
        self._asked: dict[str, int] = {}
        self._misses = 0
        self._is_flush_planned = False

    def hit(self, address: str) -> None:
        self._asked[address] = self._asked.get(address, 0) + 1
        if not self._is_flush_planned:
            self._plan_flush()

    def miss(self) -> None:
        self._misses += 1
        if not self._is_flush_planned:
            self._plan_flush()

    def close(self) -> None:
        """Wait until all that was flushed is told."""
        self._clerk.shutdown()

    def _plan_flush(self) -> None:
        self._is_flush_planned = True
        asyncio.get_running_loop().call_later(FLUSHES_AFTER, self._flush)

    def _flush(self) -> None:
        asked, misses = self._asked, self._misses
        self._asked, self._misses, self._is_flush_planned = {}, 0, False
        self._clerk.submit(self._tell, asked, misses, time.time())

    def _tell(self, asked: dict[str, int], misses: int, at: float) -> None:
        try:
            self._store.used(asked, at=at, misses=misses)
        except Broken as error:
            logger.warning("door: nobody counts what is asked for: %s", error)
