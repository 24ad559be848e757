"""How a reader likes to read, what they want to be called, and their picture."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpResponse, HttpResponseNotFound, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from broadsheet.media.darkroom.intake import Refused
from broadsheet.readers import actions
from broadsheet.readers.models import Portrait
from broadsheet.readers.pages.own import settings_page
from broadsheet.readers.pages.owner import SETTINGS
from broadsheet.readers.portraits import LIMITS, MEDIA_TYPE, Busy
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
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest

    from broadsheet.accounts.models import User

DONE: Final = f"{SETTINGS}?done"
TOO_LARGE: Final = 413
UNFIT: Final = 422
TOO_MANY: Final = 429
FOR_EVER: Final = "private, max-age=31536000, immutable"


def _page(request: HttpRequest, reader: User, *, status: int = 200, **said: Any) -> HttpResponse:
    page_of = partial(settings_page, **said)
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
        actions.set_preferences(reader, **form.chosen)
    except actions.NoReader:
        return to_log_in(request, onwards=SETTINGS)
    return JsonResponse({"done": True}) if wants_json(request) else see_other(DONE)


@personal(takes="POST")
@logged_in
def name(request: HttpRequest, reader: User) -> HttpResponse:
    form = NameForm(request.POST)
    if not form.is_valid():
        wrong = _("A name can have at most %(most)d letters.") % {"most": LONGEST_NAME}
        return _page(request, reader, status=UNFIT, wrong_name=wrong)
    try:
        actions.rename(reader, **form.cleaned_data)
    except actions.NoReader:
        return to_log_in(request, onwards=SETTINGS)
    return see_other(DONE)


def _too_large(request: HttpRequest, reader: User) -> HttpResponse:
    """What is said of a picture that is not kept, nor even read where that can be told before."""
    wrong = _("A picture may have at most %(most)s. Save yours smaller, and send it again.") % {
        "most": filesizeformat(LIMITS.file_size)
    }
    return _page(request, reader, status=TOO_LARGE, wrong_picture=wrong)


@personal(largest=LIMITS.file_size + LARGEST, beyond=logged_in(_too_large))
@logged_in
def picture(request: HttpRequest, reader: User) -> HttpResponse:
    """The reader's own picture, for nobody else; a form that leads here changes or removes it."""
    if request.method != "POST":
        return _own_picture(reader, version=request.GET.get("v", ""))
    try:
        file = _file_of(request)
        if file is not None and (file.size or 0) > LIMITS.file_size:
            return _too_large(request, reader)
        _change_picture(reader, file, is_dropped=request.POST.get("deed") == "drop")
    except Busy:
        wrong = _("A picture is being made just now. Please send yours again in a moment.")
        response = _page(request, reader, status=TOO_MANY, wrong_picture=wrong)
        response["Retry-After"] = "5"
        return response
    except Refused as error:
        return _page(request, reader, status=UNFIT, wrong_picture=str(error))
    except actions.NoReader:
        return to_log_in(request, onwards=SETTINGS)
    return see_other(DONE)


def _file_of(request: HttpRequest) -> UploadedFile[bytes] | None:
    """What was chosen, if anything. Raises Refused."""
    try:
        return request.FILES.get("picture")
    except MultiPartParserError as error:
        # Of what browsers write before a file, its name alone can be longer than Django reads.
        raise Refused(
            _(
                "The form could not be read; perhaps the name of the file is too long. "
                "Give it a shorter one, and send it again."
            )
        ) from error


def _change_picture(reader: User, file: UploadedFile[bytes] | None, *, is_dropped: bool) -> None:
    """Raises Busy, NoReader; and Refused, whose text tells why."""
    if is_dropped:
        actions.remove_portrait(reader)
    elif file is None:
        raise Refused(_("Choose a picture first."))
    else:
        actions.set_portrait(reader, raw=file.read())


def _own_picture(reader: User, *, version: str) -> HttpResponse:
    """Under the address of its very version, the picture stays for ever what it is."""
    found = Portrait.objects.filter(reader=reader).first()
    if found is None:
        return HttpResponseNotFound(
            _("There is no such picture."), content_type="text/plain; charset=utf-8"
        )
    response = HttpResponse(bytes(found.body), content_type=MEDIA_TYPE)
    if version == found.version:
        response["Cache-Control"] = FOR_EVER
    return response
