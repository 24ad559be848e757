"""What it costs to make a page, with nothing kept, at 1,000 and at 100,000 stories.

Each size is a paper of its own in a folder of its own; both are asked in turn, so that a busy
machine is as busy for one as for the other.
"""

from __future__ import annotations

import json
import statistics
import time
from typing import TYPE_CHECKING

from benchmarks.papers import SIZES, environment, open_paper, told_by

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

ROUNDS = 7
PAGES = ("story", "section", "topic", "latest", "home", "feed", "sitemap of a month")


def section(papers: dict[int, Path]) -> list[str]:
    """What is written of it, from papers by their sizes."""
    return report([{size: ask(papers[size]) for size in SIZES} for _ in range(ROUNDS)])


def ask(folder: Path) -> dict[str, tuple[int, float]]:
    """Queries and milliseconds for each page, from a fresh process over that paper."""
    found = told_by("uncached", env=environment(folder))
    return {name: (queries, took) for name, (queries, took) in found.items()}


def measure() -> dict[str, tuple[int, float]]:
    """In the process that has a paper: make each page a few times, and take the median."""
    open_paper()
    from django.test import Client  # noqa: PLC0415

    from broadsheet.ops.assets import gather  # noqa: PLC0415

    gather()
    client = Client(headers={"host": "127.0.0.1"})
    return {name: cost(client, path) for name, path in addresses().items()}


def addresses() -> dict[str, str]:
    """A page of each sort; the story has all that a story can have."""
    from broadsheet.stories.models import Month, Story  # noqa: PLC0415
    from broadsheet.topics.models import Topic  # noqa: PLC0415

    live = Story.objects.filter(live=True, filed_topics__isnull=False, lead_picture__isnull=False)
    story = live.order_by("-published_at")[200]
    month = Month.objects.order_by("-first_on")[3]
    paths = (
        story.get_absolute_url(),
        story.section.get_absolute_url(),
        Topic.objects.order_by("pk")[0].get_absolute_url(),
        "/latest/",
        "/",
        "/feeds/rss.xml",
        f"/sitemap/{month}.xml",
    )
    return {name: str(path) for name, path in zip(PAGES, paths, strict=True)}


def cost(client: Client, path: str) -> tuple[int, float]:
    """Queries of a page, and milliseconds, once it was asked for before."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client.get(path)
    times = []
    for _ in range(9):
        started = time.process_time()
        client.get(path)
        times.append(time.process_time() - started)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked), statistics.median(times) * 1000


def report(rounds: list[dict[int, dict[str, tuple[int, float]]]]) -> list[str]:
    few, many = SIZES
    lines = [
        "## Making a page with nothing kept",
        "",
        f"Medians of {ROUNDS} runs, each of nine requests, in milliseconds of processor time.",
        "",
        f"| page | queries at {few:,} | at {many:,} | ms at {few:,} | at {many:,} | ratio |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name in PAGES:
        queries = [rounds[0][size][name][0] for size in SIZES]
        times = [statistics.median(each[size][name][1] for each in rounds) for size in SIZES]
        lines.append(
            f"| {name} | {queries[0]} | {queries[1]} | {times[0]:.1f} | {times[1]:.1f} "
            f"| {times[1] / times[0]:.2f} |"
        )
    return lines


if __name__ == "__main__":
    print(json.dumps(measure()))  # noqa: T201
