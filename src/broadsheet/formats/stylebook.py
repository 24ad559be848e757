"""A style book in TOML, as it is written by hand: a table for each rule.

```
[[rule]]
find = ["(comprises|comprised) of"]
write = "(consists|consisted) of"
why = "A whole comprises its parts, or consists of them."
weight = "warning"
unless = []
wrong = ["The fleet comprised of six boats. → The fleet consisted of six boats."]
right = ["The fleet comprised six boats."]
```

`capitals` says that these count, `quotations` that it holds in the words of others, and `off` that
it is kept, and not looked for.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from broadsheet.formats.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MEDIA_TYPE = "application/toml"
WEIGHTS: Final = ("hint", "warning", "error")
_AT: Final = re.compile(r"\(at line (\d+), ")
_HEAD: Final = re.compile(r"^[ \t]*\[\[\s*rule\s*\]\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rule:
    """As it stands in a file; what its words mean, `checking.style` knows."""

    find: tuple[str, ...]
    why: str
    write: str = ""
    weight: str = "warning"
    unless: tuple[str, ...] = ()
    capitals: bool = False
    quotations: bool = False
    off: bool = False
    wrong: tuple[str, ...] = ()
    right: tuple[str, ...] = ()


def load(raw: bytes) -> list[Rule]:
    """All rules in their order. Raises Unreadable."""
    try:
        text = raw.decode("utf-8-sig")
        data = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise Unreadable("The style book is not in UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        place = _AT.search(str(error))
        line = int(place[1]) if place else text.count("\n") + 1  # at its end
        raise Unreadable(f"This is no TOML: {error}.", line=line) from error
    except RecursionError as error:
        raise Unreadable("This is nested too deeply for a style book.") from error
    if unknown := sorted(set(data) - {"rule"}):
        raise Unreadable(f"Nobody knows “{unknown[0]}”: a style book has a [[rule]] for each.")
    told = data.get("rule", [])
    if not isinstance(told, list) or not all(isinstance(each, dict) for each in told):
        raise Unreadable("Write [[rule]] above each rule.")
    starts = [text.count("\n", 0, head.start()) + 1 for head in _HEAD.finditer(text)]
    lines = starts if len(starts) == len(told) else [None] * len(told)
    return [_rule(each, line) for each, line in zip(told, lines, strict=True)]


def _rule(told: dict[str, Any], line: int | None) -> Rule:
    known = {field.name: field for field in fields(Rule)}
    for name, value in told.items():
        if name not in known:
            raise Unreadable(f"Nobody knows “{name}” of a rule.", line=line)
        if not _is_of_its_kind(str(known[name].type), value):
            raise Unreadable(f"“{name}” of a rule cannot be {value!r}.", line=line)
    if not told.get("find") or not told.get("why"):
        raise Unreadable("A rule says what to “find” and “why”.", line=line)
    if told.get("weight", "warning") not in WEIGHTS:
        raise Unreadable(f"The weight of a rule is one of {', '.join(WEIGHTS)}.", line=line)
    frozen: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in told.items()}
    return Rule(**frozen)


def _is_of_its_kind(kind: str, value: Any) -> bool:
    match kind:
        case "bool":
            return isinstance(value, bool)
        case "str":
            return isinstance(value, str)
        case _:
            return isinstance(value, list) and all(isinstance(each, str) for each in value)


def dump(rules: Iterable[Rule]) -> bytes:
    """The same; what a rule leaves as it mostly is, is left out."""
    return "\n".join(f"[[rule]]\n{''.join(_lines(rule))}" for rule in rules).encode()


def _lines(rule: Rule) -> Iterator[str]:
    for field in fields(Rule):
        value = getattr(rule, field.name)
        if value != field.default:
            yield f"{field.name} = {_written(value)}\n"


def _written(value: str | bool | tuple[str, ...]) -> str:  # noqa: FBT001 - a value of the file
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _quoted(value)
        case (one,):
            return f"[{_quoted(one)}]"
        case _:
            return f"[\n{''.join(f'  {_quoted(each)},{chr(10)}' for each in value)}]"


def _quoted(text: str) -> str:
    # What JSON escapes, TOML escapes alike, but for one character that JSON leaves.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
