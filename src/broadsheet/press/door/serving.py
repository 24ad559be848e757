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
from broadsheet.press.door.counting import Counter
from broadsheet.press.door.making import Maker
from broadsheet.press.door.memory import Memory, Remembered, question
from broadsheet.press.door.negotiation import Wishes
from broadsheet.press.door.replies import HIT, OLD_COPY
from broadsheet.press.pressing import FAILED_FROM
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

MOST_PASSED_ON: Final = 256
"""Requests that Django answers at a time; who comes then is told at once to come again."""
HEALTH: Final = frozenset({b"/livez", b"/readyz", b"/metrics"})
"""Addresses that are passed on all the same: a busy node is a healthy one."""
STORE_RESTS: Final = 1.0
"""Seconds before a store that failed is asked again."""
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
        self._store_rests_until = 0.0
        self._memory = Memory(store)
        self._counter = Counter(store)
        self._maker = Maker(store)
        self._passed_on = 0
        loader = ThreadPoolExecutor(1, thread_name_prefix="loader")
        self._loading = loader.submit(load)
        self._loading.add_done_callback(_tell_failure)
        loader.shutdown(wait=False)

    def recall(self, asked: Question) -> Remembered | None:
        """What was answered to the same question, if it is still right; counted as a hit."""
        if self._is_store_resting():
            return None
        try:
            remembered = self._memory.recall(asked, at=time.time())
        except Broken as error:
            self._let_store_rest(error)
            return None
        if remembered is not None:
            self._counter.hit(remembered.address)
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
            self._counter.hit(address)
            reply = replies.of_sheet(
                found.picked, wishes, timing=HIT, is_head=is_head, is_kept=True
            )
            self._remember(scope, address, reply, found)
            return reply
        self._counter.miss()
        started = time.perf_counter()
        pressed = None if self._is_in_vain(found) else await self._press(address)
        if pressed is not None and pressed.sheet:
            took = (time.perf_counter() - started) * 1000
            timing = (b"server-timing", b'press;desc="miss";dur=%.1f' % took)
            picked = pick(wishes.codings, pressed.sheet)
            return replies.of_sheet(
                picked, wishes, timing=timing, is_head=is_head, is_kept=pressed.is_kept
            )
        if pressed is not None and pressed.answer.status < FAILED_FROM:
            return None
        if (old := self._find(address, wishes)) is not None and old.picked is not None:
            return replies.of_sheet(
                old.picked, wishes, timing=OLD_COPY, is_head=is_head, is_kept=False
            )
        if pressed is not None:
            return replies.of_failure(pressed.answer, is_head=is_head)
        return replies.of_sentence(503, AWAY, is_head=is_head)

    def _remember(self, scope: Scope, address: str, reply: Reply, found: Found[Picked]) -> None:
        query = scope["query_string"]
        url = scope["raw_path"] + b"?" + query if query else scope["raw_path"]
        self._memory.keep(
            question(scope["method"].encode(), url, scope["headers"]),
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
        return has_old_copy and self._maker.is_away

    async def _press(self, address: str) -> Pressed | None:
        behind = await self._behind()
        return await self._maker.press(address, render=behind.render) if behind else None

    # --- everything else ------------------------------------------------------------------

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let Django answer, once it is there and if it does not answer too many already."""
        behind = await self._behind()
        is_full = self._passed_on >= MOST_PASSED_ON and scope["raw_path"] not in HEALTH
        if behind is None or is_full:
            is_head = scope["method"] == "HEAD"
            await _send(send, replies.of_sentence(503, AWAY, is_head=is_head))
            return
        counted = False

        async def receive_and_count() -> Message:
            """Whose body has not come yet keeps nobody busy but himself."""
            nonlocal counted
            message = await receive()
            if not counted and not message.get("more_body"):
                counted = True
                self._passed_on += 1
            return message

        try:
            await behind.application(scope, receive_and_count, send)
        finally:
            self._passed_on -= counted

    async def _behind(self) -> Behind | None:
        """What stands behind, once it is loaded; None if that failed, which was told then."""
        if not self._loading.done():
            await asyncio.gather(asyncio.wrap_future(self._loading), return_exceptions=True)
        return None if self._loading.exception() else self._loading.result()


def _tell_failure(loading: Future[Behind]) -> None:
    if error := loading.exception():
        logger.critical("door: only pages that are kept are served", exc_info=error)


async def _send(send: Send, reply: Reply) -> None:
    await send(reply.start)
    await send(reply.body)
