"""What readers wait for when they search, and how well they are served, on a paper of many stories.

`python -m benchmarks.search FOLDER` measures the paper in that folder alone, of whatever size.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import time
from typing import TYPE_CHECKING, Any

from benchmarks.papers import environment, open_paper, say, told_by
from broadsheet.search.index.counting import MANY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from broadsheet.search.index.reading import IndexReader
    from broadsheet.search.index.schema import Told

SIZE = 1_000_000
"""Stories of the paper that is measured."""
SEED = 20_261_126
ROUNDS = 3
DRAWN = 1_000
"""Stories that queries are drawn from, and looked for."""
LIKENED = 300
"""Stories for which what is like them is looked for."""
KINDS = {
    "rare word": 40,
    "common word": 40,
    "two words": 30,
    "three words": 30,
    "phrase": 20,
    "by somebody, about something": 20,
    "narrowed to a section or year": 20,
}
"""Queries of each kind; 200 in all."""
BARS = {"p50": 5, "p95": 25, "suggested": 5, "pace": 2_000, "size": 1.2, "first": 0.95}


def section(folder: Path) -> list[str]:
    """What is written of it, from a paper in a folder."""
    return report(measured(folder))


def measured(folder: Path) -> dict[str, Any]:
    """The figures, from a fresh process over that paper."""
    found: dict[str, Any] = told_by("search", "--measure", env=environment(folder))
    return found


def report(found: dict[str, Any]) -> list[str]:
    times = [took for some in found["searches"].values() for took in some]
    pages = [took for some in found["pages"].values() for took in some]
    by_kind = [(kind, found["searches"][kind], found["pages"][kind]) for kind in KINDS]
    told = f"""\
## Searching

In one process over {found["stories"]:,} generated stories of {found["words"]:.0f} words; in
milliseconds of processor time, as the machine was busy with a load of {found["load"]:.0f}.

200 queries, each {ROUNDS} times, drawn from {DRAWN:,} stories: a rare word is in at most one story
in a thousand (or among the hundred rarest), a common one in a fifth of them or more; several words,
and phrases, are from one story. Each search counts its results and how they spread over sections,
forms and years, and those of no more than {MANY:,} over topics and authors as well. A page is what
Django answers, from the address to the last byte, with twenty stories read from the database
and their passages marked.

| median / p95 | search | page |
| --- | ---: | ---: |"""
    rows = [
        f"| {kind} | {_pair(search)} | {_pair(page)} |"
        for kind, search, page in [*by_kind, ("all", times, pages)]
    ]
    return [*told.split("\n"), *rows, *_bars(found, times)]


def _bars(found: dict[str, Any], times: list[float]) -> list[str]:
    told = f"""
| | measured | bar |
| --- | ---: | ---: |
| search, median / p95, ms | {_pair(times)} | {BARS["p50"]} / {BARS["p95"]} |
| suggestions, median / p95, ms | {_pair(found["suggested"])} | {BARS["suggested"]} |
| the same, from the address to the last byte | {_pair(found["answered"])} | |
| what is like a story, found for its page, median / p95, ms | {_pair(found["likened"])} | |
| stories indexed a second | {found["pace"]:,.0f} | {BARS["pace"]:,} |
| the same by the processor time of the busier of its two threads \
| {found["pace_alone"]:,.0f} | |
| index, kB a story of 400 words | {found["size"]:.2f} | {BARS["size"]} |
| sought by three of its distinctive words, a story is first | {found["first"]:.1%} \
| {BARS["first"]:.0%} |
| the same, with no other that has all three | {found["alone"]:.1%} | |

