"""An archive moves in: read once to know it, once more to bring it in, then linked and counted.

Whatever stops a run, the next one goes on where it ended.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.utils import translation

from broadsheet.formats import wxr
from broadsheet.formats.markup import text_from
from broadsheet.kit import prose
from broadsheet.paper.models import Paper
from broadsheet.wire.account.reconciliation import Reconciliation
from broadsheet.wire.finishing import Finishing, indexed_later, written_seldom
from broadsheet.wire.wordpress.accounting import account
from broadsheet.wire.wordpress.items import Items
from broadsheet.wire.wordpress.leading import Leading
from broadsheet.wire.wordpress.ledger import Ledger
from broadsheet.wire.wordpress.past import Past
from broadsheet.wire.wordpress.pieces.library import Library
from broadsheet.wire.wordpress.pieces.pages import Pages
from broadsheet.wire.wordpress.pieces.remembering import remember_feeds
from broadsheet.wire.wordpress.pieces.sections import Sections
from broadsheet.wire.wordpress.pieces.stories import Stories
from broadsheet.wire.wordpress.pieces.subjects import Authors, Topics
from broadsheet.wire.wordpress.survey import Survey

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from broadsheet.wire.sources import Sources


class Progress(Protocol):
    """Is told how far a run has come."""

    def begin(self, what: str, *, total: int) -> None: ...
    def at(self, done: int) -> None: ...


class UnknownCategory(Exception):
    """The map of sections names a category that the export does not have."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be moved in, and how."""

    file: Path
    sources: Sources
    section_map: Mapping[str, str] = field(default_factory=dict)
    dry_run: bool = False


class Moving:
    """One run of an import. Its report tells of it, also when it was stopped."""

    def __init__(self, order: Order, *, now: datetime, progress: Progress) -> None:
        self.report = Reconciliation()
        self.zone = Paper.current().zone
        self._order = order
        self._now = now
        self._progress = progress
        self._survey = Survey()

    @property
    def source(self) -> str:
        """What identifies the archive’s site, once the file has been looked through."""
        return self._survey.site.name

    def run(self) -> None:
        """Bring in what is not here yet.

        Raises Unreadable or UnknownCategory, before anything is written.
        """
        for record in self._records("Looking through the file"):
            self._survey.note(record)
        self._check_map()
        self._name_paper()
        language = translation.override(Paper.current().language)
        with language, indexed_later(), written_seldom():
            items = self._items(Past(self.source, self._survey))
            for record in self._records("Trying it" if self._order.dry_run else "Moving in"):
                if isinstance(record, wxr.Entry):
                    items.take(record)
            if not self._order.dry_run:
                self._finish()
        account(self._survey, self.source, self.report)

    def _records(self, what: str) -> Iterator[wxr.Record]:
        with self._order.file.open("rb") as file:
            self._progress.begin(what, total=self._order.file.stat().st_size)
            for record in wxr.read(file, zone=self.zone):
                yield record
                self._progress.at(file.tell())

    def _check_map(self) -> None:
        for slug in self._order.section_map:
            if self._survey.term("category", slug) is None:
                some = ", ".join(self._survey.terms("category")[:20]) or "none at all"
                raise UnknownCategory(f"The export has no category “{slug}”. It has: {some}.")

    def _name_paper(self) -> None:
        """A paper that nobody has set up yet takes the name of the site that moves in."""
        name = text_from(self._survey.title)
        if not name or self._order.dry_run or Paper.objects.exists():
            return
        language = self._survey.language.partition("-")[0].lower()
        paper = Paper(name=prose.clip(name, at=80))
        paper.tagline = prose.clip(text_from(self._survey.description), at=160)
        if language in dict(settings.LANGUAGES):
            paper.language = language
        paper.save()

    def _items(self, past: Past) -> Items:
        survey, now, dry_run = self._survey, self._now, self._order.dry_run
        ledger = Ledger(survey, past)
        library = Library(survey, past, self._order.sources, now, dry_run=dry_run)
        sections, authors = Sections(ledger, self._order.section_map), Authors(ledger)
        topics = Topics(ledger, sections)
        stories = Stories(library, sections, topics, authors, self.zone, now, dry_run=dry_run)
        return Items(
            report=self.report,
            past=past,
            ledger=ledger,
            library=library,
            authors=authors,
            makers={"post": stories, "page": Pages(library, now)},
            now=now,
            dry_run=dry_run,
        )

    def _finish(self) -> None:
        remember_feeds(self._survey.site.base)
        finishing = Finishing(self.source, Leading(self._survey.site), self.report)
        self._progress.begin("Linking and indexing", total=finishing.waiting())
        finishing.run(self._progress.at)
        if self.report.imported:
            finishing.try_again()
        finishing.tell_open_links()
