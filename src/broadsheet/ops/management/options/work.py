"""What `broadsheet work` may be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser


def describe(parser: ArgumentParser) -> None:
    parser.description = (
        "Do the background work: publish and take down what is due, print pictures, keep pressed "
        "pages right. "
        "`broadsheet serve` starts one by itself; run this alone where web and work are apart."
    )
