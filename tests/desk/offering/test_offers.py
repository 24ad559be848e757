"""Earlier stories are offered to whoever writes, with a search index and without one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from broadsheet.checking.draft import Draft, Kind, Passage
from broadsheet.desk.offering.judging import MOST
from broadsheet.desk.offering.offers import Sought, offers
from broadsheet.search.index import here
from broadsheet.search.index.shelf import Shelf
from tests.making import NOON, make_draft, make_story, make_storyline, make_topic, paragraph
from tests.search.conftest import Library

pytestmark = pytest.mark.django_db

DAY = NOON.date()
"""4 March 2026."""


def on(month, day, year=2025):
    return datetime(year, month, day, 9, tzinfo=UTC)


@pytest.fixture(params=["with an index", "without one"])
def index(request, tmp_path, monkeypatch):
    """Has the index know the paper as it is then, where there is one."""
    library = Library(Shelf(tmp_path / "search"))
    monkeypatch.setattr(here, "reader_of_this_node", lambda: library.reader)
    return library.take_in if request.param == "with an index" else lambda: None


@pytest.fixture
def quay():
    return make_topic("north-quay", name="North Quay")


@pytest.fixture
def archive(quay):
    """A year of a small paper: a plan, and much that has nothing to do with it."""
    for n in range(12):
        make_story(
            at=on(1 + n, 12), headline=f"Rowers win race number {n}", standfirst="On the river."
        )
    make_story(at=on(7, 3), headline="Library opens late", standfirst="Readers are glad.")
    make_story(at=on(10, 8), headline="North Quay gets a bench", topics=[quay])
    return make_story(
        at=on(7, 14),
        headline="Council plans tram across the river",
        standfirst="The plan for Line 4 was announced at the town hall.",
        body=[paragraph("The tram would cross the river at the quay.")],
        topics=[quay],
    )


def written(*sentences, headline="Tram plan is put off", topics=(), story_id=None, day=DAY):
    passages = [Passage("headline", headline, Kind.HEADLINE)]
    passages += [Passage(f"body:{n}", text) for n, text in enumerate(sentences)]
    ids = tuple(topic.pk for topic in topics)
    return Sought(Draft(tuple(passages), day), ids, story_id, UTC)


def headlines(sought):
    return [offer.headline for offer in offers(sought, at=NOON)]


class TestOffers:
    def test_begin_with_the_story_that_a_sentence_points_to(self, archive, index, quay):
        index()
        sentence = "It was in July that the plan was first announced."
        found = offers(written(sentence, topics=[quay]), at=NOON)
        assert found[0].story_id == archive.pk
        assert found[0].pointed == sentence
        assert found[0].topics == ("North Quay",)

    def test_need_no_topics(self, archive, index):
        index()
        (first, *_others) = headlines(written("It was in July that the tram plan was announced."))
        assert first == "Council plans tram across the river"

    def test_need_no_day(self, archive, index, quay):
        index()
        assert "Council plans tram across the river" in headlines(
            written("The council has put off the tram across the river.", topics=[quay])
        )

    def test_leave_out_what_has_nothing_to_do_with_it(self, archive, index, quay):
        index()
        found = headlines(written("It was in July that the tram plan was announced."))
        assert "Library opens late" not in found
        assert not any("Rowers" in headline for headline in found)

    def test_are_none_that_share_but_a_date_and_a_word(self, archive, index):
        make_story(at=on(7, 14), headline="Dance at harbour, 14 July 2025", standfirst="Of 2025.")
        index()
        sentence = "On 14 July 2025 the harbour was closed."
        assert headlines(written(sentence, headline="Harbour opens again")) == []

    def test_are_none_for_copy_that_stands_alone(self, archive, index):
        index()
        assert headlines(written("A cat was seen.", headline="Cat seen")) == []

    def test_leave_out_the_story_itself_and_what_it_is_together_with(self, archive, index, quay):
        story = make_story(headline="Tram plan is put off", topics=[quay])
        index()
        make_storyline(story, archive)
        sought = written("It was in July that the tram plan was announced.",
                         topics=[quay], story_id=story.pk)  # fmt: skip
        assert {"Tram plan is put off", "Council plans tram across the river"}.isdisjoint(
            headlines(sought)
        )

    def test_leave_out_what_readers_may_not_see(self, archive, index, quay):
        make_draft(headline="Tram plan in a draft", topics=[quay])
        index()
        archive.unpublish()
        found = headlines(written("In July the tram plan was announced.", topics=[quay]))
        assert {"Tram plan in a draft", "Council plans tram across the river"}.isdisjoint(found)

    def test_leave_out_what_came_later(self, archive, index, quay):
        index()
        assert headlines(written("The tram plan.", topics=[quay], day=date(2025, 7, 1))) == []

    def test_name_the_storyline_that_one_belongs_to(self, archive, index, quay):
        make_storyline(archive, name="Line 4", slug="line-4")
        index()
        found = offers(written("In July the tram plan was announced.", topics=[quay]), at=NOON)
        assert found[0].storyline == "Line 4"

    def test_are_few(self, index, quay):
        for n in range(20):
            make_story(at=NOON - timedelta(days=n + 1), headline=f"Tram plan {n}", topics=[quay])
        index()
        assert len(headlines(written("The tram plan.", topics=[quay]))) == MOST

    def test_cost_no_more_however_many_may_be_one(self, index, quay):
        sought = written("It was in July that the tram plan was announced.", topics=[quay])

        def counted(stories):
            for _ in range(stories):
                make_story(at=on(7, 14), headline="Tram plan is announced", topics=[quay])
            index()
            with CaptureQueriesContext(connection) as queries:
                assert offers(sought, at=NOON)
            return len(queries)

        assert max(counted(1), counted(12)) <= 9
