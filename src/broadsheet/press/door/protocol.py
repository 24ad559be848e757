"""HTTP/1.1 as the door speaks it: uvicorn's, with a short way for what was sent a moment ago.

What nearly every reader gets then costs neither a task nor a scope. uvicorn leaves to a proxy what
a server that stands alone must bound: how large a request is around its body, and how long it
takes to come and to be taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import httptools
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from broadsheet.kit import paths
from broadsheet.press.door import replies
from broadsheet.press.door.memory import question
from broadsheet.press.door.negotiation import WISHED

if TYPE_CHECKING:
    import asyncio

    from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

    from broadsheet.press.door.memory import Header, Remembered
    from broadsheet.press.door.serving import Door

LARGEST_HEAD: Final = 128 * 1024
"""Bytes of the first line and the headers, and of all that frames a body."""
LONGEST_TARGET: Final = 16 * 1024
"""Bytes; the parser of addresses takes no more than 64 KiB, and says so of none."""
HEAD_WITHIN: Final = 20.0
"""Seconds that a request's head may take."""
BODY_LOOKS: Final = 20.0
"""Seconds after which it is seen whether a body is still coming."""
SLOWEST_BODY: Final = 16 * 1024
"""Bytes that must have come since."""
MOST_UNREAD: Final = 64 * 1024
"""Bytes; a reader who takes no more is not sent more at once."""
UNREAD_FOR: Final = 60.0
"""Seconds after which a reader is given up who takes nothing."""
LARGEST_FORM, LARGEST_UPLOAD = 64 * 1024, 64 * 1024 * 1024
"""Bytes of a body, which Django keeps whole before it judges anything: of one, and of one that is
sent where files are."""
TOO_LARGE: Final = 413, "This is more than can be sent here at once."
BODIES: Final = frozenset({b"content-length", b"transfer-encoding"})
"""Names of the headers that announce a body."""
UNUSUAL: Final = BODIES | {b"expect"}
"""Names of the headers that no reader sends who asks for a page."""
FRAMES: Final = 8
"""Bytes of framing for each byte of a body, at the worst: chunks of a single one."""


