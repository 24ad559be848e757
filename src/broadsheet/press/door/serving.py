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
from broadsheet.press.door import replies
from broadsheet.press.door.memory import Memory, Remembered
from broadsheet.press.door.negotiation import WISHED, Wishes
from broadsheet.press.door.replies import HIT, OLD_COPY
from broadsheet.press.pressing import FAILED_FROM, press_once
from broadsheet.press.rack.opening import Broken
from broadsheet.press.rack.store import State
from broadsheet.press.sheet import Picked, Unreadable, pick

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from concurrent.futures import Future

    from broadsheet.press.door.memory import Question
    from broadsheet.press.door.replies import Reply
    from broadsheet.press.pressing import Answer, Pressed
    from broadsheet.press.rack.store import Found, Store

    Scope = dict[str, Any]
    Message = Mapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]
    Application = Callable[[Scope, Receive, Send], Awaitable[None]]

logger = logging.getLogger(__name__)

RENDERERS: Final = 4
"""Threads; they take turns at one processor, but not in waiting for the database."""
MOST_PASSED_ON: Final = 256
"""Requests that wait for Django at a time; who comes then is told at once to come again."""
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
AWAY: Final = "This page cannot be made just now. Please try again in a moment."


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
        self._memory = Memory(store)
        self._store_rests_until = 0.0
        self._away_until = 0.0
        self._renderers = ThreadPoolExecutor(RENDERERS, thread_name_prefix="render")
        self._pressing: dict[str, asyncio.Future[Pressed | None]] = {}
        self._clerk = ThreadPoolExecutor(1, thread_name_prefix="clerk")
        self._asked: dict[str, int] = {}
        self._misses = 0
        self._is_flush_planned = False
        self._passed_on = 0
        self._loading = self._clerk.submit(load)
        self._loading.add_done_callback(_tell_failure)

    def recall(self, question: Question) -> Remembered | None:
        """What was answered to the same question, if it is still right; counted as a hit."""
        if self._is_store_resting():
            return None
        try:
            remembered = self._memory.recall(question, at=time.time())
        except Broken as error:
            self._let_store_rest(error)
            return None
        if remembered is not None:
            self._count_hit(remembered.address)
        return remembered

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self._pass_on(scope, receive, send)
            return
        asked = resolve(scope["raw_path"], scope["query_string"])
        if isinstance(asked, Page):
            reply = await self._answer_page(asked.address, scope)
        elif isinstance(asked, Elsewhere):
            reply = replies.of_elsewhere(asked.location)
        elif isinstance(asked, Refused):
            is_head = scope["method"] == "HEAD"
            reply = replies.of_sentence(asked.status, asked.reason, is_head=is_head)
        else:
            reply = None
        if reply is not None:
            await _send(send, reply)
        else:
            await self._pass_on(scope, receive, send)

    # --- pages ----------------------------------------------------------------------------

    async def _answer_page(self, address: str, scope: Scope) -> Reply | None:
        """What is at a page's address; None where each reader has to be asked about alone."""
        wishes, is_head = Wishes.of(scope["headers"]), scope["method"] == "HEAD"
        found = self._find(address, wishes)
        if found is not None and found.state is State.RIGHT and found.picked is not None:
            self._count_hit(address)
            reply = replies.of_sheet(found.picked, wishes, timing=HIT, is_head=is_head)
            self._remember(scope, address, reply, found)
            return reply
        self._count_miss()
        started = time.perf_counter()
        pressed = None if self._is_in_vain(found) else await self._press_once(address)
        if pressed is not None and pressed.sheet:
            took = (time.perf_counter() - started) * 1000
            timing = (b"server-timing", b'press;desc="miss";dur=%.1f' % took)
            picked = pick(wishes.codings, pressed.sheet)
            return replies.of_sheet(picked, wishes, timing=timing, is_head=is_head)
        if pressed is not None and pressed.answer.status < FAILED_FROM:
            return None
        if (old := self._find(address, wishes)) is not None and old.picked is not None:
            return replies.of_sheet(old.picked, wishes, timing=OLD_COPY, is_head=is_head)
        if pressed is not None:
            return replies.of_failure(pressed.answer, is_head=is_head)
        return replies.of_sentence(503, AWAY, is_head=is_head)

    def _remember(self, scope: Scope, address: str, reply: Reply, found: Found[Picked]) -> None:
        self._memory.keep(
            question_of(scope),
            Remembered(address, found.until, reply.start["status"], replies.written(reply)),
            version=found.version,
        )

    def _find(self, address: str, wishes: Wishes) -> Found[Picked] | None:
        if self._is_store_resting():
            return None
        try:
            return self._store.find(address, partial(pick, wishes.codings), at=time.time())
        except Unreadable as error:
            logger.warning("door: the sheet of %s is %s", address, error)
        except Broken as error:
            self._let_store_rest(error)
        return None

    def _is_store_resting(self) -> bool:
        until = self._store_rests_until
        return until > 0 and time.monotonic() < until

    def _let_store_rest(self, error: Broken) -> None:
        self._store_rests_until = time.monotonic() + STORE_RESTS
        logger.warning("door: pages are rendered each time: %s", error)

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
        """Let Django answer, once it is there and if not too many wait for it already."""
        behind = None
        if self._passed_on < MOST_PASSED_ON:
            behind = await self._behind()
        if behind is None:
            is_head = scope.get("method") == "HEAD"
            await _send(send, replies.of_sentence(503, AWAY, is_head=is_head))
            return
        self._passed_on += 1
        try:
            await behind.application(scope, receive, send)
        finally:
            self._passed_on -= 1

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


def question_of(scope: Scope) -> Question:
    """All that decides of a hit, of a request that has no body."""
    query = scope["query_string"]
    url = scope["raw_path"] + b"?" + query if query else scope["raw_path"]
    wished = [header for header in scope["headers"] if header[0] in WISHED]
    return (scope["method"].encode(), url, *wished)


async def _send(send: Send, reply: Reply) -> None:
    await send(reply.start)
    await send(reply.body)
