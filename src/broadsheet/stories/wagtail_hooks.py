"""Shows the newsroom its screens for stories, and what their history tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from broadsheet.stories.actions import AUTOSAVED, SET_ASIDE
from broadsheet.stories.models import Story
from broadsheet.stories.newsroom import desk
from broadsheet.stories.newsroom.storylines import storylines
from broadsheet.stories.newsroom.withdrawing import DropStories
from broadsheet.stories.proofing.actions import KEPT, LET_GO
from broadsheet.stories.schedule import HELD_BACK, STILL_UP, reason_of
from broadsheet.stories.withdrawing.actions import LIFTED, WITHDRAWN

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.admin.search import SearchArea
    from wagtail.admin.viewsets.base import ViewSet
    from wagtail.log_actions import LogActionRegistry
    from wagtail.models import ModelLogEntry
    from wagtail.snippets.action_menu import ActionMenuItem

register_snippet(desk.stories)
# After Wagtail's own, which it replaces.
hooks.register("register_bulk_action", DropStories, order=1)


@hooks.register("register_admin_viewset")
def viewset() -> ViewSet:
    return storylines


class WithReason(LogFormatter):
    """Says why it was done, under what was done."""

    def format_comment(self, log_entry: ModelLogEntry) -> str:
        return str(log_entry.data["reason"])


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    @actions.register_action(HELD_BACK)
    class HeldBack(LogFormatter):
        label = _("Hold back")
        message = _("Not published when its time came")

        def format_comment(self, log_entry: ModelLogEntry) -> str:
            return reason_of(log_entry)

    @actions.register_action(WITHDRAWN)
    class Withdrawn(WithReason):
        label = _("Withdraw")
        message = _("Withdrawn")

    @actions.register_action(KEPT)
    class Kept(WithReason):
        label = _("Keep words")
        message = _("Words kept though a check remarks on them")

    @actions.register_action(LET_GO)
    class LetGo(WithReason):
        label = _("Let words go")
        message = _("Words not kept any more")

    @actions.register_action(LIFTED)
    class Lifted(WithReason):
        label = _("Lift the withdrawal")
        message = _("Withdrawal lifted")

    actions.register_action(AUTOSAVED, _("Save by itself"), _("Saved by itself while writing"))
    actions.register_action(
        SET_ASIDE,
        _("Set aside"),
        _("Set aside, since somebody else had saved meanwhile"),
    )
    actions.register_action(
        STILL_UP,
        _("Fail to take down"),
        _("Not taken down though its time was over; it is tried again"),
    )


@hooks.register("construct_snippet_action_menu")
def first_deed(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    if context["model"] is Story:
        story = context.get("instance")
        desk.arrange(items, is_withdrawn=bool(story and story.is_withdrawn))


@hooks.register("register_admin_search_area")
def search_area() -> SearchArea:
    return desk.search_area()
