"""The demo paper is believable: enough of everything, and prose that a copy desk would pass."""

import re
from collections import Counter
from datetime import UTC, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest

from broadsheet.demo.reading import FORMS, KINDS, DemoStory, load_paper, told
from broadsheet.formats.body import (
    Block,
    CorrectionNote,
    Embed,
    FactBox,
    FileRef,
    Gallery,
    ListBlock,
    Paragraph,
    PictureRef,
    PullQuote,
    Quote,
    Related,
    Subhead,
    Table,
    text_of,
)
from broadsheet.kit.prose import plain, word_count

NOW = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)
PAPER = load_paper()
ZONE = ZoneInfo(PAPER.time_zone)
STORIES = [
    told(story, published_at=story.published_at(now=NOW), zone=ZONE) for story in PAPER.stories
]
KINDS_OF_BLOCK = (
    Paragraph, Subhead, ListBlock, Quote, PullQuote, PictureRef, Gallery, Embed, FactBox, Table,
    FileRef, Related, CorrectionNote,
)  # fmt: skip
WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b")
DOUBLED = re.compile(r"\b(\w+)[ \n]+\1\b", re.IGNORECASE)
SAYING = re.compile(
    r"\b(?:said|says|told|asked|wrote|writes|put it|recalled|explained|according|reads?|sentence"
    r"|called|noted|answers?|quotes|pointed out|record|word|states|added|provides|underneath)\b",
    re.IGNORECASE,
)
NAME = re.compile(r"\b([A-Z][a-z]+) ([A-Z][a-z]{2,})\b")
NO_FIRST_NAME = re.compile(
    # Places and clubs, whose second word may well stand alone before.
    r"Ellermouth|Upper|Lower|Farrow|Kilnside|Hallgate|Harl|North|Regatta|Brickfield"
    # The Tollands, whose firm has their name.
    r"|Peter|Berta"
    # Words that begin a sentence before a name.
    r"|After|And|As|At|Before|But|By|Each|For|From|He|If|In|It|Nor|Of|On|Or|She|Since|So|Some"
    r"|The|Their|Then|There|They|This|To|What|When|While|With"
)


def running_text(story: DemoStory) -> list[str]:
    """The paragraphs of a story as a reader sees them, its head first."""
    head = [story.headline, story.short_headline, story.kicker, story.standfirst]
    words = [block for block in story.body if not isinstance(block, Table)]
    return [line for line in (*head, story.picture_caption, *text_of(words).split("\n")) if line]


def by_slug(story: DemoStory) -> str:
    return story.slug


def blocks() -> list[Block]:
    return [block for story in STORIES for block in story.body]


class TestThePaper:
    def test_has_six_sections_and_two_within_one_of_them(self):
        tops = [section for section in PAPER.sections if not section.parent]
        assert len(tops) == 6
        assert [section.slug for section in PAPER.sections if section.parent] == [
            "council",
            "environment",
        ]

    def test_has_stories_in_every_section(self):
        filled = Counter(story.section for story in STORIES)
        assert filled.keys() == {section.slug for section in PAPER.sections}
        assert min(filled.values()) >= 4
        assert 40 <= len(STORIES) <= 50

    def test_has_stories_of_every_form(self):
        assert {story.form for story in STORIES} == FORMS

    def test_is_as_long_as_a_paper(self):
        words = sum(word_count(" ".join(running_text(story))) for story in STORIES)
        pages = sum(word_count(text_of(page.body)) for page in PAPER.pages)
        assert 25_000 <= words + pages <= 34_000

    def test_has_long_and_short_reads(self):
        lengths = sorted(word_count(text_of(story.body)) for story in STORIES)
        assert sum(length >= 1_350 for length in lengths) >= 6
        assert sum(length <= 400 for length in lengths) >= 12

    def test_has_twenty_five_topics_of_every_kind_and_files_stories_under_each(self):
        assert len(PAPER.topics) == 25
        assert {topic.kind for topic in PAPER.topics} == KINDS
        used = {slug for story in STORIES for slug in story.topics}
        assert used == {topic.slug for topic in PAPER.topics}
        assert all(story.topics for story in STORIES)

    def test_lets_only_places_lie_in_places(self):
        kinds = {topic.slug: topic.kind for topic in PAPER.topics}
        for topic in PAPER.topics:
            assert not topic.parent or {topic.kind, kinds[topic.parent]} == {"place"}

    def test_has_eight_authors_who_all_write(self):
        assert len(PAPER.authors) == 8
        assert {slug for story in STORIES for slug in story.authors} == {
            author.slug for author in PAPER.authors
        }

    def test_gives_every_story_a_byline(self):
        assert all(story.authors or story.byline_note for story in STORIES)

    def test_leads_with_one_story(self):
        assert [story.priority for story in STORIES].count(9) == 1

    def test_is_fresh_and_reaches_back_forty_days(self):
        ages = [story.age_hours for story in STORIES]
        assert min(ages) >= 0.5
        assert 900 <= max(ages) <= 960
        assert sum(age <= 120 for age in ages) > len(ages) / 2

    def test_has_a_storyline_whose_days_go_forward(self):
        ages = {story.slug: story.age_hours for story in STORIES}
        (line,) = PAPER.storylines
        told = [ages[episode.story] + 24 * episode.days_before for episode in line.episodes]
        assert len(told) >= 6
        assert told == sorted(told, reverse=True)
        assert sum(bool(episode.line) for episode in line.episodes) > len(line.episodes) / 2

    def test_changes_no_story_later_than_now(self):
        for story in STORIES:
            assert (story.changed_after_hours or 0) <= story.age_hours

    @pytest.mark.parametrize("kind", KINDS_OF_BLOCK)
    def test_shows_every_kind_of_block_twice(self, kind):
        # What an editor corrects stands in the record; a note in the text came from elsewhere.
        least = 1 if kind is CorrectionNote else 2
        assert sum(type(block) is kind for block in blocks()) >= least

    def test_has_a_corrected_story_that_now_says_what_is_right(self):
        corrected = [story for story in PAPER.stories if story.correction]
        assert corrected
        for story in corrected:
            assert story.changed_after_hours
            assert story.earlier
            for now, then in story.earlier:
                assert story.text.count(now) == 1
                assert then not in story.text

    def test_has_its_standing_pages(self):
        assert {"about", "corrections-policy", "ethics", "contact", "staff", "privacy"} == {
            page.slug for page in PAPER.pages
        }


