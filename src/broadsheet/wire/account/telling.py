"""Tells whoever runs an import how far it is, and at the end what became of everything."""

from __future__ import annotations

import time
from itertools import islice
from typing import TYPE_CHECKING, Any, Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable

    from broadsheet.wire.account.reconciliation import LongList, Reconciliation, Tally

WIDTH = 100
EVERY = 10.0
"""Seconds between two lines, where nobody watches a bar."""
SHOWN = 10
"""Lines of a long list that are printed."""
STREAM = "-"
"""Given for a file: standard input, or standard output."""


def console(file: Any) -> Console:
    """A console on that stream; where it is no terminal, lines are as wide as here."""
    is_terminal = bool(getattr(file, "isatty", bool)())
    return Console(
        file=file, width=None if is_terminal else WIDTH, highlight=False, soft_wrap=not is_terminal
    )


class Teller:
    """A bar with an estimate on a terminal, a line now and then elsewhere."""

    def __init__(self, out: Console) -> None:
        self._out = out
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            console=out,
            disable=not out.is_terminal,
        )
        self._task = self._bar.add_task("", total=None, visible=False)
        self._what, self._total, self._done = "", 0, 0
        self._told_at = time.monotonic()

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def begin(self, what: str, *, total: int) -> None:
        self._what, self._total, self._done = what, total, 0
        self._bar.remove_task(self._task)
        self._task = self._bar.add_task(what, total=total)

    def at(self, done: int) -> None:
        if done == self._done:
            return
        self._done = done
        self._bar.update(self._task, completed=done)
        now = time.monotonic()
        if not self._out.is_terminal and now - self._told_at > EVERY:
            self._told_at = now
            self._out.print(f"{self._what}: {100 * done // max(1, self._total)} %")


def print_account(report: Reconciliation, out: Console) -> None:
    """The reconciliation, and the beginnings of the lists that belong to it."""
    out.print(_table(report))
    _counts(out, "Left over from bodies", report.leftovers)
    _counts(out, "Changed on the way", report.changes)
    if report.links_rewritten:
        out.print(f"Links led to where their targets are now: {report.links_rewritten:,}")
    if report.completed:
        out.print(f"Given pictures or files that were missing before: {report.completed:,}")
    _list(out, "Pictures and files not to be had", report.missing, _of_missing)
    _list(out, "Edited since they came, and left as they are", report.edited_since, _of_edited)
    _list(out, "With links into the old site that lead nowhere here", report.open_links, _of_open)
    out.print(_sum(report))


def _table(report: Reconciliation) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Type", overflow="fold")
    for name in ("In the file", "Imported", "Already there", "Left out"):
        table.add_column(name, justify="right")
    for kind, tally in sorted(report.tallies.items()):
        table.add_row(
            escape(kind),
            f"{tally.in_file:,}",
            *(f"{column.total():,}" for column in _columns(tally)),
            style="bold",
        )
        for place, column in enumerate(_columns(tally)):
            for reason, count in sorted(column.items()):
                if reason and count:
                    numbers = ["", "", ""]
                    numbers[place] = f"{count:,}"
                    table.add_row(f"  {escape(reason)}", "", *numbers)
    return table


def _columns(tally: Tally) -> tuple[Counter[str], Counter[str], Counter[str]]:
    return tally.imported, tally.already_there, tally.left_out


def _counts(out: Console, title: str, counts: Counter[str]) -> None:
    if counts:
        kinds = ", ".join(f"{kind} {count:,}" for kind, count in counts.most_common())
        out.print(f"{title}: {counts.total():,} ({escape(kinds)})")


def _list(
    out: Console, title: str, records: LongList, line_of: Callable[[dict[str, Any]], str]
) -> None:
    if not records.count:
        return
    out.print(f"{title}: {records.count:,}")
    lines: Iterable[str] = map(line_of, islice(records, SHOWN))
    for line in lines:
        out.print(f"  {escape(line)}")
    if records.count > SHOWN:
        out.print(f"  … and {records.count - SHOWN:,} more; --json FILE lists them all")


def _of_missing(record: dict[str, Any]) -> str:
    return f"{record['address']} ({record['why']})"


def _of_edited(record: dict[str, Any]) -> str:
    return f"{record['title']} {record['address'] or ''}"


def _of_open(record: dict[str, Any]) -> str:
    return f"{record['type']} {record['id']}: {' '.join(record['links'])}"


def _sum(report: Reconciliation) -> str:
    tallies = report.tallies.values()
    in_file = sum(tally.in_file for tally in tallies)
    imported, there, out = (
        (
            sum(column.total() for column in columns)
            for columns in zip(*map(_columns, tallies), strict=True)
        )
        if report.tallies
        else (0, 0, 0)
    )
    verdict = "It balances" if report.balances else "It does NOT balance"
    return (
        f"{verdict}: {in_file:,} in the file, "
        f"{imported:,} imported + {there:,} already there + {out:,} left out."
    )
