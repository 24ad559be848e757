"""A small paper that has every kind of page, and all that may be done to it."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from broadsheet.fronts.models import Front
from broadsheet.stories.models import Story
from broadsheet.stories.publishing import fitness
from broadsheet.topics.models import Author, Kind, Section, Storyline, Topic
from tests.machinery.deeds.early import EarlyDeeds
from tests.machinery.deeds.stories import StoryDeeds
from tests.machinery.deeds.storylines import StorylineDeeds
from tests.machinery.deeds.surroundings import OtherDeeds
from tests.making import (
    make_author,
    make_paper,
    make_picture,
    make_section,
    make_storyline,
    make_topic,
)

if TYPE_CHECKING:
    from random import Random

START = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
MOST_OLD_ADDRESSES = 6
"""what is remembered of where things were: each costs a page not found after every deed"""
REFUSED = (IntegrityError, ValidationError, ProtectedError, fitness.NotFit)
"""What the house or the database refuses is no change."""

FIXED = frozenset(
    {
        "/", "/latest/", "/latest/?page=2", "/corrections/", "/topics/", "/authors/",
        "/storylines/", "/about/",
        "/feeds/rss.xml", "/feeds/feed.json", "/corrections/rss.xml", "/sitemap.xml",
        "/sitemap/pages.xml", "/sitemap/2026-03.xml", "/news-sitemap.xml", "/robots.txt",
        "/nowhere/", "/?p=7", "/soon/",
    }
)  # fmt: skip


class Paperwork(EarlyDeeds, StorylineDeeds, OtherDeeds):
    """A small paper that has every kind of page, and the newsroom that works on it."""

    def __init__(self, random: Random, clock) -> None:
        self.random, self.clock = random, clock
        self.number, self.left = 0, {}
        self.addresses = set(FIXED)
        make_paper(name="The Test Courier", time_zone="UTC")
        sport = make_section("sport")
        make_section("news")
        make_section("football", parent=sport)
        for slug in ("ada-byrne", "ben-cole"):
            make_author(slug)
        world = make_topic("world", kind=Kind.PLACE)
        make_topic("harbour", kind=Kind.PLACE, parent=world)
        make_topic("tides")
        for title in ("Quay", "Pier"):
            make_picture(title, caption=f"The {title}", credit="Drawn by hand")
        self.bring_file()
        Front.objects.create(section=None)
        self.stand("about")
        for _ in range(6):
            self.publish_new_story()
        make_storyline(*Story.objects.order_by("pk")[:4])

    def do_something(self) -> str:
        """One deed, all of it or nothing; returns its name."""
        deed, self.next = self.next or self.in_turn(*DEEDS), None
        with contextlib.suppress(*REFUSED), transaction.atomic():
            getattr(self, deed)()
        return deed

    def note_addresses(self) -> None:
        """Every address of what there is now, and some that things had before."""
        new = {*FIXED, f"/sitemap/{timezone.now():%Y-%m}.xml"}
        for kind in (Section, Topic, Author):
            for thing in kind.objects.all():
                path = thing.get_absolute_url()
                new |= {path, f"{path}?page=2", f"{path}atom.xml"}
        for story in Story.objects.exclude(day=None):
            path = story.get_absolute_url()
            changes = f"{path}changes/"
            new |= {path, f"{path}story.txt", f"{path}story.json", changes, f"{changes}?to=1"}
            if story.versions_seen > 2:
                new.add(f"{changes}?from=1&to=3")
        for storyline in Storyline.objects.all():
            path = storyline.get_absolute_url()
            new |= {path, f"{path}rss.xml"}
        new |= self.awaited
        if self.next is None:
            self.awaited = set()
        old = sorted(self.addresses - new)
        self.addresses = new | set(self.random.sample(old, min(len(old), MOST_OLD_ADDRESSES)))


DEEDS = [
    name
    for kind in (StoryDeeds, EarlyDeeds, StorylineDeeds, OtherDeeds)
    for name, member in vars(kind).items()
    if callable(member) and not name.startswith("_")
]
