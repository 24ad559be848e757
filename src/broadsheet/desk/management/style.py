"""`broadsheet desk style`: house style from elsewhere comes in, and all of it goes out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, Literal, assert_never

from django.core.management.base import CommandError
from django.db import transaction

from broadsheet import readiness
from broadsheet.formats import stylebook
from broadsheet.formats.errors import Unreadable
from broadsheet.stylebook.actions import take_in
from broadsheet.stylebook.pages import everything
from broadsheet.wire.account.telling import STREAM

if TYPE_CHECKING:
    from pathlib import Path

    from django.core.management.base import OutputWrapper

    from broadsheet.stylebook.actions import Account

Deed = Literal["import", "export"]
SUFFIX: Final = ".toml"


def handle(deed: Deed, *, file: Path, to: OutputWrapper, **options: Any) -> None:
    if deed == "export" and str(file) == STREAM:
        to.write(stylebook.dump(list(everything())).decode(), ending="")
        return
    if file.suffix.lower() != SUFFIX:
        raise CommandError(f"{file}: give a file that ends in {SUFFIX}.")
    match deed:
        case "import":
            bring_in(file, dry_run=options["dry_run"], as_json=options["json"], to=to)
        case "export":
            write_out(file, to)
        case _:
            assert_never(deed)


def bring_in(file: Path, *, dry_run: bool, as_json: bool, to: OutputWrapper) -> None:
    try:
        found = stylebook.load(file.read_bytes())
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    except Unreadable as error:
        raise CommandError(f"{file}: {error}") from error
    with readiness.alone("stylebook"), transaction.atomic():
        account = take_in(found)
        transaction.set_rollback(dry_run)
    if as_json:
        to.write(json.dumps(account.as_data(), ensure_ascii=False, indent=1))
    else:
        _tell(account, to)


def _tell(account: Account, to: OutputWrapper) -> None:
    to.write(f"rules: {account.added:,} added, {account.same:,} as they were")
    differing = [
        f"{each.rule}: {each.what} is {each.here!r} here, {each.there!r} there"
        for each in account.conflicts
    ]
    titles = {"Otherwise here, and left as they are": differing, "Left out": account.left_out}
    for title, sentences in titles.items():
        if sentences:
            to.write(f"{title}: {len(sentences):,}")
            to.write("\n".join(f"  {sentence}" for sentence in sentences))


def write_out(file: Path, to: OutputWrapper) -> None:
    rules = list(everything())
    try:
        file.write_bytes(stylebook.dump(rules))
    except OSError as error:
        raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
    to.write(f"{len(rules):,} rules in {file}.")
