"""What somebody who writes asks by a draft in JSON: it is bounded, read, and answered in JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, cast

from django.core.exceptions import RequestDataTooBig
from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from broadsheet.desk.proofing.drafts import Reader, Unreadable, of_json
from broadsheet.desk.proofing.records import filled_in
from broadsheet.kit import characters
from broadsheet.paper.models import Paper

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from django.http import HttpRequest, HttpResponse

    from broadsheet.accounts.models import User
    from broadsheet.checking.draft import Draft

LONGEST: Final = 2 * 1024 * 1024
"""Bytes of a draft."""
MAY_WRITE: Final = "stories.change_story"


class Refused(Exception):
    """Not done; the text says why. What `more` there is to know is answered with it."""

    def __init__(self, sentence: str, status: int, **more: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.more = more


@dataclass(frozen=True, slots=True)
class Asked:
    """What was sent, by whom and when."""

    user: User
    given: dict[str, Any]
    """a draft that can be read, with whatever else a view takes"""
    at: datetime
    today: date

    @property
    def draft(self) -> Draft:
        """With the topics and pictures that it only points to told in full."""
        return of_json(filled_in(self.given), today=self.today)

    @property
    def topics(self) -> tuple[int, ...]:
        """The numbers of those that it points to, in their order."""
        return tuple(each["id"] for each in self.given.get("topics", []) if each.get("id"))

    def number(self, name: str) -> int | None:
        return self._reader.number(name)

    def day(self, name: str) -> date | None:
        return self._reader.day(name)

    def flag(self, name: str) -> bool:
        return self._reader.flag(name, default=False)

    def line(self, name: str, *, longest: int | None) -> str:
        return characters.line(self._reader.text(name))[:longest]

    @property
    def _reader(self) -> Reader:
        return Reader("draft", self.given)


def answering(view: Callable[..., dict[str, Any]]) -> Callable[..., HttpResponse]:
    """Asks the view for what is answered in JSON: `error`, where somebody is refused.

    400 for what is no draft, 413 for what is too large to be one, 403 for whoever writes no
    stories; each says why.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return JsonResponse(view(_asked(request, now=timezone.now()), *args, **kwargs))
        except Unreadable as error:
            return JsonResponse({"error": str(error)}, status=400)
        except Refused as refused:
            told = {"error": str(refused), **refused.more}
            return JsonResponse(told, status=refused.status)

    return require_POST(answered)


def _asked(request: HttpRequest, *, now: datetime) -> Asked:
    if not request.user.has_perm(MAY_WRITE):
        raise Refused(_("Your role does not write stories."), 403)
    today = now.astimezone(Paper.current().zone).date()
    given = _read(request)
    of_json(given, today=today)  # as it was sent, before what it points to is looked up
    return Asked(cast("User", request.user), given, now, today)


def _read(request: HttpRequest) -> Any:
    try:
        body = request.body
        if len(body) > LONGEST:
            raise RequestDataTooBig  # noqa: TRY301 - as Django does, for a larger one
        return json.loads(body)
    except RequestDataTooBig as error:
        raise Refused("That is more than a draft can be.", 413) from error
    except (ValueError, RecursionError) as error:
        raise Refused("That is no JSON.", 400) from error
