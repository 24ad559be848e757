"""What the newsroom asks of the desk while somebody writes: remarks on copy, and keeping words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from broadsheet.checking.remarks import Weight
from broadsheet.desk.proofing.answers import as_json
from broadsheet.desk.proofing.archive import archive_of
from broadsheet.desk.proofing.asking import MAY_WRITE, Asked, Refused, answering
from broadsheet.desk.proofing.openapi import document
from broadsheet.stories.models import KeptWords, Story
from broadsheet.stories.proofing.actions import LONGEST_REASON, keep, let_go
from broadsheet.stories.proofing.keeping import reasons_of, remarks_on

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from broadsheet.accounts.models import User
    from broadsheet.checking.draft import Draft
    from broadsheet.checking.remarks import Remark

MAY_PUBLISH: Final = "stories.publish_story"


@require_GET
def describe(request: HttpRequest) -> HttpResponse:
    """What is taken and told here, for other programs."""
    return JsonResponse(document(settings.SITE, session=settings.SESSION_COOKIE_NAME))


@answering
def check_copy(asked: Asked) -> dict[str, Any]:
    """A draft as JSON (`proofing.drafts.of_json`) is answered by the remarks on it, and why words
    of the `story` are kept.
    """
    draft = asked.draft
    kept = reasons_of(draft.story)
    remarks = _remarks_on(draft, asked)
    return {"remarks": [{**as_json(remark), "kept": kept.get(remark.key)} for remark in remarks]}


@answering
def keep_words(asked: Asked, pk: int) -> dict[str, Any]:
    """Keep the words of a story that the remark of that `key` on this draft is about.

    A draft as JSON, with a `reason` and the `key`. An error is kept by somebody who may publish: it
    is told on their word.
    """
    story = get_object_or_404(Story, pk=pk)
    remark = _remark_called(asked.given.get("key"), _remarks_on(asked.draft, asked))
    reason = _reason_of(asked, remark)
    keep(story, remark, reason=reason, user=asked.user, now=asked.at)
    return {"reason": reason}


@require_POST
def let_words_go(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep no more what is kept for the remark of that `key`: for whoever may keep it."""
    user = cast("User", request.user)
    kept = KeptWords.objects.filter(story=pk, key=request.POST.get("key", "")).first()
    if not user.has_perm(MAY_WRITE):
        return JsonResponse({"error": _("Your role does not write stories.")}, status=403)
    if kept is None:
        return JsonResponse({})
    if kept.weight == Weight.ERROR and not user.has_perm(MAY_PUBLISH):
        return JsonResponse({"error": _("An editor decided that: ask an editor.")}, status=403)
    let_go(kept, user=user, now=timezone.now())
    return JsonResponse({})


def _remarks_on(draft: Draft, asked: Asked) -> tuple[Remark, ...]:
    return remarks_on(draft, archive_of(draft, at=asked.at))


def _reason_of(asked: Asked, remark: Remark) -> str:
    """Why somebody who may keeps the words. Raises Refused."""
    if remark.weight is Weight.ERROR and not asked.user.has_perm(MAY_PUBLISH):
        raise Refused(_("Your role does not keep errors: put it right, or ask an editor."), 403)
    reason = asked.line("reason", longest=LONGEST_REASON)
    if not reason:
        raise Refused(_("Say why."), 400)
    return reason


def _remark_called(key: Any, remarks: tuple[Remark, ...]) -> Remark:
    found = next((remark for remark in remarks if remark.key == key), None)
    if found is None:
        raise Refused(_("These words have changed meanwhile."), 409)
    return found
