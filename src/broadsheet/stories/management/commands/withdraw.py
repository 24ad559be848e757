"""`broadsheet withdraw`: a lawyer calls, and a story is gone from everywhere, provably."""

from __future__ import annotations

import getpass
import socket
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils import timezone

from broadsheet.stories.management.options.withdraw import describe
from broadsheet.stories.withdrawing import actions
from broadsheet.stories.withdrawing.finding import story_at
from broadsheet.stories.withdrawing.older_words import OlderWords
from broadsheet.stories.withdrawing.proving import Outcome, withdraw
from broadsheet.stories.withdrawing.refusing import Refused, checked
from broadsheet.verbs import VerbCommand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.press.withdrawing.proof import Line


class Command(VerbCommand):
    verb = "withdraw"
    describe = staticmethod(describe)

    def handle(self, *args: Any, url: str, reason: str, lift: bool, **options: Any) -> None:
        try:
            if lift:
                self.lift(url, reason, options["older_words"])
            else:
                self.withdraw(url, reason)
        except Refused as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(f"Not proven, since the database fails: {error}") from error

    def withdraw(self, url: str, reason: str) -> None:
        story = story_at(url)
        outcome = withdraw(story, reason=reason, by=whoever_asks(), now=timezone.now())
        for line in told(outcome):
            self.stdout.write(line)
        if not outcome.is_proven:
            raise CommandError("Not everything is clean: see above.")

    def lift(self, url: str, reason: str, older_words: str | None) -> None:
        withdrawal = story_at(url).withdrawals.standing().first()
        if withdrawal is None:
            raise Refused("This story is not withdrawn.")
        if older_words is None:
            raise Refused(
                "Say what becomes of what readers could read of it: --older-words bury takes it "
                "out of the record of changes for good, --older-words keep lets it come back."
            )
        reason, now, chosen = checked(reason), timezone.now(), OlderWords(older_words)
        actions.lift(withdrawal, older_words=chosen, reason=reason, by=whoever_asks(), now=now)
        if chosen is OlderWords.BURY:
            self.stdout.write("What readers could read of it is out of the record for good.")
        self.stdout.write("Lifted. The story stays down until somebody publishes it.")


def whoever_asks() -> str:
    """The operator, as the machine knows them."""
    return f"{getpass.getuser()} on {socket.gethostname()}"


def told(outcome: Outcome) -> Iterator[str]:
    """What happened, and the proof as a table."""
    yield _first(outcome)
    yield from _pace(outcome)
    yield ""
    yield from _table(outcome.lines)
    yield ""
    if outcome.left:
        yield f"{len(outcome.left)} of {len(outcome.lines)} answers are not clean."
    else:
        yield f"{len(outcome.lines)} answers, none with anything of it left."
    yield f"{'Proven' if outcome.is_proven else 'Asked'} after {_ms(outcome.took)} ms."


def _first(outcome: Outcome) -> str:
    record = outcome.withdrawal
    address = record.addresses[0]
    pictures = f", with {len(record.pictures)} of its pictures" if record.pictures else ""
    if outcome.is_new:
        return f"Withdrawn: {address}{pictures}."
    return (
        f"Withdrawn already on {record.made_at:%Y-%m-%d %H:%M} UTC by {record.by}: {address}"
        f"{pictures}. Cleared and asked for again."
    )


def _pace(outcome: Outcome) -> Iterator[str]:
    cleared = outcome.cleared
    if cleared is None:
        yield f"The pages that this node keeps cannot be judged: {outcome.fault}"
        return
    for place in cleared.stays:
        yield f"{place} cannot be removed: remove it by hand, and withdraw again."
    if not cleared.stays:
        yield f"This node was clean after {_ms(cleared.here)} ms."
    for name, seconds in cleared.passed.items():
        yield f"{name} had followed after {_ms(seconds)} ms."
    for name in cleared.behind:
        yield f"{name} lives, and has not followed yet."
    for name in cleared.silent:
        yield f"{name} was not heard of lately, and not waited for."


def _table(lines: tuple[Line, ...]) -> Iterator[str]:
    rows = [("node", "status", "ms", "left", "address")]
    rows += [
        (
            line.node,
            str(line.status or "–"),
            str(line.milliseconds),
            line.left or "nothing",
            line.address,
        )
        for line in lines
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for node, status, took, left, address in rows:
        yield (
            f"{node:<{widths[0]}}  {status:>{widths[1]}}  {took:>{widths[2]}}  "
            f"{left:<{widths[3]}}  {address}"
        ).rstrip()


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f}"
