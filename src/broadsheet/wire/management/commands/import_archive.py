"""`broadsheet import`: an archive moves in, can be stopped and run again, and is accounted for."""

from __future__ import annotations

import os
import re
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils import timezone

from broadsheet import readiness
from broadsheet.addresses.converters import Slug
from broadsheet.formats.errors import Unreadable
from broadsheet.kit import paths
from broadsheet.press.watching.quiet import quietly
from broadsheet.verbs import VerbCommand
from broadsheet.wire.account.telling import STREAM, Teller, console, print_account
from broadsheet.wire.management.options.import_archive import describe
from broadsheet.wire.sources import MediaFolder, Sources
from broadsheet.wire.wordpress.moving import Moving, Order, UnknownCategory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

INTERRUPTED = 130
LONGEST_SLUG = 60


class Command(VerbCommand):
    verb = "import"
    describe = staticmethod(describe)

    def handle(self, *args: Any, json: str | None, dry_run: bool, **options: Any) -> None:
        order = Order(
            file=file_of(options["file"]),
            sources=Sources(media_of(options["media"]), ask_the_web=not options["no_fetch"]),
            section_map=map_of(options["section_map"]),
            dry_run=dry_run,
        )
        must_be_writable(json)
        self.stdout.ending = ""
        make_ready(dry_run=dry_run)
        # Standard output is for the JSON alone where that was asked for.
        out = console(sys.stderr if json == STREAM else self.stdout)
        with readiness.alone("import"):
            moving = self.move(order, out)
        about = {"file": str(order.file), "source": moving.source, "dry_run": dry_run}
        if json == STREAM:
            moving.report.write_json(self.stdout.write, **about)
        elif json:
            with Path(json).open("w", encoding="utf-8") as file:
                moving.report.write_json(file.write, **about)
        print_account(moving.report, out)
        if not moving.report.balances:
            raise CommandError("The account does not balance: tell whoever maintains Broadsheet.")

    def move(self, order: Order, out: Console) -> Moving:
        with Teller(out) as teller:
            moving = Moving(order, now=timezone.now(), progress=teller)
            out.print(f"Days in addresses are those of the paper’s time zone, {moving.zone}.")
            try:
                with nullcontext() if order.dry_run else quietly():
                    moving.run()
            except (Unreadable, UnknownCategory) as error:
                raise CommandError(str(error)) from error
            except (DatabaseError, OSError) as error:
                raise CommandError(
                    f"Stopped after {moving.report.imported:,} items: {error}. Once that is seen "
                    "to, the same command goes on from here."
                ) from error
            except KeyboardInterrupt:
                self.stop(moving)
        return moving

    def stop(self, moving: Moving) -> None:
        self.stderr.write(
            f"Stopped after {moving.report.imported:,} items; the same command goes on from here."
        )
        sys.exit(INTERRUPTED)


def file_of(path: Path) -> Path:
    """The path of a file that can be read. Raises CommandError."""
    if not path.exists():
        raise CommandError(f"There is no file {path}.")
    if not path.is_file():
        raise CommandError(f"{path} is not a file. Give the XML file that WordPress exported.")
    if not os.access(path, os.R_OK):
        raise CommandError(f"{path} may not be read by you.")
    return path


def media_of(folder: Path | None) -> MediaFolder | None:
    if folder is None:
        return None
    if not folder.is_dir():
        raise CommandError(f"--media: {folder} is no folder.")
    return MediaFolder.at(folder)


def map_of(pairs: Sequence[str]) -> dict[str, str]:
    """Category → section. Raises CommandError."""
    found: dict[str, str] = {}
    for pair in pairs:
        old, equals, new = (part.strip() for part in pair.partition("="))
        if not (old and equals and new):
            raise CommandError(f"--section-map: “{pair}” is not OLD=NEW, like politics=news.")
        if not re.fullmatch(Slug.regex, new) or len(new) > LONGEST_SLUG:
            raise CommandError(
                f"--section-map: “{new}” cannot be the address of a section. Use letters, figures "
                f"and hyphens, {LONGEST_SLUG} at most."
            )
        if new in paths.RESERVED:
            raise CommandError(f"--section-map: the paper itself needs the address /{new}/.")
        if found.setdefault(old, new) != new:
            raise CommandError(f"--section-map: “{old}” is led to both {found[old]} and {new}.")
    return found


def must_be_writable(target: str | None) -> None:
    """Raises CommandError now rather than after an hour's work."""
    if target in {None, STREAM}:
        return
    path = Path(str(target))
    if path.is_dir() or not os.access(path if path.exists() else path.parent, os.W_OK):
        raise CommandError(f"--json: cannot write to {path}.")


def make_ready(*, dry_run: bool) -> None:
    """Have a database of this release; a dry run makes none."""
    if readiness.is_migrated():
        return
    if dry_run:
        raise CommandError(
            "There is no paper here yet, and a dry run makes none. Run `broadsheet manage migrate`."
        )
    call_command("migrate", interactive=False, verbosity=0)
