"""What Wikidata's query service answers about who held which position: its JSON results.

The query selects ?person ?personLabel ?office ?officeLabel ?start ?end, and may select ?of
?ofLabel, ?born, ?died, and ?startPrecision and the like (11 a day, 10 a month, 9 a year). Where no
precision is told, the first of January is taken for a year, as it mostly is one.
"""

from __future__ import annotations

import re
from typing import Final

from broadsheet.formats.errors import Unreadable
from broadsheet.formats.grammar.members import Members
from broadsheet.formats.tenures.entries import Entries, Office, Person, Tenure, days

MEDIA_TYPE = "application/sparql-results+json"

_ITEM: Final = re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q[1-9]\d*)")
_UNNAMED: Final = re.compile(r"Q[1-9]\d*")
_MOMENT: Final = re.compile(r"\+?(\d{4})-(\d{2})-(\d{2})(?:T.*)?")
_YEAR: Final = "9"


def load(raw: bytes) -> Entries:
    """All tenures of the answer; each stands on the page of its person. Raises Unreadable."""
    data = Members.parse(raw, called="The answer of Wikidata")
    found = Entries()
    rows = data.one("results").each("bindings")
    if "results" not in data:
        raise Unreadable("The answer of Wikidata has no “results”.")
    for number, row in enumerate(rows, start=1):
        values = {name: _value(row, name) for name in _NAMES if name in row}
        _take(found, values, number)
    found.tenures = list(dict.fromkeys(found.tenures))
    return found


_NAMES: Final = (
    "person", "personLabel", "office", "officeLabel", "start", "end", "startPrecision",
    "endPrecision", "of", "ofLabel", "born", "bornPrecision", "died", "diedPrecision",
)  # fmt: skip


def _value(row: Members, name: str) -> str:
    """Of what Wikidata knows to exist but not what it is, it gives a node without a name."""
    cell = row.one(name)
    value = cell.text("value").strip()
    return "" if cell.text("type") == "bnode" or "/.well-known/genid/" in value else value


def _take(found: Entries, row: dict[str, str], number: int) -> None:
    item = _ITEM.fullmatch(row.get("person", ""))
    if item is None:
        raise Unreadable(f"Result {number} has no ?person that is an item of Wikidata.")
    name, title = row.get("personLabel", ""), row.get("officeLabel", "")
    for label, what in ((name, "?personLabel"), (title, "?officeLabel")):
        if not label:
            raise Unreadable(f"Result {number} has no {what}.")
    if _UNNAMED.fullmatch(name) or _UNNAMED.fullmatch(title):
        found.left_out.append(f"Result {number}: {name}, {title}: without a name in that language.")
        return
    page = f"https://www.wikidata.org/wiki/{item[1]}"
    of = row.get("ofLabel", "")
    found.tenures.append(
        Tenure(
            Person(
                name, born=_days(row, "born", number), died=_days(row, "died", number),
                same_as=(page,),
            ),
            Office(_without(title, of), of=of),
            begins=_days(row, "start", number),
            ends=_days(row, "end", number),
            source=page,
        )
    )  # fmt: skip


def _without(title: str, of: str) -> str:
    """“President of the United States” is the president, and what of stands by itself."""
    if not of:
        return title
    pattern = rf"\s+of\s+(?:the\s+)?{re.escape(of)}"
    return re.sub(rf"{pattern}$", "", title, flags=re.IGNORECASE) or title


def _days(row: dict[str, str], name: str, number: int) -> str:
    text = row.get(name, "")
    if not text:
        return ""
    moment = _MOMENT.fullmatch(text)
    if moment is None:
        raise Unreadable(f"Result {number}: ?{name} is “{text}”, which is no day.")
    year, month, day = moment.groups()
    precision = row.get(f"{name}Precision", "")
    if not precision and (month, day) == ("01", "01"):
        precision = _YEAR
    match precision:
        case "11" | "12" | "13" | "14" | "":
            return days(f"{year}-{month}-{day}")
        case "10":
            return days(f"{year}-{month}")
        case "9":
            return days(year)
        case _:
            return ""  # a decade or a century says nothing that could be checked
