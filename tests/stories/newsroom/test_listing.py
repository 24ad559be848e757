"""The newsroom's list of stories."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from broadsheet.desk.roles import Role
from broadsheet.stories.models import Story
from broadsheet.stories.newsroom.listing import StoriesView
from broadsheet.stories.newsroom.states import State, in_state, states_of
from tests.making import (
    make_author,
    make_draft,
    make_paper,
    make_section,
    make_story,
    make_topic,
)
from tests.newsroom import log_in, staff, url

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def editor():
    return log_in(Role.EDITOR)


@pytest.fixture
def now():
    return timezone.now()


def listed(client, **query):
    response = client.get(url("list"), query)
    assert response.status_code == 200
    return [story.headline for story in response.context["object_list"]]


@pytest.mark.parametrize("name", ["author", "topic"])
def test_a_filter_by_what_is_no_id_finds_nothing_and_does_not_fail(editor, name):
    response = editor.get(url("list"), {name: "abc"})
    assert response.status_code == 200


def page(client, **query):
    return client.get(url("list"), query).content.decode()


def in_every_state(now):
    """A story in each state, and some in two at once."""
    live = make_story(at=now - HOUR, headline="live")
    changed = make_story(at=now - HOUR, headline="changed")
    changed.save_revision()
    expired = make_story(at=now - HOUR, headline="expired")
    expired.unpublish(set_expired=True)
    taken_down = make_story(at=now - HOUR, headline="taken down")
    taken_down.unpublish()
    embargoed = make_story(at=now + HOUR, headline="embargoed")
    draft = make_draft(headline="draft")
    planned = make_draft(headline="planned", go_live_at=now + HOUR)
    planned.save_revision().publish()
    planned_change = make_story(at=now - HOUR, headline="planned change")
    planned_change.go_live_at = now + HOUR
    planned_change.save_revision().publish()
    review = make_draft(headline="review")
    review.save_revision()
    review.get_workflow().start(review, staff(Role.REPORTER))
    return {
        live: State.LIVE,
        changed: State.CHANGED,
        expired: State.EXPIRED,
        taken_down: State.TAKEN_DOWN,
        embargoed: State.EMBARGOED,
        draft: State.DRAFT,
        planned: State.SCHEDULED,
        planned_change: State.SCHEDULED,
        review: State.IN_REVIEW,
    }


class TestStates:
    def test_are_told_of_each_story(self, now):
        expected = {story.pk: state for story, state in in_every_state(now).items()}
        assert states_of(Story.objects.all(), at=now) == expected

    def test_select_just_the_stories_they_are_told_of(self, now):
        in_every_state(now)
        told = states_of(Story.objects.all(), at=now)
        for state in State:
            found = {story.pk for story in in_state(Story.objects.all(), state, at=now)}
            assert found == {pk for pk, other in told.items() if other == state}, state

    def test_cost_two_questions_however_many_stories(self, now):
        in_every_state(now)
        stories = list(Story.objects.all())
        with CaptureQueriesContext(connection) as queries:
            states_of(stories, at=now)
        assert len(queries) == 2


class TestList:
    def test_begins_with_what_was_worked_on_last(self, editor, now):
        for hours, headline in ((3, "old"), (1, "new"), (2, "middle")):
            make_story(at=now - 9 * HOUR, headline=headline, edited_at=now - hours * HOUR)
        assert listed(editor) == ["new", "middle", "old"]

    def test_can_go_by_first_publication(self, editor, now):
        for hours, headline in ((3, "old"), (1, "new")):
            make_story(at=now - hours * HOUR, headline=headline)
        assert listed(editor, ordering="published_at") == ["old", "new"]

    @pytest.mark.parametrize(
        ("ordering", "expected"),
        [
            ("published_at", ["old", "new", "draft", "other draft"]),
            ("-published_at", ["new", "old", "other draft", "draft"]),
        ],
    )
    def test_puts_what_was_never_published_last_either_way(self, editor, now, ordering, expected):
        make_draft(headline="draft")
        for hours, headline in ((3, "old"), (1, "new")):
            make_story(at=now - hours * HOUR, headline=headline)
        make_draft(headline="other draft")
        assert listed(editor, ordering=ordering) == expected

    def test_tells_moments_in_the_papers_zone_and_which_it_is(self, editor):
        make_paper(time_zone="Asia/Kolkata")
        make_story(at=datetime(2026, 3, 4, 20, 0, tzinfo=UTC))
        assert "5 Mar 2026" in page(editor)
        assert "01:30 IST" in page(editor)

    def test_shows_the_newest_headline_of_a_story_being_changed(self, editor, now):
        story = make_story(at=now, headline="As published")
        story.headline = "As it will be"
        story.save_revision()
        assert "As it will be" in page(editor)

    def test_shows_form_authors_and_section(self, editor, now):
        make_story(
            at=now,
            form="opinion",
            section=make_section("culture"),
            authors=[make_author("ada-byrne")],
        )
        assert all(words in page(editor) for words in ("Opinion", "Culture", "Ada Byrne"))

    def test_names_each_value_where_columns_have_no_heads(self, editor):
        make_story()
        listed = editor.get(url("list")).content.decode()
        for name in ("Section", "Authors", "First published", "Last edited"):
            assert f'data-label="{name}"' in listed

    def test_shows_hostile_words_as_words(self, editor):
        make_draft(headline="<script>alert(1)</script>", kicker="<b>now</b>")
        shown = page(editor)
        assert "<script>alert(1)" not in shown
        assert "<b>now</b>" not in shown

    def test_asks_as_many_questions_for_many_stories_as_for_few(self, editor, now):
        def questions():
            with CaptureQueriesContext(connection) as queries:
                page(editor)
            return len(queries)

        def add(count):
            for number in range(count):
                author, topic = make_author(f"a{number}-{count}"), make_topic(f"t{number}-{count}")
                make_story(at=now, authors=[author], topics=[topic]).save_revision()

        add(3)
        page(editor)
        few = questions()
        add(12)
        assert questions() == few

    def test_is_turned_page_by_page_without_losing_a_story(self, editor, now):
        for number in range(120):
            make_draft(headline=f"{number}", edited_at=now)
        seen = [headline for number in (1, 2, 3) for headline in listed(editor, p=number)]
        assert len(seen) == len(set(seen)) == 120


class TestFilters:
    def test_take_a_section_with_its_parts(self, editor, now):
        sport = make_section("sport")
        rowing = make_section("rowing", parent=sport)
        make_story(at=now, section=rowing, headline="Row")
        make_story(at=now, section=make_section("news"), headline="Vote")
        assert listed(editor, section=sport.pk) == ["Row"]

    def test_take_an_author(self, editor, now):
        ann = make_author("ann")
        make_story(at=now, authors=[ann], headline="By Ann")
        make_story(at=now, authors=[make_author("bob")], headline="By Bob")
        assert listed(editor, author=ann.pk) == ["By Ann"]

    def test_take_a_topic(self, editor, now):
        harbour = make_topic("harbour")
        make_story(at=now, topics=[harbour, make_topic("ships")], headline="On the harbour")
        make_story(at=now, headline="On nothing")
        assert listed(editor, topic=harbour.pk) == ["On the harbour"]

    def test_take_a_form(self, editor, now):
        make_story(at=now, form="opinion", headline="We think")
        make_story(at=now, headline="We know")
        assert listed(editor, form="opinion") == ["We think"]

    @pytest.mark.parametrize("state", State)
    def test_take_a_state(self, editor, now, state):
        wanted = [story.headline for story, told in in_every_state(now).items() if told == state]
        assert sorted(listed(editor, state=state.value)) == sorted(wanted)

    def test_take_days_of_the_papers_zone(self, editor):
        make_paper(time_zone="Asia/Kolkata")
        make_story(at=datetime(2026, 3, 4, 20, 0, tzinfo=UTC), headline="After midnight there")
        days = {"published_at_from": "2026-03-05", "published_at_to": "2026-03-05"}
        assert listed(editor, **days) == ["After midnight there"]

    def test_do_without_what_makes_no_sense(self, editor):
        make_draft(headline="Still here")
        assert listed(editor, section="x", state="?", published_at_from="soon") == ["Still here"]


class TestSearch:
    @pytest.mark.parametrize("words", ["ferry", "FERRY", "runs ferry", "ferr", " ferry  "])
    def test_finds_words_of_the_headline(self, editor, words):
        make_draft(headline="Ferry runs again")
        make_draft(headline="Council votes")
        assert listed(editor, q=words) == ["Ferry runs again"]

    @pytest.mark.parametrize("words", ["мэр", "Мэр", "МЭР"])
    def test_knows_the_cases_of_other_scripts(self, editor, words):
        make_draft(headline="Мэр сказал")
        assert listed(editor, q=words) == ["Мэр сказал"]

    def test_wants_every_word(self, editor):
        make_draft(headline="Ferry runs again")
        assert listed(editor, q="ferry stops") == []

    @pytest.mark.parametrize("words", ["100%", "a_b", "\\", "'", "x" * 5000])
    def test_takes_signs_as_signs(self, editor, words):
        make_draft(headline="100 of them")
        assert listed(editor, q=words) == []

    def test_goes_together_with_filters(self, editor, now):
        make_story(at=now, form="opinion", headline="Ferry, we think")
        make_story(at=now, headline="Ferry, we know")
        assert listed(editor, q="ferry", form="opinion") == ["Ferry, we think"]


@pytest.mark.sqlite
class TestIndexes:
    """A list that reads the stories themselves takes seconds in a large archive."""

    def plan(self, queryset):
        return queryset.explain()

    def test_hold_all_headlines(self):
        found = Story.objects.headlined("ferry").order_by("-edited_at", "-pk").values_list("pk")
        assert "COVERING INDEX newsroom_by_headline" in self.plan(found)

    def test_hold_the_order_of_a_section(self):
        section = make_section()
        found = Story.objects.filter(section=section).order_by("-edited_at").values_list("pk")
        assert "COVERING INDEX newsroom_by_section" in self.plan(found)

    @pytest.mark.parametrize("state", [State.LIVE, State.CHANGED, State.DRAFT, State.EXPIRED])
    def test_hold_each_state(self, now, state):
        found = in_state(Story.objects.all(), state, at=now).order_by("-edited_at")
        assert "COVERING INDEX newsroom_by_state" in self.plan(found.values_list("pk"))

    def test_hold_what_is_to_be_taken_down(self, now):
        over = Story.objects.filter(live=True, expire_at__lte=now).order_by("expire_at", "pk")
        assert "story_to_expire" in self.plan(over.values_list("pk"))


@pytest.mark.parametrize(
    ("ordering", "index"),
    [("-published_at", "newsroom_by_newest"), ("published_at", "newsroom_by_publication")],
)
def test_the_order_of_first_publication_is_read_from_an_index(ordering, index):
    view = StoriesView()
    view.ordering = ordering
    found = view.order_queryset(Story.objects.all()).values_list("pk")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Few rows are sorted sooner than looked up: this asks whether it could.
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        plan = found[:50].explain()
    assert index in plan
    assert "TEMP B-TREE FOR ORDER BY" not in plan
    assert "Seq Scan" not in plan


class TestChooser:
    def choose(self, client, **query):
        address = "/newsroom/snippets/choose/stories/story/results/"
        return client.get(address, query).content.decode()

    def test_finds_words_of_the_headline(self, editor):
        make_draft(headline="Ferry runs again")
        make_draft(headline="Council votes")
        found = self.choose(editor, q="ferry")
        assert "Ferry runs again" in found
        assert "Council votes" not in found
