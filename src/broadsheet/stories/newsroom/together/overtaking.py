"""Nobody's version takes the place of another that its writer has not seen.

A form says which version it was opened with. When that is no longer the newest, saving stops, by
hand as well as by itself: the form comes back with every word, and says who saved what meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.http import HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic import CreateEditViewOptionalFeaturesMixin
from wagtail.models import Revision

from broadsheet.stories.actions import AUTOSAVED, set_aside
from broadsheet.stories.models import Story
from broadsheet.stories.newsroom.together.presence import people_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse
    from wagtail.admin.forms.models import WagtailAdminModelForm

    from broadsheet.stories.newsroom.together.presence import Person

OPENED: Final = "opened_version"
"""The field in which a form says what it was opened with."""
SEEN: Final = "seen_version"
"""The field that says of which newer version its writer was told."""
DECIDED: Final = "overtaken"
MINE, THEIRS = "mine", "theirs"
"""What may be done then: mine becomes the newest, or is set aside."""
CONFLICT: Final = 409
OUT: Final = "!"


class Overtaken(Exception):
    """Somebody has saved a version since the form was opened."""

    def __init__(self, newest: Revision) -> None:
        super().__init__()
        self.newest = newest


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told to whoever was overtaken."""

    who: str
    """nothing where it was themselves, in another window"""
    when: str
    version: str
    is_out: bool
    """whether it is the one that the form was opened with, and readers have it since"""
    differences: tuple[Any, ...]
    """of Wagtail's making, field by field: what only they wrote, and what only this form has"""
    is_whole: bool
    """whether all could be compared: a form that cannot even be saved tells less"""


def named(version: Revision | None, *, live: int | None = None) -> str:
    """A version as forms name it, where the version of that number is what readers have.

    Its time is part of that, as one is saved over while it grows; and whether it is out, as it is
    saved over and told to readers no more once it is.
    """
    if version is None:
        return ""
    return f"{version.pk}@{version.created_at.isoformat()}{OUT if version.pk == live else ''}"


def newest_of(story: Story) -> Revision | None:
    """The newest version by now, while nobody else can save one until we commit; the story is told
    which one is out."""
    held = Story.objects.select_for_update(no_key=True).filter(pk=story.pk)
    newest, story.live_revision_id = held.values_list("latest_revision", "live_revision").get()
    return Revision.objects.select_related("user").get(pk=newest) if newest else None


def _when(moment: datetime, *, now: datetime) -> str:
    moment, now = timezone.localtime(moment), timezone.localtime(now)
    is_today = moment.date() == now.date()
    return date_format(moment, "TIME_FORMAT" if is_today else "DATETIME_FORMAT")


class KnowsItsVersion(CreateEditViewOptionalFeaturesMixin):
    """A form that says which version it was opened with, and is told of each that it saves."""

    @property
    def opened_version(self) -> str:
        """What the form says when it is sent; one that is shown again says what it said before."""
        sent: str | None = self.request.POST.get(OPENED)
        return named(self.latest_revision, live=self._live) if sent is None else sent

    @property
    def _live(self) -> int | None:
        live: int | None = self.object.live_revision_id if self.object else None
        return live

    def get_success_json(self) -> dict[str, Any]:
        told: dict[str, Any] = super().get_success_json()
        told["field_updates"] = {
            **told["field_updates"],
            OPENED: named(self.new_revision, live=self._live),
        }
        return told


