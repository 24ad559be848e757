"""How soon a publication is live on every page that shows it, at 1,000 and at 100,000 stories.

Each size is served as `broadsheet serve` serves it; fronts, lists, feeds and sitemaps were pressed
and asked for before. Both are published to in turn, so that a busy machine is as busy for one as
for the other. What the worker spends of a processor does not depend on who else is busy.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
import urllib.request
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from benchmarks.door import Server, free_port, processor_time, running
from benchmarks.papers import SIZES, environment, open_paper, told_by

if TYPE_CHECKING:
    from collections.abc import Callable

    from wagtail.models import Revision

    from broadsheet.press.rack.store import Store

T = TypeVar("T")
ROUNDS = 3
PUBLICATIONS = 11
"""in a round"""
PATIENCE = 60.0
FLUSHED_AFTER = 3.0
"""Seconds after which the worker knows what was asked for."""
BARS = (150, 400)
"""Milliseconds: median and 95th percentile."""


@dataclass(frozen=True, slots=True)
class Publication:
    """Milliseconds from the call that publishes, until…"""

    committed: float
    live: float
    """nobody is sent anything older, and who asks gets the story"""
    pressed: float
    """every page is made again"""
    worker: float
    """milliseconds of processor time of the worker"""
    pages: int
    """how many pages show it"""


def section(papers: dict[int, Path]) -> list[str]:
    """What is written of it, from papers by their sizes."""
    found: dict[int, list[Publication]] = {size: [] for size in SIZES}
    load = os.getloadavg()[0]
    with ExitStack() as stack:
        servers = {size: stack.enter_context(serving(papers[size])) for size in SIZES}
        for _round, size in product(range(ROUNDS), SIZES):
            found[size] += publish(papers[size], servers[size])
    return report(found, load=(load + os.getloadavg()[0]) / 2)


def serving(paper: Path) -> AbstractContextManager[Server]:
    port = free_port()
    command = [sys.executable, "-m", "broadsheet", "serve", "--port", str(port)]
    return running(
        command, port, env=environment(paper, BROADSHEET_SITE=f"http://127.0.0.1:{port}")
    )


def publish(paper: Path, server: Server) -> list[Publication]:
    """A round of publications, from a fresh process over that paper."""
    there = environment(paper, BROADSHEET_SITE=server.address)
    found = told_by("live", server.address, str(worker_of(server)), env=there)
    return [Publication(**each) for each in found]


def worker_of(server: Server) -> int:
    """The background worker among the server's processes; waits for it."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        children = Path(f"/proc/{server.process_id}/task/{server.process_id}/children").read_text()
        for each in map(int, children.split()):
            if Path(f"/proc/{each}/cmdline").read_bytes().endswith(b"broadsheet\0work\0"):
                return each
        time.sleep(0.05)
    raise SystemExit("there is no background worker")


def measure(address: str, worker: int) -> list[Publication]:
    """In the process that has a paper: publish, and look when that is live."""
    open_paper()
    from broadsheet.press.pressing import store_of_this_node  # noqa: PLC0415

    store = store_of_this_node()
    awaited(lambda: store.cursor, unless=lambda: "nobody follows the log")
    pages = pages_of_paper()
    for page in [*pages, *pages]:  # the second time is a hit, which counts as use
        fetch(address + page)
    time.sleep(FLUSHED_AFTER)
    await_right(store, pages)
    return [published(store, pages, address, worker) for _ in range(PUBLICATIONS)]


def pages_of_paper() -> list[str]:
    """The fronts, the lists, the feeds and the sitemaps."""
    from broadsheet.feeds.views import FORMATS  # noqa: PLC0415
    from broadsheet.stories.models import Month  # noqa: PLC0415
    from broadsheet.topics.models import Author, Section, Topic  # noqa: PLC0415

    things = [thing for kind in (Section, Topic, Author) for thing in kind.objects.all()]
    fronts = [str(thing.get_absolute_url()) for thing in things]
    months = [f"/sitemap/{month}.xml" for month in Month.objects.order_by("-first_on")[:2]]
    return [
        *("/", "/latest/", "/latest/?page=2", "/corrections/", "/topics/", "/authors/"),
        *("/sitemap.xml", "/sitemap/pages.xml", "/news-sitemap.xml", *months),
        *fronts,
        *(f"{place}{feed}" for place, feed in product(["/feeds/", *fronts], FORMATS)),
    ]


