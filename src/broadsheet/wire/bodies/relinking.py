"""Leads the links of a stored body to where their targets are now.

Which address means what is told by whoever knows the site that the body comes from.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from broadsheet.formats.markup.links import rewritten
from broadsheet.wire.bodies.shaping import id_of_stand_in

Raw = dict[str, Any]
_LINK_ALONE = re.compile(r'<p><a href="([^"]*)">[^<]*</a></p>')


@dataclass(frozen=True, slots=True)
class Target:
    """What an address of the old site means: an address here, or nothing that is here."""

    address: str = ""
    story_id: int | None = None


Lead = Callable[[str], Target | None]
"""The target of an address; None for one that is not the old site's."""


@dataclass(slots=True)
class Relinking:
    """The links of one body: how many were led elsewhere, and which lead nowhere here."""

    lead: Lead
    count: int = 0
    nowhere: dict[str, None] = field(default_factory=dict)

    def __call__(self, href: str) -> str | None:
        target = self.lead(href)
        if target is None or target.address == href:
            return None
        if not target.address:
            self.nowhere[href] = None
            return None
        self.count += 1
        return target.address

    def html(self, html: str) -> str:
        return rewritten(html, self)

    def body(self, raw: list[Raw]) -> list[Raw]:
        """The body with its links led on, and stories in the place of their stand-ins."""
        return [self._part(part) for part in raw]

    def _part(self, part: Raw) -> Raw:
        value = part["value"]
        match part["type"]:
            case "paragraph":
                return self._announced(part) or {**part, "value": self.html(value)}
            case "points":
                items = [{**item, "value": self.html(item["value"])} for item in value["items"]]
                return {**part, "value": {**value, "items": items}}
            case "quote":
                told = {"text": self.html(value["text"]), "source": self(value["source"])}
                source = told["source"] or value["source"]
                return {**part, "value": {**value, **told, "source": source}}
            case "fact_box" | "correction":
                return {**part, "value": {**value, "text": self.html(value["text"])}}
            case _:
                return part

    def _announced(self, part: Raw) -> Raw | None:
        """The story for which a paragraph stands in, if it is here."""
        found = _LINK_ALONE.fullmatch(part["value"])
        href = unescape(found[1]) if found else ""
        if not href or part.get("id") != id_of_stand_in(href):
            return None
        target = self.lead(href)
        if target is None or target.story_id is None or not target.address:
            return None
        self.count += 1
        return {**part, "type": "related", "value": target.story_id}
