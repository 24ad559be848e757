"""How far nodes have followed the log, seen from any of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from broadsheet.press.log import open_log
from broadsheet.press.models import AWAY, Change, Node
from broadsheet.press.nodes import Standing, standings

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def log():
    log = open_log()
    Change.objects.create(source="story:0")
    yield log
    log.close()


@pytest.fixture(autouse=True)
def _this_is_cellar(monkeypatch):
    monkeypatch.setenv("BROADSHEET_NODE", "cellar")


def make_node(name: str, log, *, seen=timedelta(), **about) -> Node:
    return Node.objects.create(
        name=name, cursor=log.head().decode(), seen_at=timezone.now() - seen, **about
    )


def standing(log, *, cursor: bytes | None = None) -> Standing:
    (found,) = standings(log, now=timezone.now(), cursor=cursor)
    return found


class TestStanding:
    def test_of_a_node_that_has_handled_all_is_without_lag(self, log):
        make_node("cellar", log, told={"lag": 0.034}, address="http://10.0.0.5:8000")
        found = standing(log)
        assert (found.pending, found.oldest, found.lag(timezone.now())) == (0, None, 0.0)
        assert (found.latency, found.address) == (0.034, "http://10.0.0.5:8000")
        assert found.is_this
        assert not found.is_away

    def test_of_this_node_counts_what_came_since_its_store_was_there(self, log):
        make_node("cellar", log)
        behind, changed_at = log.head(), timezone.now()
        Change.objects.create(source="story:1", made_at=changed_at)
        found = standing(log, cursor=behind)
        assert (found.pending, found.oldest) == (1, changed_at)
        assert found.lag(changed_at + timedelta(seconds=3)) == 3.0
        assert standing(log, cursor=log.head()).pending == 0

    @pytest.mark.parametrize(("age", "pending"), [(-1, 0), (9, 1)])
    def test_of_another_that_works_is_as_it_last_said(self, log, age, pending):
        made_at = timezone.now() - timedelta(seconds=age)
        make_node("barn", log)
        Change.objects.create(source="story:1", made_at=made_at)
        assert standing(log).pending == pending

    def test_of_another_that_is_away_counts_all_since(self, log):
        make_node("barn", log, seen=AWAY * 2)
        Change.objects.create(source="story:1")
        found = standing(log)
        assert found.is_away
        assert found.pending > 0
        assert not found.is_this

    def test_of_one_the_log_does_not_reach_back_to_says_so(self, log):
        make_node("barn", log, seen=AWAY * 2)
        Change.objects.all().delete()
        assert standing(log).is_lost

    def test_names_all_nodes(self, log):
        for name in ("cellar", "barn"):
            make_node(name, log)
        assert [found.name for found in standings(log, now=timezone.now())] == ["barn", "cellar"]
