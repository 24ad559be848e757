"""Whatever order writers begin and end in, a follower is told of each committed line once."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from broadsheet.press.log import PostgresLog, trim
from broadsheet.press.models import Change, Node
from tests.making import NOON

WRITERS = st.integers(min_value=0, max_value=3)


class AnyOrder(RuleBasedStateMachine):
    """Four writers with a transaction each, and two followers: a quick one, and one that dozes."""

    def __init__(self) -> None:
        super().__init__()
        self.log = PostgresLog()
        self.writers: list[Any] = []
        self.written: dict[int, list[str]] = {}
        self.committed: set[str] = set()
        self.told: list[str] = []
        self.dozer_told: set[str] = set()
        self.count = 0

    @initialize()
    def begin(self) -> None:
        Node.objects.all().delete()
        Change.objects.all().delete()
        Change.objects.create(source="first")
        place = {**connection.get_connection_params(), "context": None, "cursor_factory": None}
        self.writers = [connection.Database.connect(**place) for _ in range(4)]
        self.cursor = self.dozer = self.log.head()
        for name in ("quick", "dozer"):
            Node.objects.create(name=name, cursor=self.cursor.decode(), seen_at=NOON)

    def teardown(self) -> None:
        for writer in self.writers:
            writer.close()

    @rule(number=WRITERS)
    def write(self, number: int) -> None:
        self.count += 1
        source = f"source {self.count}"
        self.writers[number].execute("INSERT INTO press_change (source) VALUES (%s)", [source])
        self.written.setdefault(number, []).append(source)

    @rule(number=WRITERS)
    def commit(self, number: int) -> None:
        self.writers[number].commit()
        self.committed.update(self.written.pop(number, []))

    @rule(number=WRITERS)
    def abandon(self, number: int) -> None:
        self.writers[number].rollback()
        self.written.pop(number, None)

    @rule()
    def follow(self) -> None:
        changes = self.log.after(self.cursor)
        self.told += sorted(changes.sources)
        self.cursor = changes.cursor
        assert set(self.told) == self.committed
        assert len(self.told) == len(self.committed)
        Node.objects.filter(name="quick").update(cursor=self.cursor.decode())

    @rule()
    def wake_up(self) -> None:
        changes = self.log.after(self.dozer)
        self.dozer_told |= changes.sources
        self.dozer = changes.cursor
        assert self.dozer_told == self.committed
        Node.objects.filter(name="dozer").update(cursor=self.dozer.decode())

    @rule()
    def die_before_it_is_handled(self) -> None:
        assert self.log.after(self.cursor).sources == self.committed - set(self.told)

    @precondition(lambda self: self.committed)
    @rule()
    def trim(self) -> None:
        trim(self.log, now=NOON)

    @invariant()
    def nothing_is_deleted_that_somebody_has_not_seen(self) -> None:
        unseen = self.committed - (set(self.told) & self.dozer_told)
        assert unseen <= set(Change.objects.values_list("source", flat=True))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_nothing_is_skipped_and_nothing_told_twice() -> None:
    run_state_machine_as_test(AnyOrder, settings=settings(max_examples=40, stateful_step_count=40))
