"""A page says what it read: no record reaches a page whose source the page does not name."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core import signals
from django.db import close_old_connections
from django.db.models.signals import post_init
from django.utils import timezone
from wagtail.documents.models import Document

from broadsheet.fronts.models import Front, Slot, StandingPage
from broadsheet.media.models import Picture
from broadsheet.paper.models import MenuItem, Paper
from broadsheet.press import kinds
from broadsheet.press.following import read_facts
from broadsheet.press.rendering import Django
from broadsheet.press.watching.watches import watches
from broadsheet.stories.models import Episode, Story
from broadsheet.topics.models import Author, Kind, Section, Storyline, Topic
from tests.making import (
    amend,
    make_author,
    make_paper,
    make_picture,
    make_section,
    make_story,
    make_storyline,
    make_topic,
    paragraph,
)

pytestmark = pytest.mark.django_db(transaction=True)

NAMED = {
    Story: ("story:{pk}",),
    Section: ("section:{pk}", "sections"),
    Topic: ("topic:{pk}", "topics", "within:{thing.parent_id}"),
    Author: ("author:{pk}", "authors"),
    Storyline: ("storyline:{pk}", "storylines"),
    Episode: ("storyline:{thing.storyline_id}",),
    Picture: ("picture:{pk}",),
    Paper: ("paper",),
    MenuItem: ("paper",),
    StandingPage: ("pages",),
    Document: ("file:{pk}", "files"),
}
"""Any of which stands for a record of each kind."""


@contextmanager
def loaded():
    """All records that come from the database inside."""
    found = []

    def note(instance, **_):
        if type(instance) in NAMED and instance.pk:
            found.append(instance)

    post_init.connect(note)
    try:
        yield found
    finally:
        post_init.disconnect(note)


@pytest.fixture
def paper():
    """A small paper in which everything leads to everything."""
    for ends in (signals.request_started, signals.request_finished):
        ends.disconnect(close_old_connections)
    now = timezone.now()
    logo, portrait, lead, shown = (
        make_picture(title) for title in ("Logo", "Face", "Quay", "Pier")
    )
    settings = make_paper(logo=logo)
    sport = make_section("sport")
    football = make_section("football", parent=sport)
    MenuItem.objects.create(paper=settings, section=sport)
    page = StandingPage(title="About", slug="about", body="<p>Us.</p>")
    StandingPage.root().add_child(instance=page)
    MenuItem.objects.create(paper=settings, page=page)
    world = make_topic("world", kind=Kind.PLACE)
    harbour = make_topic("harbour", kind=Kind.PLACE, parent=world, picture=shown)
    ada = make_author("ada-byrne", portrait=portrait)
    first = make_story(at=now - timedelta(hours=3), section=football, topics=[harbour])
    link = f'<a linktype="page" id="{page.pk}">there</a>'
    story = make_story(
        at=now - timedelta(hours=2), section=football, authors=[ada], topics=[harbour, world],
        lead_picture=lead,
        body=[paragraph("Words."), paragraph(link), {"type": "related", "value": first.pk},
              {"type": "picture", "value": {"picture": shown.pk, "caption": ""}}],
    )  # fmt: skip
    story = amend(
        story, at=now - timedelta(hours=1), note="It was the pier.", headline="Another headline"
    )
    make_storyline(first, story)
    front = Front.objects.create(section=None)
    Slot.objects.create(front=front, story=story)
    yield story
    for ends in (signals.request_started, signals.request_finished):
        ends.connect(close_old_connections)


ADDRESSES = [
    "/", "/sport/", "/football/", "/latest/", "/corrections/", "/topics/", "/topics/harbour/",
    "/authors/", "/authors/ada-byrne/", "/storylines/", "/storylines/north-quay/",
    "/storylines/north-quay/rss.xml", "/about/", "{story}", "{story}story.txt",
    "{story}story.json", "{story}changes/", "{story}changes/?to=1", "/feeds/rss.xml",
    "/feeds/atom.xml", "/feeds/feed.json", "/corrections/atom.xml",
    "/sport/rss.xml", "/topics/world/atom.xml", "/authors/ada-byrne/feed.json", "/sitemap.xml",
    "/sitemap/pages.xml", "/sitemap/{month}.xml", "/news-sitemap.xml", "/nowhere/",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_names_the_source_of_every_record_it_loads(paper, address):
    month = f"{paper.published_at:%Y-%m}"
    path = address.format(story=paper.get_absolute_url(), month=month)
    with loaded() as records:
        answer = Django().render(path)
    assert answer.status == (404 if path == "/nowhere/" else 200)
    named = answer.recording.sources
    unnamed = {
        f"{type(thing).__name__} {thing.pk}"
        for thing in records
        # The logo comes along with the settings, whether it is shown or not.
        if thing != Paper.current().logo
        and named.isdisjoint(s.format(pk=thing.pk, thing=thing) for s in NAMED[type(thing)])
    }
    assert not unnamed


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_fact_of_a_page_reads_the_same_when_read_again(paper, address):
    """Whoever changes how a page reads a fact changes how the press reads it again."""
    month = f"{paper.published_at:%Y-%m}"
    path = address.format(story=paper.get_absolute_url(), month=month)
    record = Django().render(path).recording
    again = read_facts(record.facts, timezone.now())
    assert {key: fact.digest for key, fact in again.items()} == {
        key: fact.digest for key, fact in record.facts.items()
    }


def test_every_source_that_a_page_names_is_named_by_a_watch(paper):
    """A source that no write ever names would leave a page stale for ever."""
    stems = {
        source.partition("{")[0].rstrip(":@") for watch in watches() for source in watch.sources
    }
    stems |= {"after"}  # found by a looker
    for address in ADDRESSES:
        month = f"{paper.published_at:%Y-%m}"
        path = address.format(story=paper.get_absolute_url(), month=month)
        for source in Django().render(path).recording.sources:
            assert any(source == stem or source.startswith(f"{stem}:") for stem in stems), source


def test_every_kind_of_fact_is_known(paper):
    for address in ADDRESSES:
        month = f"{paper.published_at:%Y-%m}"
        path = address.format(story=paper.get_absolute_url(), month=month)
        for key in Django().render(path).recording.facts:
            kinds.kind(key.partition(":")[0])
