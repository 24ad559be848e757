"""The newsroom's screens for stories, put together: the viewset, its chooser, its search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.search import SearchArea
from wagtail.admin.ui.tables import Column
from wagtail.snippets.action_menu import SubmitForModerationMenuItem
from wagtail.snippets.views.chooser import (
    BaseSnippetChooseView,
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
)
from wagtail.snippets.views.snippets import SnippetViewSet

from broadsheet.stories.models import Story
from broadsheet.stories.newsroom.arriving import arrival_view
from broadsheet.stories.newsroom.history import GoBackView, StoryHistoryView
from broadsheet.stories.newsroom.listing import MomentColumn, StoriesView
from broadsheet.stories.newsroom.panels import story_desk
from broadsheet.stories.newsroom.withdrawing import DropView, LiftView, WithdrawView
from broadsheet.stories.newsroom.writing import DeskView, ReviewView, TakeDownView, WriteView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.template import Context
    from django.urls import URLPattern
    from wagtail.snippets.action_menu import ActionMenuItem

    from broadsheet.stories.models import StoryQuerySet


class HeadlineFilter(BaseFilterForm):
    """The search field of the chooser."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Words of the headline")}),
    )

    def filter(self, objects: StoryQuerySet) -> StoryQuerySet:
        self.search_query = self.cleaned_data.get("q") or ""
        self.is_searching = bool(self.search_query)
        return objects.headlined(self.search_query)


class StoryChoices(BaseSnippetChooseView):
    filter_form_class = HeadlineFilter
    ordering = ["-edited_at", "-pk"]

    @property
    def columns(self) -> list[Column]:
        return [
            self.title_column,
            Column("section", label=_("Section")),
            MomentColumn("published_at", label=_("First published")),
        ]

    def get_object_list(self) -> QuerySet[Story]:
        return Story.objects.select_related("section").defer("body")


class ChooseStory(StoryChoices, ChooseView):
    """The whole chooser."""


class ChooseStoryResults(StoryChoices, ChooseResultsView):
    """Its list alone, after each letter typed."""


class StoryChooser(SnippetChooserViewSet):
    choose_one_text = _("Choose a story")
    choose_another_text = _("Choose another story")
    edit_item_text = _("Edit this story")
    choose_view_class = ChooseStory
    choose_results_view_class = ChooseStoryResults


class StoryViewSet(SnippetViewSet):
    model = Story
    icon = "doc-full"
    menu_label = _("Stories")
    menu_order = 100
    add_to_admin_menu = True
    url_prefix = "stories"
    copy_view_enabled = False
    list_per_page = 50
    edit_handler = story_desk()
    index_view_class = StoriesView
    add_view_class = WriteView
    edit_view_class = DeskView
    delete_view_class = DropView
    history_view_class = StoryHistoryView
    revisions_revert_view_class = GoBackView
    unpublish_view_class = TakeDownView
    workflow_action_view_class = ReviewView
    chooser_viewset_class = StoryChooser
    chooser_per_page = 20

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("arrival/<int:pk>/", arrival_view, name="arrival"),
            path("withdraw/<int:pk>/", WithdrawView.as_view(), name="withdraw"),
            path("lift/<int:pk>/", LiftView.as_view(), name="lift"),
        ]


class SubmitForReview(SubmitForModerationMenuItem):
    """Says what it does. Wagtail's says what the workflow is called, in whatever language."""

    def get_context_data(self, parent_context: Context) -> dict[str, Any]:
        return {**super().get_context_data(parent_context), "label": _("Submit for review")}


FIRST = ("approve", "action-publish", "action-submit")
"""What the large button does, the first of these that may be done. Drafts save by themselves."""
PUBLISHING = frozenset({"approve", "action-publish"})


def arrange(items: list[ActionMenuItem], *, is_withdrawn: bool) -> None:
    """Let what somebody came to do be one click away, and called so."""
    items[:] = [
        SubmitForReview(item.order) if item.name == SubmitForReview.name else item
        for item in items
        if not (is_withdrawn and item.name in PUBLISHING)
    ]
    for name in FIRST:
        for item in items:
            if item.name == name:
                items.remove(item)
                items.insert(0, item)
                return


class StorySearch(SearchArea):
    """What the search field of the menu looks through."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("stories.change_story"))


def search_area() -> StorySearch:
    url = reverse(stories.get_url_name("list"))
    return StorySearch(_("Stories"), url, name="stories", icon_name=stories.icon, order=10)


stories = StoryViewSet()
