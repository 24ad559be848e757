"""The pages on which readers find what they keep."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from django.middleware.csrf import get_token
from django.utils import timezone

from broadsheet.paper.context import Head
from broadsheet.paper.models import Paper
from broadsheet.paper.printing import house_style, printed
from broadsheet.readers.pages.own import follows_page, my_page
from broadsheet.readers.pages.owner import owner_of
from broadsheet.readers.pages.saved import Wanted, saved_page
from broadsheet.readers.views.guard import logged_in, personal
from broadsheet.readers.views.keeping import keep

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from broadsheet.accounts.models import User
    from broadsheet.readers.context import Owner


class Headed(Protocol):
    @property
    def heading(self) -> str: ...


def show(
    request: HttpRequest,
    reader: User,
    template: str,
    page_of: Callable[[User, Owner], Headed],
    *,
    status: int = 200,
) -> HttpResponse:
    """A page of the reader, in the paper's dress."""
    with house_style(Paper.current()) as frame:
        owner = owner_of(reader, here=request.path, token=get_token(request))
        page = page_of(reader, owner)
        head = Head(title=page.heading, description="", url="", noindex=True)
        return printed(template, frame=frame, head=head, page=page, status=status)


@personal(takes="GET")
@logged_in
def mine(request: HttpRequest, reader: User) -> HttpResponse:
    page_of = partial(my_page, at=timezone.now())
    return show(request, reader, "pages/my_page.html", page_of)


@personal()
def saved(request: HttpRequest) -> HttpResponseBase:
    """Saved stories; a form that leads here saves one, or does something to it."""
    return keep(request) if request.method == "POST" else saved_stories(request)


@logged_in
def saved_stories(request: HttpRequest, reader: User) -> HttpResponse:
    wanted = Wanted.of(request.GET)
    page_of = partial(saved_page, wanted=wanted, at=timezone.now())
    return show(request, reader, "pages/my_saved.html", page_of)


@personal()
def follows(request: HttpRequest) -> HttpResponseBase:
    """What the reader follows; a form that leads here follows something, or no longer."""
    return keep(request) if request.method == "POST" else followed(request)


@logged_in
def followed(request: HttpRequest, reader: User) -> HttpResponse:
    return show(request, reader, "pages/my_follows.html", partial(follows_page, at=timezone.now()))
