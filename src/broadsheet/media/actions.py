"""What is done to pictures: they are taken in, withdrawn, given back; what they were is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from broadsheet.media.models import VERSIONS_REMEMBERED, Original, Picture

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.core.files.base import File
    from wagtail.models import Collection


def hold(ids: Iterable[int]) -> None:
    """Keep others from withdrawing or giving back these pictures until the transaction ends.

    So that two who decide about one picture see what the other has decided. In order, so that
    neither waits for the other for ever.
    """
    held = Picture.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    list(held.values_list("pk", flat=True))


@transaction.atomic
def withdraw(ids: Iterable[int], *, now: datetime) -> None:
    """Let no reader have these pictures any more; their prints are for `printing` to discard."""
    Picture.objects.filter(pk__in=ids, withdrawn_at=None).update(withdrawn_at=now)


@transaction.atomic
def give_back(ids: Iterable[int]) -> None:
    """Let readers have these pictures again, wherever something public shows them."""
    Picture.objects.filter(pk__in=ids).update(withdrawn_at=None)


@transaction.atomic
def take_in(  # noqa: PLR0913
    file: File[Any],
    *,
    title: str,
    alt: str = "",
    caption: str = "",
    credit: str = "",
    licence: str = "",
    rights_note: str = "",
    taken_on: date | None = None,
    focal_point: tuple[float, float] | None = None,
    collection: Collection | None = None,
    reuse: bool = True,
    ahead: bool = True,
    now: datetime,
) -> Picture:
    """The picture of that file, with these words and, where they are empty, with its own.

    With `reuse`, a file that is there already is not taken in twice: its picture is returned as
    it is. The focal point is told in parts of width and height, from the upper left. Without
    `ahead`, prints are made when readers ask and not before, as befits an archive. Raises Refused.
    """
    original = Original.of(file)
    known: Picture | None = Picture.objects.filter(file_hash=original.hash).first()
    if reuse and known is not None:
        return known
    picture = Picture(
        title=title, file=original, description=alt, caption=caption, credit=credit,
        licence=licence, rights_note=rights_note, taken_on=taken_on,
    )  # fmt: skip
    if focal_point is not None:
        _focus(picture, focal_point)
    if collection is not None:
        picture.collection = collection
    picture.print_ahead = ahead
    _add(picture, now=now)
    return picture


def _focus(picture: Picture, point: tuple[float, float]) -> None:
    picture.focal_point_x = round(point[0] * picture.width)
    picture.focal_point_y = round(point[1] * picture.height)
    picture.focal_point_width = picture.focal_point_height = 1


def _add(picture: Picture, *, now: datetime) -> None:
    """As of that moment: by it the newsroom sorts pictures, and Django fills in its own clock's."""
    picture.save()
    Picture.objects.filter(pk=picture.pk).update(created_at=now)
    picture.created_at = now


def remember_version(picture: Picture, former: str) -> None:
    """Keep under which version readers knew it: whoever asks for that gets the one it has now."""
    versions = [*picture.former_versions, former][-VERSIONS_REMEMBERED:]
    picture.former_versions = versions
    Picture.objects.filter(pk=picture.pk).update(former_versions=versions)
