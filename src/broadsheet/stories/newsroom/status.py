"""What the panel beside a story's form says of where the story stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.utils import timezone
from wagtail.snippets.side_panels import SnippetStatusSidePanel

from broadsheet.stories.newsroom.states import State, states_of

if TYPE_CHECKING:
    from django.template import Context

TO_WAGTAIL_A_DRAFT = (State.EXPIRED, State.TAKEN_DOWN, State.WITHDRAWN)
"""States of a story that readers have seen, and may not see any more."""


class StatusPanel(SnippetStatusSidePanel):
    """Wagtail's own, which would call a draft what readers have seen already."""

    @classmethod
    def in_place_of(cls, panel: SnippetStatusSidePanel) -> Self:
        """With all that Wagtail told the other."""
        own = cls(panel.object, panel.request)
        own.__dict__.update(panel.__dict__)
        return own

    def get_status_templates(self, context: Context) -> list[str]:
        _wagtails, *others = super().get_status_templates(context)
        return ["newsroom/status.html", *others]

    def get_context_data(self, parent_context: Context) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        story = self.live_object
        state = states_of([story], at=timezone.now())[story.pk]
        return {**context, "down": state.label if state in TO_WAGTAIL_A_DRAFT else ""}
