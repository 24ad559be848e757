"""The deeds of the story's form: written, published, reviewed; and what is said of each."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError
from django.http import Http404, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.utils import get_latest_str
from wagtail.admin.views.generic import CreateEditViewOptionalFeaturesMixin
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.models import Revision
from wagtail.snippets.views.snippets import (
    CreateView,
    EditView,
    UnpublishView,
    WorkflowActionView,
)

from broadsheet.stories.actions import folding, own
from broadsheet.stories.models import Story
from broadsheet.stories.newsroom.arriving import arriving, leaving, url_of
from broadsheet.stories.newsroom.beside import CopyPanel, StorylinesPanel
from broadsheet.stories.newsroom.forms import told_faults
from broadsheet.stories.newsroom.status import StatusPanel
from broadsheet.stories.newsroom.together.overtaking import KnowsItsVersion, NeverOverwrites
from broadsheet.stories.newsroom.withdrawing import buttons_for, standing
from broadsheet.stories.publishing import fitness
from broadsheet.stories.publishing.fitness import NotFit

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse, QueryDict
    from wagtail.admin.forms.models import WagtailAdminModelForm
    from wagtail.admin.ui.side_panels import BaseSidePanel

    from broadsheet.stories.models import Withdrawal
    from broadsheet.topics.models import Section


def refusal(error: NotFit) -> str:
    """What is told where no form can show it at its fields."""
    return gettext("Not published. %(reasons)s") % {"reasons": error}


def outcome(story: Story, *, at: datetime) -> str:
    """What came of publishing or approving the newest version of a story, in a sentence."""
    words = {"headline": get_latest_str(story)}
    planned = story.scheduled_revision
    if story.workflow_in_progress:
        words["task"] = story.current_workflow_task.name
        return gettext("“%(headline)s” is approved. It is now waiting for: %(task)s.") % words
    if planned is not None and planned.pk == story.latest_revision_id:
        words["when"] = _told(planned.approved_go_live_at)
        return gettext("“%(headline)s” will be published on %(when)s.") % words
    if story.published_at is not None and story.published_at > at:
        words["when"] = _told(story.published_at)
        return gettext("“%(headline)s” is published. Readers will see it from %(when)s.") % words
    return gettext("“%(headline)s” is published.") % words


def outcome_of_review(deed: str, story: Story, *, at: datetime) -> str:
    """What came of a reviewer's deed."""
    match deed:
        case "approve":
            return outcome(story, at=at)
        case "reject":
            return gettext("“%(headline)s” is sent back to %(writer)s.") % {
                "headline": get_latest_str(story),
                "writer": story.current_workflow_state.requested_by or gettext("its writer"),
            }
        case _:
            return gettext("Done: %(deed)s.") % {"deed": deed}


