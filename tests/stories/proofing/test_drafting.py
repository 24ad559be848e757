"""A story as checks get it."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from broadsheet.checking.draft import Filed, Kind, Link, Passage, Shown
from broadsheet.register.models import Person
from broadsheet.stories.models import RelatedStory, Story
from broadsheet.stories.proofing.drafting import draft_of
from tests.making import NOON, make_picture, make_section, make_story, make_topic

pytestmark = pytest.mark.django_db


def block(kind, value, number):
    return {"type": kind, "value": value, "id": f"b{number}"}


def test_has_its_words_without_markup_and_knows_where_they_stand():
    picture = make_picture(caption="The quay", credit="Ada Byrne", description="A quay")
    body = [
        block("paragraph", "<p>One &amp; <b>two</b>.</p><p>Three.</p>", 1),
        block("subhead", "Why <now>", 2),
        block("quote", {"text": "<p>So it is.</p>", "speaker": "Bo", "source": ""}, 3),
        block("picture", {"picture": picture.pk, "caption": ""}, 4),
        block("pull_quote", {"text": "So it is.", "speaker": "Bo"}, 5),
    ]
    draft = draft_of(make_story(headline="Ferry", body=body), zone=UTC, at=NOON)
    assert draft.passages == (
        Passage("headline", "Ferry", Kind.HEADLINE),
        Passage("body:b1:0", "One & two."),
        Passage("body:b1:1", "Three."),
        Passage("body:b2:0", "Why <now>", Kind.SUBHEAD),
        Passage("body:b3:0", "So it is.", Kind.QUOTE, "Bo"),
        Passage("body:b4:0", "The quay", Kind.CAPTION),
    )
    assert draft.pictures == (Shown("body:b4:0", "A quay", "The quay", "Ada Byrne", ""),)


def test_has_the_titles_of_boxes_and_what_tables_show():
    pictures = [make_picture(caption="One"), make_picture(caption="Two")]
    lines = [{"picture": picture.pk, "caption": ""} for picture in pictures]
    table = {"caption": "Ferries a year", "table": {"data": [["Year"], ["2020"]]}}
    body = [
        block("fact_box", {"title": "The ferry", "text": "<p>It is old.</p>"}, 1),
        block("gallery", {"title": "On the quay", "pictures": lines}, 2),
        block("table", table, 3),
    ]
    _headline, *found = draft_of(make_story(body=body), zone=UTC, at=NOON).passages
    assert found == [
        Passage("body:b1:0", "The ferry", Kind.SUBHEAD),
        Passage("body:b1:1", "It is old."),
        Passage("body:b2:0", "One", Kind.CAPTION),
        Passage("body:b2:1", "Two", Kind.CAPTION),
        Passage("body:b2:2", "On the quay", Kind.SUBHEAD),
        Passage("body:b3:0", "Ferries a year", Kind.CAPTION),
    ]


def test_knows_where_its_words_lead_and_which_story_it_is():
    markup = '<p>As <a href="https://x.example/?a=1&amp;b=2"><i>told</i> here</a>.</p>'
    story = make_story(body=[block("paragraph", f"<p>So.</p>{markup}", 1)])
    draft = draft_of(story, zone=UTC, at=NOON)
    assert draft.links == (Link("body:b1:1", "told here", "https://x.example/?a=1&b=2", 2),)
    assert draft.story == story.pk


def test_knows_which_stories_it_has_beside_it():
    chosen, between = make_story(), make_story()
    story = make_story(body=[block("related", between.pk, 1)])
    story.related_by_hand = [RelatedStory(other=chosen)]
    story.save()
    assert draft_of(story, zone=UTC, at=NOON).related == (between.pk, chosen.pk)


def test_has_its_lead_picture_with_the_name_of_its_file():
    picture = make_picture(
        description="A quay", caption="The quay", credit="", file="original/quay.jpg"
    )
    story = make_story(lead_picture=picture, lead_caption="Our quay")
    (shown,) = draft_of(story, zone=UTC, at=NOON).pictures
    assert (shown.place, shown.caption, shown.credit) == ("lead_picture", "Our quay", "")
    assert shown.file == "quay.jpg"


def test_is_of_the_day_it_is_published():
    story = make_story()
    assert draft_of(story, zone=UTC, at=NOON).day == NOON.date()
    new = Story(headline="New", section=make_section("sport"))
    assert draft_of(new, zone=UTC, at=NOON).day == date(NOON.year, NOON.month, NOON.day)


def test_tells_of_the_day_of_the_event_if_that_is_another():
    day = date(2017, 5, 3)
    assert draft_of(make_story(happened=day), zone=UTC, at=NOON).happened == day
    assert draft_of(make_story(), zone=UTC, at=NOON).happened is None


def test_tells_topics_with_names_from_themes():
    topics = [
        make_topic("ada", name="Ada Byrne", kind="person"),
        make_topic("council", name="Eller City Council", kind="organisation"),
        make_topic("sea", name="Sea"),
    ]
    story = make_story(topics=topics)
    assert draft_of(story, zone=UTC, at=NOON).topics == (
        Filed("Ada Byrne", ("Byrne",)),
        Filed("Eller City Council", ("Eller", "City", "Council")),
        Filed("Sea", is_named=False),
    )


def test_knows_a_topic_by_all_the_names_it_has_in_the_register():
    person = Person.objects.create(name="Volodymyr Zelenskyy", others="Vladimir Zelensky")
    story = make_story(
        topics=[make_topic("president", name="The President", kind="person", person=person)]
    )
    (filed,) = draft_of(story, zone=UTC, at=NOON).topics
    assert {"Volodymyr Zelenskyy", "Vladimir Zelensky"} <= set(filed.others)
