"""What `broadsheet withdraw` may be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.stories.withdrawing.older_words import OlderWords

if TYPE_CHECKING:
    from argparse import ArgumentParser


def describe(parser: ArgumentParser) -> None:
    parser.description = (
        "Withdraw a story: its page, text, JSON, feeds, sitemaps, fronts, old addresses and the "
        "pictures that nothing else shows. Every node is then asked for each of them, and what it "
        "answers is printed. Exits with 1 if anything is left."
    )
    parser.add_argument("url", metavar="URL", help="any address of the story, old or new")
    parser.add_argument(
        "--reason",
        required=True,
        help="why, in a sentence of 10 characters or more; kept, and never shown to readers",
    )
    parser.add_argument(
        "--lift",
        action="store_true",
        help="allow the story to be published again; it stays down until somebody does",
    )
    parser.add_argument(
        "--older-words",
        choices=[each.value for each in OlderWords],
        help="with --lift: whether what readers could read of it is taken out of the record of "
        "changes for good, or comes back with the story",
    )
