"""Generated stories in any number, for measuring: realistic in length, words, topics and dates."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils.text import slugify

from broadsheet.kit import prose
from broadsheet.media.models import Picture
from broadsheet.paper.models import Paper
from broadsheet.press.watching.quiet import quietly
from broadsheet.stories.keys import lists_of
from broadsheet.stories.models import Byline, FiledTopic, Filing, Form, Story
from broadsheet.topics.models import Author, Section, Topic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from django.db.models import Model

YEARS = 20
AT_ONCE = 500
FORMS = (Form.NEWS,) * 14 + (Form.ANALYSIS, Form.OPINION, Form.OPINION, Form.EXPLAINER, Form.REVIEW)
WITH_PICTURE = 0.6

NAMES = 2_000_000
"""Names that somebody in a story may have. A million stories have half of them."""
SYLLABLES = [consonant + vowel for consonant in "bdfghklmnprstvz" for vowel in "aeiou"]
SPREAD = 6_700_417
"""A prime: names that are about as frequent look nothing alike."""
SAID = ("{} told {} so.", "That was {}, of {}.", "“Ask {},” said {}.", "Neither {} nor {} agreed.")
NAMED = 0.6
"""Of headlines; of paragraphs about as many."""


@dataclass(frozen=True, slots=True)
class Stock:
    """What generated stories are made from: the paper's own sentences, topics and people."""

    sentences: Sequence[str]
    words: Sequence[str]
    sections: Sequence[Section]
    topics: Sequence[int]
    authors: Sequence[int]
    pictures: Sequence[int]
    paper: Paper


class NothingToMakeFrom(Exception):
    """Stories are generated from the demo paper's; there is none yet."""


def stock() -> Stock:
    """Read once what all generated stories share. Raises NothingToMakeFrom without a demo paper."""
    sentences = [
        sentence.strip() + "."
        for story in Story.objects.order_by("pk")[:60]
        for part in story.body.get_prep_value()
        if part["type"] == "paragraph"
        for sentence in prose.plain(part["value"]).split(". ")
        if 40 < len(sentence) < 240
    ]
    sections = list(Section.objects.select_related("parent"))
    if not sentences or not sections:
        raise NothingToMakeFrom
    return Stock(
        sentences=sentences,
        words=sorted({w for line in sentences for w in line.lower().split() if w.isalpha()}),
        sections=sections,
        topics=list(Topic.objects.values_list("pk", flat=True)),
        authors=list(Author.objects.values_list("pk", flat=True)),
        pictures=list(Picture.objects.values_list("pk", flat=True)),
        paper=Paper.current(),
    )


@dataclass(slots=True)
class Draft:
    """A generated story and what it is filed under, before either is in the database."""

    story: Story
    topics: list[int]
    authors: list[int]


def generate(count: int, *, now: datetime, seed: int, report: Callable[[int], None]) -> None:
    """Add `count` published stories, the oldest twenty years old. `report` is told how many so far.

    Goes round signals, revisions and the log of changes; each batch is whole or not there.
    """
    drafts = _drafts(stock(), count=count, now=now, seed=seed)
    done = 0
    with quietly():
        while batch := list(islice(drafts, AT_ONCE)):
            _store(batch)
            done += len(batch)
            report(done)


@transaction.atomic
def _store(batch: list[Draft]) -> None:
    Story.objects.bulk_create([draft.story for draft in batch])
    _insert(
        Byline,
        ("story_id", "author_id", "sort_order"),
        [(draft.story.pk, pk, n) for draft in batch for n, pk in enumerate(draft.authors)],
    )
    _insert(
        FiledTopic,
        ("story_id", "topic_id", "sort_order"),
        [(draft.story.pk, pk, n) for draft in batch for n, pk in enumerate(draft.topics)],
    )
    _insert(
        Filing,
        ("story_id", "published_at", "list"),
        [
            (draft.story.pk, moment, name)
            for draft in batch
            for moment in [connection.ops.adapt_datetimefield_value(draft.story.published_at)]
            for name in _lists(draft)
        ],
    )


