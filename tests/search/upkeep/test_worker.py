"""The index is as the paper is, whatever happens to either of them."""

from __future__ import annotations

import threading
import time
from contextlib import closing, contextmanager
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.models import ReferenceIndex

from broadsheet.kit import in_use
from broadsheet.press import log as logs
from broadsheet.press.log import open_log
from broadsheet.press.models import Change, Hold, Node
from broadsheet.press.watching.quiet import quietly
from broadsheet.search.index.writing import Writer
from broadsheet.search.upkeep import following, worker
from broadsheet.search.upkeep.following import Follower
from broadsheet.search.upkeep.making import make
from broadsheet.search.upkeep.worker import Worker
from broadsheet.stories.models import Likeness, LikenessDue, Story
from tests.making import (
    make_author,
    make_picture,
    make_section,
    make_story,
    make_topic,
    paragraph,
)
from tests.search.conftest import HALF_LIFE

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = timedelta(hours=1)


@pytest.fixture
def log():
    with closing(open_log()) as opened:
        yield opened


@pytest.fixture
def keeper(library, log):
    """This node's worker, with an index in use."""
    made = Worker(library.shelf, log, half_life=HALF_LIFE, name="here")
    settle(made)
    yield made
    made.let_go()


def settle(*workers: Worker) -> None:
    """Let them do what there is to do."""
    for _round in range(12):
        for each in workers:
            each.round(timezone.now(), patience=0)


def publish(**fields) -> Story:
    return make_story(at=timezone.now() - HOUR, **fields)


