"""What `broadsheet press` may be told."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from typing import Final

SHARE: Final = 0.01
EXAMPLES: Final = """\
  broadsheet press --status          is this node's press well, and do all nodes keep up?
  broadsheet press / /sport/         press these now, and say what came of each
  broadsheet press --all             press the whole paper, so that no reader waits for a page
  broadsheet press --audit           render one sheet in a hundred again, and compare
  broadsheet press --audit --share 1 the same with every sheet

Nobody has to press by hand: what changes is pressed again by itself. It is for whoever wants the
store filled before readers come, or proof that it is right. Exit 1 when something is wrong, and
when there is nothing at an address.
"""


def share(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not 0 < number <= 1:
        raise ArgumentTypeError(f"{value!r} is no share: give a number up to 1, like 0.01")
    return number


def describe(parser: ArgumentParser) -> None:
    parser.description = (
        "Press pages by hand; see how the press stands; compare what is kept with the paper."
    )
    parser.epilog = EXAMPLES
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.add_argument(
        "addresses", nargs="*", metavar="PATH", help="an address of this paper, like /sport/"
    )
    parser.add_argument(
        "--status",
        action="store_true",
        help="sheets, space, hits, and how far each node has followed the log of changes",
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help="every front, list, story, feed and sitemap; Ctrl-C stops it, and what was "
        "pressed is kept",
    )
    parser.add_argument(
        "--audit",
        action="store_true",
        help="render sheets again that are said to be right; what differs is told and mended",
    )
    parser.add_argument(
        "--share",
        type=share,
        metavar="X",
        help=f"with --audit: how many of the sheets, up to 1 (default {SHARE})",
    )
