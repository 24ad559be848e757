"""Does one verb: runs Django's command by the name it was called by, and says in a sentence
what this machine or its database refused.
"""

from __future__ import annotations

import errno
import sys
from argparse import SUPPRESS
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

from django.core.management import BaseCommand, CommandError, ManagementUtility
from django.core.management.base import SystemCheckError
from django.db import DatabaseError

from broadsheet import config

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable, Mapping, Sequence

    from django.core.management.base import CommandParser

OF_THE_MACHINE = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EIO}
)
"""What a disk may refuse; any other error of the system is a fault of ours."""
INTERRUPTED = 130
OF_A_PAPER = frozenset({"desk", "press", "search", "withdraw", "work"})
"""Verbs that look after a paper which is there. In the wrong folder they make none, as `import`
may: an archive is where many a paper begins.
"""


class VerbCommand(BaseCommand):
    """What a verb does. Its help goes by the verb's name, and is silent about what any command of
    Django's may be told as well.
    """

    verb: str
    describe: Callable[[ArgumentParser], None]
    """Says what it may be told: from the module of its name in `management/options`."""
    _called_from_command_line: bool
    """As Django notes it."""

    suppressed_base_arguments = {
        "--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color",
        "--force-color", "--skip-checks",
    }  # fmt: skip

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser("broadsheet", self.verb, **kwargs)
        for action in parser._actions:  # noqa: SLF001 - Django adds this one past its own list
            if action.dest == "skip_checks":
                action.help = SUPPRESS
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        self.describe(parser)

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except SystemCheckError:
            raise
        except CommandError as error:
            # Django would say “CommandError” to somebody who only mistyped the name of a file.
            if not self._called_from_command_line or options["traceback"]:
                raise
            _give_up(str(error), error.returncode)


class Asked(VerbCommand):
    """A verb of which no more is known than what it may be told."""

    def __init__(self, verb: str, describe: Callable[[ArgumentParser], None]) -> None:
        super().__init__()
        self.verb, self.describe = verb, describe
        # Else its parser would raise what it should print.
        self._called_from_command_line = True


class Utility(ManagementUtility):
    """Django's, with a command behind a verb of another name."""

    def __init__(self, argv: list[str], commands: Mapping[str, str]) -> None:
        super().__init__(argv)
        self._commands = commands

    def fetch_command(self, subcommand: str) -> BaseCommand:
        return super().fetch_command(self._commands.get(subcommand, subcommand))


def show_help(verb: str, arguments: Sequence[str], *, package: str, command: str) -> None:
    """Print the help that is asked for, and exit.

    Nobody should wait for the newsroom to be loaded only to hear how it is called; so what a verb
    may be told stands in a module of its own, from which the command itself takes it, too.
    """
    options = import_module(f"broadsheet.{package}.management.options.{command}")
    Asked(verb, options.describe).create_parser("broadsheet", verb).parse_args(arguments)


def run(arguments: Sequence[str], *, commands: Mapping[str, str]) -> None:
    """Do it, or exit with a sentence; with `--traceback`, with all there is to tell."""
    try:
        if arguments[0] in OF_A_PAPER and not {"-h", "--help"} & set(arguments):
            _must_be_there()
        Utility(["broadsheet", *arguments], commands).execute()
    except config.BadConfig as error:
        _give_up(str(error))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except (DatabaseError, OSError) as error:
        if "--traceback" in arguments or not (sentence := _sentence(error)):
            raise
        _give_up(sentence)


def _must_be_there() -> None:
    if path := config.missing_paper():
        _give_up(
            f"There is no paper in {path.parent}. BROADSHEET_VAR says in which folder yours is; "
            "`broadsheet demo` makes one to look around in."
        )


def _sentence(error: DatabaseError | OSError) -> str:
    """What was refused, and where; nothing if that would hide a fault of ours."""
    if isinstance(error, DatabaseError):
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        return f"the database {config.database()['NAME']} cannot be used: {reason}"
    if error.errno not in OF_THE_MACHINE:
        return ""
    return f"cannot write to {error.filename or config.folder()}: {error.strerror}"


def _give_up(sentence: str, code: int = 1) -> NoReturn:
    sys.stderr.write(f"broadsheet: {sentence}\n")
    sys.exit(code)
