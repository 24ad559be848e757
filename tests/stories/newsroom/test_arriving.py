"""An editor is told when a story is live, and which fronts carry it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from broadsheet.press.log import open_log
from broadsheet.press.pressing import press, store_of_this_node
from broadsheet.press.rendering import Django
from broadsheet.press.worker import Worker
from broadsheet.stories.models import Story
from broadsheet.stories.newsroom import arriving
from tests.making import make_paper, make_section
from tests.newsroom import PUBLISH, filled_in, kept, said, url, when

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch):
    monkeypatch.setattr(arriving, "PATIENCE", 0.0)


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("BROADSHEET_SHEETS", str(tmp_path / "sheets"))
    store_of_this_node.cache_clear()
    yield store_of_this_node()
    store_of_this_node().close()
    store_of_this_node.cache_clear()


@pytest.fixture
def work(store):
    """The worker of this node, which has come up."""
    make_paper()
    make_section("sport", name="Sport")
    work = Worker(store, open_log(), render=Django().render)
    work.round(timezone.now(), patience=0)
    yield work
    work.let_go()


def arrive(work: Worker) -> None:
    """The worker sees to all that was changed."""
    work.round(timezone.now(), patience=0)
    while work.waiting:
        work.press_waiting()


def asked_again(client, response) -> str:
    """What the message says when it has asked once more."""
    (address,) = re.findall(r'<newsroom-arrival src="([^"]+)"', response.content.decode())
    return client.get(address).content.decode()


class TestPublishing:
    def test_tells_which_fronts_carry_the_story(self, editor, work):
        response = editor.post(url("add"), filled_in(**PUBLISH), follow=True)
        assert "On its way to every page" in said(response)
        arrive(work)
        told = asked_again(editor, response)
        assert re.search(r"Live on 4 pages after [\d.]+ m?s: ", told)
        address = Story.objects.get().get_absolute_url()
        for path, name in ((address, "the story itself"), ("/", "Home"), ("/sport/", "Sport")):
            assert f'<a href="{path}" target="_blank">{name}</a>' in told
        assert "src=" not in told

    def test_counts_the_storys_own_page_though_nobody_has_asked_for_it(self, editor, work, store):
        editor.post(url("add"), filled_in(**PUBLISH))
        arrive(work)
        story = Story.objects.get()
        address = story.get_absolute_url()
        store.remove([address])
        told = editor.get(arriving.url_of(story)).content.decode()
        assert "Live on 4 pages" in told
        assert f'<a href="{address}"' in told

    def test_lets_the_first_reader_have_what_is_kept(self, editor, work, store):
        editor.post(url("add"), filled_in(**PUBLISH))
        arrive(work)
        assert Story.objects.get().get_absolute_url() in set(store.addresses())

    def test_tells_at_once_what_came_of_it_soon(self, editor, work, monkeypatch):
        def waiting(*asked, **more):
            arrive(work)
            return arriving.arrival(*asked, now=timezone.now())

        monkeypatch.setattr(arriving, "await_arrival", waiting)
        response = editor.post(url("add"), filled_in(**PUBLISH), follow=True)
        assert re.search(r"is published\. +Live on 4 pages after", said(response))
        assert "<newsroom-arrival>" in response.content.decode()

    def test_tells_when_fronts_have_to_wait_for_somebody(self, editor, store):
        response = editor.post(url("add"), filled_in(**PUBLISH), follow=True)
        assert "The page is live; fronts follow when the background worker" in said(response)

    def test_of_a_change_tells_that_readers_have_the_old_page(self, editor, story, work):
        arrive(work)
        press(story.get_absolute_url(), render=work.render, store=work.store)
        work.beat(timezone.now() - timedelta(hours=1))  # the last that was heard of it
        response = editor.post(
            url("edit", story.pk), kept(story, headline="New", **PUBLISH), follow=True
        )
        assert "Readers still see pages as they were" in said(response)

    def test_tells_that_nothing_can_be_kept(self, editor, tmp_path, monkeypatch):
        (tmp_path / "sheets").write_text("not a folder")
        monkeypatch.setenv("BROADSHEET_SHEETS", str(tmp_path / "sheets"))
        store_of_this_node.cache_clear()
        response = editor.post(url("add"), filled_in(**PUBLISH), follow=True)
        store_of_this_node.cache_clear()
        assert "Live: each page is made anew for each reader" in said(response)

    @pytest.mark.parametrize("field", ["go_live_at", "embargo_until"])
    def test_tells_nothing_of_what_is_to_come(self, editor, store, field):
        later = when(timezone.now() + timedelta(hours=2))
        response = editor.post(url("add"), filled_in(**{field: later}, **PUBLISH), follow=True)
        assert "newsroom-arrival" not in response.content.decode()

    def test_tells_nothing_of_a_draft(self, editor, story, store):
        form = kept(story, headline="Not yet")
        response = editor.post(url("edit", story.pk), form, follow=True)
        assert "Live" not in said(response)
        assert "way to every page" not in said(response)


class TestTakingDown:
    def test_tells_that_no_page_shows_the_story(self, editor, work):
        editor.post(url("add"), filled_in(**PUBLISH), follow=True)
        arrive(work)
        response = editor.post(url("unpublish", Story.objects.get().pk), follow=True)
        assert "is taken down" in said(response)
        arrive(work)
        assert re.search(r"Gone from every page after [\d.]+ m?s\.", asked_again(editor, response))


class TestDesk:
    def test_asks_where_a_story_is(self, editor, work):
        editor.post(url("add"), filled_in(**PUBLISH))
        arrive(work)
        story = Story.objects.get()
        page = editor.get(url("edit", story.pk)).content.decode()
        assert f'src="{url("arrival", story.pk)}"' in page
        told = editor.get(url("arrival", story.pk)).content.decode()
        assert "Live on 4 pages: " in told

    def test_asks_nothing_of_a_draft(self, editor):
        editor.post(url("add"), filled_in())
        page = editor.get(url("edit", Story.objects.get().pk)).content.decode()
        assert "<newsroom-arrival" not in page

    def test_answers_nobody_from_outside(self, client, story):
        assert client.get(url("arrival", story.pk)).status_code == 302
