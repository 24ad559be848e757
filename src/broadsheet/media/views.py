"""Answers with pictures: prints for everyone, the newsroom's own reductions for the newsroom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.http import HttpResponse, HttpResponseNotFound, HttpResponsePermanentRedirect
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from broadsheet.media.context import Ratio, address, widths_of
from broadsheet.media.darkroom import metadata
from broadsheet.media.darkroom.blocks import Unwalkable
from broadsheet.media.darkroom.kinds import kind_of
from broadsheet.media.models import Picture
from broadsheet.media.printing import making, shelf

if TYPE_CHECKING:
    from django.http import HttpRequest

FOR_EVER = "public, max-age=31536000, immutable"
FOR_AN_HOUR = "public, max-age=3600"
FOR_ME_ALONE = "private, max-age=3600"


@require_safe
def printed(
    request: HttpRequest,
    *,
    picture_id: str,
    version: str,
    ratio: str,
    width: str,
    extension: str,
) -> HttpResponse:
    """A print. One that is kept is answered without asking the database."""
    slip = shelf.Slip(int(picture_id), version, Ratio(ratio), int(width), extension)
    body = shelf.find(slip)
    if body is None:
        picture = Picture.objects.filter(pk=slip.picture_id).first()
        if picture is None or not slip.suits(picture):
            return _instead(picture, slip)
        try:
            body = making.make(picture, slip)
        except making.Unprintable:
            return _not_found()
        except shelf.Overtaken as overtaken:
            return _instead(overtaken.picture, slip)
    response = HttpResponse(body, content_type=shelf.MEDIA_TYPES[extension])
    response["Cache-Control"] = FOR_EVER
    response["ETag"] = slip.etag
    return get_conditional_response(request, etag=slip.etag, response=response) or response


@require_safe
def newsroom_file(request: HttpRequest, *, folder: str, name: str) -> HttpResponse:
    """A picture of the newsroom's screens, for those who may see them.

    Readers have no use for it, and originals are nobody else's business. Whatever is answered
    here is freed once more of where it was taken: portraits of staff come by another way.
    """
    if not request.user.has_perm("wagtailadmin.access_admin"):
        return _not_found()
    path = f"{folder}/{name}"
    if not default_storage.exists(path):
        return _not_found()
    with default_storage.open(path) as file:
        raw = file.read()
    kind = kind_of(raw)
    if kind is None:
        return _not_found()
    try:
        body = metadata.without_places(raw, kind)
    except Unwalkable:
        return _not_found()
    response = HttpResponse(body, content_type=kind.media_type)
    response["Cache-Control"] = FOR_ME_ALONE
    return response


def _instead(picture: Picture | None, slip: shelf.Slip) -> HttpResponse:
    """What is answered where a print does not suit its picture."""
    if picture is None:
        return _not_found()
    if picture.withdrawn_at is not None:
        return _gone()
    return _not_found() if slip.version == picture.version else _moved(picture, slip)


def _moved(picture: Picture, slip: shelf.Slip) -> HttpResponse:
    """To where the print is now; only from an address that it once had.

    Else whoever counts through the numbers would be told where every picture is, even of stories
    that nobody may read yet.
    """
    if slip.version not in picture.former_versions:
        return _not_found()
    widths = widths_of((picture.width, picture.height), slip.ratio)
    width = max((w for w in widths if w <= slip.width), default=widths[0])
    response = HttpResponsePermanentRedirect(address(picture, slip.ratio, width, slip.extension))
    response["Cache-Control"] = FOR_AN_HOUR
    return response


def _gone() -> HttpResponse:
    return HttpResponse(
        _("This picture is no longer here."), status=410, content_type="text/plain; charset=utf-8"
    )


def _not_found() -> HttpResponse:
    return HttpResponseNotFound(
        _("There is no such picture."), content_type="text/plain; charset=utf-8"
    )