def _insert(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Rows straight into a table: a dozen short ones a story would spend their time as objects."""
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    places = ", ".join("%s" for _ in columns)
    table = quote(model._meta.db_table)  # noqa: SLF001 - Django's own way there
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608


def _lists(draft: Draft) -> set[str]:
    return lists_of(
        section_id=draft.story.section_id,
        parent_section_id=draft.story.section.parent_id,
        topic_ids=draft.topics,
        author_ids=draft.authors,
    )


def _drafts(stock: Stock, *, count: int, now: datetime, seed: int) -> Iterator[Draft]:
    dice = random.Random(seed)  # noqa: S311 - prose, not secrets
    serial = Story.objects.count()
    step = timedelta(days=365.25 * YEARS) / max(1, count)
    for number in range(count):
        moment = now - step * (count - number) - timedelta(hours=1)
        yield _draft(stock, dice, serial=serial + number, moment=moment)


def _draft(stock: Stock, dice: random.Random, *, serial: int, moment: datetime) -> Draft:
    cast = [_name(dice) for _ in range(dice.randint(4, 12))]
    headline = " ".join(dice.choices(stock.words, k=dice.randint(4, 8))).capitalize()
    if dice.random() < NAMED:
        headline = f"{cast[0]}: {headline}"
    picture = (
        dice.choice(stock.pictures) if stock.pictures and dice.random() < WITH_PICTURE else None
    )
    story = Story(
        section=dice.choice(stock.sections),
        slug=f"{slugify(headline)[:100]}-{serial}",
        form=dice.choice(FORMS),
        priority=dice.choice((2, 3, 3, 3, 4, 5)),
        headline=headline,
        standfirst=dice.choice(stock.sentences),
        lead_picture_id=picture,
        body=json.dumps(_body(stock, dice, cast)),
        live=True,
        first_published_at=moment,
        last_published_at=moment,
        published_at=moment,
        day=moment.astimezone(stock.paper.zone).date(),
        edited_at=moment,
    )
    return Draft(
        story=story,
        # The square makes some topics frequent and most of them rare, as they are in a paper.
        topics=list(
            {stock.topics[int(dice.random() ** 2 * len(stock.topics))] for _ in range(4)}
            if stock.topics
            else ()
        ),
        authors=dice.sample(stock.authors, k=min(len(stock.authors), dice.choice((1, 1, 1, 2)))),
    )


def _name(dice: random.Random) -> str:
    """An invented name. The hundredth is in a hundredth as many stories as the first, as in papers:
    most stories have one that is in none or few of the others."""
    number = int(NAMES ** dice.random()) * SPREAD % len(SYLLABLES) ** 4
    places = (len(SYLLABLES) ** power for power in range(4))
    return "".join(SYLLABLES[number // place % len(SYLLABLES)] for place in places).capitalize()


def _body(stock: Stock, dice: random.Random, cast: Sequence[str]) -> list[dict[str, object]]:
    """Some 400 words: most stories are short, a few are long."""
    paragraphs = min(40, 4 + int(dice.expovariate(1 / 6)))
    body: list[dict[str, object]] = []
    for number in range(paragraphs):
        if number and number % 6 == 0:
            subhead = " ".join(dice.choices(stock.words, k=4)).capitalize()
            body.append(_part("subhead", subhead, dice))
        text = " ".join(dice.choices(stock.sentences, k=dice.randint(1, 3)))
        if dice.random() < NAMED:
            text += " " + dice.choice(SAID).format(*dice.sample(cast, 2))
        body.append(_part("paragraph", f"<p>{text}</p>", dice))
    return body


def _part(kind: str, value: str, dice: random.Random) -> dict[str, object]:
    return {"type": kind, "value": value, "id": f"{dice.getrandbits(128):032x}"}
