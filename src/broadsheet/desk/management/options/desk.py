"""What `broadsheet desk` may be told, a subject a word."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from argparse import ArgumentParser


def day(text: str) -> date:
    """A day as it is written for the command."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"give a day as in 2026-11-26, not {text}") from error


def describe(parser: ArgumentParser) -> None:
    parser.description = (
        "What the desk does from the command line: check copy, and keep what it is checked by."
    )
    subjects = parser.add_subparsers(dest="subject", required=True, metavar="|".join(SUBJECTS))
    for name, (says, describe_subject) in SUBJECTS.items():
        describe_subject(subjects.add_parser(name, help=says, description=_sentence(says)))


def _check(parser: ArgumentParser) -> None:
    parser.add_argument(
        "copy",
        metavar="FILE|URL|-",
        help="a file, the address of a story or of any page, or - for what is typed in",
    )
    parser.add_argument(
        "--date",
        type=day,
        metavar="DAY",
        help="the day it is, or was, published, as in 2026-11-26 (today, or a story’s own)",
    )
    parser.add_argument("--json", action="store_true", help="tell it as JSON, for machines")


def _register(parser: ArgumentParser) -> None:
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="import|export")
    taking = deeds.add_parser(
        "import",
        help="take a file in; run again, it adds nothing, and it overwrites nothing",
        description="Take in a table (.csv), Popolo or an answer of Wikidata’s query service "
        "(.json), or rolls of offices (.toml). What is empty here is filled in; "
        "what differs is told.",
    )
    taking.add_argument("file", type=Path, metavar="FILE")
    taking.add_argument("--source", default="", help="where tenures stand that name no source")
    taking.add_argument(
        "--as-of", type=day, metavar="DATE", help="the day on which the file was right; else today"
    )
    taking.add_argument("--dry-run", action="store_true", help="account for it, write nothing")
    taking.add_argument(
        "--json", metavar="ACCOUNT", help="write the account as JSON; - for standard output"
    )
    giving = deeds.add_parser(
        "export",
        help="write all of it: Popolo (.json), or its tenures as a table (.csv)",
        description="Write all of the register as Popolo (.json), which can be taken in elsewhere, "
        "or its tenures alone as a table (.csv).",
    )
    giving.add_argument(
        "file", type=Path, metavar="FILE", help="where to; - for standard output, as Popolo"
    )


def _style(parser: ArgumentParser) -> None:
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="import|export")
    taking = deeds.add_parser(
        "import",
        help="take a style book in; run again, it adds nothing, and it overwrites nothing",
        description="Take in rules (.toml). One that is there already is left as it is, and where "
        "the file says otherwise, that is told. One that fails its own examples is left out.",
    )
    taking.add_argument("file", type=Path, metavar="FILE")
    taking.add_argument("--dry-run", action="store_true", help="account for it, write nothing")
    taking.add_argument("--json", action="store_true", help="tell the account as JSON")
    giving = deeds.add_parser(
        "export",
        help="write all rules (.toml), examples and all",
        description="Write all rules of the house, with their examples, as a style book (.toml) "
        "that “style import” takes in.",
    )
    giving.add_argument("file", type=Path, metavar="FILE", help="where to; - for standard output")


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


SUBJECTS: Final = {
    "check": (
        "say what is wrong in a text, a story or a page; exit 1 for errors, 2 if unreadable",
        _check,
    ),
    "register": (
        "who held which office when, places and organisations: from a file, or into one",
        _register,
    ),
    "style": ("what the house does not write, and why: from a file, or into one", _style),
}
"""What each is about, in the list of help, and how it is told what to do."""
