"""`broadsheet check`: is this installation fit to serve?"""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import Q

from broadsheet import config
from broadsheet.accounts.models import User
from broadsheet.ops.management.options.fit import describe
from broadsheet.press.watching import installing
from broadsheet.readiness import must_be_migrated
from broadsheet.stories.record import sealing
from broadsheet.verbs import VerbCommand


class Command(VerbCommand):
    verb = "check"
    describe = staticmethod(describe)

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("check", verbosity=0, deploy=config.is_production())
        must_be_writable()
        must_be_migrated()
        must_be_watched()
        must_be_sealed()
        if config.is_production() and not config.mail().host:
            self.stdout.write(
                "No mail is sent: EMAIL_URL is not set, so that nobody can log in by a code."
            )
        if not User.objects.filter(Q(is_superuser=True) | Q(groups__isnull=False)).exists():
            self.stdout.write(
                "Nobody can work in the newsroom yet: `broadsheet manage createsuperuser` lets "
                "somebody in."
            )
        kind = "production" if config.is_production() else "this machine only"
        self.stdout.write(f"Fit to serve: {config.site()} ({kind}), kept in {config.folder()}.")


def must_be_writable() -> None:
    """Raises CommandError when nothing can be kept in the folder."""
    probe = config.folder() / ".writable"
    try:
        probe.write_text("written")
        probe.unlink()
    except OSError as error:
        raise CommandError(f"Cannot write to {config.folder()}: {error.strerror}") from error


def must_be_watched() -> None:
    """Raises CommandError when the database would not notice every change."""
    if faults := installing.faults():
        raise CommandError(
            f"The database does not log every change: {len(faults)} triggers are missing or altered"
            f" ({faults[0]}…). Run `broadsheet manage migrate`, which makes them anew."
        )


def must_be_sealed() -> None:
    """Raises CommandError when the record of changes could be altered."""
    if faults := sealing.faults():
        raise CommandError(
            f"The record of changes to stories could be altered: {', '.join(faults)} is missing or"
            " altered. Run `broadsheet manage migrate`, which makes it anew."
        )
