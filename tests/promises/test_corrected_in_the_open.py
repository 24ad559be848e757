"""What is corrected is corrected in the open: told the same everywhere, and never unsaid."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import datetime, timedelta
from html import unescape

import feedparser
import pytest
from django.contrib.auth.models import Permission
from django.db import DatabaseError, connection, models, transaction
from django.db.models.deletion import Collector
from lxml import html
from wagtail.snippets.models import get_snippet_models

from broadsheet.desk.roles import Role
from broadsheet.stories.models import Sealed, Story, Version
from tests.making import NOON, amend, make_paper, make_story, paragraph
from tests.newsroom import log_in, url
from tests.stories.test_versions import ALTERING

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DAY = "4 March 2026"
CHANGES = [
    ("update", "The board has answered.", {"body": [paragraph("Sunday it is. It answered.")]}),
    ("clarification", "Only the large ferry was meant.", {"standfirst": "The large one."}),
    ("correction", "It runs on Monday, not on Sunday.", {"headline": "Ferry runs on Monday"}),
    ("retraction", "Its source was invented.", {"body": [paragraph("We have retracted this.")]}),
]
AMENDS = {"clarification", "correction", "retraction"}


class Told:
    """What is told of a story's changes in each place: kind, sentence, and when where it says."""

    def __init__(self, client, story):
        self.client, self.address = client, story.get_absolute_url()
        self.page = html.fromstring(self.get(self.address))

    def get(self, address):
        response = self.client.get(address)
        assert response.status_code == 200, address
        return response.content.decode()

    def on_the_page(self):
        """From the top to the foot."""
        found = self.page.xpath(
            "//*[contains(@class, 'retraction')][@role='note'] | //p[@class='update']"
            " | //*[@id='amended']//*[@class='correction']"
        )
        labels = ".//b | .//*[contains(@class, '-label')]"
        return [
            (
                text_of(each.xpath(labels)[0]).split(",")[0].lower(),
                sentence_in(each),
                moment_in(each),
            )
            for each in found
        ]

    def in_the_history(self):
        """The oldest first."""
        page = html.fromstring(self.get(f"{self.address}changes/"))
        found = page.xpath("//*[@class='versions']//li")
        told = [(text_of(each.xpath(".//b")[0]), each) for each in reversed(found)]
        return [
            (label.partition(" · ")[2].lower(), sentence_in(each), moment_in(each))
            for label, each in told
        ]

    def in_json_ld(self):
        (data,) = self.page.xpath("//script[@type='application/ld+json']")
        graph = json.loads(data.text)["@graph"]
        (article,) = (each for each in graph if "headline" in each)
        return [
            (each["text"], datetime.fromisoformat(each["datePublished"]))
            for each in article.get("correction", [])
        ]

    def among_the_corrections(self):
        page = html.fromstring(self.get("/corrections/"))
        notes = page.xpath("//*[@class='corrected-note']")
        return [tuple(text_of(each).partition(": ")[::2]) for each in notes]

    def in_the_feeds(self, *, under):
        """Each feed's own words of the story, summary and text."""
        for name in ("rss.xml", "atom.xml"):
            (entry,) = feedparser.parse(self.get(f"{under}{name}")).entries
            yield f"{entry.summary} {' '.join(each.value for each in entry.get('content', []))}"
        (item,) = json.loads(self.get(f"{under}feed.json"))["items"]
        yield f"{item.get('summary')} {item['content_html']}"

    def in_other_forms(self):
        yield from (self.get(f"{self.address}{form}") for form in ("story.txt", "story.json"))


def text_of(element):
    return " ".join(element.text_content().split())


def moment_in(element):
    return datetime.fromisoformat(element.xpath(".//time/@datetime")[0])


def sentence_in(element):
    """What a note says, without its label and the words before and after."""
    said = [note for _kind, note, _fields in CHANGES if note in text_of(element)]
    return said[0] if said else ""


@pytest.fixture
def story():
    make_paper(time_zone="Asia/Kolkata")
    body = [paragraph("Sunday it is.")]
    return make_story(at=NOON, slug="ferry", headline="Ferry runs on Sunday", body=body)


def after(story, count):
    """The story after so many of the changes, and what readers were told: kind, note, when."""
    told = []
    for number, (kind, note, fields) in enumerate(CHANGES[:count], 1):
        story = amend(story, at=NOON + number * HOUR, kind=kind, note=note, **fields)
        told.append((kind, note, NOON + number * HOUR))
    return story, told


