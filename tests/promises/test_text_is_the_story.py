"""The text of a story's page is the story: three unrelated programs find it, whole and in order."""

import html
import json
import re

import pytest

from tests.machinery.extractors import readings
from tests.machinery.served import ServedPaper
from tests.machinery.sights import Sights

pytestmark = pytest.mark.journey

FOUND = {"trafilatura": 1.0, "readability": 1.0, "justext": 0.93}
"""Share of a story's paragraphs that a program must find, word for word. justext judges each by how
common its words are, and drops a list of names or scores wherever it stands."""
SHORTEST = 150
"""Words."""
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
def stories(served_paper: ServedPaper, sights: Sights) -> list[str]:
    """Stories of some length: of a single sentence the programs take all that surrounds it."""
    texts = ((path, served_paper.get(f"{path}story.txt").text) for path in sights.stories)
    return [path for path, text in texts if len(text.split()) >= SHORTEST][:6]


class TestStoryPage:
    def test_gives_its_whole_text_in_order(
        self, served_paper: ServedPaper, stories: list[str]
    ) -> None:
        for path in stories:
            page = served_paper.get(path).text
            _headline, _author, paragraphs = told(served_paper, path)
            running = [part for part in paragraphs if len(part.split()) > 12 and "\t" not in part]
            for reading in readings(page):
                found = words(reading.text)
                places = [found.find(words(part)) for part in running]
                there = [place for place in places if place >= 0]
                assert len(there) >= FOUND[reading.program] * len(running), (path, reading.program)
                assert there == sorted(there), (path, reading.program)

    def test_gives_its_headline_author_and_day(
        self, served_paper: ServedPaper, stories: list[str]
    ) -> None:
        for path in stories:
            page = served_paper.get(path).text
            headline, author, _paragraphs = told(served_paper, path)
            by_trafilatura, by_readability, _ = readings(page)
            # Both prefer what the page says of itself to search engines, which may be shorter.
            title = html.unescape(re.search(r'og:title" content="([^"]+)"', page)[1])
            assert by_trafilatura.headline in {headline, title}, path
            assert by_readability.headline in {headline, title}, path
            assert headline in re.sub(r"<[^>]+>", "", re.search(r"<h1.*?</h1>", page, re.DOTALL)[0])
            assert author in by_trafilatura.byline, path
            assert by_trafilatura.published_on == "-".join(path.split("/")[2:5]), path

    def test_keeps_its_controls_out_of_its_text(
        self, served_paper: ServedPaper, stories: list[str]
    ) -> None:
        for path in stories:
            for reading in readings(served_paper.get(path).text):
                heard = [word for word in CONTROLS if re.search(rf"\b{word}\b", reading.text)]
                assert heard == [], (path, reading.program)
