"""Reads what stands around every page: settings, menus, publisher. Each says what it read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from broadsheet.media import keys as pictures
from broadsheet.media.context import Print
from broadsheet.paper.context import Frame, Link, Masthead, Policy, Publisher
from broadsheet.paper.keys import MASTHEAD, PAGES, PAPER, TONGUE
from broadsheet.paper.models import MenuItem, Paper, Place
from broadsheet.press.recording import FRAME, note
from broadsheet.topics.keys import SECTIONS
from broadsheet.topics.models import Section

if TYPE_CHECKING:
    from collections.abc import Iterable


def frame_of(paper: Paper) -> Frame:
    """The frame of every public page. Three queries, whatever the paper holds."""
    publisher = publisher_of(paper)
    items = list(paper.menu_items.select_related("section", "page")) if paper.pk else []
    frame = Frame(
        site=settings.SITE,
        name=paper.name,
        tagline=paper.tagline,
        description=paper.description,
        language=paper.language,
        direction="rtl" if get_language_info(paper.language)["bidi"] else "ltr",
        zone=paper.zone,
        menu=_links(items, Place.HEAD) or _sections(),
        foot=_foot(items, publisher),
        publisher=publisher,
    )
    note(FRAME, frame, sources=_sources(paper) | {SECTIONS, PAGES})
    return frame


def masthead_of(paper: Paper) -> Masthead:
    """What of the paper is shown where there are no menus.

    Noted is only in which words and at which times it speaks; see `note_masthead`.
    """
    publisher = publisher_of(paper)
    masthead = Masthead(
        site=settings.SITE,
        name=paper.name,
        description=paper.description or paper.tagline,
        language=paper.language,
        zone=paper.zone,
        logo=publisher.logo,
        logo_id=paper.logo.pk if paper.logo else None,
    )
    note(TONGUE, (masthead.site, masthead.language, masthead.zone), sources=[PAPER])
    return masthead


def note_masthead(masthead: Masthead) -> None:
    """Say that more of it is shown than in which words and at which times it speaks."""
    logo = {pictures.picture(masthead.logo_id)} if masthead.logo_id else set()
    note(MASTHEAD, masthead, sources={PAPER} | logo)


def _sources(paper: Paper) -> set[str]:
    return {PAPER, pictures.picture(paper.logo.pk)} if paper.logo else {PAPER}


def _links(items: Iterable[MenuItem], place: Place) -> tuple[Link, ...]:
    return tuple(Link(text=str(item), url=item.url) for item in items if item.place == place)


def _foot(items: Iterable[MenuItem], publisher: Publisher) -> tuple[Link, ...]:
    """The menu of the foot, then the policies it does not name already."""
    links = _links(items, Place.FOOT)
    named = {link.url for link in links}
    policies = {policy.url: Link(policy.text, policy.url) for policy in publisher.policies}
    return (*links, *(link for url, link in policies.items() if url not in named))


def _sections() -> tuple[Link, ...]:
    """Without a menu of its own, a paper shows its sections."""
    return tuple(
        Link(text=section.name, url=section.get_absolute_url())
        for section in Section.objects.filter(parent=None)
    )


def publisher_of(paper: Paper) -> Publisher:
    logo = Print.of(paper.logo) if paper.logo else None
    return Publisher(
        name=paper.publisher_name or paper.name,
        address=paper.publisher_address,
        email=paper.publisher_email,
        phone=paper.publisher_phone,
        founded_on=paper.founded_on.isoformat() if paper.founded_on else "",
        logo=settings.SITE + logo.largest if logo else "",
        logo_width=logo.largest_width if logo else 0,
        logo_height=logo.largest_height if logo else 0,
        same_as=tuple(paper.social_accounts.split()),
        policies=tuple(_policies(paper)),
    )


def _policies(paper: Paper) -> Iterable[Policy]:
    """The policies a publisher can name, by their schema.org property, where they exist."""
    for name, text, url in (
        ("correctionsPolicy", _("Corrections policy"), paper.corrections_policy),
        ("ethicsPolicy", _("Ethics policy"), paper.ethics_policy),
        ("ownershipFundingInfo", _("Ownership and funding"), paper.ownership),
        ("masthead", _("Who works here"), paper.masthead),
        ("actionableFeedbackPolicy", _("How to reach us"), paper.feedback_policy),
    ):
        if url:
            yield Policy(name=name, text=text, url=url)
