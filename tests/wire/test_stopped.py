"""An import that is stopped, by whoever runs it or by a power cut, and run again."""

from __future__ import annotations

import json
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.machinery.databases import migrations_print
from tests.machinery.kept import kept
from tests.machinery.served import environment
from tests.wire.conftest import draw
from tests.wire.exports import (
    SITE,
    Item,
    attachment,
    author,
    category,
    page,
    posts,
    tag,
    term,
    write,
)

PATIENCE = 120.0
RANDOM = random.Random(20261124)


@pytest.fixture(scope="module")
def empty_paper() -> Path:
    """A folder with a paper in it that has nothing but its tables; to be copied."""
    return kept("empty-paper", migrations_print(), _migrate)


def _migrate(folder: Path) -> None:
    command = [sys.executable, "-m", "broadsheet", "manage", "migrate", "--verbosity=0"]
    subprocess.run(command, env=environment(folder), check=True)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of some hundred items that point to each other, and its uploads."""
    folder = tmp_path_factory.mktemp("archive")
    stories = []
    for number, post in enumerate(posts(150), start=1):
        earlier, later = RANDOM.randint(1, number), RANDOM.randint(number, 150)
        body = (
            f'<p>After <a href="{SITE}/?p={earlier}">this</a>, before '
            f'<a href="{SITE}/?p={later}">that</a>.</p>\n\n{SITE}/?p={later}\n\n'
            f'<img src="{SITE}/wp-content/uploads/{number % 12}.png" alt="A quay">'
        )
        under = (category(f"Part {number % 5}", f"part-{number % 5}"), tag(f"T{number % 17}"))
        status = "draft" if number % 11 == 0 else "publish"
        fields = {**vars(post), "content": body, "under": under, "status": status}
        stories.append(Item(**{**fields, "creator": f"writer{number % 4}"}))
    pages = [page(900 + n, f"Page{n}", parent=900 + n + 1 if n % 3 else 0) for n in range(9)]
    files = [attachment(800 + n, f"{n}.png", parent=n) for n in range(14)]
    for number in range(10):
        draw(folder / "uploads" / f"{number}.png", colour=f"#0{number}4444")
    items = [*stories[:70], *pages, *files, *stories[70:]]
    head = [author("writer1", "Ada Byrne"), term(category("Part 1", "part-1"), parent="part-2")]
    return write(folder, *items, head=head)


@pytest.fixture
def paper(empty_paper: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(empty_paper, tmp_path / "var"))


def command(archive: Path) -> list[str]:
    uploads = str(archive.parent / "uploads")
    return [
        sys.executable, "-m", "broadsheet", "import", "wxr", str(archive),
        "--media", uploads, "--no-fetch", "--json", str(archive.parent / "account.json"),
    ]  # fmt: skip


def start(archive: Path, paper: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(archive),
        env=environment(paper),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hear_interrupts,  # noqa: PLW1509 - nothing else runs in these tests
    )


def hear_interrupts() -> None:
    """Also where the suite runs in the background of a shell, which has its jobs ignore them."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def finish(archive: Path, paper: Path) -> dict[str, Any]:
    """Run it to its end; the account."""
    process = start(archive, paper)
    _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, told
    account: dict[str, Any] = json.loads((archive.parent / "account.json").read_text())
    return account


def wait_until(paper: Path, process: subprocess.Popen[str], *, rows: int) -> None:
    """Until so many items have come, or the run has ended."""
    deadline = time.monotonic() + PATIENCE
    with closing(sqlite3.connect(f"file:{paper}/paper.sqlite3?mode=ro", uri=True)) as database:
        while process.poll() is None and time.monotonic() < deadline:
            (there,) = database.execute("SELECT count(*) FROM wire_arrival").fetchone()
            if there >= rows:
                return
            time.sleep(0.005)


def rows_of(database: sqlite3.Connection, query: str) -> list[tuple[Any, ...]]:
    return sorted(database.execute(query).fetchall(), key=repr)


def contents(paper: Path) -> Iterator[tuple[str, Any]]:
    """All that an import makes, without what is another each time: numbers, ids and its clock."""
    with closing(sqlite3.connect(paper / "paper.sqlite3")) as database:
        for name, query in QUERIES.items():
            yield name, rows_of(database, query)
        bodies = database.execute("SELECT slug, body FROM stories_story ORDER BY slug, section_id")
        slugs = dict(database.execute("SELECT id, slug FROM stories_story"))
        titles = dict(database.execute("SELECT id, title FROM media_picture"))
        for slug, body in bodies.fetchall():
            yield slug, [_readable(part, slugs, titles) for part in json.loads(body)]


