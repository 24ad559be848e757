"""All that is held of a reader: told, given to them whole, and erased when they say so."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from asgiref.sync import sync_to_async
from django.contrib.auth import logout
from django.http import HttpResponse, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from broadsheet import belongings
from broadsheet.accounts.entrance.known import make_unknown
from broadsheet.kit.mailboxes import settled
from broadsheet.paper.models import Paper
from broadsheet.paper.pages import frame_of
from broadsheet.readers import actions
from broadsheet.readers.copying.archive import archive
from broadsheet.readers.pages.data import copy_page, data_page
from broadsheet.readers.pages.owner import MINE
from broadsheet.readers.views.guard import logged_in, personal, say, shown_lately, to_log_in
from broadsheet.readers.views.own import show
from broadsheet.readers.views.settings import UNFIT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from broadsheet.accounts.models import User
    from broadsheet.readers.context import DataPage, Owner

TEMPLATE: Final = "pages/my_data.html"


@personal(takes="GET")
@logged_in
def data(request: HttpRequest, reader: User) -> HttpResponse:
    return show(request, reader, TEMPLATE, partial(_page, wrong=""))


def _page(reader: User, owner: Owner, *, wrong: str) -> DataPage:
    return data_page(reader, owner, bound=belongings.what_binds(reader), wrong=wrong)


@personal(takes="GET")
@logged_in
@shown_lately
def copy(request: HttpRequest, reader: User) -> StreamingHttpResponse:
    """A ZIP of everything, written while it is sent."""
    now = timezone.now()
    theirs = [holder.told(reader, now) for holder in belongings.holders()]
    index = copy_page([table for each in theirs for table in each.tables], at=now)
    frame = frame_of(Paper.current())
    html = render_to_string("pages/my_copy.html", {"frame": frame, "page": index})
    pieces = archive(theirs, index=html, at=now)
    response = StreamingHttpResponse(_one_by_one(pieces), content_type="application/zip")
    name = f"my-data-{timezone.localtime(now):%Y-%m-%d}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


async def _one_by_one(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Each is made in a thread that may ask the database."""
    make = sync_to_async(lambda: next(pieces, None))
    while (piece := await make()) is not None:
        yield piece


@personal(takes="POST")
@logged_in
def erase(request: HttpRequest, reader: User) -> HttpResponseBase:
    """Erase the account of whoever types its address; every session of it ends with it.

    Whoever mistypes it is told so at once, and not led to show who they are for nothing.
    """
    if settled(request.POST.get("email", "")) != reader.email:
        wrong = _("This is not the address of your account. Nothing was erased.")
        return show(request, reader, TEMPLATE, partial(_page, wrong=wrong), status=UNFIT)
    return _erased(request, reader)


@shown_lately
def _erased(request: HttpRequest, reader: User) -> HttpResponse:
    try:
        actions.erase(reader)
    except actions.Bound:
        return show(request, reader, TEMPLATE, partial(_page, wrong=""), status=UNFIT)
    except actions.NoReader:
        return to_log_in(request, onwards=MINE)
    logout(request)
    response = say(
        request,
        200,
        _("Your account is erased"),
        _("With it went all that we kept for you. Thank you for having read with us."),
    )
    make_unknown(response)
    return response
