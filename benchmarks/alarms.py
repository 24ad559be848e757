"""How often checks of copy remark on prose that is sound: alarms that an editor would have to put
away for nothing.

`python -m benchmarks.alarms` looks at all stories of the paper that the environment names, by its
register and house style; `python -m benchmarks.alarms DAY FILE…` at any pages, Markdown or text, as
if they were of that day. Every error and warning is listed, to be read.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.papers import build, environment, open_paper, say, told_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.checking.draft import Draft, Passage

BAR = 1.0
"""Errors and warnings in a thousand words."""
LONGEST = 1_500
"""Words of a draft that is cut from a file."""
PAGES = {".html", ".htm"}


def section(folder: Path) -> list[str]:
    """What is written of it, of the demo paper alone."""
    return report(told_by("alarms", "--json", env=environment(build(folder, 0))))


def report(found: dict[str, Any]) -> list[str]:
    words, counts = found["words"], found["counts"]
    alarms = sum(number for _kind, weight, number in counts if weight != "hint")
    return [
        "## False alarms",
        "",
        f"{words:,} words of sound prose: {alarms} errors and warnings,",
        f"{alarms / words * 1_000:.2f} in a thousand words (bar: {BAR:.0f}).",
        "",
        "| kind | weight | how many |",
        "| --- | --- | ---: |",
        *(f"| {kind} | {weight} | {number} |" for kind, weight, number in counts),
    ]


def stories() -> Iterator[Draft]:
    """All of a paper, as they are."""
    from django.utils import timezone  # noqa: PLC0415

    from broadsheet.paper.models import Paper  # noqa: PLC0415
    from broadsheet.stories.models import Story  # noqa: PLC0415
    from broadsheet.stories.proofing.drafting import draft_of  # noqa: PLC0415

    zone, now = Paper.current().zone, timezone.now()
    for story in Story.objects.order_by("pk"):
        yield draft_of(story, zone=zone, at=now)


def cut(file: Path, day: date) -> Iterator[Draft]:
    """Drafts of usual length, made of a long page."""
    from broadsheet.checking.draft import Draft  # noqa: PLC0415
    from broadsheet.desk.proofing.drafts import of_manuscript, of_page  # noqa: PLC0415

    if file.suffix in PAGES:
        whole = of_page(file.read_bytes(), day=day)
    else:
        whole = of_manuscript(file.read_text("utf-8"), day=day)
    taken: list[Passage] = []
    for passage in whole.passages:
        taken.append(passage)
        if length(taken) >= LONGEST:
            yield Draft(tuple(taken), day)
            taken = []
    if taken:
        yield Draft(tuple(taken), day)


def length(passages: list[Passage] | tuple[Passage, ...]) -> int:
    return sum(len(passage.text.split()) for passage in passages)


def measure(drafts: Iterator[Draft]) -> dict[str, Any]:
    from broadsheet.checking.remarks import Weight  # noqa: PLC0415
    from broadsheet.stories.proofing.keeping import remarks_on  # noqa: PLC0415

    words, counts, alarms = 0, Counter[tuple[str, str]](), []
    for draft in drafts:
        words += length(draft.passages)
        for remark in remarks_on(draft):
            counts[remark.kind, remark.weight.name.lower()] += 1
            if remark.weight > Weight.HINT:
                alarms.append((remark.kind, remark.words, remark.sentence, remark.around))
    told = [(kind, weight, number) for (kind, weight), number in sorted(counts.items())]
    return {"words": words, "counts": told, "alarms": alarms}


def main() -> None:
    open_paper()
    if "--json" in sys.argv:
        print(json.dumps(measure(stories())))  # noqa: T201
        return
    if len(sys.argv) > 1:
        day, files = date.fromisoformat(sys.argv[1]), map(Path, sys.argv[2:])
        found = measure(draft for file in files for draft in cut(file, day))
    else:
        found = measure(stories())
    say("\n".join(report(found)))
    for alarm in found["alarms"]:
        say("\n" + "\n  ".join(alarm))


if __name__ == "__main__":
    main()
