"""Finds the story that somebody wants withdrawn, by any address that ever led to it."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from broadsheet.addresses.models import FormerAddress, normal, path_here
from broadsheet.kit import paths
from broadsheet.stories.models import Story
from broadsheet.stories.withdrawing.refusing import Refused

MOST_LEADS: Final = 5


def story_at(url: str) -> Story:
    """The story that an address belongs to, in whatever form, now or formerly. Raises Refused."""
    stories = Story.objects.select_related("section__parent", "lead_picture")
    path = _path_of(url.strip())
    for _lead in range(MOST_LEADS):
        folder, _form = paths.representation(normal(path))
        if story := stories.by_address([folder]).get(folder):
            return story
        former = FormerAddress.objects.at(folder)
        if former is None:
            raise Refused(_("There is no story at %(address)s.") % {"address": folder})
        if not former.to_address:
            return _story_of(former)
        path = _path_of(former.to_address, led_from=folder)
    raise Refused(_("%(address)s leads on and on.") % {"address": url})


def _path_of(url: str, *, led_from: str = "") -> str:
    """The path of an address of this paper."""
    path = path_here(url)
    if path is None:
        words = {"address": url, "site": settings.SITE, "from": led_from}
        if led_from:
            raise Refused(_("%(from)s leads on to %(address)s, which is not this paper’s.") % words)
        raise Refused(_("%(address)s is not an address of this paper, %(site)s.") % words)
    if not path.startswith("/"):
        raise Refused(_("“%(address)s” is no address: give it whole, with https://.") % {
            "address": url
        })  # fmt: skip
    return path


def _story_of(former: FormerAddress) -> Story:
    words = {"address": former.path}
    is_story = former.content_type is not None and former.content_type.model == "story"
    if not is_story:
        raise Refused(_("%(address)s leads to something that is no story.") % words)
    if not isinstance(former.thing, Story):
        raise Refused(
            _("The story at %(address)s is deleted: nothing is left to withdraw.") % words
        )
    return former.thing
