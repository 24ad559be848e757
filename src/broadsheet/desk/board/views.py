"""The planning board's screens: the board, its cards anew, one card, and what is done with them."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.utils import get_latest_str

from broadsheet.desk.board import actions
from broadsheet.desk.board.actions import NotMoved
from broadsheet.desk.board.context import Column
from broadsheet.desk.board.forms import MoveForm, PlanForm, StartForm, WantedForm
from broadsheet.desk.board.pages import Wanted, board_for
from broadsheet.stories.models import Plan, Story
from broadsheet.stories.newsroom.arriving import arriving
from broadsheet.stories.newsroom.writing import outcome, ways_on
from broadsheet.stories.publishing.fitness import NotFit

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from broadsheet.accounts.models import User
    from broadsheet.desk.board.context import Board

works_on_stories = permission_required("stories.change_story")
plans_stories = permission_required("stories.add_story")


@require_safe
@works_on_stories
def board(request: HttpRequest) -> HttpResponse:
    return _board(request, StartForm(initial={"section": request.GET.get("section")}))


@require_safe
@works_on_stories
def cards(request: HttpRequest) -> HttpResponse:
    """The cards alone, for a board that is open and wants to know what has moved."""
    shown, _form = _shown(request)
    page = {"board": shown, "here": _here(request)}
    return render(request, "newsroom/board_cards.html", page)


@require_POST
@plans_stories
def start(request: HttpRequest) -> HttpResponse:
    form = StartForm(request.POST)
    if not form.is_valid():
        return _board(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    story = actions.start(**form.cleaned_data, by=_user(request), now=timezone.now())
    told = _("“%(headline)s” is planned, and yours.") % {"headline": story}
    messages.success(request, told, buttons=[messages.button(_edit_url(story), _("Write it"))])
    return HttpResponseRedirect(_back(request))


@works_on_stories
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """One story's plan, to be changed."""
    story = get_object_or_404(Story.objects.select_related("latest_revision").defer("body"), pk=pk)
    plan = Plan.objects.filter(story=story).first() or Plan(story=story)
    form = PlanForm(request.POST or None, instance=plan)
    if request.method == "POST" and form.is_valid():
        actions.plan(story, **form.cleaned_data)
        messages.success(request, _("The plan for “%(headline)s” is saved.") % _named(story))
        return HttpResponseRedirect(_back(request))
    title, headline = _("Plan"), get_latest_str(story)
    page = {
        "form": form,
        "edit_url": _edit_url(story),
        "back": _back(request),
        "header_title": f"{title}: {headline}",
        "page_title": title,
        "page_subtitle": headline,
        "header_icon": "calendar-alt",
    }
    return render(request, "newsroom/board_card.html", page)


@require_POST
@works_on_stories
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a card; what is told afterwards says what came of it, or why it stays."""
    form = MoveForm(request.POST)
    begun_at = timezone.now()
    if form.is_valid():
        try:
            story = actions.move(pk, **form.cleaned_data, by=_user(request), now=begun_at)
        except (NotMoved, NotFit) as why:
            told = {**_named(Story.objects.filter(pk=pk).first()), "why": str(why)}
            messages.error(request, _("“%(headline)s” was not moved. %(why)s") % told)
        else:
            _tell(request, story, form.cleaned_data["to"], since=begun_at)
    else:
        messages.error(request, _("There is no such column."))
    return HttpResponseRedirect(_back(request))


def _tell(request: HttpRequest, story: Story, to: Column, *, since: datetime) -> None:
    now = timezone.now()
    match to:
        case Column.WORK:
            told = _("“%(headline)s” is back in work.") % _named(story)
        case Column.REVIEW:
            told = _("“%(headline)s” is waiting for review.") % _named(story)
        case Column.SCHEDULED | Column.TODAY:
            told = arriving(outcome(story, at=now), story, since=since)
    messages.success(request, told, buttons=ways_on(story, at=now))


def _board(
    request: HttpRequest, form: StartForm, *, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    shown, filters = _shown(request)
    title = _("Planning board")
    page = {
        "board": shown,
        "filters": filters,
        "form": form,
        "here": _here(request),
        "query": request.GET.urlencode(),
        "header_title": title,
        "page_title": title,
        "header_icon": "calendar-alt",
    }
    return render(request, "newsroom/board.html", page, status=status)


def _shown(request: HttpRequest) -> tuple[Board, WantedForm]:
    filters = WantedForm(request.GET)
    filters.is_valid()
    owner = filters.cleaned_data.get("owner")
    wanted = Wanted(filters.cleaned_data.get("section"), owner.pk if owner else None)
    return board_for(_user(request), wanted, at=timezone.now()), filters


def _named(story: Story | None) -> dict[str, Any]:
    return {"headline": get_latest_str(story) if story else _("The story")}


def _edit_url(story: Story) -> str:
    return reverse(story.snippet_viewset.get_url_name("edit"), args=[story.pk])


def _here(request: HttpRequest) -> str:
    """The whole board, as it is looked at."""
    query = request.GET.urlencode()
    return f"{reverse('board')}?{query}" if query else reverse("board")


def _back(request: HttpRequest) -> str:
    """The board as it was looked at before."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return asked if ours else reverse("board")


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)
