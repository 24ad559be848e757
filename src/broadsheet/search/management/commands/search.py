"""`broadsheet search`: the index of this node, made anew or looked at."""

from __future__ import annotations

import sys
from typing import Any, Final, Literal, assert_never

from django.core.management.base import CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from broadsheet import config
from broadsheet.press.log import Lost, open_log
from broadsheet.readiness import must_be_migrated
from broadsheet.search.index.here import shelf_of_this_node
from broadsheet.search.index.opening import Broken
from broadsheet.search.management.options.search import describe
from broadsheet.search.upkeep.making import make
from broadsheet.search.upkeep.standing import Standing, standing
from broadsheet.verbs import VerbCommand

COLUMNS: Final = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
                  TimeRemainingColumn())  # fmt: skip

Deed = Literal["rebuild", "status"]


class Command(VerbCommand):
    verb = "search"
    describe = staticmethod(describe)

    def handle(self, *args: Any, deed: Deed, **options: Any) -> None:
        must_be_migrated()
        try:
            match deed:
                case "rebuild":
                    self.rebuild()
                case "status":
                    self.tell_status()
                case _:
                    assert_never(deed)
        except Broken as error:
            raise CommandError(str(error)) from error

    def rebuild(self) -> None:
        log = open_log()
        try:
            with Progress(*COLUMNS, console=Console(file=sys.stderr)) as progress:
                bar = progress.add_task("stories", total=None)
                steps = make(
                    shelf_of_this_node(),
                    log,
                    half_life=config.search_half_life(),
                    clock=timezone.now,
                )
                for step in steps:
                    progress.update(bar, completed=step.done, total=max(step.done, step.total))
        except Lost as error:
            raise CommandError(
                "The database was set back to an earlier moment meanwhile. Begin again."
            ) from error
        finally:
            log.close()
        self.stdout.write(f"{self._standing().stories} stories can be searched.")

    def tell_status(self) -> None:
        found = self._standing()
        self.stdout.write(
            f"{found.stories} stories in {found.size / 1_000_000:.1f} MB, {found.pieces} pieces\n"
            f"{found.path}"
        )
        if found.is_lost:
            raise CommandError("It cannot go on from where it was, and is made anew.")
        if found.pending:
            self.stdout.write(
                f"{found.pending} changes behind, the oldest {found.lag(timezone.now()):.0f} s old"
            )

    def _standing(self) -> Standing:
        log = open_log()
        try:
            found = standing(shelf_of_this_node(), log)
        finally:
            log.close()
        if found is None:
            raise CommandError(
                "There is no index yet. `broadsheet serve` makes one, and so does `search rebuild`."
            )
        return found
