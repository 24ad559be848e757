"""`broadsheet desk`: what the desk does from the command line, a subject a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from broadsheet.desk.management import checking, register, style
from broadsheet.readiness import must_be_migrated

if TYPE_CHECKING:
    from argparse import ArgumentParser

SUBJECTS: Final = {"check": checking, "register": register, "style": style}


class Command(BaseCommand):
    help = "What the desk does from the command line: check copy, and keep what it is checked by."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Whoever asks for help has called it `broadsheet desk`."""
        return super().create_parser(prog_name, "desk", **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        subjects = parser.add_subparsers(dest="subject", required=True, metavar="|".join(SUBJECTS))
        for name, subject in SUBJECTS.items():
            subject.add_arguments(subjects.add_parser(name, help=subject.HELP))

    def handle(self, *args: Any, subject: str, **options: Any) -> None:
        must_be_migrated()
        SUBJECTS[subject].handle(today=timezone.localdate(), to=self.stdout, **options)