class TestWorker:
    def test_makes_an_index_where_there_is_none(self, library, log):
        story = publish(headline="Ferry late")
        with working(library, log) as made:
            settle(made)
        assert library.found("ferry") == [story.pk]

    def test_says_that_it_writes_there(self, library, log, monkeypatch):
        monkeypatch.setattr(worker, "find_due", lambda *_args, **_more: 0)  # it would read there
        with working(library, log) as made:
            settle(made)
            with pytest.raises(BlockingIOError), in_use.alone_in(library.shelf.folder):
                pytest.fail("it is in use")
        with in_use.alone_in(library.shelf.folder):
            assert library.shelf.current is not None

    def test_finds_what_is_published(self, library, keeper):
        story = publish(headline="Ferry late")
        settle(keeper)
        assert library.found("ferry") == [story.pk]

    def test_finds_a_story_by_what_it_says_now(self, library, keeper):
        story = publish(headline="Ferry late")
        settle(keeper)
        story.headline = "Ship late"
        story.save()
        settle(keeper)
        assert (library.found("ferry"), library.found("ship")) == ([], [story.pk])

    @pytest.mark.parametrize("how", ["unpublished", "deleted"])
    def test_does_not_find_what_is_taken_down(self, library, keeper, how):
        story = publish(headline="Ferry late")
        settle(keeper)
        if how == "deleted":
            story.delete()
        else:
            story.unpublish()
        settle(keeper)
        assert library.found("ferry") == []

    def test_does_nothing_that_is_rolled_back(self, library, keeper):
        with transaction.atomic():
            publish(headline="Ferry late")
            transaction.set_rollback(True)
        settle(keeper)
        assert library.found("ferry") == []

    def test_finds_stories_by_another_name_of_what_they_are_filed_under(self, library, keeper):
        author, topic = make_author("ada-byrne"), make_topic("wharf")
        story = publish(authors=[author], topics=[topic])
        settle(keeper)
        author.name, topic.name = "Ada Lund", "Pier"
        author.save()
        topic.save()
        settle(keeper)
        for typed in ("lund", "pier", "author:lund", "topic:pier"):
            assert library.found(typed) == [story.pk], typed
        assert library.found("byrne") == library.found("wharf") == []

    def test_finds_stories_by_another_caption_of_their_pictures(self, library, keeper):
        lead, inner = make_picture(caption="a gull"), make_picture(caption="a seal")
        one = publish(lead_picture=lead)
        other = publish(body=[("picture", {"picture": inner, "caption": ""})])
        ReferenceIndex.create_or_update_for_object(other)  # a job does it otherwise
        settle(keeper)
        lead.caption, inner.caption = "a heron", "a whale"
        lead.save()
        inner.save()
        settle(keeper)
        assert (library.found("heron"), library.found("whale")) == ([one.pk], [other.pk])

    def test_forgets_names_that_are_gone(self, library, keeper):
        topic = make_topic("wharf")
        story = publish(topics=[topic])
        settle(keeper)
        assert library.found("topic:wharf") == [story.pk]
        topic.delete()
        settle(keeper)
        assert library.found("topic:wharf") == library.found("wharf") == []

    def test_makes_a_new_index_when_anything_may_have_changed(self, library, keeper):
        before = library.shelf.current
        Change.log_everything()
        settle(keeper)
        made = library.shelf.current
        assert made != before
        settle(keeper)
        assert library.shelf.current == made

    def test_goes_on_where_another_left_off(self, library, log, keeper):
        keeper.let_go()
        story = publish(headline="Ferry late")
        before = library.shelf.current
        with working(library, log) as another:
            settle(another)
        assert library.found("ferry") == [story.pk]
        assert library.shelf.current == before

    def test_makes_a_new_index_where_the_log_does_not_reach_back(self, library, log, keeper):
        keeper.let_go()
        story = publish(headline="Ferry late")
        Change.objects.all().delete()
        before = library.shelf.current
        with working(library, log) as another:
            settle(another)
        assert library.found("ferry") == [story.pk]
        assert library.shelf.current != before

    @pytest.mark.parametrize("file", ["meta.json", ".managed.json"])
    def test_makes_a_new_index_in_place_of_a_damaged_one(self, library, log, keeper, file):
        story = publish(headline="Ferry late")
        keeper.let_go()
        (library.shelf.current / file).write_text("{")
        with working(library, log) as another:
            settle(another)
        assert library.found("ferry") == [story.pk]

    def test_makes_a_new_index_in_place_of_one_that_a_reader_gave_up(self, library, keeper):
        story = publish(headline="Ferry late")
        library.shelf.give_up(library.shelf.current)
        settle(keeper)
        assert library.found("ferry") == [story.pk]
        assert not library.shelf.is_given_up(library.shelf.current)

    def test_leaves_the_index_to_who_writes_it_already(self, library, log, keeper):
        story = publish(headline="Ferry late")
        with working(library, log) as another:
            settle(another, keeper)
        assert library.found("ferry") == [story.pk]

    def test_follows_the_index_that_somebody_else_made(self, library, log, keeper):
        list(make(library.shelf, log, half_life=HALF_LIFE, clock=timezone.now))
        story = publish(headline="Ferry late")
        settle(keeper)
        assert library.found("ferry") == [story.pk]

    def test_serves_the_old_index_and_follows_it_while_a_new_one_is_made(
        self, library, keeper, monkeypatch
    ):
        monkeypatch.setattr("broadsheet.search.upkeep.documents.AT_ONCE", 1)
        stories = {publish(headline="Ferry late").pk for _ in range(4)}
        settle(keeper)
        before = library.shelf.current
        library.shelf.give_up(before)
        keeper.round(timezone.now(), patience=0)
        late = publish(headline="Ferry later still")
        keeper.round(timezone.now(), patience=0)
        assert library.shelf.current == before
        assert set(library.found("ferry")) == {*stories, late.pk}
        settle(keeper)
        assert library.shelf.current != before
        assert set(library.found("ferry")) == {*stories, late.pk}

    def test_has_the_log_held_for_it(self, library, log, keeper):
        Node.objects.create(name="here", cursor=log.head().decode(), seen_at=timezone.now())
        publish(headline="Ferry late")
        Node.objects.update(cursor=log.head().decode())
        logs.trim(log, now=timezone.now())
        before = library.shelf.current
        settle(keeper)
        assert library.shelf.current == before
        assert len(library.found("ferry")) == 1

    def test_keeps_its_place_where_no_story_changed(self, library, log, keeper):
        make_section("sport")
        settle(keeper)
        keeper.round(timezone.now() + HOUR, patience=0)
        kept = Hold.objects.get(name="search at here").cursor.encode()
        assert not log.after(kept).sources
        keeper.let_go()
        with closing(Writer(library.shelf.current, half_life=HALF_LIFE)) as writer:
            assert not log.after(writer.place().cursor).sources


class TestFollow:
    def test_finds_within_a_second_what_is_published(self, library, monkeypatch):
        monkeypatch.setattr(worker, "shelf_of_this_node", lambda: library.shelf)
        stopping = threading.Event()
        thread = threading.Thread(target=worker.follow, args=(stopping,))
        thread.start()
        try:
            wait_for(lambda: library.shelf.current)
            story = publish(headline="Ferry late")
            published_at = time.monotonic()
            wait_for(lambda: library.found("ferry") == [story.pk])
            took = time.monotonic() - published_at
        finally:
            stopping.set()
            thread.join()
        assert took < 2 * worker.LOOK  # a second, on a machine that does nothing else


