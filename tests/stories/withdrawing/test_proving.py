"""A withdrawn story is gone from everything that gives it to readers, and that is proven."""

from __future__ import annotations

import re
import time
from contextlib import closing
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from broadsheet import config
from broadsheet.addresses.models import FormerAddress
from broadsheet.config import Cdn
from broadsheet.media.context import Print, Ratio, address
from broadsheet.media.models import Picture
from broadsheet.media.printing import shelf
from broadsheet.paper.models import Paper
from broadsheet.press.following import Follower
from broadsheet.press.log import open_log
from broadsheet.press.models import Change, Node
from broadsheet.press.pressing import press
from broadsheet.press.rack.store import State, Store
from broadsheet.press.rendering import Django
from broadsheet.press.withdrawing import clearing
from broadsheet.stories.models import Story, Withdrawal
from broadsheet.stories.withdrawing import actions, proving
from broadsheet.stories.withdrawing.refusing import Refused
from tests.making import (
    amend,
    make_author,
    make_draft,
    make_picture,
    make_story,
    make_topic,
    paragraph,
)

pytestmark = pytest.mark.django_db(transaction=True)

REASON = "A court has forbidden it: case 12/2026."
SHOWN = (
    "/", "/latest/", "/news/", "/topics/harbour/", "/authors/ada-byrne/", "/feeds/rss.xml",
    "/feeds/atom.xml", "/feeds/feed.json", "/news/rss.xml", "/topics/harbour/feed.json",
    "/sitemap.xml", "/news-sitemap.xml",
)  # fmt: skip


@pytest.fixture
def beside(story):
    """A story that has the other beside it."""
    return make_story(
        at=timezone.now() - timedelta(minutes=5), headline="Ferry runs again after the storm",
        topics=[topic.topic for topic in story.filed_topics.all()], authors=story.authors,
    )  # fmt: skip


def withdraw(story: Story, reason: str = REASON) -> proving.Outcome:
    return proving.withdraw(story, reason=reason, by="Ada", now=timezone.now())


def own(story: Story) -> list[str]:
    path = story.get_absolute_url()
    return [path, f"{path}story.txt", f"{path}story.json"]


