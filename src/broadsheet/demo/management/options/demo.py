"""What `broadsheet demo` may be told."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError


def number_of_stories(value: str) -> int:
    if not value.isdigit() or not 0 < int(value) <= 5_000_000:
        raise ArgumentTypeError(f"{value!r}: give a number from 1 to 5000000")
    return int(value)


def describe(parser: ArgumentParser) -> None:
    parser.description = "Make a believable paper to look around in; what is there already stays."
    parser.add_argument(
        "--stories",
        type=number_of_stories,
        metavar="N",
        help="add N generated stories with dates over 20 years, for measuring",
    )
