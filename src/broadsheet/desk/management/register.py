"""`broadsheet desk register`: entries from elsewhere come in, and all of them go out."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, assert_never

from django.core.management.base import CommandError
from django.db import transaction
from rich.markup import escape

from broadsheet import readiness
from broadsheet.formats.errors import Unreadable
from broadsheet.formats.tenures import popolo, rolls, table, wikidata
from broadsheet.register.actions import take_in
from broadsheet.register.exporting import everything
from broadsheet.wire.account.telling import SHOWN, STREAM, Teller, console

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django.core.management.base import OutputWrapper
    from rich.console import Console

    from broadsheet.formats.tenures.entries import Entries
    from broadsheet.register.actions import Account

Deed = Literal["import", "export"]
WRITES: Final[dict[str, Callable[[Entries], bytes]]] = {".csv": table.dump, ".json": popolo.dump}
_OF_WIKIDATA: Final = b'"bindings"'
_HEAD: Final = 4_096


def handle(deed: Deed, *, today: date, to: OutputWrapper, **options: Any) -> None:
    match deed:
        case "import":
            bring_in(today=today, to=to, **options)
        case "export":
            write_out(options["file"], to)
        case _:
            assert_never(deed)


def bring_in(
    *,
    file: Path,
    source: str,
    as_of: date | None,
    dry_run: bool,
    json: str | None,
    today: date,
    to: OutputWrapper,
    **_options: Any,
) -> None:
    # Standard output is for the JSON alone where that was asked for.
    out = console(sys.stderr if json == STREAM else to)
    to.ending = ""
    with readiness.alone("register"):
        account = take(read(file, source), on=as_of or today, dry_run=dry_run, out=out)
    write_account(account, json, to, file=str(file), dry_run=dry_run)
    tell(account, out)


def read(path: Path, source: str = "") -> Entries:
    """What a file says, by its name and, of JSON, by what is in it. Raises CommandError."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    try:
        match path.suffix.lower():
            case ".csv":
                return table.load(raw, source=source)
            case ".toml":
                return rolls.load(raw)
            case ".json" if _OF_WIKIDATA in raw[:_HEAD]:
                return wikidata.load(raw)
            case ".json":
                return popolo.load(raw, source=source)
            case _:
                raise CommandError(f"{path}: give a file that ends in .csv, .json or .toml.")
    except Unreadable as error:
        raise CommandError(f"{path}: {error}") from error


def take(found: Entries, *, on: date, dry_run: bool, out: Console) -> Account:
    with Teller(out) as teller:
        teller.begin("Tenures", total=len(found.tenures))
        with transaction.atomic():
            account = take_in(found, on=on, progress=lambda done, _total: teller.at(done))
            transaction.set_rollback(dry_run)
    return account


def write_account(account: Account, target: str | None, to: OutputWrapper, **about: Any) -> None:
    if target is None:
        return
    text = json.dumps({**about, **account.as_data()}, ensure_ascii=False, indent=1) + "\n"
    if target == STREAM:
        to.write(text)
        return
    try:
        Path(target).write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"--json: {target} cannot be written: {error.strerror}.") from error


def tell(account: Account, out: Console) -> None:
    """How many of each were added, filled in, or there already; then what differs."""
    for kind in ("person", "office", "tenure", "place", "organisation"):
        added, filled, same = (c[kind] for c in (account.added, account.filled, account.same))
        if added or filled or same:
            out.print(f"{kind}: {added:,} added, {filled:,} filled in, {same:,} as they were")
    differing = [
        f"{c.entry}: {c.what} is {c.here} here, {c.there} there" for c in account.conflicts
    ]
    _list(out, "Otherwise here, and left as they are", differing)
    _list(out, "Left out", account.left_out)


def _list(out: Console, title: str, sentences: list[str]) -> None:
    if not sentences:
        return
    out.print(f"{title}: {len(sentences):,}")
    for sentence in sentences[:SHOWN]:
        out.print(f"  {escape(sentence)}")
    if len(sentences) > SHOWN:
        out.print(f"  … and {len(sentences) - SHOWN:,} more; --json ACCOUNT lists them all")


def write_out(path: Path, to: OutputWrapper) -> None:
    if str(path) == STREAM:
        to.write(popolo.dump(everything()).decode(), ending="")
        return
    dump = WRITES.get(path.suffix.lower())
    if dump is None:
        raise CommandError(f"{path}: give a file that ends in {' or '.join(WRITES)}, or {STREAM}.")
    found = everything()
    try:
        path.write_bytes(dump(found))
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
    count = len(found.tenures)
    to.write(f"{count:,} {'tenure' if count == 1 else 'tenures'} in {path}.")