class TestFollower:
    """Time and order, with a clock of our own."""

    @pytest.fixture
    def follower(self, library, keeper, log):
        keeper.let_go()
        writer = Writer(library.shelf.current, half_life=HALF_LIFE)
        yield Follower(writer, log, writer.place())
        writer.close()

    def run(self, follower: Follower, at) -> None:
        follower.note(at)
        while follower.is_behind:
            follower.renew(at)

    def test_finds_a_story_under_embargo_from_its_moment_on(self, library, follower):
        now = timezone.now()
        story = make_story(at=now + HOUR, headline="Ferry late")
        for at, found in (
            (now, []),
            (now + HOUR - timedelta(seconds=1), []),
            (now + HOUR, [story.pk]),
        ):
            self.run(follower, at)
            assert library.found("ferry") == found

    def test_finds_a_story_until_it_expires(self, library, follower):
        now = timezone.now()
        story = make_story(at=now - HOUR, headline="Ferry late", expire_at=now + HOUR)
        self.run(follower, now)
        assert library.found("ferry") == [story.pk]
        self.run(follower, now + HOUR)
        assert library.found("ferry") == []

    def test_does_stories_before_those_that_have_another_name_over_them(
        self, library, follower, monkeypatch
    ):
        monkeypatch.setattr(following, "AT_ONCE", 1)
        topic = make_topic("wharf")
        old = [publish(topics=[topic]) for _ in range(3)]
        self.run(follower, timezone.now())
        topic.name = "Pier"
        topic.save()
        follower.note(timezone.now())
        story = publish(headline="Ferry late")
        follower.note(timezone.now())
        follower.renew(timezone.now())
        assert library.found("ferry") == [story.pk]
        assert follower.is_behind
        self.run(follower, timezone.now())
        assert set(library.found("pier")) == {each.pk for each in old}

    def test_begins_again_where_it_was_stopped_half_way(self, library, log, keeper, monkeypatch):
        monkeypatch.setattr(following, "AT_ONCE", 1)
        keeper.let_go()
        stories = {publish(headline="Ferry late").pk for _ in range(3)}
        with closing(Writer(library.shelf.current, half_life=HALF_LIFE)) as writer:
            follower = Follower(writer, log, writer.place())
            follower.note(timezone.now())
            follower.renew(timezone.now())
        assert len(library.found("ferry")) == 1
        with closing(Writer(library.shelf.current, half_life=HALF_LIFE)) as writer:
            self.run(Follower(writer, log, writer.place()), timezone.now())
        assert set(library.found("ferry")) == stories


class TestLikenesses:
    FOG = [paragraph("The ferry Marigold lay off the quay in thick fog.")]

    def pairs(self) -> set[tuple[int, int]]:
        return set(Likeness.objects.values_list("story", "other"))

    @pytest.fixture(autouse=True)
    def _others(self):
        for number in range(12):
            publish(headline=f"Council of Harle meets for the {number}. time")

    def test_are_found_when_a_story_is_published(self, keeper):
        old = publish(body=self.FOG)
        settle(keeper)
        assert self.pairs() == set()
        new = publish(body=self.FOG)
        settle(keeper)
        assert {(old.pk, new.pk), (new.pk, old.pk)} <= self.pairs()

    def test_are_found_anew_when_a_story_says_something_else(self, keeper):
        old, new = publish(body=self.FOG), publish(body=self.FOG)
        settle(keeper)
        assert (new.pk, old.pk) in self.pairs()
        new.body = [("paragraph", "<p>Rents have risen.</p>")]
        new.save()
        settle(keeper)
        assert (new.pk, old.pk) not in self.pairs()

    def test_are_found_once_an_index_is_made_of_what_was_brought_in(self, library, log):
        with quietly():
            old, new = publish(body=self.FOG), publish(body=self.FOG)
        with working(library, log) as made:
            settle(made, made)
        assert {(old.pk, new.pk), (new.pk, old.pk)} <= self.pairs()
        assert not LikenessDue.objects.exists()


def wait_for(what) -> None:
    until = time.monotonic() + 20
    while not what():
        assert time.monotonic() < until
        time.sleep(0.02)


@contextmanager
def working(library, log):
    made = Worker(library.shelf, log, half_life=HALF_LIFE, name="there")
    try:
        yield made
    finally:
        made.let_go()
