"""JSON, read without trust: members of the type that is asked for, or Unreadable."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Self, TypeVar

from broadsheet.formats.errors import Unreadable
from broadsheet.formats.grammar import moments

_T = TypeVar("_T")
_NOTHING: tuple[object, ...] = ("", None, [], {})


class Members:
    """A JSON object; a member that is missing or null is empty."""

    def __init__(self, data: object, *, called: str) -> None:
        if not isinstance(data, dict):
            raise Unreadable(f"{called} is not a JSON object.")
        self._data = data

    @classmethod
    def parse(cls, raw: bytes, *, called: str) -> Self:
        """The object that is the whole document."""
        try:
            data = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise Unreadable(f"{called} is not well-formed JSON.") from error
        return cls(data, called=called)

    def __contains__(self, name: str) -> bool:
        return self._data.get(name) is not None

    def has(self, name: str) -> bool:
        """Whether the member stands there, if only as null."""
        return name in self._data

    def flag(self, name: str) -> bool:
        return self._get(name, bool, "true or false") or False

    def text(self, name: str) -> str:
        return self._get(name, str, "a text") or ""

    def number(self, name: str) -> int | None:
        value = self._get(name, int, "a whole number")
        if isinstance(value, bool):
            raise self._wrong(name, "a whole number")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        values = self._get(name, list, "a list") or []
        if not all(isinstance(value, str) for value in values):
            raise self._wrong(name, "a list of texts")
        return tuple(values)

    def one(self, name: str) -> "Members":
        """An object within this one."""
        return Members(self._data[name] if name in self else {}, called=f"“{name}”")

    def each(self, name: str) -> "tuple[Members, ...]":
        """The objects in a list."""
        values = self._get(name, list, "a list") or []
        return tuple(Members(value, called=f"A member of “{name}”") for value in values)

    def moment(self, *names: str) -> datetime:
        """The first of these members that is there, which one must be."""
        name = next((name for name in names if name in self), names[0])
        try:
            return moments.from_w3c(self.text(name))
        except ValueError as error:
            raise self._wrong(name, "a date with a time and a zone") from error

    def _get(self, name: str, kind: type[_T], what: str) -> _T | None:
        value = self._data.get(name)
        if value is not None and not isinstance(value, kind):
            raise self._wrong(name, what)
        return value

    def _wrong(self, name: str, what: str) -> Unreadable:
        return Unreadable(f"“{name}” is not {what}.")


def filled(members: Mapping[str, object]) -> dict[str, object]:
    """The members that hold something."""
    return {name: value for name, value in members.items() if value not in _NOTHING}


def to_bytes(data: Mapping[str, object]) -> bytes:
    """The document, as UTF-8 on one line."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
