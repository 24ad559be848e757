"""`broadsheet demo`: a believable paper, and as many generated stories as measuring needs."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from broadsheet import config, readiness
from broadsheet.demo import building, generating
from broadsheet.demo.management.options.demo import describe
from broadsheet.desk.actions import make_staff
from broadsheet.desk.roles import Role
from broadsheet.stories import actions as stories
from broadsheet.verbs import VerbCommand

STAFF = (
    (Role.PUBLISHER, "publisher@example.org", "Petra", "Lindqvist"),
    (Role.EDITOR, "editor@example.org", "Edmund", "Okafor"),
    (Role.REPORTER, "reporter@example.org", "Rosa", "Iversen"),
)
SEED = 20_261_123
"""The same number of stories is the same stories, so that two measurements compare."""


class Command(VerbCommand):
    verb = "demo"
    describe = staticmethod(describe)

    def handle(self, *args: Any, stories: int | None, **options: Any) -> None:
        with readiness.alone("demo"):
            self.say("tables")
            call_command("migrate", interactive=False, verbosity=0)
            if building.exists():
                self.stdout.write("There is a paper here already; it stays as it is.")
            else:
                self.make_paper()
            if stories:
                self.add_stories(stories)

    def make_paper(self) -> None:
        paper = building.build(now=timezone.now(), report=self.say)
        self.make_logins()
        self.stdout.write(f"{paper.name} is ready. `broadsheet serve` puts it on the web.")

    def say(self, what: str) -> None:
        self.stdout.write(f"  {what}")
        self.stdout.flush()

    def make_logins(self) -> None:
        """A log-in for each role, with a password of this installation's own."""
        lines = []
        for role, email, first_name, last_name in STAFF:
            password = secrets.token_urlsafe(12)
            make_staff(email, role, password=password, first_name=first_name, last_name=last_name)
            lines.append(f"{role.label:<10} {email:<24} {password}")
        path = config.folder() / "staff.txt"
        path.touch(mode=0o600)
        path.write_text("\n".join(lines) + "\n")

    def add_stories(self, count: int) -> None:
        columns = TextColumn("stories"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
        try:
            with Progress(*columns) as progress:
                bar = progress.add_task("stories", total=count)
                generating.generate(
                    count,
                    now=timezone.now(),
                    seed=SEED,
                    report=lambda done: progress.update(bar, completed=done),
                )
        except generating.NothingToMakeFrom as error:
            raise CommandError(
                "Generated stories are made from the demo paper’s sentences, and this paper is not "
                "the demo paper. Give an empty folder: BROADSHEET_VAR=… broadsheet demo --stories N"
            ) from error
        stories.count_months()