def _told(moment: datetime) -> str:
    """A moment with its zone, as in the lists."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def is_there(story: Story) -> bool:
    """Whether nobody has deleted it meanwhile."""
    return Story.objects.filter(pk=story.pk).exists()


def ways_on(story: Story, *, at: datetime) -> list[Any]:
    """Buttons that lead from a message to what readers see."""
    if not story.is_public(at=at):
        return []
    return [messages.button(story.get_absolute_url(), _("See it live"))]


class GuardedPublishing(CreateEditViewOptionalFeaturesMixin):
    """Says what came of each deed.

    A story not fit at the last moment gives a message, and stays a draft; so does what was asked
    for by somebody who may not, or may not any more.
    """

    def get_action(self, request: HttpRequest) -> str:
        action: str = super().get_action(request)
        asked = {name.removeprefix("action-") for name in request.POST if name[:7] == "action-"}
        self.denied = asked - {action} if action in {"create", "edit"} else set()
        return action

    def save_action(self) -> HttpResponse:
        if not self.denied or self.expects_json_response:
            response: HttpResponse = super().save_action()
            return response
        messages.warning(self.request, self._denial())
        return HttpResponseRedirect(self.get_edit_url())

    def _denial(self) -> str:
        if "publish" in self.denied:
            return gettext(
                "Saved as a draft, and not published: your role does not publish. "
                "Submit it for review instead."
            )
        return gettext("Saved as a draft, and nothing else: its review has ended, or is not yours.")

    def get_success_message(self, instance: Story | None = None) -> str:
        story, now = Story.objects.get(pk=self.object.pk), timezone.now()
        match self.action:
            case "publish":
                return arriving(outcome(story, at=now), story, since=self.begun_at)
            case "submit":
                return gettext("“%(headline)s” is waiting for review.") % {
                    "headline": get_latest_str(story)
                }
            case "workflow-action":
                told = outcome_of_review(self.workflow_action, story, at=now)
                return arriving(told, story, since=self.begun_at)
            case _:
                return str(super().get_success_message(instance))

    @property
    def writing_panels(self) -> list[BaseSidePanel]:
        """What looks at the copy while it is written."""
        story = self.form.instance
        return [CopyPanel(story, self.request), StorylinesPanel(story, self.request)]

    def publish_action(self) -> HttpResponse | None:
        self.begun_at = timezone.now()
        try:
            response: HttpResponse | None = super().publish_action()
        except NotFit as error:
            return self._refused(error)
        return response

    def workflow_action_action(self) -> HttpResponse | None:
        self.begun_at = timezone.now()
        try:
            response: HttpResponse | None = super().workflow_action_action()
        except NotFit as error:
            return self._refused(error)
        return response

    def get_success_buttons(self) -> list[Any]:
        buttons: list[Any] = super().get_success_buttons()
        story = Story.objects.select_related("section").get(pk=self.object.pk)
        return [*buttons, *ways_on(story, at=timezone.now())]

    def get_error_message(self) -> str:
        if self.expects_json_response:
            return not_saved(self.judged)
        if self.saving_as_draft:
            return str(super().get_error_message())
        return not_sent_out(self.judged)

    def is_valid(self, form: WagtailAdminModelForm) -> bool:
        self.judged = form
        form.goes_out = self.action in {"publish", "workflow-action"}
        return bool(super().is_valid(form))

    def _refused(self, error: NotFit) -> HttpResponse:
        messages.error(self.request, refusal(error))
        return HttpResponseRedirect(self.get_edit_url())


def not_saved(form: WagtailAdminModelForm) -> str:
    """In a line, what an autosave waits for."""
    lacks = [str(error) for errors in form.errors.values() for error in errors]
    return " ".join([gettext("Not saved yet."), *lacks])


def not_sent_out(form: WagtailAdminModelForm) -> str:
    """What keeps a story from its readers, or from who reviews it."""
    told = {"faults": told_faults(form), "may_be_kept": form.may_be_kept}
    return render_to_string("newsroom/not_sent_out.html", told)


class WriteView(KnowsItsVersion, GuardedPublishing, CreateView):
    """A new story, in the section that its writer wrote for last."""

    def get_side_panels(self) -> MediaContainer:
        status, *others = super().get_side_panels()
        return MediaContainer([status, *self.writing_panels, *others])

    def save_instance(self) -> Story:
        story: Story = super().save_instance()
        own(story, by=self.request.user)
        return story

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


class SalvageView(WriteView):
    """What was written in a story that somebody has deleted meanwhile, to be made a new one."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.POST = as_new(request.POST)  # type: ignore[assignment]
        self.produced_error_code = "deleted"
        self.produced_error_message = gettext(
            "%(reason)s What you wrote is still here: save it to make it a new story."
        ) % {"reason": fitness.deleted().sentence}
        response: HttpResponse = self.form_invalid(self.get_form())
        return response


def as_new(sent: QueryDict) -> QueryDict:
    """A form as it was sent, its lines newly added: the stored ones went with the story."""
    fresh = sent.copy()
    for name in sent:
        if name.endswith("-INITIAL_FORMS"):
            fresh[name] = "0"
            lines = name.removesuffix("-INITIAL_FORMS")
            for number in range(int(sent.get(f"{lines}-TOTAL_FORMS") or 0)):
                fresh[f"{lines}-{number}-id"] = ""
    return fresh


