"""A paper of a few pages, to stand behind a door."""

from __future__ import annotations

from typing import Any

from broadsheet.press.pressing import Answer
from broadsheet.press.recording import note, recording

HTML = ("content-type", "text/html; charset=utf-8")
LONG = "<p>The ferry runs again.</p>\n" * 100


async def no_time() -> None:
    """How long the application takes."""


class SmallPaper:
    """Stands behind the door: pages by address, each made from a fact of its own."""

    def __init__(self) -> None:
        self.pages: dict[str, Any] = {"/": "Front", "/news/": LONG}
        self.rendered: list[str] = []
        self.before = lambda: None
        self.passed: list[str] = []
        self.pause = no_time
        self.headers: list[tuple[bytes, bytes]] = []

    def render(self, address: str) -> Answer:
        self.rendered.append(address)
        with recording() as record:
            page = self.pages.get(address)
            note(address, page, sources=[address])
            self.before()
        match page:
            case str():
                return Answer(200, (HTML,), page.encode(), record)
            case Answer():
                return page
            case None:
                return Answer(404, (HTML,), b"Not found", record)
            case _:
                raise page

    async def application(self, scope: Any, receive: Any, send: Any) -> None:
        self.passed.append(f"{scope['method']} {scope['path']}")
        body, message = b"", {"more_body": True}
        while message.get("more_body"):
            message = await receive()
            body += message.get("body", b"")
        await self.pause()
        self.headers = list(scope["headers"])
        body = b"mine" + body
        headers = [
            (b"set-cookie", b"mine=1"),
            (b"x-by", b"the application"),
            (b"content-length", b"%d" % len(body)),
        ]
        await send({"type": "http.response.start", "status": 202, "headers": headers})
        await send({"type": "http.response.body", "body": body})