class TestWithdraw:
    def test_leaves_nothing_of_its_history(self, client, sheets, story):
        """What it said before, and what readers were told of it, is as much its own."""
        note = "The harbour master has no brother: our reporter mistook him for another."
        earlier, path = story.headline, story.get_absolute_url()
        story = amend(story, at=timezone.now(), note=note, headline="Lighthouse is not sold at all")
        pages = [
            f"{path}changes/", f"{path}changes/?to=1", f"{path}changes/?from=1&to=2",
            "/corrections/", "/corrections/rss.xml", "/corrections/atom.xml",
        ]  # fmt: skip
        keep(sheets, *pages)
        assert all(note in body(client, page) or earlier in body(client, page) for page in pages)

        outcome = withdraw(story)

        assert outcome.is_proven, outcome.left
        assert {line.address for line in outcome.lines} >= set(pages)
        for page in pages:
            text = body(client, page)
            assert not any(words in text for words in (note, earlier, story.headline)), page
        for page in pages[:3]:
            assert client.get(page).status_code == 410

    def test_leaves_nothing_on_any_page(self, client, sheets, story, beside):
        month = f"/sitemap/{story.published_at:%Y-%m}.xml"
        pages = [*own(story), *SHOWN, month, beside.get_absolute_url()]
        keep(sheets, *pages)
        silent = {page for page in pages if story.slug not in body(client, page)}
        assert silent == {"/sitemap.xml"}

        outcome = withdraw(story)

        assert outcome.is_proven, outcome.left
        assert {line.address for line in outcome.lines} >= set(pages)
        for page in pages:
            text = body(client, page)
            assert all(
                words not in text for words in (story.headline, story.standfirst, "lighthouse")
            ), page
        assert {client.get(page).status_code for page in own(story)} == {410}

    def test_leaves_no_old_copy_to_fall_back_on(self, sheets, story):
        month = f"/sitemap/{story.published_at:%Y-%m}.xml"
        keep(sheets, *own(story), *SHOWN, month)
        with transaction.atomic():
            actions.withdraw(story, reason=REASON, by="Ada", now=timezone.now())
            Change.leave_no_copies()
        with closing(open_log()) as log:
            clearing.clear_here(log, now=timezone.now())
        for page in (*own(story), "/", "/news/", "/news-sitemap.xml", month):
            assert sheets.find(page, bytes, at=time.time()).state is State.UNKNOWN, page

    def test_takes_old_addresses_along_whoever_wrote_them(self, client, sheets, story, settings):
        path = story.get_absolute_url()
        FormerAddress.objects.remember("/old/lighthouse/", story)
        FormerAddress.objects.create(path="/short/", to_address=path)
        FormerAddress.objects.create(path="/whole/", to_address=f"{settings.SITE}{path}story.txt")
        FormerAddress.objects.create(path="/other/", to_address="/latest/")
        outcome = withdraw(story)
        assert outcome.is_proven, outcome.left
        for old in ("/old/lighthouse/", "/old/lighthouse/story.txt", "/short/", "/whole/"):
            assert client.get(old).status_code == 410
        assert client.get("/other/").status_code == 301

    def test_takes_pictures_along_that_nothing_else_shows(self, client, sheets, story):
        shared = make_picture("Harbour")
        make_story(at=timezone.now(), lead_picture=shared)
        gallery = {"picture": shared.pk, "caption": ""}
        story.body = [paragraph(story.standfirst), {"type": "picture", "value": gallery}]
        story.save()
        outcome = withdraw(story)
        assert outcome.withdrawal.pictures == [story.lead_picture_id]
        assert outcome.is_proven, outcome.left
        taken = address(story.lead_picture, Ratio.CARD, 320, "avif")
        assert client.get(taken).status_code == 410
        assert Picture.objects.get(pk=shared.pk).withdrawn_at is None

    @pytest.mark.parametrize("field", ["portrait", "picture", "logo", "body", "embargoed"])
    def test_leaves_pictures_that_something_else_shows(self, sheets, story, field):
        picture = story.lead_picture
        match field:
            case "portrait":
                make_author("ben-cole", portrait=picture)
            case "picture":
                make_topic("lights", picture=picture)
            case "logo":
                paper = Paper.current()
                paper.logo = picture
                paper.save()
            case "body":
                shown = {"type": "picture", "value": {"picture": picture.pk, "caption": ""}}
                other = make_draft(body=[shown])
                other.save_revision().publish()
            case "embargoed":
                later = timezone.now() + timedelta(hours=1)
                make_draft(lead_picture=picture, embargo_until=later).save_revision().publish()
        assert withdraw(story).withdrawal.pictures == []

    def test_takes_the_picture_of_an_earlier_version_along(self, sheets, story):
        story.save_revision().publish()
        before = story.lead_picture_id
        story.lead_picture = make_picture("Another")
        story.save_revision().publish()
        assert set(withdraw(story).withdrawal.pictures) == {before, story.lead_picture_id}

    def test_keeps_a_record(self, sheets, story):
        FormerAddress.objects.remember("/old/", story)
        outcome = withdraw(story)
        record = Withdrawal.objects.get()
        assert (record.reason, record.by, record.headline) == (REASON, "Ada", story.headline)
        assert record.addresses == [story.get_absolute_url(), "/old/"]
        assert record.guid == story.guid
        assert len(record.proof) == len(outcome.lines)
        story.refresh_from_db()
        story.delete()
        assert Withdrawal.objects.get().story is None

    def test_happens_once_and_can_be_proven_again(self, sheets, story):
        first = withdraw(story)
        again = withdraw(Story.objects.get(pk=story.pk), "Asked for once more by the court.")
        assert again.withdrawal == first.withdrawal
        assert again.withdrawal.reason == REASON
        assert (first.is_new, again.is_new) == (True, False)
        assert again.is_proven

    def test_cleans_up_after_a_story_that_was_down_already(self, client, sheets, story):
        story.unpublish()
        assert withdraw(story).is_proven
        picture = address(story.lead_picture, Ratio.CARD, 320, "avif")
        assert client.get(picture).status_code == 410

    def test_says_what_is_left(self, sheets, story, beside):
        link = f'<a href="{story.get_absolute_url()}">as we wrote</a>'
        beside.body = [paragraph(f"The ferry runs again, {link}.")]
        beside.save_revision().publish()
        keep(sheets, beside.get_absolute_url())
        outcome = withdraw(story)
        assert not outcome.is_proven
        assert {line.address: line.left for line in outcome.left}[
            beside.get_absolute_url()
        ] == "its address"

    def test_says_which_nodes_have_not_followed(self, sheets, story, monkeypatch):
        monkeypatch.setattr(proving, "PATIENCE", 0.1)
        with closing(open_log()) as log:
            head, now = log.head().decode(), timezone.now()
        Node.objects.create(name="lives", cursor=head, seen_at=now)
        Node.objects.create(name="silent", cursor=head, seen_at=now - timedelta(minutes=1))
        outcome = withdraw(story)
        assert outcome.cleared.behind == ("lives",)
        assert outcome.cleared.silent == ("silent",)
        assert not outcome.is_proven
        assert {line.node for line in outcome.left} == {"lives", "silent"}

    def test_says_which_prints_cannot_be_removed(self, sheets, story, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        stays = shelf.shelf() / f"{story.lead_picture_id}-aaaaaaaaaa"
        stays.parent.mkdir(parents=True, exist_ok=True)
        stays.write_text("no folder, which nobody can empty")
        outcome = withdraw(story)
        assert outcome.cleared.stays == (str(stays),)
        assert not outcome.is_proven
        stays.unlink()
        assert withdraw(story).is_proven

    def test_has_every_copy_thrown_away_that_somebody_keeps(self, sheets, story, settings):
        settings.CDN = Cdn("purge", "http://127.0.0.1:1", "", "", 60)
        keep(sheets, *own(story), "/news/")
        picture = address(story.lead_picture, Ratio.CARD, 320, "avif")
        withdraw(story)
        assert ordered() >= {*own(story), "/news/", "/feeds/rss.xml", picture}

    def test_has_prints_thrown_away_that_only_other_nodes_made(self, sheets, story, settings):
        settings.CDN = Cdn("purge", "http://127.0.0.1:1", "", "", 60)
        picture = story.lead_picture
        printed = Print.of(picture, Ratio.CLASSIC)
        picture.focal_point_x, picture.focal_point_y = 100, 100
        picture.focal_point_width = picture.focal_point_height = 50
        picture.save()
        anew = Print.of(picture, Ratio.CLASSIC)
        assert anew.largest != printed.largest
        withdraw(story)
        shown = {at for each in (printed, anew) for at in re.findall(r"/\S+", in_all_formats(each))}
        assert len(shown) > 6
        assert ordered() >= shown

    def test_has_it_done_though_killed_before_anything_is_cleared(
        self, sheets, story, settings, monkeypatch
    ):
        settings.CDN = Cdn("purge", "http://127.0.0.1:1", "", "", 60)

        def killed(*_args, **_more):
            raise SystemExit

        monkeypatch.setattr(proving, "clear", killed)
        with pytest.raises(SystemExit):
            withdraw(story)
        assert ordered() >= set(own(story))
        assert all(job.run_after > timezone.now() for job in purges())

    @pytest.mark.parametrize("reason", ["", "   ", "x", "\u200b" * 40, "a" * 3000])
    def test_wants_a_reason(self, sheets, story, reason):
        with pytest.raises(Refused, match=r"10 characters or more|too long"):
            withdraw(story, reason)
        assert not Withdrawal.objects.exists()

    @pytest.mark.parametrize("ago", [0, 60])
    def test_refuses_where_the_sheets_of_another_site_are_kept(self, sheets, story, ago):
        """Whether or not its worker is at work: they are served when that paper starts again."""
        note_node("http://127.0.0.1:8001", ago=ago)
        with pytest.raises(Refused, match=r"BROADSHEET_SITE=http://127\.0\.0\.1:8001 "):
            withdraw(story)
        assert not Withdrawal.objects.exists()

    def test_refuses_where_another_release_is_at_work(self, sheets, story):
        note_node(config.site(), ago=0)
        with pytest.raises(Refused, match="same BROADSHEET_SHEETS"):
            withdraw(story)

    def test_minds_no_release_that_is_gone(self, sheets, story):
        note_node(config.site(), ago=60)
        assert withdraw(story).is_proven

    def test_refuses_what_nobody_has_read(self, sheets):
        with pytest.raises(Refused, match="never been public"):
            withdraw(make_draft(headline="Not yet"))
        story = make_story(at=timezone.now() + timedelta(hours=1))
        with pytest.raises(Refused, match="never been public"):
            withdraw(story)


def note_node(site: str, *, ago: int) -> None:
    """This node, as its worker told of it so many seconds ago."""
    told = {"folder": "/elsewhere/3-0123", "site": site}
    seen_at = timezone.now() - timedelta(seconds=ago)
    Node.objects.create(name=config.node(), cursor="", seen_at=seen_at, told=told)


def in_all_formats(printed: Print) -> str:
    return f"{printed.avif} {printed.webp} {printed.src} {printed.largest}"


def purges() -> list[DBTaskResult]:
    return list(DBTaskResult.objects.filter(task_path="broadsheet.press.tasks.purge"))


def ordered() -> set[str]:
    """What those who keep copies will be told to throw away."""
    return {order for job in purges() for order in job.args_kwargs["args"][0]}


def body(client, page: str) -> str:
    response = client.get(page)
    return f"{response.get('Location', '')} {response.content.decode()}"


def keep(sheets: Store, *pages: str) -> None:
    """Readers have asked for these pages, and found them."""
    with closing(open_log()) as log:
        Follower(sheets, log).drain(timezone.now())
    for page in pages:
        assert press(page, render=Django().render, store=sheets).is_kept, page
