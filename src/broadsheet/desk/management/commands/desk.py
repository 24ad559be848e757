"""`broadsheet desk`: what the desk does from the command line, a subject a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from broadsheet.desk.management import checking, register, style
from broadsheet.desk.management.options.desk import describe
from broadsheet.readiness import must_be_migrated
from broadsheet.verbs import VerbCommand

if TYPE_CHECKING:
    from collections.abc import Callable

HANDLERS: Final[dict[str, Callable[..., None]]] = {
    "check": checking.handle,
    "register": register.handle,
    "style": style.handle,
}


class Command(VerbCommand):
    verb = "desk"
    describe = staticmethod(describe)

    def handle(self, *args: Any, subject: str, **options: Any) -> None:
        must_be_migrated()
        HANDLERS[subject](today=timezone.localdate(), to=self.stdout, **options)
