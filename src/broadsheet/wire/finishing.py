"""The last round of an import: links between imported pieces, and the newsroom's indexes.

Only what has not been seen to is taken up, some at a time, so that it can be stopped anywhere.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models.signals import post_save
from modelcluster.models import get_all_child_relations
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.blocks import StreamValue
from wagtail.models import ReferenceIndex
from wagtail.search import index
from wagtail.search.backends import get_search_backends
from wagtail.signal_handlers import disable_reference_index_auto_update

from broadsheet.fronts.models import StandingPage
from broadsheet.stories.models import Story
from broadsheet.topics.models import Author, Topic
from broadsheet.wire.bodies.relinking import Relinking
from broadsheet.wire.models import Arrival

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import Model

    from broadsheet.wire.account.reconciliation import Reconciliation
    from broadsheet.wire.bodies.relinking import Lead

AT_ONCE = 100
PAGES_BETWEEN = 16_000
"""Pages of 4 KB; SQLite's own choice is 1,000."""


@contextmanager
def written_seldom() -> Iterator[None]:
    """Have SQLite move what many small transactions wrote into its file less often."""
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if is_sqlite:
            cursor.execute(f"PRAGMA wal_autocheckpoint = {PAGES_BETWEEN}")
        try:
            yield
        finally:
            if is_sqlite:
                cursor.execute("PRAGMA wal_autocheckpoint = 1000")


@contextmanager
def indexed_later() -> Iterator[None]:
    """Have Wagtail write no task for each thing saved: they are indexed here, by the hundred."""
    silenced = [
        model
        for model in index.get_indexed_models()
        if post_save.disconnect(post_save_signal_handler, sender=model)
    ]
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        for model in silenced:
            post_save.connect(post_save_signal_handler, sender=model)


@dataclass(slots=True)
class Finishing:
    """Sees to what came from one source."""

    source: str
    lead: Lead
    report: Reconciliation

    def waiting(self) -> int:
        """How many things have not been seen to yet."""
        return Arrival.objects.of(self.source).filter(unfinished=True).count()

    def run(self, progress: Callable[[int], None]) -> None:
        """See to all that is unfinished; `progress` is told how many so far."""
        done = 0
        unfinished = Arrival.objects.of(self.source).filter(unfinished=True).order_by("pk")
        while rows := list(unfinished[:AT_ONCE]):
            self._see_to(rows)
            done += len(rows)
            progress(done)

    def try_again(self) -> None:
        """Try the links that led nowhere so far: more is here now."""
        last = 0
        open_ones = Arrival.objects.of(self.source).exclude(open_links=[]).order_by("pk")
        while rows := list(open_ones.filter(pk__gt=last)[:AT_ONCE]):
            self._see_to(rows)
            last = rows[-1].pk

    def tell_open_links(self) -> None:
        """List the links that lead nowhere here."""
        for row in Arrival.objects.of(self.source).exclude(open_links=[]).order_by("pk").iterator():
            told = {"type": row.kind, "id": row.key, "address": row.address}
            self.report.open_links.add({**told, "links": row.open_links})

    @transaction.atomic
    def _see_to(self, rows: list[Arrival]) -> None:
        by_type: dict[int | None, list[Arrival]] = {}
        for row in rows:
            by_type.setdefault(row.content_type_id, []).append(row)
        for type_id, group in by_type.items():
            model = ContentType.objects.get_for_id(type_id).model_class() if type_id else None
            if model is not None:
                self._see_to_things(model, group)
        Arrival.objects.filter(pk__in=[row.pk for row in rows]).update(unfinished=False)

    def _see_to_things(self, model: type[Model], rows: list[Arrival]) -> None:
        children = [relation.get_accessor_name() for relation in get_all_child_relations(model)]
        some = model._default_manager.prefetch_related(*children)  # noqa: SLF001
        things = some.in_bulk([row.object_id for row in rows])
        for row in rows:
            if thing := things.get(row.object_id):
                self._relink(thing, row)
        if issubclass(model, index.Indexed):
            for backend in get_search_backends(with_auto_update=True):
                backend.add_bulk(model, list(things.values()))
        # Topics and authors that have just come refer to nothing.
        if ReferenceIndex.is_indexed(model) and model not in {Topic, Author}:
            for thing in things.values():
                ReferenceIndex.create_or_update_for_object(thing)

    def _relink(self, thing: Model, row: Arrival) -> None:
        """What an editor has changed since stays as it is; its old links lead on all the same."""
        if not isinstance(thing, Story | StandingPage) or thing.latest_revision_id is not None:
            return
        links = Relinking(self.lead)
        if isinstance(thing, Story):
            raw = thing.body.get_prep_value()
            body = links.body(raw)
            thing.body = StreamValue(thing.body.stream_block, body, is_lazy=True)
        else:
            thing.body = links.html(thing.body)
        if links.count:
            thing.save(update_fields=["body"])
            self.report.links_rewritten += links.count
        if row.open_links != list(links.nowhere):
            row.open_links = list(links.nowhere)
            row.save(update_fields=["open_links"])
