"""JSON-LD that every kind of page shares: the publisher, the breadcrumb (schema.org)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from broadsheet.paper.context import Crumb, Frame

Data = dict[str, Any]

# Inside a script element nothing may end it, nor open a comment.
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_ESCAPES = str.maketrans(_UNSAFE)


def dump(*things: Data) -> str:
    """The things as one JSON-LD text that may stand inside a script element."""
    graph = {"@context": "https://schema.org", "@graph": [without_empty(thing) for thing in things]}
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def without_empty(thing: Data) -> Data:
    """A property that says nothing is left out."""
    return {name: value for name, value in thing.items() if value not in ("", None, [], {}, ())}


def absolute(frame: Frame, path: str) -> str:
    return path if "://" in path else frame.site + path


def publisher(frame: Frame) -> Data:
    """The paper as a NewsMediaOrganization, with the policies it has."""
    house = frame.publisher
    return {
        "@type": "NewsMediaOrganization",
        "@id": f"{frame.site}/#publisher",
        "name": house.name,
        "url": f"{frame.site}/",
        "logo": without_empty(
            {
                "@type": "ImageObject",
                "url": house.logo,
                "width": house.logo_width,
                "height": house.logo_height,
            }
        )
        if house.logo
        else None,
        "email": house.email,
        "telephone": house.phone,
        "address": house.address,
        "foundingDate": house.founded_on,
        "sameAs": list(house.same_as),
        **{policy.name: absolute(frame, policy.url) for policy in house.policies},
    }


def breadcrumb(frame: Frame, crumbs: Iterable[Crumb], *, url: str) -> Data:
    """The way from the home page to this one; `url` is the page's own absolute address."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": crumb.text,
                "item": absolute(frame, crumb.url) if crumb.url else url,
            }
            for position, crumb in enumerate(crumbs, start=1)
        ],
    }
