"""What stands on each of a reader's pages: whose they are, the way between them, how they read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from broadsheet.paper.context import Crumb, Link, home_crumb
from broadsheet.readers import context
from broadsheet.readers.models import TEXT_SIZES, Appearance, Folding, Portrait, Preferences

if TYPE_CHECKING:
    from broadsheet.accounts.models import User

MINE: Final = "/me/"
SAVED: Final = "/me/saved/"
FOLLOWS: Final = "/me/follows/"
SETTINGS: Final = "/me/settings/"
DATA: Final = "/me/data/"
PICTURE: Final = "/me/picture/"


def owner_of(reader: User, *, here: str, token: str) -> context.Owner:
    """Whose pages these are. Two queries."""
    return context.Owner(
        name=str(reader),
        initials=initials_of(reader),
        portrait=portrait_of(reader),
        tabs=tuple(
            Link(text, "" if url == here else url)
            for text, url in (
                (_("My page"), MINE),
                (_("Saved stories"), SAVED),
                (_("Following"), FOLLOWS),
                (_("Settings"), SETTINGS),
                (_("My data"), DATA),
            )
        ),
        reading=reading_of(reader) or UNCHOSEN,
        token=token,
    )


def initials_of(reader: User) -> str:
    """One letter or two, as whoever has no picture is shown."""
    names = [reader.first_name, reader.last_name] if str(reader) != reader.email else [reader.email]
    return "".join(name.strip()[:1] for name in names).upper()


def portrait_of(reader: User) -> str:
    """The address of the reader's picture; empty where there is none."""
    version = Portrait.objects.filter(reader=reader).values_list("version", flat=True).first()
    return f"{PICTURE}?v={version}" if version else ""


UNCHOSEN: Final = context.Reading(
    text_size=TEXT_SIZES[0],
    appearance=str(Appearance.AUTO),
    folding=str(Folding.PAPER),
    keeps_places=None,
)


def reading_of(reader: User) -> context.Reading | None:
    """How the reader likes to read; None before anything was chosen."""
    found = Preferences.objects.filter(reader=reader).first()
    if found is None:
        return None
    return context.Reading(
        text_size=found.text_size,
        appearance=found.appearance,
        folding=found.folding,
        keeps_places=found.keeps_places,
    )


def crumbs(heading: str = "") -> tuple[Crumb, ...]:
    mine = Crumb(text=_("My page"), url=MINE if heading else "")
    return (home_crumb(), mine, *([Crumb(heading, "")] if heading else ()))