Distinctive are the three words of a story’s headline and text, of four letters or more, that the
fewest stories have. Suggestions were asked for as a reader types the first two words of 100
headlines and the names of topics and authors: one request a letter."""
    return told.split("\n")


def _pair(times: list[float]) -> str:
    return f"{statistics.median(times):.1f} / {_p95(times):.1f}"


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


# --- in the process that has a paper --------------------------------------------------------------


def measure() -> dict[str, Any]:
    os.environ["BROADSHEET_SEARCH_RATE"] = "0"
    open_paper()
    from broadsheet.ops.assets import gather  # noqa: PLC0415
    from broadsheet.search.index.here import reader_of_this_node  # noqa: PLC0415
    from broadsheet.stories.models import Story  # noqa: PLC0415

    gather()
    dice = random.Random(SEED)  # noqa: S311 - a draw, no secret
    made = _make()
    reader = reader_of_this_node()
    ids = list(Story.objects.filter(live=True).values_list("pk", flat=True))
    drawn = _read(dice.sample(ids, min(DRAWN, len(ids))))
    queries = _queries(dice, drawn, reader)
    begun = _begun(dice, drawn)
    places = [_sought(reader, told) for told in drawn]
    return {
        **made,
        "load": os.getloadavg()[0],
        "words": statistics.mean(len(told.text.split()) for told in drawn),
        "searches": {kind: _timed(_searching(reader), some) for kind, some in queries.items()},
        "pages": {kind: _timed(_asking("/search/"), some) for kind, some in queries.items()},
        "suggested": _timed(_suggesting(reader), begun),
        "answered": _timed(_asking("/search/suggest"), begun),
        "likened": _likened(reader, drawn[:LIKENED]),
        "first": statistics.mean(is_first for is_first, _is_alone in places),
        "alone": statistics.mean(is_first and is_alone for is_first, is_alone in places),
    }


def _make() -> dict[str, Any]:
    """How fast an index of all stories is made, and how large it is."""
    from django.utils import timezone  # noqa: PLC0415

    from broadsheet import config  # noqa: PLC0415
    from broadsheet.press.log import open_log  # noqa: PLC0415
    from broadsheet.search.index.here import shelf_of_this_node  # noqa: PLC0415
    from broadsheet.search.upkeep.making import make  # noqa: PLC0415
    from broadsheet.search.upkeep.standing import standing  # noqa: PLC0415

    shelf, log = shelf_of_this_node(), open_log()
    clocks = time.perf_counter, time.process_time, time.thread_time
    began = [clock() for clock in clocks]
    for step in make(shelf, log, half_life=config.search_half_life(), clock=timezone.now):
        if step.done % 50_000 == 0:
            say(f"indexed {step.done:,} of {step.total:,} stories")
    took, all_threads, ours = (clock() - then for clock, then in zip(clocks, began, strict=True))
    stands = standing(shelf, log)
    assert stands is not None  # noqa: S101 - it was made a moment ago
    words = 400 / statistics.mean(len(told.text.split()) for told in _read(_some_ids()))
    return {
        "stories": stands.stories,
        "pace": stands.stories / took,
        "pace_alone": stands.stories / max(ours, all_threads - ours),
        "size": stands.size / stands.stories / 1000 * words,
    }


def _some_ids() -> list[int]:
    from broadsheet.stories.models import Story  # noqa: PLC0415

    return list(Story.objects.filter(live=True).values_list("pk", flat=True)[:DRAWN])


def _read(ids: list[int]) -> list[Told]:
    from django.utils import timezone  # noqa: PLC0415

    from broadsheet.search.upkeep.documents import StoryReader  # noqa: PLC0415

    return StoryReader().read(ids, at=timezone.now())


def _likened(reader: IndexReader, stories: list[Told]) -> list[float]:
    """Milliseconds of processor time to find what is like each."""
    from broadsheet.search.index.likeness import alike  # noqa: PLC0415

    times = []
    with reader.looking() as opened:
        for told in stories:
            began = time.thread_time()
            alike(opened, told)
            times.append((time.thread_time() - began) * 1000)
    return times


def _timed(deed: Callable[[dict[str, str]], object], queries: list[dict[str, str]]) -> list[float]:
    """Milliseconds of processor time for each, in a round that warms up and some that count."""
    times = []
    for number in range(ROUNDS + 1):
        for query in queries:
            began = time.thread_time()
            deed(query)
            if number:
                times.append((time.thread_time() - began) * 1000)
    return times


def _searching(reader: IndexReader) -> Callable[[dict[str, str]], object]:
    from broadsheet.search.index.searching import Window, search  # noqa: PLC0415
    from broadsheet.search.language.asked import read  # noqa: PLC0415
    from broadsheet.search.pages import Wanted  # noqa: PLC0415

    def deed(query: dict[str, str]) -> object:
        wanted = Wanted.of(query)
        return search(reader, read(wanted.typed), wanted.narrowed(), Window())

    return deed


def _suggesting(reader: IndexReader) -> Callable[[dict[str, str]], object]:
    from broadsheet.search.index.suggesting import suggest  # noqa: PLC0415

    return lambda query: suggest(reader, query["q"])


def _asking(path: str) -> Callable[[dict[str, str]], object]:
    from django.test import Client  # noqa: PLC0415

    client = Client(headers={"host": "127.0.0.1"})

    def deed(query: dict[str, str]) -> object:
        response = client.get(path, query)
        assert response.status_code == 200, response.status_code  # noqa: S101
        return response

    return deed


# --- what is looked for ---------------------------------------------------------------------------


def _queries(
    dice: random.Random, drawn: list[Told], reader: IndexReader
) -> dict[str, list[dict[str, str]]]:
    from broadsheet.topics.models import Author, Section, Topic  # noqa: PLC0415

    rare, common = _rare_and_common(_counted(drawn, reader))
    authors, topics = list(Author.objects.all()), list(Topic.objects.all())
    sections = list(Section.objects.all())

    def some(count: int) -> str:
        return " ".join(dice.sample(sorted(set(_long_words(dice.choice(drawn).text))), count))

    def phrase() -> str:
        words = dice.choice(drawn).text.split()
        at = dice.randrange(len(words) - 3)
        return '"' + " ".join(words[at : at + 3]).replace('"', "") + '"'

    def filtered() -> str:
        filters = f"author:{dice.choice(authors).slug}", f"topic:{dice.choice(topics).slug}"
        return f"{dice.choice(common)} {dice.choice(filters)}"

    def narrowed() -> dict[str, str]:
        year = str(dice.choice(drawn).year)
        choice = dice.choice([{"section": dice.choice(sections).slug}, {"year": year}])
        return {"q": dice.choice(common), **choice}

    draws: dict[str, Callable[[], dict[str, str]]] = {
        "rare word": lambda: {"q": dice.choice(rare)},
        "common word": lambda: {"q": dice.choice(common)},
        "two words": lambda: {"q": some(2)},
        "three words": lambda: {"q": some(3)},
        "phrase": lambda: {"q": phrase()},
        "by somebody, about something": lambda: {"q": filtered()},
        "narrowed to a section or year": narrowed,
    }
    return {kind: [draws[kind]() for _ in range(count)] for kind, count in KINDS.items()}


def _rare_and_common(counted: dict[str, int]) -> tuple[list[str], list[str]]:
    everyone = max(counted.values())
    rare = [word for word, count in counted.items() if count <= everyone / 1000]
    common = [word for word, count in counted.items() if count >= everyone / 5]
    return rare or sorted(counted, key=counted.__getitem__)[:100], common


def _long_words(text: str) -> Iterator[str]:
    from broadsheet.kit.folding import words  # noqa: PLC0415

    return (word for word in words(text) if len(word) > 3 and word.isalpha())


def _counted(drawn: list[Told], reader: IndexReader) -> dict[str, int]:
    """In how many stories each word of some stands."""
    words = {word for told in drawn for word in _long_words(f"{told.headline} {told.text}")}
    return {word: _stories_with(reader, word) for word in sorted(words)}


def _stories_with(reader: IndexReader, word: str) -> int:
    from broadsheet.search.index.schema import stem  # noqa: PLC0415

    with reader.looking() as opened:
        return opened.searcher.doc_freq("text", stem(word))


def _begun(dice: random.Random, drawn: list[Told]) -> list[dict[str, str]]:
    """What is typed, letter by letter."""
    from broadsheet.topics.models import Author, Topic  # noqa: PLC0415

    headlines = [" ".join(told.headline.split()[:2]) for told in dice.sample(drawn, 100)]
    names = [thing.name for kind in (Topic, Author) for thing in kind.objects.all()[:100]]
    whole = [*headlines, *names]
    return [{"q": text[:length]} for text in whole for length in range(1, len(text) + 1)]


def _sought(reader: IndexReader, told: Told) -> tuple[bool, bool]:
    """Whether it comes first if its three most distinctive words are looked for; and alone."""
    from broadsheet.search.index.asking import Narrowed  # noqa: PLC0415
    from broadsheet.search.index.searching import Window, search  # noqa: PLC0415
    from broadsheet.search.language.asked import read  # noqa: PLC0415

    words = set(_long_words(f"{told.headline} {told.text}"))
    distinctive = sorted(words, key=lambda word: (_stories_with(reader, word), word))[:3]
    found = search(reader, read(" ".join(distinctive)), Narrowed(), Window())
    return found.ids[:1] == (told.id,), found.total == 1


if __name__ == "__main__":
    if sys.argv[1:] == ["--measure"]:
        print(json.dumps(measure()))  # noqa: T201
    else:
        from pathlib import Path

        print("\n".join(section(Path(sys.argv[1]))))  # noqa: T201
