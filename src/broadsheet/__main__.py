"""The `broadsheet` command: a newsroom's verbs in front, Django's own behind `manage`."""

from __future__ import annotations

import os
import re
import sys
from typing import Final, NamedTuple

from broadsheet import __version__


class Verb(NamedTuple):
    """What it does, and the package in which its command is."""

    meaning: str
    package: str
    command: str = ""
    """The name of its command, where Django's own of that name would hide it."""


VERBS: Final = {
    "demo": Verb(
        "make a believable paper to look around in (--stories N adds generated ones)", "demo"
    ),
    "serve": Verb("serve the paper and do its background work (--host --port --workers)", "ops"),
    "work": Verb("do the background work alone: schedules, pictures, indexes", "ops"),
    "press": Verb(
        "finished pages: how they stand, by hand, compared (--status --all --audit PATH…)", "ops"
    ),
    "search": Verb(
        "the index readers search in: make it anew, how it stands (rebuild, status)", "search"
    ),
    "import": Verb("bring an archive in: broadsheet import wxr FILE", "wire", "import_archive"),
    "desk": Verb(
        "check copy by register and house style (check FILE|URL, register|style import|export)",
        "desk",
    ),
    "withdraw": Verb(
        "take a story off everything, for good, and prove it: withdraw URL --reason …", "stories"
    ),
    "check": Verb("is this installation fit to serve?", "ops", "fit"),
}
DJANGOS: Final = "Django’s own commands, for example: broadsheet manage createsuperuser"


def usage() -> str:
    meanings = {name: verb.meaning for name, verb in VERBS.items()} | {"manage": DJANGOS}
    width = max(map(len, meanings)) + 2
    return "\n".join(
        [
            f"Broadsheet {__version__}: the web site of a newspaper and the newsroom behind it.",
            "",
            "Usage: broadsheet VERB [options]     (broadsheet VERB --help tells more)",
            "",
            *(f"  {name:<{width}}{meaning}" for name, meaning in meanings.items()),
        ]
    )


def main() -> None:
    """Run one verb; exit 0 when done, 1 when it failed, 2 when it was not understood."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "broadsheet.settings")
    verb, *rest = sys.argv[1:] or ["--help"]
    match verb:
        case "help" if rest:
            known = rest[0] in VERBS
            _run([rest[0], "--help"] if known else ["help", *rest], verbs=VERBS if known else {})
        case "--help" | "-h" | "help":
            print(usage())  # noqa: T201
        case "--version" | "-V":
            print(f"broadsheet {__version__}")  # noqa: T201
        case "manage":
            _run(rest or ["help"], verbs={})
        case _ if verb in VERBS:
            _run([verb, *rest], verbs=VERBS)
        case _:
            sys.stderr.write(f"broadsheet: there is no “{verb}”.{_hint(verb)}\n\n{usage()}\n")
            sys.exit(2)


def _hint(word: str) -> str:
    """Which verbs have that word among what may follow them."""
    said = re.compile(rf"\(.*\b{re.escape(word)}\b.*\)")
    likely = [name for name, verb in VERBS.items() if word and said.search(verb.meaning)]
    return f" Look at: broadsheet {' or '.join(likely)} --help." if likely else ""


def _run(arguments: list[str], verbs: dict[str, Verb]) -> None:
    # Django is loaded only once we know that it is needed.
    from broadsheet.verbs import run, show_help  # noqa: PLC0415

    verb, *rest = arguments
    if verb in verbs and {"-h", "--help"} & set(rest):
        show_help(verb, rest, package=verbs[verb].package, command=verbs[verb].command or verb)
    run(arguments, commands={name: each.command for name, each in verbs.items() if each.command})


if __name__ == "__main__":
    main()
