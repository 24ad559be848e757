"""Whatever alters a watched table, and by whichever way: its sources are logged, and no others."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.models import Page

from broadsheet.fronts.models import StandingPage
from broadsheet.press.watching import installing
from broadsheet.press.watching import watches as registry
from broadsheet.press.watching.watches import PLACE, Watch, moment, watched_tables
from broadsheet.stories.models import Byline, FiledTopic, Filing, Month, Story
from broadsheet.topics.models import Author, Section, Topic
from tests.making import (
    NOON,
    make_author,
    make_draft,
    make_paper,
    make_picture,
    make_section,
    make_topic,
)
from tests.press.watching.conftest import logged

STORY = Watch(
    "stories.Story",
    ("story:{id}", "named:story:{slug}", "month:{published_at|month}"),
    ignoring=frozenset({"edited_at", "latest_revision", "has_unpublished_changes"}),
)
FILING = Watch("stories.Filing", ("list:{list}@{published_at|moment}#{story}",))


@dataclass
class Case:
    """A watched table, how a row of it comes to be, and changes that readers would see."""

    watch: Watch
    make: Any
    seen: dict[str, Any]
    unseen: dict[str, Any] = field(default_factory=dict)

    @property
    def model(self) -> Any:
        return apps.get_model(self.watch.model)


def unsaved_story(**fields: Any) -> Story:
    fields = {"section": make_section("sport"), "slug": "a", "headline": "A", **fields}
    return Story(**fields, published_at=NOON, day=NOON.date(), live=True)


CASES = [
    Case(
        STORY,
        unsaved_story,
        seen={
            "headline": "B",
            "slug": "b",
            "published_at": NOON + timedelta(days=40, microseconds=7),
        },
        unseen={"edited_at": NOON, "has_unpublished_changes": True},
    ),
    Case(
        FILING,
        lambda: Filing(list="latest", published_at=NOON, story=make_draft()),
        seen={"list": "section:1", "published_at": NOON + timedelta(microseconds=1)},
    ),
    Case(
        Watch("stories.Byline", ("story:{story}",)),
        lambda: Byline(story=make_draft(), author=make_author()),
        seen={"sort_order": 3},
    ),
    Case(
        Watch("stories.FiledTopic", ("story:{story_id}", "topic-use:{topic}"), only=frozenset()),
        lambda: FiledTopic(story=make_draft(), topic=make_topic()),
        seen={},
        unseen={"sort_order": 3},
    ),
    Case(
        Watch("stories.Month", ("month:{first_on|month}", "months")),
        lambda: Month(first_on=NOON.date(), changed_at=NOON),
        seen={"changed_at": NOON + timedelta(seconds=1)},
    ),
    Case(
        Watch(
            "topics.Section",
            ("section:{id}", "named:section:{slug}", "part-of:{parent}", "sections"),
        ),
        lambda: Section(name="News", slug="o'clock", hue=1),
        seen={"name": "Novelties", "slug": "new"},
    ),
    Case(
        Watch(
            "topics.Topic", ("topic:{id}", "picture-use:{picture}"), ignoring=frozenset({"same_as"})
        ),
        lambda: Topic(name="Quay", slug="quay", picture=make_picture()),
        seen={"name": "Quays", "picture_id": None},
        unseen={"same_as": "https://example.org"},
    ),
    Case(
        Watch("topics.Author", ("author:{pk}", "named:author:{slug}")),
        lambda: Author(name="Ada", slug="ada"),
        seen={"bio": "She writes.", "slug": "ada-b"},
    ),
]


WRITTEN = {None: str, "month": "{:%Y-%m}".format, "moment": moment}


def written(watch: Watch, row: dict[str, Any]) -> set[str]:
    """The sources of a row, put together without a database."""
    meta = apps.get_model(watch.model)._meta
    found = set()
    for source in watch.sources:
        filled = source
        for place in PLACE.finditer(source):
            column = meta.pk.attname if place[1] == "pk" else meta.get_field(place[1]).attname
            if row[column] is None:
                break
            filled = filled.replace(place[0], WRITTEN[place[2]](row[column]))
        else:
            found.add(filled)
    return found


def row_of(case: Case, pk: Any) -> dict[str, Any]:
    return case.model.objects.filter(pk=pk).values().get()


@pytest.fixture(params=CASES, ids=lambda case: case.watch.model)
def case(request, watching):
    make_paper()
    watching(request.param.watch)
    return request.param


@pytest.fixture
def row(case):
    """A row that is there, so that its coming is logged already."""
    case.model.objects.bulk_create([made := case.make()])
    logged()
    return made


class TestInsert:
    def test_is_logged_when_a_record_is_saved(self, case):
        made = case.make()
        logged()
        made.save(force_insert=True)
        assert written(case.watch, row_of(case, made.pk)) <= set(logged())

    def test_is_logged_when_records_are_created_in_bulk(self, case):
        made = case.make()
        logged()
        case.model.objects.bulk_create([made])
        assert set(logged()) == written(case.watch, row_of(case, made.pk))

    def test_is_logged_when_rows_are_copied_in_sql(self, watching):
        make_topic("quay")
        watching(Watch("topics.Topic", ("topic:{id}", "named:{slug}")))
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO topics_topic (name, slug, kind, description, same_as)"
                " SELECT name, 'copy', kind, description, same_as FROM topics_topic"
            )
        assert logged() == ["named:copy", f"topic:{Topic.objects.get(slug='copy').pk}"]


class TestUpdate:
    def test_names_what_the_row_was_and_what_it_is(self, case, row):
        for name, value in case.seen.items():
            before = row_of(case, row.pk)
            case.model.objects.filter(pk=row.pk).update(**{name: value})
            after = row_of(case, row.pk)
            lines = logged()
            assert set(lines) == written(case.watch, before) | written(case.watch, after)
            assert len(lines) == len(set(lines))

    def test_is_logged_when_a_record_is_saved(self, case, row):
        for name, value in case.seen.items():
            before = row_of(case, row.pk)
            fresh = case.model.objects.get(pk=row.pk)
            setattr(fresh, name, value)
            fresh.save()
            assert written(case.watch, before) | written(case.watch, row_of(case, row.pk)) <= set(
                logged()
            )

    def test_is_logged_when_somebody_writes_sql(self, case, row):
        columns = {name: value for name, value in case.seen.items() if isinstance(value, str)}
        for name, value in columns.items():
            before = row_of(case, row.pk)
            table = connection.ops.quote_name(case.model._meta.db_table)
            with connection.cursor() as cursor:
                cursor.execute(f"UPDATE {table} SET {name} = %s", [value])  # noqa: S608
            assert written(case.watch, before) | written(case.watch, row_of(case, row.pk)) <= set(
                logged()
            )

    def test_that_alters_nothing_is_not_logged(self, case, row):
        same = {name: getattr(row, name) for name in case.seen}
        if same:
            case.model.objects.filter(pk=row.pk).update(**same)
        assert logged() == []

    def test_that_no_reader_sees_is_not_logged(self, case, row):
        for name, value in case.unseen.items():
            assert case.model.objects.filter(pk=row.pk).update(**{name: value}) == 1
        assert logged() == []


class TestDelete:
    def test_names_what_the_row_was(self, case, row):
        before = row_of(case, row.pk)
        case.model.objects.filter(pk=row.pk)._raw_delete("default")
        assert set(logged()) == written(case.watch, before)

    def test_is_logged_when_the_record_goes(self, case, row):
        before = row_of(case, row.pk)
        row.delete()
        assert written(case.watch, before) <= set(logged())


class TestTransaction:
    def test_that_is_rolled_back_leaves_no_line(self, watching):
        watching(CASES[5].watch)
        with transaction.atomic():
            make_section()
            transaction.set_rollback(True)
        assert logged() == []


class TestInheritance:
    """A standing page lies in two tables."""

    PAGE = Watch(
        "fronts.StandingPage",
        ("page:{id}", "at:{url_path}", "pages"),
        ignoring=frozenset({"latest_revision", "draft_title"}),
    )

    @pytest.fixture
    def page(self, watching):
        watching(self.PAGE)
        root = Page.objects.get(depth=1)
        made = root.add_child(instance=StandingPage(title="About", slug="about"))
        assert {f"page:{made.pk}", f"at:{made.url_path}", "pages"} <= set(logged())
        return made

    def test_watches_the_tables_of_both(self):
        tables = {each.table for each in watched_tables([self.PAGE])}
        assert tables == {"wagtailcore_page", "fronts_standingpage"}

    def test_sees_a_column_of_its_own(self, page):
        StandingPage.objects.filter(pk=page.pk).update(body="<p>We.</p>")
        assert logged() == sorted([f"page:{page.pk}", "pages"])

    def test_sees_a_column_of_its_parent(self, page):
        Page.objects.filter(pk=page.pk).update(title="About us")
        assert logged() == sorted([f"at:{page.url_path}", f"page:{page.pk}", "pages"])

    def test_sees_the_tree_move(self, page):
        other = Page.objects.get(depth=1).add_child(instance=StandingPage(title="B", slug="b"))
        logged()
        before = page.url_path
        page.move(other, pos="last-child")
        page.refresh_from_db()
        assert {f"at:{before}", f"at:{page.url_path}"} <= set(logged())

    def test_ignores_what_no_reader_sees_in_either(self, page):
        Page.objects.filter(pk=page.pk).update(draft_title="Draft")
        assert logged() == []


class TestManyRows:
    def test_are_named_each(self, watching):
        watching(CASES[7].watch)
        people = [make_author(f"a{n}") for n in range(3)]
        logged()
        Author.objects.update(bio="x")
        assert set(logged()) == {
            *(f"author:{one.pk}" for one in people),
            *(f"named:author:{one.slug}" for one in people),
        }

    @pytest.mark.postgres
    def test_thrown_away_at_once_mean_everything(self, watching):
        watching(CASES[4].watch)
        Month.objects.create(first_on=NOON.date(), changed_at=NOON)
        logged()
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE stories_month")
        assert logged() == ["*"]


MOMENTS = st.datetimes(
    min_value=datetime(1000, 1, 1),  # noqa: DTZ001 - given a zone below
    max_value=datetime(2999, 12, 31),  # noqa: DTZ001
    timezones=st.timezones(),
).map(lambda at: at.astimezone(UTC))
LISTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20)


class TestAnyValues(TestCase):
    """What is written of any value is what Python would write of it, and sorts as it does."""

    def setUp(self) -> None:
        self.before = registry._watches
        registry._watches = [FILING]
        installing.install()
        make_paper()
        self.story = make_draft()

    def tearDown(self) -> None:
        registry._watches = self.before

    @settings(max_examples=60)
    @given(first=st.tuples(LISTS, MOMENTS), then=st.tuples(LISTS, MOMENTS))
    def test_are_written_alike_in_sql_and_in_python(self, first, then) -> None:
        Filing.objects.all().delete()
        logged()
        line = Filing.objects.create(list=first[0], published_at=first[1], story=self.story)
        assert logged() == [f"list:{first[0]}@{moment(first[1])}#{self.story.pk}"]
        Filing.objects.filter(pk=line.pk).update(list=then[0], published_at=then[1])
        sources = {f"list:{name}@{moment(at)}#{self.story.pk}" for name, at in (first, then)}
        assert set(logged()) == (sources if first != then else set())
        assert (moment(first[1]) < moment(then[1])) == (first[1] < then[1])
