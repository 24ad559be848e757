"""PostgreSQL is stopped while readers read and somebody wants to write."""

from __future__ import annotations

import time

import httpx2

from tests.drills import papers
from tests.drills.papers import Node
from tests.drills.postgres import Postgres
from tests.drills.readers import Readers
from tests.drills.waiting import size, wait_until
from tests.machinery.served import ServedPaper

AWAY = size(5, 120)
"""Seconds."""
SOON = 3.0
"""Seconds within which whoever writes is told that it cannot be done now."""
LOGIN = "/accounts/login/"


def test_the_paper_is_read_on_and_written_again(
    postgres: Postgres, node: Node, figures: dict[str, object]
) -> None:
    with node.serving() as paper:
        addresses = papers.kept_addresses(paper)
        editor = editor_of(paper)
        with Readers(paper.address, addresses) as readers:
            time.sleep(1)
            postgres.stop()
            stopped_at = time.monotonic()
            told, *later = [log_in(paper, editor) for _ in range(size(2, 20))]
            took = [answer.elapsed.total_seconds() for answer in (told, *later)]
            ready, alive = paper.get("/readyz"), paper.get("/livez")
            time.sleep(max(0.0, stopped_at + AWAY - time.monotonic()))
            postgres.start()
            until_written = wait_until(lambda: log_in(paper, editor).status_code == 302)
            published = node.publish(7)
            until_live = wait_until(lambda: published.is_live(paper))
    figures |= {
        "seconds without PostgreSQL": AWAY,
        "requests for kept pages": readers.total,
        "not answered 200": readers.failed,
        "slowest ms": round(readers.slowest * 1000),
        "a write is told": f"{told.status_code}, Retry-After {told.headers.get('retry-after')}",
        "after s": f"{took[0]:.2f} at first, {max(took[1:]):.2f} at most later",
        "seconds until one succeeds": f"{until_written:.1f}",
        "seconds until a change is live": f"{until_live:.1f}",
    }
    assert not readers.failed, readers.answers
    assert readers.total > 20 * AWAY
    assert {answer.status_code for answer in (told, *later)} == {503}
    assert told.headers["retry-after"]
    assert max(took) < SOON
    assert (ready.status_code, alive.status_code) == (503, 200)


def editor_of(paper: ServedPaper) -> httpx2.Client:
    """Somebody who has the form for logging in before them."""
    client = httpx2.Client(base_url=paper.address, timeout=60)
    client.get(LOGIN)
    return client


def log_in(paper: ServedPaper, editor: httpx2.Client) -> httpx2.Response:
    """What is answered to a form that writes a session."""
    form = {
        "login": "chief@example.org",
        "password": "quay-and-pier",
        "csrfmiddlewaretoken": editor.cookies.get("csrftoken", ""),
    }
    return editor.post(LOGIN, data=form, headers={"Origin": paper.address})
