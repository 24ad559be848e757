"""A watch that makes no sense is refused before it misses anything."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from broadsheet.press.watching import watches
from broadsheet.press.watching.watches import BadWatch, Watch, moment, moment_of, watched_tables


class TestWatchedTables:
    @pytest.mark.parametrize(
        "watch",
        [
            Watch("stories.Nothing", ("a",)),
            Watch("stories.Story", ("story:{nothing}",)),
            Watch("stories.Story", ("story:{id|year}",)),
            Watch("stories.Story", ("story:{headline|month}",)),
            Watch("stories.Story", ("story:{day|moment}",)),
            Watch("stories.Story", ("story:{filings}",)),
            Watch("stories.Story", ("story:{id}",), ignoring=frozenset({"nothing"})),
            Watch("fronts.StandingPage", ("{title} {body}",)),
        ],
        ids=repr,
    )
    def test_refuses_what_the_model_does_not_have(self, watch):
        with pytest.raises(BadWatch):
            watched_tables([watch])

    def test_counts_the_columns_that_sources_are_made_of(self):
        (watched,) = watched_tables(
            [Watch("topics.Topic", ("topic:{slug}",), only=frozenset({"name"}))]
        )
        assert set(watched.columns) == {"slug", "name"}

    def test_names_other_watches_of_a_table_otherwise(self):
        one, other = watched_tables(
            [Watch("topics.Topic", ("a:{id}",)), Watch("topics.Topic", ("b:{id}",))]
        )
        assert one.table == other.table
        assert one.name != other.name


class TestWatch:
    def test_is_registered_once(self, monkeypatch):
        monkeypatch.setattr(watches, "_watches", [])
        one = Watch("topics.Topic", ("topic:{id}",))
        watches.watch(one)
        watches.watch(one)
        assert watches.watches() == (one,)


class TestMoment:
    @pytest.mark.parametrize(
        "at",
        [
            datetime(2026, 11, 25, 22, 48, 33, tzinfo=UTC),
            datetime(2026, 11, 25, 22, 48, 33, 5, tzinfo=timezone(timedelta(hours=-3))),
        ],
        ids=str,
    )
    def test_is_read_back_as_it_was(self, at):
        assert moment_of(moment(at)) == at