class DoorProtocol(HttpToolsProtocol):
    """One reader's connection. The application that uvicorn is given must be a `Door`."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._door = cast("Door", self.app)
        self._running: RequestResponseCycle | None = None
        self._is_answered = False
        self._is_over = False
        """Nothing that still comes is listened to."""
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._is_in_head = self._began_now = False
        self._head_size = self._framing = self._body_size = self._body_seen = 0
        self._largest_body = LARGEST_FORM
        self._wished: list[Header] = []
        self._unusual: list[Header] = []
        self._hosts = 0

    # --- the connection -------------------------------------------------------------------

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._let_idle()

    def connection_lost(self, exc: Exception | None) -> None:
        self._unset_keepalive_if_required()
        for name in list(self._timers):
            self._stop(name)
        if self._running is not None and not self._running.response_complete:
            # uvicorn tells the last that was asked, behind which this one may wait.
            self._running.disconnected = True
            self._running.message_event.set()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._is_over:
            return
        self._began_now = False
        body_before = self._body_size
        super().data_received(data)
        if self._is_over or self.transport.is_closing():
            return
        if self._is_in_head:
            self._bound_head(len(data))
        elif self._reads_body():
            self._bound_framing(len(data) - (self._body_size - body_before))
        elif self._is_idle() and self.timeout_keep_alive_task is None:
            # Nothing but empty lines came.
            self._let_idle()

    def eof_received(self) -> bool:  # type: ignore[override]
        """Who has asked and says no more is answered all the same."""
        if self._is_idle() or self._reads_body():
            return False
        self._hang_up_after(self.cycle)
        return True

    def pause_writing(self) -> None:
        super().pause_writing()
        self._start("unread", UNREAD_FOR, self.transport.abort)

    def resume_writing(self) -> None:
        self._stop("unread")
        super().resume_writing()

    def _is_idle(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _reads_body(self) -> bool:
        return not self._is_idle() and self.cycle.more_body

    def _let_idle(self) -> None:
        self._unset_keepalive_if_required()
        self.timeout_keep_alive_task = self.loop.call_later(
            self.timeout_keep_alive, self.timeout_keep_alive_handler
        )

    def _start(self, name: str, seconds: float, deed: Any, *args: Any) -> None:
        self._stop(name)
        self._timers[name] = self.loop.call_later(seconds, deed, *args)

    def _stop(self, name: str) -> None:
        if (timer := self._timers.pop(name, None)) is not None:
            timer.cancel()

    # --- bounds ---------------------------------------------------------------------------

    def _bound_head(self, size: int) -> None:
        """More of a head was read, and it is not complete."""
        # What came together with its beginning may have been other requests.
        self._head_size += 0 if self._began_now else size
        if self._head_size > LARGEST_HEAD:
            self._refuse(431, "The head of this request is too large.")
        elif "head" not in self._timers:
            late = "This request took too long to arrive."
            self._start("head", HEAD_WITHIN, self._refuse, 408, late)

    def _bound_framing(self, size: int) -> None:
        """So much was read that belongs to no body: sizes of chunks, or trailers."""
        self._framing += 0 if self._began_now else size
        if self._framing > LARGEST_HEAD + FRAMES * self._body_size:
            self._refuse(431, "What frames the body of this request is too large.")
        elif "body" not in self._timers:
            self._await_body()

    def _await_body(self) -> None:
        self._body_seen = self._body_size
        self._start("body", BODY_LOOKS, self._look_for_body)

    def _look_for_body(self) -> None:
        self._stop("body")
        if not self._reads_body():
            return
        if self.flow.read_paused or self._body_size - self._body_seen >= SLOWEST_BODY:
            self._await_body()
        else:
            self._refuse(408, "This request took too long to arrive.")

    # --- what the parser finds ------------------------------------------------------------

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._is_answered = False
        self._is_in_head = self._began_now = True
        self._head_size = self._framing = self._body_size = self._hosts = 0
        self._wished, self._unusual = [], []

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self._is_in_head:
            return  # a trailer: nobody may add to a head what was not in it when it was judged
        super().on_header(name, value)
        header = self.headers[-1]
        if header[0] == b"host":
            self._hosts += 1
        elif header[0] in WISHED:
            self._wished.append(header)
        elif header[0] in UNUSUAL:
            self._unusual.append(header)

    def on_headers_complete(self) -> None:
        self._is_in_head = False
        self._stop("head")
        if self._is_over:
            return
        if self._is_usual():
            asked = question(self.parser.get_method(), self.url, self._wished)
            if (remembered := self._door.recall(asked)) is not None:
                self._send(remembered)
                return
        if fault := self._fault():
            self._refuse(*fault)
            return
        self._unset_keepalive_if_required()
        super().on_headers_complete()
        if self.parser.should_upgrade():
            # We never do; what comes next would be another language.
            self._hang_up_after(self.cycle)

    def on_body(self, body: bytes) -> None:
        self._body_size += len(body)
        if self._body_size > self._largest_body:
            self._refuse(*TOO_LARGE)
        elif not (self._is_answered or self._is_over):
            super().on_body(body)

    def on_message_complete(self) -> None:
        if self._is_answered:
            self._let_idle()
        elif self.cycle is not None:
            super().on_message_complete()

    def _is_usual(self) -> bool:
        """Whether the answer may be written at once, after all that was asked before."""
        return (
            self._hosts == 1
            and not self._unusual
            and self._is_idle()
            and self.parser.get_http_version() == "1.1"
            and self.parser.should_keep_alive()
            and not self.parser.should_upgrade()
            and self.transport.get_write_buffer_size() < MOST_UNREAD
        )

    def _fault(self) -> tuple[int, str] | None:
        """What is wrong with a head that the parser takes (RFC 9112, sections 3.2 and 6.1)."""
        version = self.parser.get_http_version()
        if version not in {"1.0", "1.1"}:
            return 505, "This server speaks HTTP/1.1."
        if len(self.url) > LONGEST_TARGET:
            return 414, "This address is too long."
        if self._hosts > 1 or (self._hosts == 0 and version == "1.1"):
            return 400, "A request names one host."
        codings = [value for name, value in self._unusual if name == b"transfer-encoding"]
        if codings and [each.strip().lower() for each in codings] != [b"chunked"]:
            return 501, "A request may be sent in chunks, and in no other coding."
        has_body = any(name in BODIES for name, _value in self._unusual)
        if self.parser.get_method() == b"CONNECT" or (self.parser.should_upgrade() and has_body):
            return 400, "Nothing but HTTP/1.1 is spoken here."
        return self._judge_body() if has_body else None

    def _judge_body(self) -> tuple[int, str] | None:
        """How much of a body may come, and what is wrong if more is announced."""
        first = self._path()[1:].split(b"/", 1)[0].decode("latin-1")
        is_upload = first in paths.UPLOADED_TO
        self._largest_body = LARGEST_UPLOAD if is_upload else LARGEST_FORM
        lengths = (int(value) for name, value in self._unusual if name == b"content-length")
        return TOO_LARGE if max(lengths, default=0) > self._largest_body else None

    def _path(self) -> bytes:
        """The path of a target that the parser has taken, and that may name the host as well."""
        return httptools.parse_url(self.url).path or b""

    # --- sending --------------------------------------------------------------------------

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, app)

    def _send(self, remembered: Remembered) -> None:
        self._is_answered = True
        self.server_state.total_requests += 1
        parts = [STATUS_LINE[remembered.status], *self._own_headers(), remembered.rest]
        self.transport.write(b"".join(parts))

    def _own_headers(self) -> list[bytes]:
        """What uvicorn says of every answer: the date."""
        return [b"%b: %b\r\n" % header for header in self.server_state.default_headers]

    def send_400_response(self, msg: str) -> None:
        """Called by uvicorn; `msg` is for its log."""
        self._refuse(400, "This request cannot be understood.")

    def _refuse(self, status: int, sentence: str) -> None:
        """Say why the reader is not listened to any longer, unless other answers come first."""
        owed = None if self._is_idle() else self.cycle
        if owed is not None and not owed.more_body:
            self._hang_up_after(owed)
            return
        self._is_over = True
        if owed is not None:
            # Its body never comes whole.
            owed.disconnected = True
            owed.message_event.set()
        if owed is None or not (owed.response_started or owed is not self._running):
            rest = replies.written(replies.of_sentence(status, sentence, is_head=False))
            parts = [STATUS_LINE[status], *self._own_headers(), b"connection: close\r\n", rest]
            self.transport.write(b"".join(parts))
        self.transport.close()

    def _hang_up_after(self, cycle: RequestResponseCycle) -> None:
        """Listen to nothing more; what was asked until now is answered."""
        self._is_over = True
        if cycle.response_complete:
            self.transport.close()
        else:
            cycle.keep_alive = False