def _readable(part: dict[str, Any], slugs: dict[int, str], titles: dict[int, str]) -> object:
    """A block with the things it points to by name."""
    match part["type"], part["value"]:
        case "related", pk:
            return ("related", slugs[pk])
        case "picture", {"picture": pk, "caption": caption}:
            return ("picture", titles[pk], caption)
        case kind, value:
            return (kind, value)


QUERIES = {
    "stories": """SELECT s.slug, section.slug, s.headline, s.live, s.day, s.published_at
        FROM stories_story s JOIN topics_section section ON section.id = s.section_id""",
    "bylines": """SELECT s.slug, a.slug, x.sort_order FROM stories_byline x
        JOIN stories_story s ON s.id = story_id JOIN topics_author a ON a.id = author_id""",
    "topics": """SELECT s.slug, t.slug, x.sort_order FROM stories_filedtopic x
        JOIN stories_story s ON s.id = story_id JOIN topics_topic t ON t.id = topic_id""",
    "lists": """SELECT s.slug, substr(list, 1, 4), x.published_at FROM stories_filing x
        JOIN stories_story s ON s.id = story_id""",
    "months": "SELECT first_on FROM stories_month",
    "sections": """SELECT s.slug, s.name, s.hue, p.slug FROM topics_section s
        LEFT JOIN topics_section p ON p.id = s.parent_id""",
    "authors": "SELECT slug, name FROM topics_author",
    "pages": """SELECT url_path, title, live, body FROM wagtailcore_page
        JOIN fronts_standingpage ON id = page_ptr_id""",
    "pictures": "SELECT title, description, file_hash FROM media_picture",
    "old addresses": """SELECT path, to_address, model FROM addresses_formeraddress
        LEFT JOIN django_content_type c ON c.id = content_type_id""",
    "arrivals": """SELECT kind, key, outcome, reason, remarks, waiting_for, open_links, unfinished
        FROM wire_arrival""",
    "used where": "SELECT count(*) FROM wagtailcore_referenceindex",
}


class TestKilledRun:
    def test_ends_as_one_that_was_not_killed(
        self, archive: Path, paper: Path, empty_paper: Path, tmp_path: Path
    ) -> None:
        whole = Path(shutil.copytree(empty_paper, tmp_path / "whole"))
        account = finish(archive, whole)
        there = 0
        for share in sorted(RANDOM.uniform(0.05, 0.98) for _ in range(3)):
            process = start(archive, paper)
            wait_until(paper, process, rows=max(there + 1, int(share * 260)))
            time.sleep(RANDOM.uniform(0, 0.02))
            process.send_signal(signal.SIGKILL)
            process.communicate()
            with closing(sqlite3.connect(paper / "paper.sqlite3")) as database:
                (there,) = database.execute("SELECT count(*) FROM wire_arrival").fetchone()
                assert half_done(database) == []
        resumed = finish(archive, paper)
        assert account["balances"]
        assert resumed["balances"]
        assert dict(contents(paper)) == dict(contents(whole))
        for kind, told in account["types"].items():
            now = resumed["types"][kind]
            assert now["imported"] + now["already_there"] == told["imported"], kind
        assert finish(archive, paper)["types"]["post"]["imported"] == 0


def half_done(database: sqlite3.Connection) -> list[Any]:
    """Stories that came without their row, or without their lists."""
    query = """SELECT s.slug FROM stories_story s WHERE s.id NOT IN (
            SELECT object_id FROM wire_arrival WHERE kind = 'post' AND outcome = 'imported'
        ) OR (s.live AND s.id NOT IN (SELECT story_id FROM stories_filing WHERE list = 'latest'))"""
    return database.execute(query).fetchall()


class TestInterruptedRun:
    def test_says_how_far_it_came_and_goes_on_from_there(self, archive: Path, paper: Path) -> None:
        process = start(archive, paper)
        wait_until(paper, process, rows=60)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=PATIENCE)
        assert process.returncode == 130
        assert told.startswith("Stopped after ")
        assert told.count("\n") == 1
        account = finish(archive, paper)
        assert account["types"]["post"]["already_there"] > 0
        assert account["balances"]


class TestRefusedFile:
    @pytest.mark.parametrize("text", ["<rss", "{}", "<!DOCTYPE x [<!ENTITY a 'b'>]><rss>&a;</rss>"])
    def test_is_told_in_one_line_without_a_traceback(
        self, paper: Path, tmp_path: Path, text: str
    ) -> None:
        (tmp_path / "old.xml").write_text(text)
        done = subprocess.run(
            command(tmp_path / "old.xml")[:6],
            env=environment(paper),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
        assert "Line 1: " in done.stderr


def test_a_run_with_nothing_before_it_makes_the_paper(archive: Path, tmp_path: Path) -> None:
    account = finish(archive, tmp_path / "var")
    assert account["types"]["post"]["imported"] == 150
    assert (tmp_path / "var" / "paper.sqlite3").exists()
