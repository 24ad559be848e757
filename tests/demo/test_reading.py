"""The demo paper’s files become plain data, or are refused with file and line."""

import shutil
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from broadsheet.demo.reading import CONTENT, ContentError, load_paper, told
from broadsheet.formats.body import CorrectionNote, Paragraph

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
STORY = "stories/news/night-bus-to-infirmary.md"


@pytest.fixture
def folder(tmp_path):
    """A copy of the content that a test may spoil."""
    return shutil.copytree(CONTENT, tmp_path / "content")


@pytest.fixture
def spoil(folder):
    """Replace a piece of a file, and say what reading the paper then complains of."""

    def change(name: str, old: str, new: str) -> str:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(ContentError) as caught:
            load_paper(folder)
        return str(caught.value).removeprefix(f"{folder}/")

    return change


class TestLoadPaper:
    def test_reads_the_publisher(self):
        paper = load_paper()
        assert paper.publisher.founded_on == date(1868, 3, 2)
        assert ZoneInfo(paper.time_zone)

    def test_files_a_story_under_its_folder(self):
        stories = {story.slug: story for story in load_paper().stories}
        assert stories["night-bus-to-infirmary"].section == "news"
        assert stories["night-bus-to-infirmary"].authors == ("samir-haddad",)

    @pytest.mark.parametrize(
        ("name", "old", "new", "complaint"),
        [
            (STORY, 'form = "news"', 'form = "novel"', ":6: there is no “novel”"),
            (STORY, '"samir-haddad"', '"nobody"', ":7: there is no “nobody”"),
            (STORY, '["public-transport",', '["teapots",', ":9: there is no “teapots”"),
            (STORY, '"infirmary-waiting-times"', '"gone"', ":10: there is no “gone”"),
            (STORY, "priority = 3", "priorty = 3", ":1: night-bus-to-infirmary: nobody knows"),
            (STORY, "priority = 3\n", "", "“priority” is missing"),
            (STORY, "priority = 3", "priority =", ":11: "),
            (STORY, "{weekday:4}", "{weekdy:4}", ":14: a brace that is no placeholder"),
            (STORY, "+++\nheadline", "headline", ":1: a file begins with its facts"),
            (STORY, "\nSome 640", "\n```film\n```\n\nSome 640", ":16: there is no block"),
            (STORY, "\nSome 640", '\n```picture\nslug = "no"\n```\n\nSome 640', "there is no “no”"),
            ("topics.toml", 'kind = "place"', 'kind = "planet"', ":4: there is no “planet”"),
            ("topics.toml", 'slug = "ellermouth"', 'slug = "ropewalk"', "is there twice"),
            ("sections.toml", 'parent = "news"', 'parent = "council"', "there is no “council”"),
            ("authors.toml", '"portrait-ruth-amsel"', '"x"', "there is no “x”"),
            ("pictures.toml", 'drawing = "quay_wall"', 'drawing = "cat"', "there is no “cat”"),
            ("paper.toml", '"ethics"', '"manners"', "there is no “manners”"),
            ("paper.toml", "name =", "name", ":1: "),
        ],
    )
    def test_says_where_the_content_is_wrong(self, spoil, name, old, new, complaint):
        message = spoil(name, old, new)
        assert message.startswith(name)
        assert complaint in message


class TestTold:
    def test_names_the_days_from_publication_in_the_papers_zone(self):
        story = next(s for s in load_paper().stories if s.slug == "night-bus-to-infirmary")
        east = told(story, published_at=NOON.replace(hour=23), zone=ZoneInfo("Europe/Brussels"))
        west = told(story, published_at=NOON.replace(hour=23), zone=ZoneInfo("America/Lima"))
        assert isinstance(east.body[0], Paragraph)
        assert "from Monday." in east.body[0].html
        assert isinstance(west.body[0], Paragraph)
        assert "from Sunday." in west.body[0].html

    def test_dates_corrections(self):
        story = next(s for s in load_paper().stories if s.slug == "correction-line-4-cost")
        body = told(story, published_at=NOON, zone=ZoneInfo("UTC")).body
        notes = [block for block in body if isinstance(block, CorrectionNote)]
        assert [note.made_on for note in notes] == [date(2026, 3, 4)]

    def test_tells_the_day_in_the_standfirst_too(self):
        story = next(s for s in load_paper().stories if s.form == "live")
        standfirst = told(story, published_at=NOON, zone=ZoneInfo("UTC")).standfirst
        assert "20.52 on Tuesday" in standfirst

    def test_is_older_than_now_by_its_age(self):
        story = next(s for s in load_paper().stories if s.priority == 9)
        assert (NOON - story.published_at(now=NOON)).total_seconds() == story.age_hours * 3600
