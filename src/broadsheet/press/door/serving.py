"""What every request meets first: answers from the store, and asks Django for what is not there.

A bare ASGI application. A hit is one look into the store: no Django, no query, no lock.
"""

from __future__ import annotations

import asyncio
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Protocol

from broadsheet.press.addressing import Elsewhere, Page, Refused, resolve
from broadsheet.press.door.negotiation import Wishes
from broadsheet.press.pressing import FAILED_FROM, NOT_TOLD, press_once
from broadsheet.press.rack.opening import Broken
from broadsheet.press.rack.store import State
from broadsheet.press.sheet import Coding, Picked, Unreadable, pick

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from concurrent.futures import Future

    from broadsheet.press.pressing import Answer, Pressed
    from broadsheet.press.rack.store import Found, Store

    Scope = dict[str, Any]
    Message = Mapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]
    Application = Callable[[Scope, Receive, Send], Awaitable[None]]
    Headers = list[tuple[bytes, bytes]]

logger = logging.getLogger(__name__)

RENDERERS: Final = 4
"""Threads; they take turns at one processor, but not in waiting for the database."""
PATIENCE: Final = 10.0
"""Seconds that a reader is let wait for a page to be made."""
FLUSHES_AFTER: Final = 2.0
"""Seconds for which it is only in memory what was asked for."""
STORE_RESTS: Final = 1.0
"""Seconds before a store that failed is asked again."""
AWAY_RESTS: Final = 1.0
"""Seconds for which nobody waits for a page that has an old copy, once one could not be made."""
FOR_NOW: Final = 503
"""How Django says that whoever it asks is away."""
RETRY_AFTER: Final = b"10"
AWAY: Final = "This page cannot be made just now. Please try again in a moment."

# Browsers ask each time, which costs them a 304. A proxy may answer for a second by itself, for
# two more while it asks anew, and for a day while nobody answers it.
_PAGE: Final = b"public, max-age=0, s-maxage=1, stale-while-revalidate=2, stale-if-error=86400"
_NOTHING: Final = b"public, max-age=0, s-maxage=1"
CACHE_CONTROL: Final = {
    status: (b"cache-control", value)
    for status, value in (
        (200, _PAGE), (301, _PAGE), (308, _PAGE), (404, _NOTHING), (410, _NOTHING),
    )
}  # fmt: skip
"""How long others may keep what we keep ourselves, by its status."""
NO_STORE: Final = (b"cache-control", b"no-store")

HIT: Final = (b"server-timing", b'press;desc="hit"')
OLD_COPY: Final = (b"server-timing", b'press;desc="old copy"')
VARY: Final = (b"vary", b"Accept-Encoding")
CONTENT_ENCODING: Final = tuple(
    (b"content-encoding", coding.name.lower().encode()) for coding in Coding
)
SENTENCE: Final = (
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'"),
)


class Behind(Protocol):
    """What stands behind the door."""

    @property
    def application(self) -> Application:
        """For what is not pressed."""

    def render(self, address: str) -> Answer:
        """What stands at a public address; called in several threads."""


