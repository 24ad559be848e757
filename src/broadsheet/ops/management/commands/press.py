"""`broadsheet press`: how finished pages stand, pressing by hand, and whether all is right."""

from __future__ import annotations

import math
import sys
import time
from random import SystemRandom
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from broadsheet.addresses.models import path_here
from broadsheet.ops import assets, reporting
from broadsheet.ops.management.options.press import SHARE, describe
from broadsheet.ops.processes import stopping_when_asked
from broadsheet.press import directory
from broadsheet.press.addressing import Elsewhere, Page, Refused, resolve_text
from broadsheet.press.auditing import Verdict
from broadsheet.press.log import open_log
from broadsheet.press.nodes import own_standing
from broadsheet.press.pressing import press, store_of_this_node, why_not_kept
from broadsheet.press.rack.opening import Broken
from broadsheet.press.rendering import Django
from broadsheet.press.worker import Worker
from broadsheet.readiness import must_be_migrated
from broadsheet.verbs import VerbCommand

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

INTERRUPTED: Final = 130
NOT_FOUND: Final = 404
SHOWN: Final = 20
"""Addresses that are named one by one where many went wrong."""
COLUMNS: Final = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
                  TimeRemainingColumn())  # fmt: skip


class Command(VerbCommand):
    verb = "press"
    describe = staticmethod(describe)

    def handle(self, *args: Any, addresses: list[str], share: float | None, **options: Any) -> None:
        asked = {
            "PATH": bool(addresses),
            **{f"--{n}": options[n] for n in ("status", "all", "audit")},
        }
        chosen = [name for name, is_asked in asked.items() if is_asked]
        if len(chosen) != 1:
            raise CommandError(f"Give one of {', '.join(asked)}. --help tells more.", returncode=2)
        if share is not None and not options["audit"]:
            raise CommandError("--share goes with --audit.", returncode=2)
        try:
            match chosen[0]:
                case "--status":
                    is_well = self.tell_status()
                case "--all":
                    is_well = self.press_all()
                case "--audit":
                    is_well = self.audit(share or SHARE)
                case _:
                    is_well = self.press_these(addresses)
        except Broken as error:
            raise CommandError(f"{error}. Pages are rendered each time meanwhile.") from error
        if not is_well:
            sys.exit(1)

    # --- how it stands --------------------------------------------------------------------

    def tell_status(self) -> bool:
        """False when something needs a look."""
        report = reporting.whole_report(timezone.now())
        for line in reporting.lines(report):
            self.stdout.write(line)
        return not report.troubles

    # --- pressing -------------------------------------------------------------------------

    def press_these(self, texts: Sequence[str]) -> bool:
        """Press what was named, and say what came of each; False if anything came to nothing."""
        worker = follower(timezone.now())
        came_off = [self.press_one(text, worker) for text in texts]
        return all(came_off)

    def press_one(self, text: str, worker: Worker) -> bool:
        path = path_here(text)
        if path is None:
            self.stdout.write(f"{text}  is not an address of this paper, {settings.SITE}.")
            return False
        match resolve_text(path):
            case Page(address):
                began = time.perf_counter()
                pressed = press(address, render=worker.render, store=worker.store)
                answer, took = pressed.answer, (time.perf_counter() - began) * 1000
                what = f"{address}  {answer.status}, {len(answer.body):,} bytes in {took:.0f} ms"
                if location := answer.header("location"):
                    what += f", leads to {location}"
                why = "" if pressed.is_kept else why_not_kept(answer) or OVERTAKEN
                self.stdout.write(f"{what}; not kept: {why}" if why else f"{what}; kept")
                return pressed.is_kept and answer.status != NOT_FOUND
            case Elsewhere(location):
                self.stdout.write(f"{text}  is written {location}")
                return self.press_one(location, worker)
            case Refused(status, reason):
                self.stdout.write(f"{text}  {status}: {reason}")
            case _:
                self.stdout.write(f"{text}  is not pressed: there Django answers each time.")
        return False

    def press_all(self) -> bool:
        worker = follower(timezone.now())
        known = directory.addresses(timezone.now())
        failed: dict[str, str] = {}
        done = 0
        began = time.monotonic()
        for done, address in enumerate(self.each(known, "pages"), start=1):
            pressed = press(address, render=worker.render, store=worker.store)
            if pressed.answer.status == 503:
                raise CommandError(f"Stopped after {done - 1:,} pages: the database is away.")
            if not pressed.is_kept:
                failed[address] = why_not_kept(pressed.answer) or OVERTAKEN
        took = time.monotonic() - began
        self.stdout.write(f"{done - len(failed):,} pages are pressed, in {took:,.0f} s.")
        for address, why in list(failed.items())[:SHOWN]:
            self.stdout.write(f"{address} is not kept: {why}.")
        if len(failed) > SHOWN:
            self.stdout.write(f"Nor are {len(failed) - SHOWN:,} others.")
        self.leave_if_stopped(done, known)
        return not failed

    # --- comparing ------------------------------------------------------------------------

    def audit(self, share: float) -> bool:
        worker = follower(timezone.now())
        known = list(worker.store.addresses())
        drawn = SystemRandom().sample(known, math.ceil(len(known) * share))
        counts = dict.fromkeys(Verdict, 0)
        for address in self.each(drawn, "sheets"):
            audited = worker.auditor.audit(address)
            counts[audited.verdict] += 1
            if audited.verdict is Verdict.DIFFERS:
                self.stdout.write(f"{address} was not right: {audited.reason()}.")
        compared = counts[Verdict.SAME] + counts[Verdict.DIFFERS]
        self.stdout.write(f"{compared:,} of {len(known):,} sheets compared; {said_of(counts)}.")
        self.leave_if_stopped(sum(counts.values()), drawn)
        return not counts[Verdict.DIFFERS]

    # --- what both have in common ---------------------------------------------------------

    def each(self, addresses: Sequence[str], what: str) -> Iterator[str]:
        """One after the other, with a bar on a terminal, until all are done or we are to stop."""
        is_watched = self.stdout.isatty()
        bar = Progress(*COLUMNS, console=Console(stderr=True), disable=not is_watched)
        with stopping_when_asked() as stopping, bar:
            for address in bar.track(addresses, description=what):
                if stopping.is_set():
                    return
                yield address

    def leave_if_stopped(self, done: int, wanted: Sequence[str]) -> None:
        if done < len(wanted):
            self.stderr.write(f"Stopped after {done:,} of {len(wanted):,}.")
            sys.exit(INTERRUPTED)


OVERTAKEN: Final = "the paper changes all the time, or the store cannot be written"


def said_of(counts: dict[Verdict, int]) -> str:
    differing, untold = counts[Verdict.DIFFERS], counts[Verdict.UNTOLD]
    what = f"{differing:,} differed and are right again" if differing else "none differed"
    return f"{what}; {untold:,} could not be compared" if untold else what


def follower(now: datetime) -> Worker:
    """A worker on this node's store as it is up to now. Raises CommandError.

    Where none is at work, this one stands in for it, and what it presses is good for the next.
    """
    must_be_migrated()
    assets.gather()
    worker = Worker(store_of_this_node(), open_log(), render=Django().render)
    own = own_standing(worker.log, now=now)
    if own is None or own.is_away:
        worker.start(now)
    elif sentence := own.keeps_elsewhere(worker.store.folder):
        raise CommandError(sentence)
    worker.drain(now)
    return worker
