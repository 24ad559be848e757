"""Does one verb: runs Django's command by the name it was called by, and says in a sentence
what this machine or its database refused.
"""

from __future__ import annotations

import errno
import sys
from typing import TYPE_CHECKING, NoReturn

from django.core.management import BaseCommand, ManagementUtility
from django.db import DatabaseError

from broadsheet import config

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OF_THE_MACHINE = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EIO}
)
"""What a disk may refuse; any other error of the system is a fault of ours."""
INTERRUPTED = 130
OF_A_PAPER = frozenset({"desk", "press", "search", "withdraw", "work"})
"""Verbs that look after a paper which is there. In the wrong folder they make none, as `import`
may: an archive is where many a paper begins.
"""


class Utility(ManagementUtility):
    """Django's, with a command behind a verb of another name."""

    def __init__(self, argv: list[str], commands: Mapping[str, str]) -> None:
        super().__init__(argv)
        self._commands = commands

    def fetch_command(self, subcommand: str) -> BaseCommand:
        return super().fetch_command(self._commands.get(subcommand, subcommand))


def run(arguments: Sequence[str], *, commands: Mapping[str, str]) -> None:
    """Do it, or exit with 1 and a sentence; with `--traceback`, with all there is to tell."""
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


def _give_up(sentence: str) -> NoReturn:
    sys.stderr.write(f"broadsheet: {sentence}\n")
    sys.exit(1)