class TestPictures:
    @pytest.mark.parametrize("picture", PAPER.pictures, ids=lambda picture: picture.slug)
    def test_say_what_they_show_beside_what_they_mean(self, picture):
        assert len({picture.title, picture.alt, picture.caption}) == 3
        assert 40 <= len(picture.alt) <= 500
        assert picture.credit.endswith(": Ellermouth Mercury")
        assert len(picture.focal_point) == 2
        assert all(0 <= part <= 1 for part in picture.focal_point)

    def test_are_all_used(self):
        shown = {story.picture for story in STORIES} | {author.picture for author in PAPER.authors}
        shown |= {topic.picture for topic in PAPER.topics}
        for block in blocks():
            match block:
                case PictureRef(src=src):
                    shown.add(src)
                case Gallery(pictures=pictures):
                    shown |= {picture.src for picture in pictures}
        assert shown - {""} == {picture.slug for picture in PAPER.pictures}


@pytest.mark.parametrize("story", STORIES, ids=by_slug)
class TestAStory:
    def test_has_a_head_of_the_right_size(self, story):
        assert 20 <= len(story.headline) <= 100
        assert len(story.short_headline) <= 45
        assert 40 <= len(story.standfirst) <= 320
        assert len(story.kicker) <= 25
        assert not story.headline.endswith(".")

    def test_repeats_no_word(self, story):
        for line in running_text(story):
            assert not DOUBLED.search(line)

    def test_uses_typographic_marks(self, story):
        for line in running_text(story):
            assert not re.search(r"[\"'`]|\.\.\.| - |--|  ", line)
            assert line.count("“") == line.count("”"), line

    def test_names_no_weekday_but_by_placeholder(self, story):
        source = next(raw for raw in PAPER.stories if raw.slug == story.slug)
        assert not WEEKDAY.search(f"{source.text} {source.standfirst} {source.headline}")

    def test_attributes_what_it_quotes(self, story):
        for block in story.body:
            if isinstance(block, Quote):
                assert block.speaker
            if isinstance(block, Paragraph):
                _check_attribution(plain(block.html))

    def test_names_people_in_full_before_it_uses_their_surname(self, story):
        body = text_of(story.body)
        for first, last in NAME.findall(body):
            if not NO_FIRST_NAME.fullmatch(first):
                before = body[: body.index(last)]
                assert re.search(r"[A-Z][\w’]+\s$", before), f"{first} {last}"

    def test_links_only_to_safe_addresses(self, story):
        for address in re.findall(r'href="([^"]*)"', str(story.body)):
            assert urlsplit(address).scheme in {"https", "mailto"}


def _check_attribution(paragraph: str) -> None:
    quotes = re.findall("“[^”]*”", paragraph)
    if any(word_count(quote) > 3 for quote in quotes):
        assert SAYING.search(re.sub("“[^”]*”", "", paragraph)), paragraph
