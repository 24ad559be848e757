"""A mail server on this machine that takes every mail and lets it be read."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from tests.machinery.served import free_port

ARRIVES_WITHIN = 20.0
"""Seconds."""


class PostOffice:
    """Every mail that came, in order."""

    def __init__(self) -> None:
        self.mails: list[Message] = []
        self.url = ""

    async def handle_DATA(  # noqa: N802 - as aiosmtpd calls it
        self, _server: Any, _session: Any, envelope: Any
    ) -> str:
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    def last_to(self, address: str) -> Message:
        """The newest mail to somebody, waited for."""
        deadline = time.monotonic() + ARRIVES_WITHIN
        while time.monotonic() < deadline:
            found = [mail for mail in self.mails if address in str(mail["To"])]
            if found:
                self.mails = [mail for mail in self.mails if mail not in found]
                return found[-1]
            time.sleep(0.05)
        raise AssertionError(f"no mail came to {address}")

    def code_to(self, address: str) -> str:
        """The code in the newest mail to somebody: it stands in the subject."""
        return str(self.last_to(address)["Subject"]).split()[0]


@contextmanager
def post_office() -> Iterator[PostOffice]:
    office = PostOffice()
    port = free_port()
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    office.url = f"smtp://127.0.0.1:{port}?from=courier@example.org"
    try:
        yield office
    finally:
        controller.stop()
