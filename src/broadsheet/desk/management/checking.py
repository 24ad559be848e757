"""`broadsheet desk check`: what is wrong with a text, a story or a page, by what is on record."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from broadsheet.checking.remarks import Weight
from broadsheet.desk.proofing.answers import as_json
from broadsheet.desk.proofing.archive import archive_of
from broadsheet.desk.proofing.drafts import MOST_CHARACTERS, Unreadable, of_manuscript, of_page
from broadsheet.paper.models import Paper
from broadsheet.stories.proofing.drafting import draft_of
from broadsheet.stories.proofing.keeping import remarks_on
from broadsheet.stories.proofing.placing import where
from broadsheet.stories.withdrawing.finding import story_at
from broadsheet.stories.withdrawing.refusing import Refused
from broadsheet.wire.account.telling import STREAM
from broadsheet.wire.fetch import Limits, NotFetched, fetch

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.core.management.base import OutputWrapper

    from broadsheet.checking.draft import Draft
    from broadsheet.checking.remarks import Remark

UNREADABLE: Final = 2
"""The exit code where nothing could be checked; 1 says that the copy has errors."""
LIMITS: Final = Limits(size=5 * 1024 * 1024, seconds=20)


def handle(copy: str, *, to: OutputWrapper, **options: Any) -> None:
    try:
        now = timezone.now()
        draft = _draft(copy, day=options["date"], now=now)
        remarks = remarks_on(draft, archive_of(draft, at=now))
    except (Unreadable, NotFetched, Refused, OSError, UnicodeDecodeError) as error:
        raise CommandError(_why(copy, error), returncode=UNREADABLE) from error
    if options["json"]:
        told = {"remarks": [as_json(remark) for remark in remarks]}
        to.write(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _tell(draft, remarks, to)
    if any(remark.weight is Weight.ERROR for remark in remarks):
        sys.exit(1)


def _tell(draft: Draft, remarks: tuple[Remark, ...], to: OutputWrapper) -> None:
    for remark in remarks:
        weight = remark.weight.name.lower()
        to.write(f"{where(remark, draft)}: {weight}: “{_short(remark.words)}”")
        to.write(f"    {remark.sentence}")
        if remark.fix:
            to.write(f"    Write: {_short(remark.fix.text)}")
        if remark.source:
            to.write(f"    Source: {remark.source}")
    counts = {weight: sum(each.weight is weight for each in remarks) for weight in Weight}
    errors, warnings, hints = (counts[each] for each in sorted(Weight, reverse=True))
    to.write(f"Errors: {errors}, warnings: {warnings}, hints: {hints}.")


def _draft(copy: str, *, day: date | None, now: datetime) -> Draft:
    """The copy, of that day, or its own, or today."""
    zone = Paper.current().zone
    today = day or now.astimezone(zone).date()
    if copy == STREAM:
        return of_manuscript(_bounded(sys.stdin, called="The text"), day=today)
    if urlsplit(copy).scheme not in {"http", "https"}:
        with Path(copy).open(encoding="utf-8") as file:
            return of_manuscript(_bounded(file, called=copy), day=today)
    if urlsplit(copy).hostname in settings.ALLOWED_HOSTS:
        draft = draft_of(story_at(copy), zone=zone, at=now)
        return replace(draft, day=day) if day else draft
    return of_page(fetch(copy, limits=LIMITS).content, day=today)


def _bounded(stream: TextIO, *, called: str) -> str:
    text = stream.read(MOST_CHARACTERS + 1)
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(f"{called} has more than {MOST_CHARACTERS:,} characters.")
    return text


def _why(copy: str, error: Exception) -> str:
    match error:
        case OSError():
            return f"{copy} cannot be read: {error.strerror}."
        case UnicodeDecodeError():
            return f"{copy} is no text in UTF-8."
        case _:
            return str(error)


def _short(words: str) -> str:
    return words if len(words) <= 100 else f"{words[:99]}…"
