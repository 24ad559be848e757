"""What the index is told of stories is what readers may read."""

from datetime import timedelta

import pytest

from broadsheet.paper.models import Paper
from broadsheet.search.index.schema import Named
from broadsheet.search.upkeep import documents
from broadsheet.search.upkeep.documents import StoryReader, names
from broadsheet.stories.models import Story
from tests.making import (
    NOON,
    make_author,
    make_draft,
    make_picture,
    make_section,
    make_story,
    make_topic,
    paragraph,
)

pytestmark = pytest.mark.django_db


def read(*stories, at=NOON):
    return StoryReader().read([story.pk for story in stories], at=at)


class TestRead:
    def test_tells_all_that_is_looked_for(self):
        author, topic = make_author(), make_topic()
        lead, inner = make_picture(caption="The quay"), make_picture(caption="A gull")
        story = make_story(
            headline="Ferry late",
            standfirst="Fog.",
            kicker="Traffic",
            dateline="Ellermouth",
            form="analysis",
            authors=[author],
            topics=[topic],
            lead_picture=lead,
            body=[paragraph("It waited."), {"type": "picture", "value": {"picture": inner.pk}}],
        )
        (told,) = read(story)
        assert (told.id, told.headline, told.standfirst) == (story.pk, "Ferry late", "Fog.")
        assert told.text.split() == ["Traffic", "The", "quay", "It", "waited.", "A", "gull"]
        assert told.names == (author.name, topic.name, "Ellermouth")
        assert (told.section, told.form) == (story.section_id, "analysis")
        assert (told.authors, told.topics) == ((author.pk,), (topic.pk,))
        assert told.published_at == story.published_at

    def test_tells_the_caption_that_the_story_gives_its_lead(self):
        lead = make_picture(caption="The quay")
        (told,) = read(make_story(lead_picture=lead, lead_caption="The quay in fog"))
        assert told.text.split()[:4] == ["The", "quay", "in", "fog"]

    def test_tells_the_year_in_the_zone_of_the_paper(self):
        paper = Paper.current()
        paper.time_zone = "Asia/Kolkata"
        paper.save()
        story = make_story(at=NOON.replace(year=2025, month=12, day=31, hour=23))
        assert [told.year for told in read(story)] == [2026]

    def test_tells_nothing_of_what_readers_may_not_see(self):
        assert not read(
            make_draft(),
            make_story(at=NOON + timedelta(hours=1)),
            make_story(at=NOON - timedelta(2), expire_at=NOON),
        )

    def test_asks_the_database_as_often_for_many(self, django_assert_num_queries):
        stories = [make_story(authors=[make_author(f"a-{n}")]) for n in range(5)]
        with django_assert_num_queries(5):
            read(*stories)

    def test_reads_all_in_parts(self, monkeypatch):
        monkeypatch.setattr(documents, "AT_ONCE", 2)
        stories = [make_story() for _ in range(5)]
        make_draft()
        parts = [{told.id for told in part} for part in StoryReader().read_all(at=NOON)]
        newest_first = sorted((story.pk for story in stories), reverse=True)
        assert parts == [set(newest_first[at : at + 2]) for at in (0, 2, 4)]

    def test_reads_an_empty_paper(self):
        Story.objects.all().delete()
        assert list(StoryReader().read_all(at=NOON)) == []


class TestNames:
    def test_are_told_with_what_they_are(self):
        topic = make_topic("north-quay", name="North Quay", kind="place")
        author = make_author("ada-byrne", role="Harbour correspondent")
        section = make_section("sport")
        assert names("topic") == [Named("topic", topic.pk, "North Quay", "north-quay", "place")]
        assert names("author", [author.pk]) == [
            Named("author", author.pk, "Ada Byrne", "ada-byrne", "Harbour correspondent")
        ]
        assert Named("section", section.pk, "Sport", "sport") in names("section")
        assert names("topic", []) == []
