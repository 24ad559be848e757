"""Readers who never stop, and how they were answered."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Sequence
from typing import Self

import httpx2

PAUSE = 0.01
"""Seconds between two pages of one reader."""


class Readers:
    """They ask for these addresses in turn until the block is left, each over his own connection.

    `unique` asks for each page under a query that nobody has asked for: no proxy can have kept it.
    """

    def __init__(
        self, site: str, addresses: Sequence[str], *, number: int = 2, unique: bool = False
    ) -> None:
        self.site, self.addresses, self.unique = site, addresses, unique
        self.answers: Counter[str] = Counter()
        """statuses, and what kept an answer from coming"""
        self.slowest = 0.0
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(n,)) for n in range(number)]

    def _read(self, reader: int) -> None:
        asked = reader
        with httpx2.Client(base_url=self.site, timeout=30) as client:
            while not self._over.wait(PAUSE):
                asked += 1
                address = self.addresses[asked % len(self.addresses)]
                if self.unique:
                    address += f"?reader={reader}-{asked}"
                began = time.monotonic()
                try:
                    came_of_it = str(client.get(address).status_code)
                except httpx2.TransportError as error:
                    came_of_it = type(error).__name__
                self.answers[came_of_it] += 1
                self.slowest = max(self.slowest, time.monotonic() - began)

    @property
    def total(self) -> int:
        return self.answers.total()

    @property
    def failed(self) -> int:
        return self.total - self.answers["200"]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *what: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()
