"""Twenty searches and what they find first, as somebody judged it; writes docs/judged-searches.md.

`python -m benchmarks.judged FOLDER EXPORT.xml` looks in the demo paper, and in an archive that was
exported from WordPress; it makes both papers in the folder unless they are there. Judgements stand
here, beside the searches: where other stories come first than the page has, judge anew.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.papers import ROOT, broadsheet, environment, open_paper, say, told_by

DOC = ROOT / "docs" / "judged-searches.md"
SHOWN = 5


class Judged(NamedTuple):
    """A search, and what somebody thinks of what it finds."""

    typed: str
    looks_for: str
    verdict: str
    """good, fair or bad"""
    why: str


DEMO: Final = (
    Judged(
        "ferry", "one common word", "fair",
        "The ferry’s own story is first. The gale that stopped it comes after stories in which one "
        "only passes by: its headline says “crossing”.",
    ),
    Judged(
        "north quay wall", "three words", "good",
        "The night on which the wall cracked, the investigation, the review and the leader, in "
        "this order; letters and others that only mention it come after.",
    ),
    Judged(
        '"north quay" -inquiry', "a phrase, and a word left out", "good",
        "All is as asked: the closing and the review, then the fish auction that had to move for "
        "it, and only then those that mention it.",
    ),
    Judged(
        "author:hanna-rudd", "an author’s work", "good", "All seven of hers, and nobody else’s.",
    ),
    Judged(
        'topic:"north quay" port', "a topic, and a word", "good",
        "Only stories filed under the closure of the quay, and those in which the port acts come "
        "before those that name it.",
    ),
    Judged(
        "harbor master", "the American spelling", "good",
        "One letter is forgiven, which the page says; each of the five has a harbour master.",
    ),
    Judged(
        "rents", "a word in another form", "good",
        "Both stories about rent first; “rent” in their headlines counts as well.",
    ),
    Judged(
        "how the council spends money", "a question", "good",
        "The one explainer that answers it. Every word has to be there, so little else is.",
    ),
    Judged("goalkeeper", "a rarer word", "good", "The signing first, then two matches."),
    Judged(
        "€212,000", "a sum of money", "good",
        "Both stories with just this sum, and the one about it first.",
    ),
    Judged(
        "solar sheep", "two words of which the headline has one", "good",
        "The one story there is.",
    ),
    Judged(
        "buses", "a plural that headlines have in the singular", "good",
        "The night bus first, then the budget and the tram.",
    ),
)  # fmt: skip

ARCHIVE: Final = (
    Judged(
        "gallery", "one word of many headlines", "good",
        "The three posts about galleries, then those that show one.",
    ),
    Judged(
        "image alignment", "two words", "good",
        "The post of that name; the others are about images.",
    ),
    Judged(
        '"post format" -image', "a phrase, and a word left out", "good",
        "Posts of the series only, none about images.",
    ),
    Judged("galery tiled", "a slip of the keyboard", "good", "Forgiven, and the very post."),
    Judged(
        "lists", "a word that old posts have in the headline and newer ones in the text", "good",
        "The post about lists is first, though others are thirteen years newer.",
    ),
    Judged(
        "html tags", "the same, with two words", "good",
        "The post about both is first, then those that have them somewhere.",
    ),
    Judged(
        "password", "a word in the headline of a protected post", "good",
        "Nothing, since that post is not public here; the page says what to try.",
    ),
    Judged(
        "Taumatawhakatangihangakoauau", "the beginning of a very long word", "bad",
        "Nothing: only suggestions find a word by its beginning, and this one they do.",
    ),
)  # fmt: skip


def main(folder: Path, export: Path) -> None:
    papers = (
        ("The demo paper", folder / "demo", DEMO),
        ("An archive", folder / "archive", ARCHIVE),
    )
    lines = [
        "# Judged searches",
        "",
        "What twenty searches find, in order of relevance, and what somebody who read the stories",
        "thinks of it. Made by `python -m benchmarks.judged`; the archive is the posts that",
        "WordPress publishes for testing themes, imported with `broadsheet import wxr`.",
    ]
    for name, paper, searches in papers:
        make(paper, export)
        lines += ["", f"## {name}"]
        found = ask(paper, [each.typed for each in searches])
        for each, (total, respelt, headlines) in zip(searches, found, strict=True):
            instead = f", as “{respelt}”" if respelt else ""
            lines += ["", f"### `{each.typed}`", ""]
            lines += [f"For {each.looks_for}: {total} found{instead}.", ""]
            lines += [f"{place}. {headline}" for place, headline in enumerate(headlines, 1)]
            lines += [*([""] if headlines else []), f"**{each.verdict.capitalize()}.** {each.why}"]
    DOC.write_text("\n".join([*lines, ""]))
    say(f"{DOC.relative_to(ROOT)} is written")


def make(paper: Path, export: Path) -> None:
    """The paper, with an index of it."""
    is_there = (paper / "paper.sqlite3").exists()
    broadsheet(paper, "manage", "migrate")
    if not is_there:
        say(f"making {paper.name}")
        broadsheet(paper, *(["demo"] if paper.name == "demo" else ["import", "wxr", str(export)]))
    broadsheet(paper, "search", "rebuild")


def ask(paper: Path, searches: list[str]) -> list[tuple[int, str, list[str]]]:
    """For each search how many stories it finds, as what, and the first headlines."""
    found: list[tuple[int, str, list[str]]]
    found = told_by("judged", "--ask", *searches, env=environment(paper))
    return found


def answers(searches: list[str]) -> list[tuple[int, str, list[str]]]:
    """In the process that has a paper."""
    open_paper()
    from broadsheet.search.index.asking import Narrowed  # noqa: PLC0415
    from broadsheet.search.index.here import reader_of_this_node  # noqa: PLC0415
    from broadsheet.search.index.searching import Window, search  # noqa: PLC0415
    from broadsheet.search.language.asked import read  # noqa: PLC0415
    from broadsheet.stories.models import Story  # noqa: PLC0415

    headlines = dict(Story.objects.values_list("pk", "headline"))
    told = []
    for typed in searches:
        found = search(reader_of_this_node(), read(typed), Narrowed(), Window(count=SHOWN))
        respelt = found.asked.text if found.is_corrected else ""
        told.append((found.total, respelt, [headlines[pk] for pk in found.ids]))
    return told


if __name__ == "__main__":
    if sys.argv[1] == "--ask":
        print(json.dumps(answers(sys.argv[2:])))  # noqa: T201
    else:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
