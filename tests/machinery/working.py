"""A worker over a paper that has nothing but topics, and what is done with it."""

from __future__ import annotations

import time
from datetime import timedelta

from django.utils import timezone

from broadsheet.press.pressing import Answer, press
from broadsheet.press.rack.store import State
from broadsheet.press.recording import Recording, note, recording
from broadsheet.press.worker import Worker
from broadsheet.topics.models import Topic


def read_topics(keys: set[str], now: object) -> None:
    for key in keys:
        slug = key.partition(":")[2]
        name = Topic.objects.filter(slug=slug).values_list("name", flat=True).first()
        note(key, name, sources=[f"named:{slug}"])


class Paper:
    """Renders `/quay/` as the name of that topic, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.told: list[list[str]] = []
        self.error: Exception | None = None
        self.is_away = False
        self.until: timedelta | None = None

    def render(self, address: str) -> Answer:
        self.asked.append(address)
        if self.error:
            raise self.error
        if self.is_away:
            return Answer(503, (), b"", Recording())
        with recording() as record:
            read_topics({f"topic:{address.strip('/')}"}, None)
            if self.until:
                note("hour", None, sources=[], until=timezone.now() + self.until)
        name = Topic.objects.filter(slug=address.strip("/")).values_list("name", flat=True).first()
        return Answer(200 if name else 404, (), str(name).encode(), record)


def round_of(work: Worker, *, after: timedelta = timedelta()) -> None:
    work.round(timezone.now() + after, patience=0)


def asked_for(work: Worker, *addresses: str) -> None:
    """Readers have asked for these, and have got a sheet."""
    for times, address in enumerate(addresses, start=1):
        press(address, render=work.render, store=work.store)
        work.store.used({address: times}, at=time.time())


def body(work: Worker, address: str) -> tuple[State, bool]:
    name = Topic.objects.get(slug=address.strip("/")).name.encode()
    found = work.store.find(address, bytes, at=time.time())
    return found.state, name in (found.picked or b"")