class Door:
    """Serves at once; `load` gets what stands behind it, in a thread."""

    def __init__(self, store: Store, load: Callable[[], Behind]) -> None:
        self._store = store
        self._store_rests_until = 0.0
        self._away_until = 0.0
        self._renderers = ThreadPoolExecutor(RENDERERS, thread_name_prefix="render")
        self._pressing: dict[str, asyncio.Future[Pressed | None]] = {}
        self._clerk = ThreadPoolExecutor(1, thread_name_prefix="clerk")
        self._asked: dict[str, int] = {}
        self._misses = 0
        self._is_flush_planned = False
        self._loading = self._clerk.submit(load)
        self._loading.add_done_callback(_tell_failure)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self._pass_on(scope, receive, send)
            return
        asked = resolve(scope["raw_path"], scope["query_string"])
        if isinstance(asked, Page):
            await self._answer_page(asked.address, scope, receive, send)
        elif isinstance(asked, Elsewhere):
            await _send_elsewhere(send, asked.location)
        elif isinstance(asked, Refused):
            is_head = scope["method"] == "HEAD"
            await _send_sentence(send, asked.status, asked.reason, is_head=is_head)
        else:
            await self._pass_on(scope, receive, send)

    # --- pages ----------------------------------------------------------------------------

    async def _answer_page(self, address: str, scope: Scope, receive: Receive, send: Send) -> None:
        wishes = Wishes.of(scope["headers"])
        is_head = scope["method"] == "HEAD"
        found = self._find(address, wishes)
        if found is not None and found.state is State.RIGHT and found.picked is not None:
            self._count_hit(address)
            await _send_sheet(send, found.picked, wishes, timing=HIT, is_head=is_head)
            return
        self._count_miss()
        started = time.perf_counter()
        pressed = None if self._is_in_vain(found) else await self._press_once(address)
        if pressed is not None and pressed.sheet:
            took = (time.perf_counter() - started) * 1000
            timing = (b"server-timing", b'press;desc="miss";dur=%.1f' % took)
            picked = pick(wishes.codings, pressed.sheet)
            await _send_sheet(send, picked, wishes, timing=timing, is_head=is_head)
        elif pressed is not None and pressed.answer.status < FAILED_FROM:
            # Not the same for everybody, so that this reader has to be asked about alone.
            await self._pass_on(scope, receive, send)
        elif (old := self._find(address, wishes)) is not None and old.picked is not None:
            await _send_sheet(send, old.picked, wishes, timing=OLD_COPY, is_head=is_head)
        elif pressed is not None:
            await _send_failure(send, pressed.answer, is_head=is_head)
        else:
            await _send_sentence(send, 503, AWAY, is_head=is_head)

    def _find(self, address: str, wishes: Wishes) -> Found[Picked] | None:
        if self._store_rests_until and time.monotonic() < self._store_rests_until:
            return None
        try:
            return self._store.find(address, partial(pick, wishes.codings), at=time.time())
        except Unreadable as error:
            logger.warning("door: the sheet of %s is %s", address, error)
        except Broken as error:
            self._store_rests_until = time.monotonic() + STORE_RESTS
            logger.warning("door: pages are rendered each time: %s", error)
        return None

    def _is_in_vain(self, found: Found[Picked] | None) -> bool:
        """Whether there is an old copy, and nothing better could be made a moment ago."""
        has_old_copy = found is not None and found.picked is not None
        return has_old_copy and time.monotonic() < self._away_until

    async def _press_once(self, address: str) -> Pressed | None:
        """What pressing the address comes to; who asks meanwhile waits for the same.

        None when it fails, or takes longer than a reader can be let wait.
        """
        behind = await self._behind()
        if behind is None:
            return None
        waiting = self._pressing.get(address)
        if waiting is None:
            loop = asyncio.get_running_loop()
            waiting = loop.run_in_executor(self._renderers, self._press, address, behind)
            self._pressing[address] = waiting
            waiting.add_done_callback(lambda _done: self._pressing.pop(address))
        try:
            return await asyncio.wait_for(asyncio.shield(waiting), PATIENCE)
        except TimeoutError:
            logger.warning("door: %s is not made after %.0f s", address, PATIENCE)
            return None

    def _press(self, address: str, behind: Behind) -> Pressed | None:
        try:
            pressed = press_once(address, render=behind.render, store=self._store)
        except Exception:
            logger.exception("door: %s cannot be made", address)
            return None
        if pressed.answer.status == FOR_NOW:
            self._away_until = time.monotonic() + AWAY_RESTS
        return pressed

    # --- everything else ------------------------------------------------------------------

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let Django answer, once it is there."""
        behind = await self._behind()
        if behind is None:
            await _send_sentence(send, 503, AWAY, is_head=scope.get("method") == "HEAD")
        else:
            await behind.application(scope, receive, send)

    async def _behind(self) -> Behind | None:
        """What stands behind, once it is loaded; None if that failed, which was told then."""
        if not self._loading.done():
            await asyncio.gather(asyncio.wrap_future(self._loading), return_exceptions=True)
        return None if self._loading.exception() else self._loading.result()

    # --- keeping count --------------------------------------------------------------------

    def _count_hit(self, address: str) -> None:
        self._asked[address] = self._asked.get(address, 0) + 1
        if not self._is_flush_planned:
            self._plan_flush()

    def _count_miss(self) -> None:
        self._misses += 1
        if not self._is_flush_planned:
            self._plan_flush()

    def _plan_flush(self) -> None:
        self._is_flush_planned = True
        asyncio.get_running_loop().call_later(FLUSHES_AFTER, self._flush)

    def _flush(self) -> None:
        asked, misses = self._asked, self._misses
        self._asked, self._misses, self._is_flush_planned = {}, 0, False
        self._clerk.submit(self._keep_count, asked, misses, time.time())

    def _keep_count(self, asked: dict[str, int], misses: int, at: float) -> None:
        try:
            self._store.heal()
            self._store.used(asked, at=at, misses=misses)
        except Broken as error:
            logger.warning("door: nobody counts what is asked for: %s", error)


def _tell_failure(loading: Future[Behind]) -> None:
    if error := loading.exception():
        logger.critical("door: only pages that are kept are served", exc_info=error)


# --- sending ----------------------------------------------------------------------------------


async def _send_sheet(
    send: Send, picked: Picked, wishes: Wishes, *, timing: tuple[bytes, bytes], is_head: bool
) -> None:
    status, headers, etag, coding, body = picked
    answered = wishes.status_for(status, etag)
    if answered == 412:
        await _send_sentence(send, 412, "This page is another one by now.", is_head=is_head)
        return
    told: Headers = []
    if answered == 304:
        body = b""
    else:
        told += headers
        told.append((b"content-length", b"%d" % len(body)))
        if coding:
            told.append(CONTENT_ENCODING[coding])
    told += ((b"etag", etag), VARY, CACHE_CONTROL[status], timing)
    await send({"type": "http.response.start", "status": answered, "headers": told})
    await send({"type": "http.response.body", "body": b"" if is_head else body})


async def _send_failure(send: Send, answer: Answer, *, is_head: bool) -> None:
    """Say what went wrong in Django's own words, and that it may soon be otherwise."""
    headers = [
        (name.encode(), value.encode("latin-1"))
        for name, value in answer.headers
        if name not in NOT_TOLD
    ]
    headers += (
        (b"content-length", b"%d" % len(answer.body)),
        (b"retry-after", RETRY_AFTER),
        NO_STORE,
    )
    await _send(send, answer.status, headers, b"" if is_head else answer.body)


async def _send_elsewhere(send: Send, location: str) -> None:
    headers = [
        (b"location", location.encode("ascii")),
        (b"content-length", b"0"),
        CACHE_CONTROL[301],
    ]
    await _send(send, 301, headers, b"")


async def _send_sentence(send: Send, status: int, sentence: str, *, is_head: bool) -> None:
    body = f"{sentence}\n".encode()
    headers = [*SENTENCE, (b"content-length", b"%d" % len(body)), NO_STORE]
    if status == 503:
        headers.append((b"retry-after", RETRY_AFTER))
    await _send(send, status, headers, b"" if is_head else body)


async def _send(send: Send, status: int, headers: Headers, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
