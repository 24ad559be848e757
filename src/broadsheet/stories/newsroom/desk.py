"""What may be done to stories in the newsroom: the viewset, its chooser, the views of its deeds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.search import SearchArea
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateEditViewOptionalFeaturesMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import LogContext
from wagtail.log_actions import registry as log_registry
from wagtail.models import Revision
from wagtail.snippets.views.chooser import (
    BaseSnippetChooseView,
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
)
from wagtail.snippets.views.snippets import (
    CreateView,
    EditView,
    SnippetViewSet,
    WorkflowActionView,
)

from broadsheet.stories.fitness import NotFit
from broadsheet.stories.models import Story
from broadsheet.stories.newsroom.listing import MomentColumn, StoriesView
from broadsheet.stories.newsroom.panels import story_desk

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from wagtail.snippets.action_menu import ActionMenuItem

    from broadsheet.stories.models import StoryQuerySet
    from broadsheet.topics.models import Section


def refusal(error: NotFit) -> str:
    """What is told where no form can show it at its fields."""
    return _t("Not published. %(reasons)s") % {"reasons": error}


class GuardedPublishing(CreateEditViewOptionalFeaturesMixin):
    """A story not fit at the last moment gives a message, and stays a draft."""

    def publish_action(self) -> HttpResponse | None:
        try:
            response: HttpResponse | None = super().publish_action()
        except NotFit as error:
            return self._refused(error)
        return response

    def workflow_action_action(self) -> HttpResponse | None:
        try:
            response: HttpResponse | None = super().workflow_action_action()
        except NotFit as error:
            return self._refused(error)
        return response

    def get_success_buttons(self) -> list[Any]:
        buttons: list[Any] = super().get_success_buttons()
        story = Story.objects.select_related("section").get(pk=self.object.pk)
        if story.is_public(at=timezone.now()):
            buttons.append(messages.button(story.get_absolute_url(), _("See it live")))
        return buttons

    def get_error_message(self) -> str:
        if self.expects_json_response or self.saving_as_draft:
            return str(super().get_error_message())
        return _t("Not sent out: see the notes at the fields. Nothing you wrote is lost.")

    def _refused(self, error: NotFit) -> HttpResponse:
        messages.error(self.request, refusal(error))
        return HttpResponseRedirect(self.get_edit_url())


class WriteView(GuardedPublishing, CreateView):
    """A new story, in the section that its writer wrote for last."""

    def get_initial_form_instance(self) -> Story:
        story = Story()
        if section := last_section_of(self.request.user):
            story.section = section
        return story


def last_section_of(user: Any) -> Section | None:
    """Where somebody's newest work was filed."""
    newest = (
        Revision.objects.filter(user=user, content_type=ContentType.objects.get_for_model(Story))
        .order_by("-pk")
        .values_list("object_id", flat=True)
        .first()
    )
    story = Story.objects.select_related("section").filter(pk=newest).first() if newest else None
    return story.section if story else None


class DeskView(GuardedPublishing, EditView):
    """A story under an editor's hands."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if self.action == "workflow-action" and self.workflow_action == "reject":
            # Sending a story back must not depend on its being fit.
            self.saving_as_draft = True

    def save_instance(self) -> Story:
        """Saving by itself, every few seconds, stays one line of the story's history."""
        if self.overwrite_revision is None:
            return super().save_instance()
        user, edit = self.request.user, "wagtail.edit"
        lines = log_registry.get_logs_for_instance(self.object)
        sitting = lines.latest_uuid_for_user_revision_action(user, self.overwrite_revision, edit)
        earlier = list(lines.filter(uuid=sitting, action=edit).values_list("pk", flat=True))
        context = LogContext(user=user)
        context.uuid = sitting or context.uuid
        with context:
            story: Story = super().save_instance()
        lines.filter(pk__in=earlier if sitting else []).delete()
        return story

    @property
    def header_buttons(self) -> list[HeaderButton]:
        address = self.live_object.get_absolute_url() if self.live_object.live else None
        if address is None:
            return []
        return [
            HeaderButton(
                label=_("See it live"), url=address, icon_name="view", attrs={"target": "_blank"}
            )
        ]


class ReviewView(WorkflowActionView):
    """Approving from the list or the first page, where no form has asked the rules."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().post(request, *args, **kwargs)
        except NotFit as error:
            messages.error(request, refusal(error))
            desk = reverse(self.redirect_url_name, args=[self.object.pk])
            if request.headers.get("x-requested-with") != "XMLHttpRequest":
                return HttpResponseRedirect(desk)
            done = {"step": "success", "redirect": desk}
            response = render_modal_workflow(request, "", None, {}, json_data=done)
        return response


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
    workflow_action_view_class = ReviewView
    chooser_viewset_class = StoryChooser
    chooser_per_page = 20


FIRST = ("approve", "action-publish", "action-submit")
"""What the large button does, the first of these that may be done. Drafts save by themselves."""


def put_first(items: list[ActionMenuItem]) -> None:
    """Let what somebody came to do be one click away."""
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
