"""What it costs to make a page, with nothing kept, at 1,000 and at 100,000 stories.

Each size is a paper of its own in a folder of its own; both are asked in turn, so that a busy
machine is as busy for one as for the other.
"""

from __future__ import annotations

import json
import os
import sqlite3
import statistics
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).parent.parent
SIZES = (1_000, 100_000)
ROUNDS = 7
FORGET_WORK = (
    "DELETE FROM stories_likenessdue",
    "DELETE FROM django_tasks_database_dbtaskresult WHERE task_path LIKE '%.print_ahead'",
)
"""What would keep a core busy for minutes: finding what is like each story, and printing every
picture in all its sizes."""
PAGES = ("story", "section", "topic", "latest", "home", "feed", "sitemap of a month")


def section(papers: dict[int, Path]) -> list[str]:
    """What is written of it, from papers by their sizes."""
    return report([{size: ask(papers[size]) for size in SIZES} for _ in range(ROUNDS)])


def build(folder: Path, size: int) -> Path:
    """A demo paper with that many generated stories beside its own, as it is when its background
    work is done.

    A second run finds it ready.
    """
    if (folder / "paper.sqlite3").exists():
        return folder
    say(f"making a paper of {size:,} stories")
    broadsheet(folder, "demo", *(("--stories", str(size)) if size else ()))
    broadsheet(folder, "search", "rebuild")
    with closing(sqlite3.connect(folder / "paper.sqlite3")) as database, database:
        for statement in FORGET_WORK:
            database.execute(statement)
    return folder


def broadsheet(folder: Path, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "broadsheet", *arguments],
        env={**os.environ, "BROADSHEET_VAR": str(folder)},
        check=True,
        stdout=subprocess.DEVNULL,
    )


def ask(folder: Path) -> dict[str, tuple[int, float]]:
    """Queries and milliseconds for each page, from a fresh process over that paper."""
    answer = subprocess.run(
        [sys.executable, "-m", "benchmarks.uncached"],
        env={**os.environ, "BROADSHEET_VAR": str(folder)},
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return {name: (found[0], found[1]) for name, found in json.loads(answer.stdout).items()}


def measure() -> dict[str, tuple[int, float]]:
    """In the process that has a paper: make each page a few times, and take the median."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "broadsheet.settings"
    import django  # noqa: PLC0415 - only this process has a paper to look at

    django.setup()
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from broadsheet.ops.assets import gather  # noqa: PLC0415
    from broadsheet.stories.models import Month, Story  # noqa: PLC0415
    from broadsheet.topics.models import Topic  # noqa: PLC0415

    gather()
    client = Client(headers={"host": "127.0.0.1"})
    live = Story.objects.filter(live=True, filed_topics__isnull=False, lead_picture__isnull=False)
    story = live.order_by("-published_at")[200]
    month = Month.objects.order_by("-first_on")[3]
    paths = dict(
        zip(
            PAGES,
            (
                story.get_absolute_url(),
                story.section.get_absolute_url(),
                Topic.objects.order_by("pk")[0].get_absolute_url(),
                "/latest/",
                "/",
                "/feeds/rss.xml",
                f"/sitemap/{month}.xml",
            ),
            strict=True,
        )
    )
    found = {}
    for name, path in ((name, str(path)) for name, path in paths.items()):
        client.get(path)
        times = []
        for _ in range(9):
            started = time.process_time()
            client.get(path)
            times.append(time.process_time() - started)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        found[name] = (len(asked), statistics.median(times) * 1000)
    return found


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


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    print(json.dumps(measure()))  # noqa: T201
