"""What templates say in a word: icons, moments, bylines, hues, the addresses of a text's links."""

from __future__ import annotations

import re
from datetime import date, datetime
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from broadsheet.paper import assets
from broadsheet.topics.models import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

register = template.Library()

HUES = 12
"""How many hues the stylesheet knows; a section's own is rounded to the nearest."""

LONG_HEADLINE = 90
"""Letters: about four lines at the top of a phone's front page."""

NO_BREAK = "\u00a0"
_LINK = re.compile(r'<a\b[^>]*\bhref="([^"]*)"')


# --- assets -------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of `assets/icons`, for the eye only: its control has a name in words."""
    return mark_safe(  # noqa: S308 - our own files
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        f"{assets.icon(name)}</svg>"
    )


@register.simple_tag
def first_paint() -> SafeString:
    """The script that must run before the first paint; the security policy knows its hash."""
    return mark_safe(f"<script>{assets.first_paint()}</script>")  # noqa: S308 - our own file


@register.simple_tag
def house() -> str:
    """The paper's host name: what stands for its name where the database cannot be asked."""
    return host(settings.SITE)


@register.filter
def hue(degrees: int) -> str:
    """The class of the nearest hue that the stylesheet knows: “hue-210”."""
    step = 360 // HUES
    return f"hue-{round(degrees / step) % HUES * step}"


# --- time ---------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def moment(context: dict[str, Any], when: datetime, style: str = "full") -> SafeString:
    """A moment as `<time>`, in the paper's zone and language: “full”, “short”, “day” or “time”.

    “iso” gives the bare attribute value, for machines.
    """
    local = when.astimezone(context["frame"].zone)
    stamp = f"{local:%Y-%m-%d}" if style == "day" else local.isoformat(timespec="seconds")
    if style == "iso":
        return format_html("{}", stamp)
    return format_html('<time datetime="{}">{}</time>', stamp, _written(local, style))


@register.simple_tag(takes_context=True)
def told(context: dict[str, Any], value: object) -> SafeString:
    """Whatever a record says, in words of the paper: moments, yes and no, addresses as links."""
    match value:
        case None | "":
            return SafeString("–")
        case bool():
            return format_html("{}", _("Yes") if value else _("No"))
        case datetime():
            return moment(context, value)
        case str() if value.startswith(("https://", "http://")):
            return format_html('<a href="{}">{}</a>', value, value)
        case _:
            return format_html("<bdi>{}</bdi>", value)


def _written(local: datetime, style: str) -> str:
    match style:
        case "full":
            # Translators: date and time of day, see Django's “date” filter for the letters.
            written = date_format(local, pgettext("date", "j F Y, H:i"), use_l10n=False)
            return f"{written}{NO_BREAK}{zone_name(local)}"
        case "short":
            # Translators: date and time of day in little room.
            return date_format(local, pgettext("date", "j M, H:i"), use_l10n=False)
        case "day":
            return day(local)
        case "time":
            # Translators: time of day.
            return date_format(local, pgettext("date", "H:i"), use_l10n=False)
    raise ValueError(f"no such style of time: {style!r}")


@register.filter
def day(when: date | str) -> str:
    """A day, or its ISO form, in words of the paper's language."""
    if isinstance(when, str):
        when = date.fromisoformat(when)
    # Translators: a date.
    return date_format(when, pgettext("date", "j F Y"), use_l10n=False)


def zone_name(local: datetime) -> str:
    """What readers call the zone: its abbreviation, else how far it is from UTC."""
    name = local.tzname() or "UTC"
    if name[0] not in "+-":
        return name
    minutes = round((local.utcoffset() or local - local).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


# --- people -------------------------------------------------------------------------------


@register.simple_tag
def byline(authors: Sequence[Any], note: str = "", *, linked: bool = True) -> SafeString:
    """Who wrote it, in a sentence: “By A, B and C, with agencies”. Empty when nobody is named."""
    names = [_name(author, linked=linked) for author in authors]
    apart = format_html("<bdi>{}</bdi>", note)
    if not names:
        return apart if note else SafeString()
    # Translators: who wrote a story.
    said = format_html(_("By {names}"), names=_joined(names))
    # Translators: what follows a byline, such as “with agencies”.
    return format_html(_("{byline}, {note}"), byline=said, note=apart) if note else said


def _name(author: Any, *, linked: bool) -> SafeString:
    if linked and author.url:
        return format_html('<a rel="author" href="{}"><bdi>{}</bdi></a>', author.url, author.name)
    return format_html("<bdi>{}</bdi>", author.name)


def _joined(names: list[SafeString]) -> SafeString:
    *before, last = names
    if not before:
        return last
    # Translators: stands between the names of a list, but for the last two.
    first = format_html_join(_(", "), "{}", ((name,) for name in before))
    # Translators: the end of a list of names; {first} may itself be several.
    return format_html(_("{first} and {last}"), first=first, last=last)


# --- text ---------------------------------------------------------------------------------


@register.filter
def is_long(headline: str) -> bool:
    """Whether a headline is too long to be set as large as its place would have it."""
    return len(headline) > LONG_HEADLINE


@register.filter
def opening(body: Sequence[Any]) -> int | None:
    """Where the first paragraph of a body stands, which begins with the dateline."""
    kinds = [block.template for block in body]
    return kinds.index("blocks/paragraph.html") if "blocks/paragraph.html" in kinds else None


@register.filter
def addresses(body: Iterable[Any], site: str) -> list[str]:
    """Where the links of a body lead, in order: a printed page cannot be clicked."""
    found = (
        address for block in body for html in _markup(block) for address in _LINK.findall(html)
    )
    return [
        site + address if address.startswith("/") else address for address in map(unescape, found)
    ]


def _markup(block: Any) -> list[str]:
    html = getattr(block, "html", "")
    items = getattr(block, "items", ())
    return [html, *(items if isinstance(items, tuple) else ())]


@register.filter
def at(items: Sequence[Any], index: int) -> Any:
    """The item at a place, or None past the end."""
    return items[index] if index < len(items) else None


@register.filter
def host(address: str) -> str:
    """The host of an address, as readers know it: “wikidata.org”."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


@register.filter
def kind_label(kind: str) -> str:
    """What a kind of topic is called: “Place”."""
    return str(Kind(kind).label)


@register.filter
def part_label(part: str) -> str:
    """What a part of a story is called where two versions of it are compared; its text is not."""
    return {
        "kicker": _("Kicker"),
        "headline": _("Headline"),
        "short_headline": _("Headline on fronts"),
        "standfirst": _("Standfirst"),
        "byline": _("Byline"),
        "dateline": _("Written from"),
        "caption": _("Caption"),
        "source": _("Source"),
    }.get(part, "")
