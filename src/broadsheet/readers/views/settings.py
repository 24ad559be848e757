"""How a reader likes to read, what they want to be called, and their picture."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpResponse, HttpResponseNotFound, JsonResponse
from django.utils.translation import gettext as _

from broadsheet.media.darkroom.intake import Refused
from broadsheet.readers import actions, pages
from broadsheet.readers.models import Portrait
from broadsheet.readers.portraits import LIMITS, MEDIA_TYPE
from broadsheet.readers.views.forms import LONGEST_NAME, NameForm, PreferencesForm
from broadsheet.readers.views.guard import (
    LARGEST,
    logged_in,
    personal,
    say,
    see_other,
    to_log_in,
    wants_json,
)
from broadsheet.readers.views.own import show

if TYPE_CHECKING:
    from django.http import HttpRequest

    from broadsheet.accounts.models import User

DONE: Final = f"{pages.SETTINGS}?done"
UNFIT: Final = 422


def _page(request: HttpRequest, reader: User, *, status: int = 200, **said: Any) -> HttpResponse:
    page_of = partial(pages.settings_page, **said)
    return show(request, reader, "pages/my_settings.html", page_of, status=status)


@personal()
@logged_in
def settings(request: HttpRequest, reader: User) -> HttpResponse:
    """The page of settings; a form that leads here changes what of them it names."""
    if request.method != "POST":
        return _page(request, reader, is_done="done" in request.GET)
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        return say(request, 400, _("We could not understand this"), _("Nothing was changed."))
    try:
        actions.prefer(reader, **form.chosen)
    except actions.NoReader:
        return to_log_in(request, onwards=pages.SETTINGS)
    return JsonResponse({"done": True}) if wants_json(request) else see_other(DONE)


@personal(takes="POST")
@logged_in
def name(request: HttpRequest, reader: User) -> HttpResponse:
    form = NameForm(request.POST)
    if not form.is_valid():
        wrong = _("A name can have at most %(most)d letters.") % {"most": LONGEST_NAME}
        return _page(request, reader, status=UNFIT, wrong_name=wrong)
    try:
        actions.name(reader, **form.cleaned_data)
    except actions.NoReader:
        return to_log_in(request, onwards=pages.SETTINGS)
    return see_other(DONE)


@personal(largest=LIMITS.file_size + LARGEST)
@logged_in
def picture(request: HttpRequest, reader: User) -> HttpResponse:
    """The reader's own picture, for nobody else; a form that leads here changes or removes it."""
    if request.method != "POST":
        return _own_picture(reader)
    try:
        if request.POST.get("deed") == "drop":
            actions.hide(reader)
        elif (file := request.FILES.get("picture")) is None:
            return _page(request, reader, status=UNFIT, wrong_picture=_("Choose a picture first."))
        else:
            actions.show(reader, raw=file.read())
    except Refused as error:
        return _page(request, reader, status=UNFIT, wrong_picture=str(error))
    except actions.NoReader:
        return to_log_in(request, onwards=pages.SETTINGS)
    return see_other(DONE)


def _own_picture(reader: User) -> HttpResponse:
    found = Portrait.objects.filter(reader=reader).first()
    if found is None:
        return HttpResponseNotFound(
            _("There is no such picture."), content_type="text/plain; charset=utf-8"
        )
    return HttpResponse(bytes(found.body), content_type=MEDIA_TYPE)
