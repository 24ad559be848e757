"""The panel of storylines beside a story's form."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html
from wagtail.log_actions import registry as log_registry

from broadsheet.desk.proofing.asking import LONGEST
from broadsheet.desk.roles import Role
from broadsheet.stories.models import Episode, Story
from broadsheet.stories.storylines import actions
from broadsheet.topics.models import Storyline
from tests.making import make_draft, make_paper, make_story, make_storyline, make_topic
from tests.newsroom import log_in, staff

pytestmark = pytest.mark.django_db

LOOK, ADD = "/newsroom/desk/storylines/", "/newsroom/desk/storylines/add/"


def sender(role):
    client = log_in(role)

    def send(address, told):
        body = told if isinstance(told, str) else json.dumps(told)
        return client.post(address, body, content_type="application/json")

    return send


@pytest.fixture
def send():
    return sender(Role.EDITOR)


@pytest.fixture
def report():
    return sender(Role.REPORTER)


@pytest.fixture
def quay():
    return make_topic("north-quay", name="North Quay")


@pytest.fixture
def earlier(quay):
    make_paper(time_zone="UTC")
    return make_story(
        at=timezone.now() - timedelta(days=9), headline="Cracks in the quay wall", topics=[quay]
    )


def draft(*, story=None, topics=(), **more):
    words = [("headline", "Quay wall comes down"), ("text", "Cracks were found in the wall.")]
    return {
        "story": story.pk if story else None,
        "passages": [{"place": kind, "kind": kind, "text": text} for kind, text in words],
        "topics": [{"id": topic.pk} for topic in topics],
        **more,
    }


def published(story):
    story.save_revision().publish()
    return story


def to_come(story):
    story.embargo_until = timezone.now() + timedelta(days=1)
    return published(story)


def taken_down(story):
    published(story).unpublish()
    return story


def scheduled(story):
    story.go_live_at = timezone.now() + timedelta(days=1)
    return published(story)


def withdrawn(story):
    Story.objects.filter(pk=story.pk).update(withdrawn_at=timezone.now())
    return story


def locked(story):
    Story.objects.filter(pk=story.pk).update(locked=True, locked_by=staff(Role.PUBLISHER))
    return story


def in_review(story):
    workflow = story.get_workflow()
    story.save_revision()
    workflow.start(story, staff(Role.REPORTER, "ada@example.org"))
    return story


def change(episode):
    return f"/newsroom/desk/storylines/episode/{episode.pk}/"


class TestLook:
    def test_offers_earlier_stories_with_a_button_each(self, send, quay, earlier):
        answer = send(LOOK, draft(story=make_draft(), topics=[quay])).json()
        page = html.fromstring(answer["offers"])
        assert page.cssselect("button[data-earlier]")[0].get("data-earlier") == str(earlier.pk)
        assert "Cracks in the quay wall" in page.text_content()
        assert answer["count"] == 1

    def test_says_that_a_new_story_is_saved_first(self, send, quay, earlier):
        answer = send(LOOK, draft(topics=[quay])).json()
        assert "has to be saved first" in answer["own"]
        assert "data-earlier" not in answer["offers"]

    def test_shows_what_the_story_belongs_to(self, send):
        story = make_draft(headline="Wall comes down")
        storyline = make_storyline(make_story(headline="Cracks"), story, name="The quay")
        own = html.fromstring(f"<div>{send(LOOK, draft(story=story)).json()['own']}</div>")
        lines = [" ".join(line.text_content().split()) for line in own.cssselect("li")]
        assert "Cracks" in lines[0] + lines[1]
        assert "not published" in " ".join(lines)
        assert own.cssselect("h3 a")[0].get("href") == f"/newsroom/storylines/edit/{storyline.pk}/"

    @pytest.mark.parametrize(
        ("sent", "status"),
        [
            ("[", 400),
            ("[]", 400),
            ("{}", 200),
            ("x" * (LONGEST + 1), 413),
            ({"topics": 5}, 400),
            ({"topics": [{"id": -1}]}, 400),
            ({"topics": [{"id": 10**30}]}, 400),
            ({"topics": [{"id": 2**62}]}, 200),
            ({"topics": [{"id": None}]}, 200),
            ({"day": "9999-12-31"}, 400),
            ({"day": "0001-01-01"}, 400),
            ({"day": "1000-01-01", "passages": [{"text": "In May 1000 it fell."}]}, 200),
            (
                {"day": "2999-12-31", "passages": [{"text": "It fell in May, or on 1 May 0001."}]},
                200,
            ),
            ({"story": True}, 400),
            ({"story": 10**30}, 400),
            ({"story": 2**62}, 200),
            ({"passages": [{"text": "The \ud800 fell in May, said \x00 nobody."}]}, 200),
        ],
    )
    def test_says_what_is_no_draft(self, send, sent, status):
        assert send(LOOK, sent).status_code == status

    @pytest.mark.parametrize(
        "odd",
        [
            {"earlier": True},
            {"earlier": 10**30},
            {"earlier": "1"},
            {"name": 5},
            {"topics": 5},
            {"name": "The quay", "begins": 5},
        ],
    )
    def test_says_what_is_no_deed(self, send, odd):
        assert send(ADD, {"story": make_draft().pk, **odd}).status_code == 400
        assert not Storyline.objects.exists()

    def test_is_for_whoever_writes(self, client):
        assert client.post(LOOK, "{}", content_type="application/json").status_code == 401


class TestAdd:
    def test_makes_a_storyline_named_after_the_topic_both_have(self, send, quay, earlier):
        story = make_draft()
        told = draft(story=story, topics=[quay], earlier=earlier.pk, begins="North Quay")
        assert "North Quay" in send(ADD, told).json()["own"]
        storyline = Storyline.objects.get()
        assert storyline.name == "North Quay"
        assert set(storyline.episodes.values_list("story", flat=True)) == {story.pk, earlier.pk}

    def test_names_it_after_what_readers_have_read_where_no_topic_is_shared(self, send, earlier):
        story = make_draft(headline="Mayor arrested", slug="mayor-arrested")
        told = draft(story=story, earlier=earlier.pk, headline="Mayor arrested")
        name = send(ADD, told).json()["begins"]
        assert send(ADD, {**told, "begins": name}).status_code == 200
        storyline = Storyline.objects.get()
        assert (storyline.name, storyline.slug) == (
            "Cracks in the quay wall",
            "cracks-in-the-quay-wall",
        )

    def test_asks_for_the_name_of_what_readers_have_read_nothing_of(self, send, quay):
        told = draft(story=make_draft(), topics=[quay], earlier=make_draft(topics=[quay]).pk)
        answer = send(ADD, told)
        assert (answer.status_code, answer.json()["error"]) == (400, "Say which storyline.")
        assert not Storyline.objects.exists()

    @pytest.mark.parametrize("is_made", [True, False])
    def test_says_first_that_readers_will_see_the_storyline(self, send, earlier, is_made):
        story, joining = make_draft(), {"story": earlier.pk, "name": "The mayor"}
        if is_made:
            make_storyline(story, name="The mayor")
        told = draft(story=story, earlier=earlier.pk) if is_made else joining
        said = (
            "Readers will see the storyline “The mayor” now."
            if is_made
            else "“The mayor” is a new storyline, and readers will see it now."
        )
        for begins in ("", "Another"):
            answer = send(ADD, {**told, "begins": begins})
            assert answer.status_code == 409
            assert answer.json() == {"error": said, "begins": "The mayor"}
            assert not Episode.objects.filter(story=earlier).exists()
        assert send(ADD, {**told, "begins": "The mayor"}).status_code == 200
        assert Episode.objects.filter(story=earlier, storyline__name="The mayor").exists()

    def test_says_nothing_first_where_readers_see_it_already_or_not_yet(self, send, earlier):
        make_storyline(earlier, name="The quay")
        for told in (
            {"story": make_story().pk, "name": "The quay"},
            {"story": make_draft().pk, "name": "The quay"},
            {"story": make_draft().pk, "name": "The tram"},
        ):
            assert send(ADD, told).status_code == 200

    def test_joins_the_storyline_of_the_earlier_story(self, send, earlier):
        storyline, story = make_storyline(earlier), make_draft()
        send(ADD, draft(story=story, earlier=earlier.pk))
        assert set(storyline.episodes.values_list("story", flat=True)) == {story.pk, earlier.pk}

    def test_adds_the_earlier_story_to_the_storyline_of_the_story(self, send, earlier):
        story = make_draft()
        storyline = make_storyline(story)
        make_storyline(earlier, slug="other")
        send(ADD, draft(story=story, earlier=earlier.pk, begins=storyline.name))
        assert set(storyline.episodes.values_list("story", flat=True)) == {story.pk, earlier.pk}

    def test_takes_a_storyline_by_its_name_or_makes_one(self, send):
        story = make_draft()
        storyline = make_storyline(name="The quay", slug="the-quay")
        send(ADD, {"story": story.pk, "name": "The quay"})
        send(ADD, {"story": story.pk, "name": " The tram "})
        assert storyline.episodes.get().story_id == story.pk
        assert set(Storyline.objects.values_list("name", flat=True)) == {"The quay", "The tram"}

    def test_says_in_the_history_of_the_storyline_who_did_it(self, send):
        send(ADD, {"story": make_draft().pk, "name": "The quay"})
        (line,) = log_registry.get_logs_for_instance(Storyline.objects.get())
        assert (line.action, line.user.first_name) == ("wagtail.edit", "Editor")

    def test_asks_for_a_name(self, send):
        answer = send(ADD, {"story": make_draft().pk, "name": " "})
        assert (answer.status_code, answer.json()) == (400, {"error": "Say which storyline."})

    def test_says_that_there_are_too_many(self, send, monkeypatch):
        monkeypatch.setattr(actions, "MOST_EPISODES", 0)
        answer = send(ADD, {"story": make_draft().pk, "name": "The quay"})
        assert answer.status_code == 409
        assert not Storyline.objects.exists()


class TestReporters:
    def test_add_what_they_write_to_a_storyline(self, report, quay, earlier):
        storyline, story = make_storyline(earlier), make_draft()
        assert "data-earlier" in report(LOOK, draft(story=story, topics=[quay])).json()["offers"]
        assert report(ADD, draft(story=story, earlier=earlier.pk)).status_code == 200
        assert storyline.episodes.count() == 2

    def test_look_at_many_offers_as_cheaply_as_at_one(self, report, quay, earlier):
        story = make_draft()

        def counted():
            with CaptureQueriesContext(connection) as queries:
                assert report(LOOK, draft(story=story, topics=[quay])).json()["count"]
            return len(queries)

        make_storyline(earlier)
        counted()  # whatever is kept in memory from then on
        alone = counted()
        for n in range(4):
            more = make_story(headline="Cracks in the quay wall", topics=[quay])
            make_storyline(more, name=f"Wall {n}", slug=f"wall-{n}")
        assert counted() == alone

    def test_put_nothing_there_that_readers_see(self, report, quay, earlier):
        story = make_draft()
        look = report(LOOK, draft(story=story, topics=[quay])).json()
        assert "An editor can add it." in look["offers"]
        make_storyline(name="The quay")
        for told in (
            draft(story=story, earlier=earlier.pk),
            draft(story=earlier, name="The quay"),
        ):
            assert report(ADD, told).status_code == 403
        assert not Episode.objects.exists()

    def test_make_no_storyline(self, report):
        other = make_draft()
        for told in ({"name": "The quay"}, {"earlier": other.pk}):
            answer = report(ADD, {"story": make_draft().pk, **told})
            assert (answer.status_code, answer.json()["error"]) == (
                403,
                "An editor makes storylines: choose one that is there, or ask.",
            )
        assert not Storyline.objects.exists()

    @pytest.mark.parametrize(
        "settle", [published, to_come, taken_down, scheduled, withdrawn, locked, in_review]
    )
    def test_touch_no_story_that_is_out_of_their_hands(self, report, settle):
        story = settle(make_draft(headline="Mayor arrested"))
        storyline = make_storyline(story)
        episode = Episode.objects.get()
        assert report(change(episode), {"line": "Wrong."}).status_code == 403
        assert report(change(episode), {"remove": True}).status_code == 403
        make_storyline(name="Another", slug="another")
        assert report(ADD, {"story": story.pk, "name": "Another"}).status_code == 403
        draft_of_theirs = {"story": make_draft().pk, "name": storyline.name}
        assert report(ADD, draft_of_theirs).status_code == 200
        assert list(Episode.objects.filter(story=story).values_list("pk", "line")) == [
            (episode.pk, "")
        ]
        assert "<form" not in report(LOOK, draft(story=story)).json()["own"]

    def test_mend_what_they_write(self, report):
        story = make_draft()
        make_storyline(story)
        told = {"story": story.pk, "line": "It fell.", "happened_on": ""}
        assert report(change(Episode.objects.get()), told).status_code == 200
        assert Episode.objects.get().line == "It fell."
        assert report(change(Episode.objects.get()), {"remove": True}).status_code == 200
        assert not Episode.objects.exists()


class TestChange:
    def test_says_what_happened_and_when(self, send):
        story = make_story()
        make_storyline(story)
        episode = Episode.objects.get()
        send(change(episode), {"story": story.pk, "line": "It fell.", "happened_on": "2026-01-09"})
        episode.refresh_from_db()
        assert (episode.line, episode.happened_on) == ("It fell.", date(2026, 1, 9))
        send(change(episode), {"story": story.pk, "line": "", "happened_on": ""})
        episode.refresh_from_db()
        assert (episode.line, episode.happened_on) == ("", None)

    @pytest.mark.parametrize("day", ["2026-02-31", "1.2.2026", "tomorrow", "9999-12-31"])
    def test_refuses_what_is_no_day(self, send, day):
        make_storyline(make_story())
        Episode.objects.update(happened_on=date(2026, 1, 9))
        answer = send(change(Episode.objects.get()), {"line": "", "happened_on": day})
        assert (answer.status_code, answer.json()) == (400, {"error": "That is no day."})
        assert Episode.objects.get().happened_on == date(2026, 1, 9)

    def test_takes_the_story_out(self, send):
        story = make_story()
        make_storyline(story)
        send(change(Episode.objects.get()), {"story": story.pk, "remove": True})
        assert not Episode.objects.exists()
        assert Story.objects.filter(pk=story.pk).exists()


class TestPanel:
    def test_stands_beside_each_story_that_is_written(self):
        client = log_in(Role.EDITOR)
        for address in ("/newsroom/stories/add/", f"/newsroom/stories/edit/{make_draft().pk}/"):
            assert "<story-lines" in client.get(address).content.decode()
