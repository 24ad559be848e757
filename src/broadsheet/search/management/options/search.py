"""What `broadsheet search` may be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser


def describe(parser: ArgumentParser) -> None:
    parser.description = (
        "The index that readers search in, on this node. It follows the paper by itself, and makes "
        "itself anew where it must."
    )
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="rebuild|status")
    deeds.add_parser(
        "rebuild",
        help="make it anew from the database; the old one serves until that is done",
    )
    deeds.add_parser("status", help="how many stories it has, and whether it keeps up")