@pytest.mark.parametrize("count", range(1, len(CHANGES) + 1))
def test_the_same_is_told_everywhere(client, story, count):
    story, told = after(story, count)
    there = Told(client, story)
    amended = [each for each in told if each[0] in AMENDS]

    first = ("first publication", "", NOON)
    assert there.in_the_history() == [first, *told]
    assert sorted(there.on_the_page()) == sorted(told)
    assert there.in_json_ld() == [(note, at) for _kind, note, at in amended]
    latest = [(amended[-1][0].title(), amended[-1][1])] if amended else []
    assert there.among_the_corrections() == latest

    labels = {f"{kind.title()}, {DAY}": note for kind, note, _at in told}
    everything = [*there.in_other_forms(), *there.in_the_feeds(under="/feeds/")]
    if amended:
        everything += there.in_the_feeds(under="/corrections/")
    for each in everything:
        words = " ".join(re.sub(r"<[^>]+>", " ", unescape(unescape(each))).split())
        for label, note in labels.items():
            assert re.search(f"{label}: ?{re.escape(note)}", words), words
    for _kind, note, _fields in CHANGES[count:]:
        assert all(note not in each for each in everything)


PAST_THE_RECORDS_OWN = {
    "save": models.Model.save,
    "save some": lambda version: models.Model.save(version, update_fields=["note"]),
    "save base": lambda version: version.save_base(raw=True),
    "delete": models.Model.delete,
    "update": lambda version: models.QuerySet(Version).filter(pk=version.pk).update(note="None."),
    "delete many": lambda _: models.QuerySet(Version).delete(),
    "raw delete": lambda _: Version.objects.all()._raw_delete("default"),
    "in bulk": lambda version: models.QuerySet(Version).bulk_update([version], ["note"]),
    "collected": lambda version: _collected(version).delete(),
}
"""Django's own deeds, without what the model refuses: the database is asked."""


def _collected(version):
    collector = Collector("default", origin=version)
    collector.collect([version])
    return collector


@pytest.fixture
def version(story):
    after(story, 3)
    version = Version.objects.get(number=4)
    version.note = "Nothing happened."
    return version


class TestRecord:
    """Nobody edits it and nobody deletes it, however they try."""

    @pytest.mark.parametrize("deed", PAST_THE_RECORDS_OWN)
    def test_is_kept_from_django_by_the_database(self, version, deed):
        before = list(Version.objects.values())
        with pytest.raises(DatabaseError, match="stays as it is written"), transaction.atomic():
            PAST_THE_RECORDS_OWN[deed](version)
        assert list(Version.objects.values()) == before

    @pytest.mark.parametrize("statement", ALTERING)
    def test_is_kept_from_whoever_writes_sql(self, version, statement):
        before = list(Version.objects.values())
        with (
            pytest.raises(DatabaseError, match="stays as it is written"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(ALTERING[statement].format(id=version.pk))
        assert list(Version.objects.values()) == before

    @pytest.mark.parametrize("deed", [lambda each: each.save(), lambda each: each.delete()])
    def test_is_kept_by_the_model_first(self, version, deed):
        with pytest.raises(Sealed):
            deed(version)

    @pytest.mark.parametrize("role", list(Role))
    def test_is_kept_from_every_desk(self, version, role):
        before = list(Version.objects.values())
        desk, story = log_in(role), version.story_id
        said = {"change_kind": "typo", "change_note": "", "note": "Nothing.", "pk": version.pk}
        for deed in ("", f"edit/{version.pk}/", f"delete/{version.pk}/"):
            assert desk.post(f"/newsroom/snippets/stories/version/{deed}", said).status_code == 404
        for view in ("history", "edit", "unpublish"):
            desk.post(url(view, story), said)
        with suppress(Story.DoesNotExist):
            desk.post(url("delete", story))
        assert list(Version.objects.values()) == before
        assert Version not in get_snippet_models()
        assert not Permission.objects.filter(content_type__model="version").exists()

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    @pytest.mark.parametrize("form", ["", "changes/", "story.json", "story.txt"])
    def test_is_kept_from_whoever_sends_to_its_addresses(self, client, version, method, form):
        before = list(Version.objects.values())
        address = f"{Story.objects.get().get_absolute_url()}{form}"
        assert getattr(client, method)(address).status_code in {403, 405}
        assert list(Version.objects.values()) == before
