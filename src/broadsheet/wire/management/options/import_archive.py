"""What `broadsheet import` may be told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser


def describe(parser: ArgumentParser) -> None:
    parser.description = (
        "Bring an archive in. Stopped at any moment, the same command goes on from there; run "
        "again, it brings in only what is new."
    )
    parser.add_argument("kind", choices=["wxr"], help="what the file is: a WordPress export")
    parser.add_argument("file", type=Path, metavar="FILE", help="the file")
    parser.add_argument(
        "--media",
        type=Path,
        metavar="DIR",
        help="a copy of the old site’s folder wp-content/uploads, to take pictures from",
    )
    parser.add_argument(
        "--section-map",
        nargs="+",
        action="extend",
        default=[],
        metavar="OLD=NEW",
        help="bring the stories of category OLD into section NEW (both by their slugs)",
    )
    parser.add_argument(
        "--no-fetch", action="store_true", help="fetch no picture that is not in --media"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="read and account for everything, write nothing"
    )
    parser.add_argument(
        "--json", metavar="FILE", help="write the account as JSON; - for standard output"
    )
