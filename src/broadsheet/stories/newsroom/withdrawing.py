"""Withdrawing a story at a desk: a page that says what will happen, and one that proves it has.

Deleting one, too, which leaves its record of changes: whoever does it is told what becomes of that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.admin.widgets.button import Button
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.views.snippets import DeleteView

from broadsheet.stories.models import Story
from broadsheet.stories.withdrawing import actions, belongings, proving, refusing
from broadsheet.stories.withdrawing.older_words import OlderWords

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from broadsheet.accounts.models import User
    from broadsheet.stories.models import Withdrawal
    from broadsheet.stories.withdrawing.proving import Outcome

RIGHT = "stories.withdraw_story"


class ReasonForm(forms.Form):
    """Asks why."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("For whoever asks later. Readers never see it."),
        widget=AdminAutoHeightTextInput,
        max_length=refusing.LONGEST_REASON,
        error_messages={"required": _("Say why.")},
    )

    def clean_reason(self) -> str:
        try:
            return refusing.checked(self.cleaned_data["reason"])
        except refusing.Refused as refused:
            raise forms.ValidationError(str(refused)) from refused


class LiftForm(ReasonForm):
    """Asks, too, what becomes of the words that were withdrawn."""

    older_words = forms.ChoiceField(
        label=_("What readers could read of it until now"),
        choices=[
            (
                OlderWords.BURY,
                _(
                    "Take it out of the record for good. The history will tell that there were "
                    "versions, and when, and nothing of their words."
                ),
            ),
            (
                OlderWords.KEEP,
                _("Let it come back. Once the story is published, its history shows all of it."),
            ),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of it.")},
    )


@dataclass(frozen=True, slots=True)
class Consequences:
    """What withdrawing a story will take from readers."""

    headline: str
    addresses: tuple[str, ...]
    pictures: tuple[str, ...]
    """titles of those that nothing else shows"""


def consequences_of(story: Story) -> Consequences:
    return Consequences(
        headline=story.headline,
        addresses=tuple(belongings.addresses_of(story)),
        pictures=tuple(picture.title for picture in belongings.pictures_with(story)),
    )


def buttons_for(user: User, story: Story) -> list[Button]:
    """The way to withdrawing a story, or to lifting that, for those who may."""
    if not user.has_perm(RIGHT):
        return []
    if story.is_withdrawn:
        return [_button(_("Lift the withdrawal"), "lift", story, icon="rotate")]
    if story.is_known(at=timezone.now()):
        return [_button(_("Withdraw"), "withdraw", story, icon="warning")]
    return []


def _button(label: Any, view: str, story: Story, *, icon: str) -> Button:
    url = reverse(f"wagtailsnippets_stories_story:{view}", args=[story.pk])
    return Button(label=label, url=url, icon_name=icon, priority=15)


def standing(story: Story) -> Withdrawal | None:
    """The record of a story's withdrawal, unless there is none or it was lifted."""
    found: Withdrawal | None = story.withdrawals.standing().first()
    return found


def name_of(user: User) -> str:
    """Who did it, for as long as the record is kept."""
    return f"{user.get_full_name()} <{user.email}>".strip()


def what_stays(story: Story, *, at: datetime) -> str:
    """What becomes of the record of changes when a story is deleted; nothing if there is none."""
    if not story.is_known(at=at):
        return ""
    if story.is_withdrawn:
        return gettext(
            "It is withdrawn: its words are taken out of the record of changes for good. That "
            "there were versions, when, and by whose hand, stays on record, as does the withdrawal."
        )
    if not story.versions_seen:
        return gettext(
            "Readers could read it, but it was never changed here: nothing of its words stays in "
            "the record of changes."
        )
    return ngettext(
        "The version that readers could read stays in the record of changes, sealed, with its "
        "words; no reader sees it there. If its words must go, withdraw the story before you "
        "delete it.",
        "The %(count)s versions that readers could read stay in the record of changes, sealed, "
        "with their words; no reader sees them there. If their words must go, withdraw the story "
        "before you delete it.",
        story.versions_seen,
    ) % {"count": story.versions_seen}


class DropView(DeleteView):
    """Asks once more before a story is deleted, and says what will be left of it."""

    @property
    def what_stays(self) -> str:
        return what_stays(self.object, at=timezone.now())


class DropStories(DeleteBulkAction):
    """The same for many at once."""

    models: ClassVar = [Story]
    template_name = "newsroom/delete_stories.html"

    def object_context(self, story: Story) -> dict[str, Any]:
        stays = what_stays(story, at=timezone.now())
        return {**super().object_context(story), "what_stays": stays}


class _Deed(WagtailAdminTemplateMixin, TemplateView):
    """A page that asks why before something is done to a story."""

    breadcrumbs_items: ClassVar[list[dict[str, str]]] = []
    """With any, Wagtail would show them in place of what the page and the story are called."""
    header_icon = "warning"
    form_class: type[ReasonForm] = ReasonForm
    story: Story

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        stories = Story.objects.select_related("section__parent", "lead_picture")
        self.story = get_object_or_404(stories, pk=kwargs["pk"])
        if not request.user.has_perm(RIGHT):
            messages.error(request, gettext("Only a publisher may withdraw a story, or lift that."))
            return HttpResponseRedirect(self.desk())
        self.form = self.form_class(request.POST or None)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.story.headline

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = {"form": self.form, "edit_url": self.desk(), "withdrawal": standing(self.story)}
        return super().get_context_data(**said, **kwargs)

    def desk(self) -> str:
        return reverse("wagtailsnippets_stories_story:edit", args=[self.story.pk])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        try:
            return self.do(self.form.cleaned_data)
        except refusing.Refused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(self.desk())

    def do(self, said: Mapping[str, str]) -> HttpResponse:
        raise NotImplementedError


class WithdrawView(_Deed):
    page_title = _("Withdraw")
    template_name = "newsroom/withdraw.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            refusing.must_have_been_public(self.story, at=timezone.now())
        except refusing.Refused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(self.desk())
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(consequences=consequences_of(self.story), **kwargs)

    def do(self, said: Mapping[str, str]) -> HttpResponse:
        user = cast("User", self.request.user)
        outcome = proving.withdraw(
            self.story, reason=said["reason"], by=name_of(user), user=user, now=timezone.now()
        )
        return self.proof(outcome)

    def proof(self, outcome: Outcome) -> TemplateResponse:
        self.page_title = _("Withdrawn")
        context = super().get_context_data(outcome=outcome)
        return TemplateResponse(self.request, "newsroom/withdrawn.html", context)


class LiftView(_Deed):
    page_title = _("Lift the withdrawal")
    header_icon = "rotate"
    template_name = "newsroom/lift.html"
    form_class = LiftForm

    def do(self, said: Mapping[str, str]) -> HttpResponse:
        withdrawal = standing(self.story)
        if withdrawal is None:
            raise refusing.Refused(gettext("This story is not withdrawn."))
        user = cast("User", self.request.user)
        actions.lift(
            withdrawal,
            older_words=OlderWords(said["older_words"]),
            reason=said["reason"],
            by=name_of(user),
            user=user,
            now=timezone.now(),
        )
        messages.success(
            self.request,
            gettext("The withdrawal is lifted. The story stays down until somebody publishes it."),
        )
        return HttpResponseRedirect(self.desk())
