"""How long after the last key the panel beside a long story says what is wrong in it.

In a real browser over the real server, from the key that is let go to the remarks that are shown:
the moment that the panel waits for another key, the way there, the check and the way back.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from playwright.sync_api import Page, sync_playwright

from benchmarks.live import PATIENCE, serving
from benchmarks.papers import ROOT, environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEADING: Final = "## Checking while somebody writes"
WORDS: Final = 1_000
KEYS: Final = 30
"""at each place"""
BAR: Final = 300
"""Milliseconds."""
PAUSE: Final = 700
"""Milliseconds between two keys, in which a form saves itself now and then."""
PLACES: Final = {"the headline": "[name=headline]", "running text": ".public-DraftEditor-content"}

DRAFT: Final = """
from broadsheet.kit import prose
from broadsheet.stories.models import Story
from broadsheet.topics.models import Section
stories = Story.objects.filter(live=True).order_by("pk")[:60]
parts = [part["value"] for story in stories for part in story.body.get_prep_value()
         if part["type"] == "paragraph"]
body, words = [], 0
for part in parts:
    if words >= {words}:
        break
    body.append(("paragraph", part))
    words += len(prose.plain(part).split())
story = Story(headline="What the panel is measured with", slug="measured", live=False, body=body,
              section=Section.objects.first(), byline_note="Our own staff")
story.save()
story.save_revision()
print("story", story.pk)
"""

# Wagtail puts another panel in the place of the one that is there when a story has saved itself.
WATCH: Final = """() => {
    window.answered = window.struck = window.asked = 0;
    document.addEventListener("keyup", () => { window.struck = performance.now(); }, true);
    const send = window.fetch;
    window.fetch = (address, ...more) => {
        if (address === document.querySelector("copy-checks").getAttribute("src"))
            window.asked = performance.now();
        return send(address, ...more);
    };
    new MutationObserver((changes) => {
        const isTold = ({ target }) => target.matches?.("copy-checks [role=status]");
        if (changes.some(isTold) && window.asked > window.struck)
            window.answered = performance.now();
    }).observe(document.body, { childList: true, subtree: true });
}"""

# The page's policy lets nobody else evaluate what they wait for.
TOOK: Final = """async () => {
    while (!(window.answered > window.struck)) await new Promise(done => setTimeout(done, 20));
    return window.answered - window.struck;
}"""


def section(paper: Path) -> list[str]:
    """What is written of it, from that paper; a sentence where there is no browser."""
    if shutil.which("chromium") is None:
        return [HEADING, "", "Not measured, for want of `chromium`."]
    load = os.getloadavg()[0]
    with serving(paper) as server, browsing(server.address) as page:
        log_in(page, paper)
        page.goto(f"/newsroom/stories/edit/{a_draft(paper, server.address)}/")
        page.get_by_role("button", name="Toggle copy checks").click()
        page.wait_for_timeout(5 * PAUSE)
        page.evaluate(WATCH)
        found = {name: [struck(page, place) for _ in range(KEYS)] for name, place in PLACES.items()}
    return report(found, load=(load + os.getloadavg()[0]) / 2)


@contextmanager
def browsing(address: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_context(base_url=address).new_page()
        page.set_default_timeout(PATIENCE * 1_000)
        yield page
        browser.close()


def log_in(page: Page, paper: Path) -> None:
    """As the demo's editor."""
    staff = (line.split() for line in (paper / "staff.txt").read_text().splitlines())
    ((email, password),) = [rest for role, *rest in staff if role == "Editor"]
    page.goto("/newsroom/login/")
    page.get_by_label("E-mail address").fill(email)
    page.locator("[name=password]").fill(password)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/newsroom/")


def a_draft(paper: Path, site: str) -> int:
    """The number of a new story with as many words of others."""
    script = DRAFT.format(words=WORDS)
    command = [sys.executable, "-m", "broadsheet", "manage", "shell", "-v", "0", "-c", script]
    told = subprocess.run(
        command,
        env=environment(paper, BROADSHEET_SITE=site),
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return int(told.stdout.split()[-1])


def struck(page: Page, place: str) -> float:
    """Milliseconds from a key at that place until the panel has answered."""
    page.wait_for_timeout(PAUSE)
    page.locator(place).first.click()
    page.keyboard.press("End")
    page.keyboard.press("x")
    return float(page.evaluate(TOOK))


def report(found: dict[str, list[float]], *, load: float) -> list[str]:
    return [
        HEADING,
        "",
        f"{KEYS} keys at each place of a story of {WORDS:,} words, in Chromium on the machine that",
        f"serves, with a load of {load:.0f}: milliseconds from the key until the remarks are",
        "there, with the 100 for which the panel waits for another key.",
        "",
        "| | median | p95 | bar |",
        "| --- | ---: | ---: | ---: |",
        *(
            f"| in {name} | {statistics.median(times):.0f}"
            f" | {statistics.quantiles(times, n=20)[-1]:.0f} | {BAR} |"
            for name, times in found.items()
        ),
    ]
