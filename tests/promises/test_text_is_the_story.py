"""The text of a story's page is the story: three unrelated programs find it, whole and in order."""

import json
import re

import pytest

from tests.machinery.extractors import readings
from tests.machinery.served import ServedPaper
from tests.machinery.sights import Sights

pytestmark = pytest.mark.journey

FOUND = 0.98
"""Share of a story's paragraphs that a program must find, word for word. Each of the three drops a
very short one now and then, whatever the page."""
CONTROLS = ["Copy link", "Text size", "Skip to", "Share", "Next story", "Menu", "arrow", "bookmark"]


def words(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def told(paper: ServedPaper, path: str) -> tuple[str, str, list[str]]:
    """A story's headline, its first author, and its paragraphs, from its plain representations."""
    item = json.loads(paper.get(f"{path}story.json").text)
    text = paper.get(f"{path}story.txt").text.strip().split("\n\n")
    authors = [person["name"] for person in item.get("people", []) if person.get("rel") == "author"]
    # What stands between the dates and the address is the body.
    start = next(n for n, part in enumerate(text) if re.search(r"\d{4}-\d{2}-\d{2} \d", part))
    return text[0], authors[0] if authors else "", text[start + 1 : -1]


@pytest.fixture
def stories(sights: Sights) -> tuple[str, ...]:
    return sights.stories[:6]


class TestStoryPage:
    def test_gives_its_whole_text_in_order(
        self, served_paper: ServedPaper, stories: tuple[str, ...]
    ) -> None:
        for path in stories:
            page = served_paper.get(path).text
            _headline, _author, paragraphs = told(served_paper, path)
            running = [part for part in paragraphs if len(part.split()) > 12 and "\t" not in part]
            for reading in readings(page):
                found = words(reading.text)
                places = [found.find(words(part)) for part in running]
                there = [place for place in places if place >= 0]
                assert len(there) >= FOUND * len(running), (path, reading.program)
                assert there == sorted(there), (path, reading.program)

    def test_gives_its_headline_author_and_day(
        self, served_paper: ServedPaper, stories: tuple[str, ...]
    ) -> None:
        for path in stories:
            page = served_paper.get(path).text
            headline, author, _paragraphs = told(served_paper, path)
            by_trafilatura, by_readability, _ = readings(page)
            assert headline in by_trafilatura.headline, path
            assert headline in by_readability.headline, path
            assert author in by_trafilatura.byline, path
            assert by_trafilatura.published_on == "-".join(path.split("/")[2:5]), path

    def test_keeps_its_controls_out_of_its_text(
        self, served_paper: ServedPaper, stories: tuple[str, ...]
    ) -> None:
        for path in stories:
            for reading in readings(served_paper.get(path).text):
                heard = [word for word in CONTROLS if word in reading.text]
                assert heard == [], (path, reading.program)