class NeverOverwrites(KnowsItsVersion):
    """Of the screens that change a story: each save is of the newest version, or decided on."""

    overtaking: Notice | None = None

    @property
    def action_class(self) -> Callable[..., Any]:
        """What was saved by itself is told apart in the story's history."""
        deed: Callable[..., Any] = super().action_class
        return partial(deed, log_action=AUTOSAVED) if self.expects_json_response else deed

    @property
    def is_out_of_date(self) -> bool:
        return not self._knows(self.latest_revision)

    def _knows(self, newest: Revision | None) -> bool:
        sent = self.request.POST
        if newest is None or OPENED not in sent:
            # Who names no version is a program, or a form of an earlier release.
            return newest is None or not super().is_out_of_date
        # A form that saves itself goes on writing in its own version, of whatever time, until that
        # is out.
        is_out = newest.pk == self._live
        if sent.get("overwrite_revision_id") == str(newest.pk) and not is_out:
            return True
        return named(newest, live=self._live) in {
            sent.get(OPENED),
            sent.get(SEEN) if self.decision else None,
        }

    @property
    def decision(self) -> str:
        """What somebody chose who was told."""
        chosen = self.request.POST.get(DECIDED, "")
        return chosen if chosen in {MINE, THEIRS} else ""

    def stop_if_overtaken(self, newest: Revision | None) -> None:
        """Raises Overtaken unless the form knows the newest version."""
        if newest is not None and not self._knows(newest):
            raise Overtaken(newest)

    def hold(self) -> None:
        """Ask once more, now that nobody else can save."""
        self.stop_if_overtaken(newest_of(self.object))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().post(request, *args, **kwargs)
        except Overtaken as overtaken:
            return self._told(overtaken.newest)
        return response

    def is_valid(self, form: WagtailAdminModelForm) -> bool:
        self.form = form
        self.stop_if_overtaken(self.latest_revision)
        return bool(super().is_valid(form))

    def form_valid(self, form: WagtailAdminModelForm) -> HttpResponse:
        if self.decision == THEIRS:
            return self._set_aside(form)
        response: HttpResponse = super().form_valid(form)
        return response

    def save_instance(self) -> Story:
        self.hold()
        story: Story = super().save_instance()
        return story

    def get_success_message(self, instance: Story | None = None) -> str:
        told = str(super().get_success_message(instance))
        if self.decision != MINE:
            return told
        return _("%(outcome)s The version that it replaced is kept in the history.") % {
            "outcome": told
        }

    def _told(self, newest: Revision) -> HttpResponse:
        self.overtaking = self._notice(newest)
        if self.expects_json_response:
            return JsonResponse(
                {
                    "success": False,
                    "error_code": "invalid_revision",
                    "error_message": _("Not saved: there is a newer version."),
                    "notice": render_to_string("newsroom/overtaken.html", {"view": self}),
                },
                status=CONFLICT,
            )
        context = self.get_context_data(form=self.form)
        response: HttpResponse = self.render_to_response(context, status=CONFLICT)
        return response

    def _notice(self, newest: Revision) -> Notice:
        user = newest.user
        name = get_user_display_name(user) if user else _("Somebody")
        mine = self._as_written()
        return Notice(
            who="" if user == self.request.user else name,
            when=_when(newest.created_at, now=timezone.now()),
            version=named(newest, live=self._live),
            is_out=self._is_only_out(newest),
            differences=self._differences(newest.as_object(), mine) if mine else (),
            is_whole=mine is not None,
        )

    def _is_only_out(self, newest: Revision) -> bool:
        return named(newest, live=newest.pk) == f"{self.request.POST.get(OPENED)}{OUT}"

    def _as_written(self) -> Story | None:
        """The story as the form has it, stored nowhere; of a form with faults there is none."""
        self.form.defer_required_fields()
        is_sound = self.form.is_valid()
        self.form.restore_required_fields()
        return self.form.save(commit=False) if is_sound else None

    def _differences(self, theirs: Story, mine: Story) -> tuple[Any, ...]:
        panel = self.panel.bind_to_model(Story) if self.panel.model is None else self.panel
        bound = panel.get_bound_panel(instance=theirs, request=self.request, form=None)
        found = (compare(theirs, mine) for compare in bound.get_comparison())
        return tuple(each for each in found if each.has_changed())

    def _set_aside(self, form: WagtailAdminModelForm) -> HttpResponse:
        with transaction.atomic():
            newest = newest_of(self.object)
            self.stop_if_overtaken(newest)
            assert newest is not None  # noqa: S101 - `decision` names one, which is the newest
            mine = form.save(commit=False)
            aside = set_aside(mine, newest=newest, by=self.request.user)
        address = reverse(
            self.revisions_compare_url_name, args=[self.object.pk, newest.pk, aside.pk]
        )
        messages.success(
            self.request,
            _("Your version is set aside in the story’s history. This is the newest one."),
            buttons=[messages.button(address, _("See what differs"))],
        )
        return HttpResponseRedirect(self.get_edit_url())

    @property
    def company(self) -> tuple[Person, ...]:
        """Who else is in the story."""
        there = people_in([self.object.pk], at=timezone.now(), besides=self.request.user.pk)
        return there.get(self.object.pk, ())
