"""What keeps a story from being withdrawn, each as a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from broadsheet import config
from broadsheet.kit.characters import passage
from broadsheet.press.nodes import own_standing
from broadsheet.press.pressing import store_of_this_node

if TYPE_CHECKING:
    from datetime import datetime

    from broadsheet.press.log import Log
    from broadsheet.stories.models import Story

SHORTEST_REASON, LONGEST_REASON = 10, 2000
"""Characters."""


class Refused(Exception):
    """Nothing was withdrawn; the text says why, in a sentence."""


def checked(reason: str) -> str:
    """A reason that can be kept. Raises Refused."""
    reason = passage(reason)
    if len(reason) < SHORTEST_REASON:
        raise Refused(
            _(
                "Say why, in a sentence of %(fewest)s characters or more. It is kept for whoever "
                "asks later; readers never see it."
            )
            % {"fewest": SHORTEST_REASON}
        )
    if len(reason) > LONGEST_REASON:
        raise Refused(
            _("The reason is too long: keep it under %(most)s characters.")
            % {"most": LONGEST_REASON}
        )
    return reason


def must_see_what_is_kept(log: Log, *, at: datetime) -> None:
    """Raises Refused where this node keeps other sheets than we see.

    Only those can tell which pages showed the story; and they are what must be clean. What an
    earlier release kept is never served again, once its worker is gone.
    """
    own = own_standing(log, now=at)
    if own is None or (own.is_away and own.site in {"", config.site()}):
        return
    if sentence := own.keeps_elsewhere(store_of_this_node().folder):
        raise Refused(sentence)


def must_have_been_public(story: Story, *, at: datetime) -> None:
    """Raises Refused for a story that nobody but the newsroom has seen."""
    if not story.is_known(at=at):
        raise Refused(
            _(
                "“%(headline)s” has never been public, so that nothing can be withdrawn. "
                "Unpublish it, or delete the draft."
            )
            % {"headline": story.headline}
        )
