"""HTTP/1.1 as the door speaks it: uvicorn's, with a short way for what was sent a moment ago.

What nearly every reader gets then costs neither a task nor a scope. uvicorn leaves to a proxy what
a server that stands alone must bound: how large a request's head is, and how long it takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from broadsheet.press.door import replies
from broadsheet.press.door.negotiation import WISHED

if TYPE_CHECKING:
    import asyncio

    from broadsheet.press.door.memory import Question, Remembered
    from broadsheet.press.door.serving import Door

LARGEST_HEAD: Final = 128 * 1024
"""Bytes of the first line and the headers."""
HEAD_WITHIN: Final = 20.0
"""Seconds that a request's head may take."""
MOST_UNREAD: Final = 64 * 1024
"""Bytes; a reader who takes no more is not sent more at once."""

DECISIVE: Final = WISHED | {b"content-length", b"transfer-encoding", b"expect"}
"""Names of the headers that make a difference to a hit; a request with a body is none."""


class DoorProtocol(HttpToolsProtocol):
    """One reader's connection. The application that uvicorn is given must be a `Door`."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._door = cast("Door", self.app)
        self._decisive: list[tuple[bytes, bytes]] = []
        self._is_answered = False
        self._reads_head = False
        self._head_size = 0
        self._head_ends: asyncio.TimerHandle | None = None

    # --- the connection -------------------------------------------------------------------

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._let_idle()

    def connection_lost(self, exc: Exception | None) -> None:
        self._unset_keepalive_if_required()
        self._end_head()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._reads_head:
            self._bound_head(len(data))
        elif self._is_idle() and self.timeout_keep_alive_task is None:
            # Nothing but empty lines came.
            self._let_idle()

    def _bound_head(self, size: int) -> None:
        """More of a head was read, and it is not complete."""
        self._head_size += size
        if self._head_size > LARGEST_HEAD:
            self._refuse(431, "The head of this request is too large.")
        elif self._head_ends is None:
            self._head_ends = self.loop.call_later(
                HEAD_WITHIN, self._refuse, 408, "This request took too long to arrive."
            )

    def _end_head(self) -> None:
        self._reads_head = False
        if self._head_ends is not None:
            self._head_ends.cancel()
            self._head_ends = None

    def _is_idle(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _let_idle(self) -> None:
        self._unset_keepalive_if_required()
        self.timeout_keep_alive_task = self.loop.call_later(
            self.timeout_keep_alive, self.timeout_keep_alive_handler
        )

    # --- what the parser finds ------------------------------------------------------------

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._decisive = []
        self._is_answered = False
        self._reads_head = True
        self._head_size = 0

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value)
        if (header := self.headers[-1])[0] in DECISIVE:
            self._decisive.append(header)

    def on_headers_complete(self) -> None:
        self._end_head()
        if self._is_usual():
            question: Question = (self.parser.get_method(), self.url, *self._decisive)
            if (remembered := self._door.recall(question)) is not None:
                self._send(remembered)
                return
        self._unset_keepalive_if_required()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if not self._is_answered:
            super().on_body(body)

    def on_message_complete(self) -> None:
        if self._is_answered:
            self._let_idle()
        else:
            super().on_message_complete()

    def _is_usual(self) -> bool:
        """Whether the answer may be written at once, after all that was asked before."""
        return (
            self._is_idle()
            and self.parser.get_http_version() == "1.1"
            and self.parser.should_keep_alive()
            and not self.parser.should_upgrade()
            and self.transport.get_write_buffer_size() < MOST_UNREAD
        )

    # --- sending --------------------------------------------------------------------------

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
        """Say why the reader is not listened to any longer."""
        self._end_head()
        rest = replies.written(replies.of_sentence(status, sentence, is_head=False))
        parts = [STATUS_LINE[status], *self._own_headers(), b"connection: close\r\n", rest]
        self.transport.write(b"".join(parts))
        self.transport.close()
