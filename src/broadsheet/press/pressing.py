"""From an address to a sheet in the store: whether an answer may be kept, and keeping it.

How an answer is rendered is `rendering`'s; who asks for one is the door's and the worker's.
"""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from broadsheet import config
from broadsheet.kit import release
from broadsheet.press.proxies.orders import Orders
from broadsheet.press.rack.opening import Broken, folder_of
from broadsheet.press.rack.store import State, Store
from broadsheet.press.recording import FRAME, Recording
from broadsheet.press.sheet import Sheet, Unreadable, press_answer

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)

KEPT: Final = frozenset({200, 301, 308, 404, 410})
"""Statuses that say something for good: until something changes."""
MOVED: Final = frozenset({301, 308})
FAILED_FROM: Final = 500
LARGEST: Final = 16 * 1024 * 1024
"""Bytes of a body."""
ATTEMPTS: Final = 3
LOOKS_AGAIN: Final = 0.005
"""Seconds between two looks for what somebody else is pressing."""

NOT_TOLD: Final = frozenset(
    {"cache-control", "connection", "content-length", "date", "etag", "expires", "last-modified",
     "server", "vary"}
)  # fmt: skip
"""Headers about how an answer is sent and kept, which the door knows better."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was rendered at an address, and what was read for it."""

    status: int
    headers: tuple[tuple[str, str], ...]
    """names in small letters; a cookie is among them"""
    body: bytes
    recording: Recording
    is_streamed: bool = False

    def header(self, name: str) -> str:
        """All that is said under a name; nothing if it is not there."""
        return ", ".join(value for each, value in self.headers if each == name)


@dataclass(frozen=True, slots=True)
class Pressed:
    """What pressing an address came to."""

    answer: Answer
    sheet: bytes = b""
    """the sheet as dumped; none if the answer is not for everybody, or not for long"""
    is_kept: bool = False
    """whether the store has it now"""


def why_not_kept(answer: Answer) -> str:
    """What keeps an answer from being given to every reader until something changes, or nothing."""
    control = {part.strip().lower() for part in answer.header("cache-control").split(",")}
    varying = {part.strip().lower() for part in answer.header("vary").split(",")}
    reasons = {
        f"it has status {answer.status}": answer.status not in KEPT,
        "it sets a cookie": bool(answer.header("set-cookie")),
        "it says that it is not to be kept": not control.isdisjoint({"private", "no-store"}),
        "it depends on who asks": not varying <= {"", "accept-encoding"},
        "it is packed already": bool(answer.header("content-encoding")),
        "it is streamed": answer.is_streamed,
        "it is too large": len(answer.body) > LARGEST,
    }
    return "; ".join(reason for reason, holds in reasons.items() if holds)


def press(address: str, *, render: Callable[[str], Answer], store: Store) -> Pressed:
    """Render an address, and keep the answer if it may be kept.

    Whoever waits for it may have come after a change that the rendering has missed. Then the
    store refuses it, and it is rendered again.
    """
    for _attempt in range(ATTEMPTS):
        begun = _begun(store)
        answer = render(address)
        if why_not_kept(answer):
            return Pressed(answer)
        sheet = sheet_of(address, answer)
        if begun is None:
            break
        if answer.status in MOVED:
            answer.recording.facts.pop(FRAME, None)  # what leads on shows no frame
        try:
            is_missing = answer.status != 200
            if store.put(address, sheet, answer.recording, begun=begun, is_missing=is_missing):
                return Pressed(answer, sheet, is_kept=True)
        except Broken as error:
            logger.warning("press: %s is not kept, since %s", address, error)
            break
    return Pressed(answer, sheet)


def press_unless_claimed(
    address: str, *, render: Callable[[str], Answer], store: Store
) -> Pressed | None:
    """Press an address, or leave it to whoever on this node is at it already: then None."""
    try:
        until = store.claim(address, at=time.time())
    except Broken:
        return press(address, render=render, store=store)
    if until is None:
        return None
    try:
        # Whoever was at it may have been done just before we could claim it.
        return _pressed_by_others(address, store) or press(address, render=render, store=store)
    finally:
        with suppress(Broken):
            store.release(address, until=until)


def press_once(address: str, *, render: Callable[[str], Answer], store: Store) -> Pressed:
    """Press an address; where somebody on this node is at it already, take what he makes."""
    while True:
        if pressed := _pressed_by_others(address, store):
            return pressed
        if pressed := press_unless_claimed(address, render=render, store=store):
            return pressed
        time.sleep(LOOKS_AGAIN)


def _pressed_by_others(address: str, store: Store) -> Pressed | None:
    try:
        found = store.find(address, bytes, at=time.time())
        if found.state is not State.RIGHT or found.picked is None:
            return None
        sheet = Sheet.load(found.picked)
    except (Broken, Unreadable):
        return None
    answer = Answer(sheet.status, sheet.headers, sheet.body, Recording())
    return Pressed(answer, found.picked, is_kept=True)


def sheet_of(address: str, answer: Answer) -> bytes:
    """The sheet that is kept of an answer, as dumped."""
    told = [header for header in answer.headers if header[0] not in NOT_TOLD]
    if orders := orders_of_this_node():
        told += orders.with_page(address, answer.recording, status=answer.status)
    return press_answer(answer.status, told, answer.body).dump()


def _begun(store: Store) -> int | None:
    try:
        return store.begun()
    except Broken:
        return None


@cache
def store_of_this_node() -> Store:
    """Where this release keeps the sheets of this machine; opened when first used.

    One for the whole process: the file may not be opened twice in it.
    """
    orders = orders_of_this_node()
    # Sheets bear what is said to a CDN, so that with another one they are others.
    folder = folder_of(release.name(config.site(), repr(orders)), below=config.sheets())
    return Store(folder, size=config.sheets_size(), orders=orders.to_throw_away if orders else None)


def orders_of_this_node() -> Orders | None:
    """What is said to those who keep copies in front of us; None where nobody does."""
    cdn = config.cdn()
    return Orders(cdn) if cdn else None