def published(store: Store, pages: list[str], address: str, worker: int) -> Publication:
    from broadsheet.stories import keys  # noqa: PLC0415
    from broadsheet.stories.models import Story  # noqa: PLC0415

    drafted = time.time()
    version = a_draft()
    pk = int(version.object_id)
    # The draft is a change as well; only what is handled after it is the publication.
    awaited(lambda: later_than(drafted, store.handled_at(keys.source(pk))))
    spent = processor_time(worker)
    began = time.time()
    version.publish()
    committed = time.time()
    live = awaited(lambda: later_than(began, store.handled_at(keys.source(pk))))
    await_right(store, pages)
    pressed = time.time()
    spent = processor_time(worker) - spent
    shown = {page for fact in keys.shown(pk) for page in store.carrying(fact)}
    path = str(Story.objects.get(pk=pk).get_absolute_url())
    for page in {"/", "/latest/"} | (shown & set(pages)):
        if path.encode() not in fetch(address + page):
            raise SystemExit(f"{page} does not show {path}")
    return Publication(
        committed=(committed - began) * 1000,
        live=(live - began) * 1000,
        pressed=(pressed - began) * 1000,
        worker=spent * 1000,
        pages=len(shown),
    )


def a_draft() -> Revision:
    """A story of somebody, in some section, under two topics."""
    from broadsheet.stories.models import Byline, FiledTopic, Story  # noqa: PLC0415
    from broadsheet.topics.models import Author, Section, Topic  # noqa: PLC0415

    mark = f"{time.time_ns():x}"
    story = Story(
        section=Section.objects.order_by("?")[0],
        slug=f"bench-{mark}",
        headline=f"The bridge opens, {mark}",
        live=False,
        body=[("paragraph", "<p>The quay was quiet.</p>")] * 12,
    )
    story.bylines.set([Byline(author=Author.objects.order_by("?")[0])])
    story.filed_topics.set([FiledTopic(topic=each) for each in Topic.objects.order_by("?")[:2]])
    story.save()
    return story.save_revision()


def await_right(store: Store, pages: list[str]) -> None:
    from broadsheet.press.rack.store import State  # noqa: PLC0415

    def wrong() -> list[str]:
        at = time.time()
        return [page for page in pages if store.find(page, len, at=at).state is not State.RIGHT]

    awaited(lambda: not wrong(), unless=lambda: f"these stay wrong: {wrong()}")


def later_than(moment: float, found: float | None) -> float | None:
    return found if found is not None and found > moment else None


def awaited(
    look: Callable[[], T | None], unless: Callable[[], str] = lambda: "it does not get live"
) -> T:
    """What a look finds, as soon as it finds something."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.001)
    raise SystemExit(unless())


def fetch(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310
        return answer.read()


def report(found: dict[int, list[Publication]], *, load: float) -> list[str]:
    few, many = SIZES
    lines = [
        "## From publishing to live",
        "",
        f"{len(found[few])} publications at each size, in turn, with a load of {load:.0f} on the",
        f"machine; a story is then on {statistics.median(each.pages for each in found[many]):.0f}",
        "kept pages and feeds. In milliseconds from the call that publishes, median / 95th",
        "percentile. “Live” is when nobody is sent anything older any more.",
        "",
        f"| | {few:,} stories | {many:,} stories | ratio | bar |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    rows = {
        "committed": ("committed", ""),
        "live": ("live on every page", f"{BARS[0]} / {BARS[1]}, ratio 1.3"),
        "pressed": ("every page made again", ""),
        "worker": ("processor time of the worker", ""),
    }
    for field, (name, bar) in rows.items():
        small, large = ([getattr(each, field) for each in found[size]] for size in SIZES)
        ratio = statistics.median(large) / statistics.median(small)
        lines.append(f"| {name} | {told(small)} | {told(large)} | {ratio:.2f} | {bar} |")
    return lines


def told(times: list[float]) -> str:
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    return f"{statistics.median(times):.0f} / {p95:.0f}"


if __name__ == "__main__":
    print(json.dumps([asdict(each) for each in measure(sys.argv[1], int(sys.argv[2]))]))  # noqa: T201
