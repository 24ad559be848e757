"""Item by item, what becomes of it: each in a transaction of its own, with the row that says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.db import transaction

from broadsheet.wire.account.remarks import Remark
from broadsheet.wire.models import LONGEST_ADDRESS, Outcome
from broadsheet.wire.wordpress import reading
from broadsheet.wire.wordpress.accounting import leave_out_comments
from broadsheet.wire.wordpress.pieces.library import ATTACHMENT, Library, Wanted
from broadsheet.wire.wordpress.pieces.pages import PLACE_KEPT
from broadsheet.wire.wordpress.pieces.remembering import remember
from broadsheet.wire.wordpress.survey import Attachment, type_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.db.models import Model

    from broadsheet.formats.wxr import Entry
    from broadsheet.wire.account.reconciliation import Reconciliation
    from broadsheet.wire.models import Arrival
    from broadsheet.wire.wordpress.ledger import Fresh, Ledger
    from broadsheet.wire.wordpress.past import Past
    from broadsheet.wire.wordpress.pieces.subjects import Authors

GUEST = "guest-author"
PUBLISHED = "published"
NOT_HAD = "its file was not to be had"
DRAFT_BEFORE = "published in this file, but came as a draft"


class Plan(Protocol):
    """A thing to be, unsaved, and what has to be told of it."""

    @property
    def remarks(self) -> list[Remark]: ...
    @property
    def lacks(self) -> dict[str, str]: ...


class Maker(Protocol):
    """Makes things of ours of one type of item."""

    def plan(self, entry: Entry, fate: reading.Draft | reading.Publish) -> Plan: ...
    def again(self, entry: Entry) -> Plan: ...
    def store(self, plan: Any, entry: Entry, arrival: Arrival) -> Model: ...
    def complete(self, plan: Any, thing: Any) -> None: ...


@dataclass(slots=True, kw_only=True)
class Items:
    """Takes the items of an export one after the other, and keeps account of them."""

    report: Reconciliation
    past: Past
    ledger: Ledger
    library: Library
    authors: Authors
    makers: Mapping[str, Maker]
    now: datetime
    dry_run: bool

    def take(self, entry: Entry) -> None:
        """Bring the item in, unless it is here already or has to be left out."""
        leave_out_comments(entry, self.report)
        fate = reading.fate_of(entry, now=self.now)
        arrival = self.past.at(type_of(entry), key_of(entry))
        match fate:
            case reading.LeaveOut(reason):
                self._leave_out(entry, arrival, reason)
            case _ if type_of(entry) == ATTACHMENT:
                self._file(entry)
            case _ if has_come(arrival):
                self._already_there(entry, arrival, fate)
            case _ if type_of(entry) == GUEST:
                self._guest(entry, arrival)
            case _:
                self._new(entry, arrival, fate)

    def _leave_out(self, entry: Entry, arrival: Arrival, reason: str) -> None:
        tally = self.report.of(type_of(entry))
        if has_come(arrival):
            tally.already_there[f"in this file {reason}"] += 1
            return
        tally.left_out[reason] += 1
        if not self.dry_run and (arrival.outcome, arrival.reason) != (Outcome.LEFT_OUT, reason):
            arrival.outcome, arrival.reason, arrival.arrived_at = Outcome.LEFT_OUT, reason, self.now
            arrival.address = address_of(entry)
            arrival.save()

    def _file(self, entry: Entry) -> None:
        tally = self.report.of(ATTACHMENT)
        arrival = self.library.arrival(Wanted.attached(Attachment.of(entry)))
        if arrival.outcome != Outcome.IMPORTED:
            tally.left_out[NOT_HAD] += 1
            self.report.lacks(arrival.address, arrival.reason)
        elif arrival.arrived_at >= self.now:
            tally.imported[arrival.reason] += 1
        else:
            tally.already_there[""] += 1

    def _guest(self, entry: Entry, arrival: Arrival) -> None:
        author = self.authors.guest(entry)
        if self.dry_run:
            self._tell_fresh()
        else:
            with transaction.atomic():
                self._save_fresh()
                arrival.came(author, at=self.now)
                arrival.save()
        self.report.of(GUEST).imported["as an author"] += 1

    def _new(self, entry: Entry, arrival: Arrival, fate: reading.Draft | reading.Publish) -> None:
        kind, maker = type_of(entry), self.makers[type_of(entry)]
        plan = maker.plan(entry, fate)
        reason = fate.reason if isinstance(fate, reading.Draft) else PUBLISHED
        if self.dry_run:
            self._tell_fresh()
        else:
            with transaction.atomic():
                self._save_fresh()
                thing = maker.store(plan, entry, arrival)
                arrival.came(thing, at=self.now, reason=reason)
                arrival.address = address_of(entry)
                arrival.remarks = [remark.stored() for remark in plan.remarks]
                arrival.waiting_for = list(plan.lacks)
                arrival.save()
        self.report.of(kind).imported[reason] += 1
        self.report.remark(kind, key_of(entry), address_of(entry), plan.remarks)
        self._tell_lacks(plan)

    def _save_fresh(self) -> None:
        """Save the sections, topics and authors that this item is the first to need."""
        for fresh in self._tell_fresh():
            if not fresh.thing.pk:
                fresh.thing.save()
            fresh.arrival.came(fresh.thing, at=self.now)
            fresh.arrival.save()
            remember(fresh.former, fresh.thing, now_at=fresh.thing.get_absolute_url())

    def _tell_fresh(self) -> list[Fresh]:
        taken = self.ledger.taken()
        for fresh in taken:
            row = fresh.arrival
            self.report.remark(row.kind, row.key, row.address, fresh.remarks)
        return taken

    def _tell_lacks(self, plan: Plan) -> None:
        for address, why in plan.lacks.items():
            self.report.lacks(address, why)

    # --- what came before -----------------------------------------------------------------------

    def _already_there(self, entry: Entry, arrival: Arrival, fate: reading.Fate) -> None:
        """Count it, and put in the pictures that it lacked, if they are to be had by now."""
        was_draft = isinstance(fate, reading.Publish) and arrival.reason.startswith("a draft")
        self.report.of(type_of(entry)).already_there[DRAFT_BEFORE if was_draft else ""] += 1
        remarks = [Remark(**told) for told in arrival.remarks]
        self.report.remark(arrival.kind, arrival.key, arrival.address, remarks)
        thing = arrival.thing if arrival.waiting_for else None
        if thing is None:
            return
        plan = self.makers[type_of(entry)].again(entry)
        self._tell_lacks(plan)
        if set(plan.lacks) == set(arrival.waiting_for):
            return
        if thing.latest_revision_id is not None:
            told = {"type": arrival.kind, "id": arrival.key, "title": str(thing)}
            self.report.edited_since.add({**told, "address": arrival.address})
            return
        self.report.completed += 1
        if not self.dry_run:
            self._complete(entry, arrival, plan, thing)

    @transaction.atomic
    def _complete(self, entry: Entry, arrival: Arrival, plan: Plan, thing: Model) -> None:
        self.makers[type_of(entry)].complete(plan, thing)
        arrival.waiting_for = list(plan.lacks)
        arrival.unfinished = True
        arrival.save()


def has_come(arrival: Arrival) -> bool:
    """Whether the item is here: more of it than a place kept in the tree."""
    return arrival.outcome == Outcome.IMPORTED and arrival.reason != PLACE_KEPT


def key_of(entry: Entry) -> str:
    """What identifies an entry among those of its type: its number, where it has one."""
    return str(entry.id or entry.guid or entry.link or f"line {entry.line}")


def address_of(entry: Entry) -> str:
    return (entry.link or entry.guid)[:LONGEST_ADDRESS]
