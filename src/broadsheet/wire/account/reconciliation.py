"""The account at the end of an import: of everything in the file, what became of it.

Long lists wait in a scratch file, so that the account of a large archive takes no more memory.
"""

from __future__ import annotations

import json
import tempfile
import weakref
from collections import Counter
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from broadsheet.wire.account.remarks import Remark

IN_MEMORY = 1 << 20


@dataclass(slots=True)
class Tally:
    """One type of item: how many the file has, and for what reasons they are where they are."""

    in_file: int = 0
    imported: Counter[str] = field(default_factory=Counter)
    already_there: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def accounted_for(self) -> int:
        return self.imported.total() + self.already_there.total() + self.left_out.total()

    def as_data(self) -> dict[str, Any]:
        columns = ("imported", "already_there", "left_out")
        return {
            "in_file": self.in_file,
            **{name: getattr(self, name).total() for name in columns},
            "reasons": {
                name: dict(sorted(getattr(self, name).items()))
                for name in columns
                if set(getattr(self, name)) - {""}
            },
        }


class LongList:
    """A list of records that is written as it grows and read once at the end."""

    def __init__(self) -> None:
        self.count = 0
        self._file: IO[str] = tempfile.SpooledTemporaryFile(  # noqa: SIM115 - lives as long as we
            max_size=IN_MEMORY, mode="w+", encoding="utf-8", newline="\n"
        )
        weakref.finalize(self, self._file.close)

    def add(self, record: dict[str, Any]) -> None:
        self.count += 1
        self._file.write(json.dumps(record, ensure_ascii=False) + "\n")

    def __iter__(self) -> Iterator[dict[str, Any]]:
        self._file.seek(0)
        yield from map(json.loads, self._file)
        self._file.seek(0, 2)


class Reconciliation:
    """What the file holds, and what became of it."""

    def __init__(self) -> None:
        self.tallies: dict[str, Tally] = {}
        self.leftovers: Counter[str] = Counter()
        self.changes: Counter[str] = Counter()
        self.completed = 0
        """stories that were there already, and have now got pictures they lacked"""
        self.links_rewritten = 0
        self.remarks = LongList()
        self.missing = LongList()
        self.edited_since = LongList()
        self.open_links = LongList()
        self._known_missing: set[int] = set()

    def of(self, kind: str) -> Tally:
        return self.tallies.setdefault(kind, Tally())

    @property
    def balances(self) -> bool:
        """Whether everything in the file has been accounted for exactly once."""
        return all(tally.in_file == tally.accounted_for for tally in self.tallies.values())

    @property
    def imported(self) -> int:
        return sum(tally.imported.total() for tally in self.tallies.values())

    def remark(self, kind: str, key: str, address: str, remarks: Iterable[Remark]) -> None:
        """Tell of one item what was left over and what was changed."""
        told = list(remarks)
        for each in told:
            (self.changes if each.is_change else self.leftovers)[each.kind] += 1
        if told:
            listed = [each.stored() for each in told]
            self.remarks.add({"type": kind, "id": key, "address": address, "remarks": listed})

    def lacks(self, address: str, why: str) -> None:
        """A picture or file was not to be had; each is listed once."""
        name = hash(address)
        if name not in self._known_missing:
            self._known_missing.add(name)
            self.missing.add({"address": address, "why": why})

    def head(self) -> dict[str, Any]:
        """The account without its long lists."""
        return {
            "balances": self.balances,
            "types": {kind: tally.as_data() for kind, tally in sorted(self.tallies.items())},
            "leftovers": dict(sorted(self.leftovers.items())),
            "changes": dict(sorted(self.changes.items())),
            "completed": self.completed,
            "links_rewritten": self.links_rewritten,
        }

    def write_json(self, write: Callable[[str], object], **about: Any) -> None:
        """All of it, list by list; `about` stands in front."""
        write(json.dumps({**about, **self.head()}, ensure_ascii=False, indent=1)[:-2])
        for name, records in (
            ("remarks", self.remarks),
            ("missing", self.missing),
            ("edited_since", self.edited_since),
            ("open_links", self.open_links),
        ):
            write(f',\n "{name}": [')
            for number, record in enumerate(records):
                write(",\n  " if number else "\n  ")
                write(json.dumps(record, ensure_ascii=False))
            write("\n ]" if records.count else "]")
        write("\n}\n")
