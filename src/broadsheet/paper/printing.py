"""Prints a page for readers: in the paper's language and zone, the same bytes for everyone."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Literal, assert_never

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from broadsheet.paper.context import Frame, Head, Masthead, Notice
from broadsheet.paper.models import Paper
from broadsheet.paper.pages import frame_of, masthead_of

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def house_style(paper: Paper) -> Iterator[Frame]:
    """Inside, all is said in the paper's language and told in its time zone.

    For pages that show the whole frame: a new menu makes all of them wrong.
    """
    with in_its_words(paper):
        yield frame_of(paper)


@contextmanager
def plain_style(paper: Paper) -> Iterator[Masthead]:
    """The same for feeds, texts and sitemaps, which show no menus."""
    with in_its_words(paper):
        yield masthead_of(paper)


def in_its_words(paper: Paper) -> ExitStack:
    """Inside, the paper's language and time zone hold."""
    stack = ExitStack()
    stack.enter_context(translation.override(paper.language))
    stack.enter_context(timezone.override(paper.zone))
    return stack


def printed(
    template: str, *, frame: Frame, head: Head, page: object, status: int = 200
) -> HttpResponse:
    """The page as a response. No request is passed on: a public page cannot know who reads it."""
    html = render_to_string(template, {"frame": frame, "head": head, "page": page})
    return HttpResponse(html, status=status, headers={"Content-Language": frame.language})


Status = Literal[400, 403, 404, 410, 413, 429]
"""What a notice can say."""


def notice(status: Status) -> HttpResponse:
    """A page in the paper's own dress that says why there is nothing else here."""
    paper = Paper.current()
    with house_style(paper) as frame:
        page = Notice(status, *_said(status))
        head = Head(title=page.heading, description=page.text, url="", noindex=True)
        return printed("pages/notice.html", frame=frame, head=head, page=page, status=status)


def _said(status: Status) -> tuple[str, str]:
    """What stands over a notice, and in it."""
    match status:
        case 410:
            return (
                _("This page is no longer here"),
                _("It was taken off our pages. The newest stories are on the front page."),
            )
        case 400:
            return (
                _("We could not understand this address"),
                _("Please check it, or start from the front page."),
            )
        case 403:
            return _("This page is not open to you"), _("Please log in, or go back.")
        case 429:
            return (
                _("That was too often in too short a time"),
                _("Please wait a few minutes, and try again. Nothing is wrong with your account."),
            )
        case 413:
            return (
                _("That was more than we take at once"),
                _("Nothing of it was kept. Go back, make it smaller, and send it again."),
            )
        case 404:
            return (
                _("There is no page at this address"),
                _(
                    "It may have been mistyped, or the page may have moved. Start from the front "
                    "page, or look through the latest stories and the topics."
                ),
            )
        case _:
            assert_never(status)
