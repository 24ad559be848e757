"""What is done to the style book at once: rules from elsewhere are taken in.

Nothing that is written here is overwritten: what differs is told.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from broadsheet.checking.remarks import Weight
from broadsheet.stylebook.models import Rule, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from broadsheet.formats import stylebook as told


class Conflict(NamedTuple):
    """Where a file says otherwise than the style book, which stays as it is."""

    rule: str
    what: str
    here: str
    there: str


@dataclass(slots=True)
class Account:
    """What became of what was told."""

    added: int = 0
    same: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        return {**asdict(self), "conflicts": [each._asdict() for each in self.conflicts]}


@transaction.atomic
def take_in(found: Iterable[told.Rule]) -> Account:
    """Take in what a file says; the same file again adds nothing. A rule is known by the first of
    its patterns; one that fails its own examples is left out."""
    account = Account()
    there = {rule.name: rule for rule in Rule.objects.all()}
    for each in found:
        rule = record_of(each)
        standing = there.get(rule.name)
        try:
            # What stands there is compared with what would stand there, blanks evened out.
            rule.clean_fields() if standing else rule.full_clean()
        except ValidationError as error:
            account.left_out.append(f"{rule}: {' '.join(error.messages)}")
            continue
        if standing:
            _compare(standing, rule, account)
            continue
        rule.save()
        there[rule.name] = rule
        account.added += 1
    return account


def record_of(each: told.Rule) -> Rule:
    """A rule of a file as a record, not saved yet."""
    patterns = "\n".join(each.find)
    return Rule(
        name=name_of(patterns),
        patterns=patterns,
        instead=each.write,
        why=each.why,
        weight=Weight[each.weight.upper()],
        unless="\n".join(each.unless),
        is_exact=each.capitals,
        in_quotations=each.quotations,
        is_on=not each.off,
        wrong="\n".join(each.wrong),
        right="\n".join(each.right),
    )


def _compare(standing: Rule, rule: Rule, account: Account) -> None:
    here, there = standing.as_written(), rule.as_written()
    differing = [
        Conflict(str(standing), each.name, _line(mine), _line(theirs))
        for each in fields(there)
        if (mine := getattr(here, each.name)) != (theirs := getattr(there, each.name))
    ]
    account.conflicts.extend(differing)
    account.same += not differing


def _line(value: str | bool | tuple[str, ...]) -> str:  # noqa: FBT001 - a value of the file
    return " / ".join(value) if isinstance(value, tuple) else str(value)
