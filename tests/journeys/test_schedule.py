"""What is scheduled happens by itself while the paper is served."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import time
from datetime import datetime

import pytest

from tests.machinery.served import ServedPaper, environment

pytestmark = pytest.mark.journey

LATE = 5.0
"""Seconds that a scheduled publication may be late at the most."""

SCHEDULE = """
    from datetime import timedelta
    from django.utils import timezone
    from broadsheet.stories.models import Story
    from broadsheet.topics.models import Section
    due = timezone.now() + timedelta(seconds=6)
    story = Story(section=Section.objects.first(), slug="at-the-hour", headline="At the hour",
                  byline_note="Our own staff", live=False, go_live_at=due,
                  expire_at=due + timedelta(seconds=10))
    story.body = [("paragraph", "<p>It is time.</p>")]
    story.save()
    story.save_revision().publish()
    print(story.section.slug, due.isoformat())
"""


def shell(paper: ServedPaper, code: str) -> str:
    """What a piece of code prints in the paper's own shell."""
    command = [sys.executable, "-m", "broadsheet", "manage", "shell", "-v0", "-c"]
    done = subprocess.run(
        [*command, textwrap.dedent(code)],
        env={**environment(paper.folder), "BROADSHEET_SITE": paper.address},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def when(paper: ServedPaper, status: int, path: str, *, until: float) -> float:
    """The moment (as `time.time` counts) at which the path first answers with that status."""
    while time.time() < until:
        if paper.get(path).status_code == status:
            return time.time()
        time.sleep(0.1)
    pytest.fail(f"{path} never answered {status}")


class TestSchedule:
    def test_publishes_and_takes_down_on_time(self, served_paper: ServedPaper) -> None:
        section, due_text = shell(served_paper, SCHEDULE).splitlines()[-1].split()
        due = datetime.fromisoformat(due_text).timestamp()
        feed = served_paper.get(f"/{section}/feed.json")
        assert "At the hour" not in feed.text
        while time.time() < due + LATE:
            if "At the hour" in (text := served_paper.get(f"/{section}/feed.json").text):
                break
            time.sleep(0.1)
        appeared = time.time()
        assert "At the hour" in text
        assert 0 <= appeared - due <= LATE
        (path,) = {
            item["url"].removeprefix(served_paper.address)
            for item in served_paper.get(f"/{section}/feed.json").json()["items"]
            if item["title"] == "At the hour"
        }
        assert served_paper.get(path).status_code == 200
        gone = when(served_paper, 410, path, until=due + 10 + LATE)
        assert gone >= due + 10
