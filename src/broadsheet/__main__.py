"""The `broadsheet` command: a newsroom's verbs in front, Django's own behind `manage`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from broadsheet import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

VERBS = {
    "demo": "make a believable paper to look around in (--stories N adds generated ones)",
    "serve": "serve the paper and do its background work (--host --port --workers)",
    "work": "do the background work alone: schedules, pictures, indexes",
    "press": "finished pages: how they stand, by hand, compared (--status --all --audit PATH…)",
    "search": "the index readers search in: make it anew, how it stands (rebuild, status)",
    "import": "bring an archive in: broadsheet import wxr FILE",
    "desk": "check copy, and keep what it is checked by (check FILE, register|style import FILE)",
    "withdraw": "take a story off everything, for good, and prove it: withdraw URL --reason …",
    "check": "is this installation fit to serve?",
    "manage": "Django’s own commands, for example: broadsheet manage createsuperuser",
}
COMMANDS = {"import": "import_archive", "check": "fit"}
"""Verbs that Django's command of the same name would hide, and the commands that do them."""


def usage() -> str:
    width = max(map(len, VERBS)) + 2
    lines = [f"  {verb:<{width}}{meaning}" for verb, meaning in VERBS.items()]
    return "\n".join(
        [
            f"Broadsheet {__version__}: the web site of a newspaper and the newsroom behind it.",
            "",
            "Usage: broadsheet VERB [options]     (broadsheet VERB --help tells more)",
            "",
            *lines,
        ]
    )


def main() -> None:
    """Run one verb; exit 0 when done, 1 when it failed, 2 when it was not understood."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "broadsheet.settings")
    verb, *rest = sys.argv[1:] or ["--help"]
    match verb:
        case "--help" | "-h" | "help":
            print(usage())  # noqa: T201
        case "--version" | "-V":
            print(f"broadsheet {__version__}")  # noqa: T201
        case "manage":
            _run(rest or ["help"], commands={})
        case _ if verb in VERBS:
            _run([verb, *rest])
        case _:
            sys.stderr.write(f"broadsheet: there is no “{verb}”.\n\n{usage()}\n")
            sys.exit(2)


def _run(arguments: list[str], commands: Mapping[str, str] = COMMANDS) -> None:
    # Django is loaded only once we know that it is needed.
    from broadsheet import verbs  # noqa: PLC0415

    verbs.run(arguments, commands=commands)


if __name__ == "__main__":
    main()
