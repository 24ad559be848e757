"""What `broadsheet check` may be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser


def describe(parser: ArgumentParser) -> None:
    parser.description = (
        "Say whether this installation is fit to serve, and what to do if it is not."
    )
