"""What an account says beside posts, pages and files: categories, tags, authors, comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.wire.models import Arrival, Outcome
from broadsheet.wire.wordpress.pieces.subjects import TYPED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from broadsheet.formats.wxr import Entry
    from broadsheet.wire.account.reconciliation import Reconciliation, Tally
    from broadsheet.wire.wordpress.survey import Survey

AT_ONCE = 500
UNUSED = "nothing that came is filed under it"
UNSIGNED = "nothing that came is by them"
_TAXONOMIES = {
    "author": "told by the authors themselves",
    "nav_menu": "a menu",
    "post_format": "a matter of appearance",
}


def leave_out_comments(entry: Entry, report: Reconciliation) -> None:
    if entry.comment_count:
        report.of("comment").left_out["a paper has no comments"] += entry.comment_count


def account(survey: Survey, source: str, report: Reconciliation) -> None:
    """Complete the account once all items have been met."""
    for kind, count in survey.counts.items():
        if count:
            report.of(kind).in_file = count
    writers = survey.writers()
    if writers:
        _settle(report.of("author"), writers, survey.uses("author"), source, ["author"], UNSIGNED)
    for kind, count in survey.kinds_of_terms().items():
        tally = report.of(kind if kind in {"category", "tag"} else f"{kind} (term)")
        if kind == "category" or kind in TYPED:
            keys, kinds = survey.terms(kind), [kind, f"{kind} as topic"]
            _settle(tally, keys, survey.uses(kind), source, kinds, UNUSED)
        else:
            tally.in_file = count
            tally.left_out[_TAXONOMIES.get(kind, "a taxonomy that no paper has")] += count


def _settle(
    tally: Tally,
    keys: Sequence[str],
    uses: Mapping[str, bool],
    source: str,
    kinds: Sequence[str],
    otherwise: str,
) -> None:
    """Say of each term or author whether it came now, was there before, or is not needed."""
    tally.in_file = len(keys)
    tally.imported[""] += sum(uses.get(key, False) for key in keys)
    tally.already_there[""] += sum(not uses.get(key, True) for key in keys)
    unused = [key for key in keys if key not in uses]
    arrivals = Arrival.objects.of(source).filter(kind__in=kinds, outcome=Outcome.IMPORTED)
    for start in range(0, len(unused), AT_ONCE):
        some = unused[start : start + AT_ONCE]
        there = arrivals.filter(key__in=some).values("key").distinct().count()
        tally.already_there[""] += there
        tally.left_out[otherwise] += len(some) - there
