"""The newsroom's screens for storylines."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from broadsheet.desk.roles import Role
from broadsheet.stories.models import Episode
from broadsheet.stories.storylines import actions
from broadsheet.topics.models import Storyline
from tests.making import make_story, make_storyline
from tests.newsroom import log_in

pytestmark = pytest.mark.django_db


def form(*stories, **fields):
    """As an editor fills it in; of each story its number, the line and the day."""
    lines = {
        f"episodes-{n}-{name}": value
        for n, (story, line, day) in enumerate(stories)
        for name, value in {
            "story": story.pk, "line": line, "happened_on": day, "id": "", "ORDER": n + 1,
            "DELETE": "",
        }.items()
    }  # fmt: skip
    counts = {"TOTAL": len(stories), "INITIAL": 0, "MIN_NUM": 0, "MAX_NUM": 1000}
    counted = {f"episodes-{name}_FORMS": count for name, count in counts.items()}
    return {"name": "North Quay", "slug": "", "standfirst": "", **counted, **lines, **fields}


def opened_by(editor, storyline):
    """All that stands in its form when it is opened."""
    page = editor.get(f"/newsroom/storylines/edit/{storyline.pk}/")
    found = page.context["form"]
    lines = found.formsets["episodes"]
    numbered = {
        f"{line.prefix}-{name}": value
        for number, line in enumerate(lines.initial_forms)
        for name, value in {
            "story": line.instance.story_id, "line": line.instance.line, "id": line.instance.pk,
            "happened_on": line.instance.happened_on or "", "ORDER": number + 1, "DELETE": "",
        }.items()
    }  # fmt: skip
    names = {name: found.initial[name] for name in ("name", "slug", "standfirst", "opened")}
    assert f'value="{names["opened"]}"' in page.content.decode()
    return names | numbered | {
        "episodes-TOTAL_FORMS": len(lines.initial_forms),
        "episodes-INITIAL_FORMS": len(lines.initial_forms),
        "episodes-MIN_NUM_FORMS": 0, "episodes-MAX_NUM_FORMS": 1000,
    }  # fmt: skip


@pytest.fixture
def editor():
    return log_in(Role.EDITOR)


class TestStorylines:
    def test_are_made_by_hand_with_their_episodes(self, editor, client):
        first, second = make_story(headline="Cracks"), make_story(headline="Shut")
        filled = form((first, "Engineers find cracks.", "2026-01-09"), (second, "", ""))
        editor.post("/newsroom/storylines/new/", filled)
        assert Storyline.objects.get().slug == "north-quay"
        assert set(Episode.objects.values_list("story", "line")) == {
            (first.pk, "Engineers find cracks."), (second.pk, ""),
        }  # fmt: skip
        page = client.get("/storylines/north-quay/").content.decode()
        assert page.index(">Engineers find cracks.</a>") < page.index(">Shut</a>")

    def test_take_a_story_only_once(self, editor):
        story = make_story()
        answer = editor.post("/newsroom/storylines/new/", form((story, "", ""), (story, "", "")))
        assert answer.context["form"].formsets["episodes"].non_form_errors()
        assert not Storyline.objects.exists()

    def test_keep_what_others_wrote_meanwhile(self, editor):
        """Beside a form that stands open: a line is mended, an episode is added."""
        first, second, third = (make_story() for _ in range(3))
        storyline = make_storyline(first, second)
        opened = opened_by(editor, storyline)
        actions.amend(storyline.episodes.get(story=first), line="Theirs.", happened_on=None)
        actions.add(storyline, third)
        opened |= {"name": "New name", "episodes-1-line": "Mine."}
        editor.post(f"/newsroom/storylines/edit/{storyline.pk}/", opened)
        lines = Episode.objects.filter(storyline__name="New name").values_list("story", "line")
        assert set(lines) == {(first.pk, "Theirs."), (second.pk, "Mine."), (third.pk, "")}

    def test_do_not_put_back_what_others_took_out_meanwhile(self, editor):
        first, second = make_story(), make_story()
        storyline = make_storyline(first, second)
        opened = opened_by(editor, storyline) | {"episodes-1-line": "Mine."}
        actions.remove(storyline.episodes.get(story=first))
        editor.post(f"/newsroom/storylines/edit/{storyline.pk}/", opened)
        assert list(Episode.objects.values_list("story", "line")) == [(second.pk, "Mine.")]

    def test_lose_no_line_that_was_written_where_others_took_one_out(self, editor):
        story = make_story()
        storyline = make_storyline(story)
        opened = opened_by(editor, storyline) | {"episodes-0-line": "Mine."}
        actions.remove(storyline.episodes.get())
        editor.post(f"/newsroom/storylines/edit/{storyline.pk}/", opened)
        assert list(Episode.objects.values_list("story", "line")) == [(story.pk, "Mine.")]

    def test_have_a_story_once_that_others_added_meanwhile(self, editor):
        storyline, story = make_storyline(make_story()), make_story()
        opened = opened_by(editor, storyline)
        actions.add(storyline, story)
        line = {"story": story.pk, "line": "Mine.", "happened_on": "", "id": "", "DELETE": ""}
        opened |= {f"episodes-1-{name}": value for name, value in (line | {"ORDER": 2}).items()}
        opened["episodes-TOTAL_FORMS"] = 2
        editor.post(f"/newsroom/storylines/edit/{storyline.pk}/", opened)
        assert storyline.episodes.get(story=story).line == "Mine."

    def test_tell_who_wrote_a_line_that_somebody_else_wrote_meanwhile(self, editor):
        storyline = make_storyline(make_story())
        url = f"/newsroom/storylines/edit/{storyline.pk}/"
        opened = opened_by(editor, storyline) | {"episodes-0-line": "Mine."}
        actions.amend(storyline.episodes.get(), line="Theirs.", happened_on=None)
        page = editor.post(url, opened)
        assert "it says “Theirs.” now" in page.content.decode()
        assert Episode.objects.get().line == "Theirs."
        again = page.context["form"]["opened"].value()
        editor.post(url, opened | {"opened": again})
        assert Episode.objects.get().line == "Mine."

    def test_write_only_what_was_changed(self, editor):
        stories = [make_story() for _ in range(3)]
        storyline = make_storyline(*stories)
        opened = opened_by(editor, storyline)
        opened |= {"episodes-0-line": "Mine.", "episodes-1-DELETE": "on"}
        with CaptureQueriesContext(connection) as queries:
            editor.post(f"/newsroom/storylines/edit/{storyline.pk}/", opened)
        written = [q["sql"] for q in queries if q["sql"].startswith('UPDATE "stories_episode"')]
        assert len(written) == 1
        assert set(Episode.objects.values_list("story", "line")) == {
            (stories[0].pk, "Mine."), (stories[2].pk, ""),
        }  # fmt: skip

    def test_are_listed_with_how_many_stories_they_have(self, editor):
        make_storyline(make_story(), make_story())
        (listed,) = editor.get("/newsroom/storylines/?q=quay").context["object_list"]
        assert (listed.name, listed.stories) == ("North quay", 2)

    def test_are_deleted_by_publishers_and_their_stories_stay(self):
        story = make_story()
        storyline = make_storyline(story)
        log_in(Role.PUBLISHER).post(f"/newsroom/storylines/delete/{storyline.pk}/")
        assert not Storyline.objects.exists()
        story.refresh_from_db()
        assert story.live