class DeskView(NeverOverwrites, GuardedPublishing, EditView):
    """A story under an editor's hands."""

    partials_template_name = "newsroom/first_saved.html"
    is_deleted = False

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        try:
            super().setup(request, *args, **kwargs)
        except Http404:
            if request.method != "POST":
                raise
            self.is_deleted = True
            return
        if self.action == "workflow-action" and self.workflow_action == "reject":
            # Sending a story back must not depend on its being fit.
            self.saving_as_draft = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_deleted:
            return self._salvaged()
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().post(request, *args, **kwargs)
        except (DatabaseError, Story.DoesNotExist):
            if is_there(self.live_object):
                raise
            return self._salvaged()
        return response

    def _refused(self, error: NotFit) -> HttpResponse:
        return super()._refused(error) if is_there(self.live_object) else self._salvaged()

    def _salvaged(self) -> HttpResponse:
        screens = Story.snippet_viewset
        salvage = screens.construct_view(SalvageView, **screens.get_add_view_kwargs())
        response: HttpResponse = salvage(self.request)
        return response

    def save_instance(self) -> Story:
        over = self.overwrite_revision
        user = self.request.user
        with folding(self.object, over, by=user) if over is not None else nullcontext():
            story: Story = super().save_instance()
        return story

    @property
    def withdrawal(self) -> Withdrawal | None:
        return standing(self.live_object) if self.live_object.is_withdrawn else None

    @property
    def arrival_url(self) -> str:
        """Where to ask on which pages it is."""
        is_public = self.live_object.is_public(at=timezone.now())
        return url_of(self.live_object) if is_public else ""

    def get_side_panels(self) -> MediaContainer:
        status, *others = super().get_side_panels()
        return MediaContainer([StatusPanel.in_place_of(status), *self.writing_panels, *others])

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

    @property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *buttons_for(self.request.user, self.live_object)]


class ReviewView(WorkflowActionView):
    """Approving from the list or the first page, where no form has asked the rules."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        begun_at = timezone.now()
        try:
            response: HttpResponse = super().post(request, *args, **kwargs)
        except NotFit as error:
            return self._refused(error)
        if not is_there(self.object):
            return self._refused(NotFit([fitness.deleted()]))
        if self._is_done():
            story, now = Story.objects.get(pk=self.object.pk), timezone.now()
            told = outcome_of_review(self.action_name, story, at=now)
            told = arriving(told, story, since=begun_at)
            messages.success(request, told, buttons=ways_on(story, at=now))
        return response

    def _refused(self, error: NotFit) -> HttpResponse:
        messages.error(self.request, refusal(error))
        desk = reverse(self.redirect_url_name, args=[self.object.pk])
        place = (
            desk if is_there(self.object) else reverse(Story.snippet_viewset.get_url_name("list"))
        )
        if self.request.headers.get("x-requested-with") != "XMLHttpRequest":
            return HttpResponseRedirect(place)
        done = {"step": "success", "redirect": place}
        return render_modal_workflow(self.request, "", None, {}, json_data=done)

    def _is_done(self) -> bool:
        """Whether the form that asks for a comment was answered."""
        return (
            not type(self.task_state)
            .objects.filter(pk=self.task_state.pk, status=self.task_state.STATUS_IN_PROGRESS)
            .exists()
        )


class TakeDownView(UnpublishView):
    """Takes a story down as the story itself does, which Wagtail's own screen passes by.

    Says, too, when no page shows it any more.
    """

    def unpublish(self) -> None:
        self.begun_at = timezone.now()
        self.object.unpublish(user=self.request.user)

    def get_success_message(self) -> str:
        story = Story.objects.get(pk=self.object.pk)
        told = gettext("“%(headline)s” is taken down.") % {"headline": story}
        return leaving(told, story, since=self.begun_at)
