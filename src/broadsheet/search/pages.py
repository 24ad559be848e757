"""Reads what the page of results shows. What readers may see of it is asked of the database."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal, assert_never
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from broadsheet.kit import figures, paths
from broadsheet.paper.context import Crumb, Link, Pager, home_crumb
from broadsheet.search import context
from broadsheet.search.index.asking import Narrowed
from broadsheet.search.index.counting import MOST_VALUES
from broadsheet.search.index.schema import stem
from broadsheet.search.index.searching import Window, search
from broadsheet.search.index.suggesting import suggest
from broadsheet.search.language.asked import LONGEST, read
from broadsheet.search.language.passages import Marker
from broadsheet.stories.body.words import words_of
from broadsheet.stories.models import Form, Story
from broadsheet.stories.pages import card_of
from broadsheet.stories.storylines.telling import begun
from broadsheet.topics.models import Author, Kind, Section, Topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from broadsheet.search.index.reading import IndexReader
    from broadsheet.search.index.schema import Named
    from broadsheet.search.index.searching import Results
    from broadsheet.search.language.asked import Asked

PATH: Final = "/search/"
LENGTH: Final = 20
LAST: Final = 50
"""Pages that are shown of one search; who looks further down should rather narrow it."""
BY_DATE: Final = "date"
WAYS: Final = 12
SHOWN: Final = ("headline", "short_headline", "slug", "day", "section__slug")
"""What a suggestion needs of a story."""
ONE_PAGE: Final = Pager(number=1, newer="", older="")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address asks for; what makes no sense in it is left out."""

    typed: str = ""
    section: Section | None = None
    form: str = ""
    topic: Topic | None = None
    author: Author | None = None
    year: int | None = None
    by_date: bool = False
    number: int = 1

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        """What a query string asks for."""
        # PostgreSQL takes no text with a NUL in it.
        query = {name: value.replace("\0", "") for name, value in query.items()}
        form, year, number = (query.get(name, "") for name in ("form", "year", "page"))
        return cls(
            # A letter more than is read tells that there was more; links need no more of it.
            typed=query.get("q", "")[: LONGEST + 1],
            section=_called(Section.objects, query.get("section")),
            form=form if form in Form.values else "",
            topic=_called(Topic.objects, query.get("topic")),
            author=_called(Author.objects, query.get("author")),
            year=(figures.whole(year) or None) if len(year) == 4 else None,
            by_date=query.get("sort") == BY_DATE,
            number=min(figures.whole(number) or 1, LAST),
        )

    def narrowed(self) -> Narrowed:
        """To what that narrows a search; asks for the parts of a section."""
        sections = [self.section, *self.section.children.all()] if self.section else []
        return Narrowed(
            sections=tuple(section.pk for section in sections),
            form=self.form,
            topics=(self.topic.pk,) if self.topic else (),
            authors=(self.author.pk,) if self.author else (),
            year=self.year,
        )

    def address(self, **changes: Any) -> str:
        """Where the same is asked for, but for some changes; always from its first page on."""
        wanted = replace(self, **{"number": 1, **changes})
        things = {
            "q": wanted.typed.strip(),
            "section": wanted.section.slug if wanted.section else "",
            "form": wanted.form,
            "topic": wanted.topic.slug if wanted.topic else "",
            "author": wanted.author.slug if wanted.author else "",
            "year": wanted.year or "",
            "sort": BY_DATE if wanted.by_date else "",
            "page": wanted.number if wanted.number > 1 else "",
        }
        query = urlencode({name: value for name, value in things.items() if value})
        return f"{PATH}?{query}" if query else PATH


def _called(things: Any, slug: str | None) -> Any:
    """What has that name in addresses; nobody is asked where nothing is named."""
    return things.filter(slug=slug).first() if slug else None


# --- the page -----------------------------------------------------------------------------------


def bare_page(wanted: Wanted, *, state: context.State) -> context.ResultPage:
    """The page without results: what it says instead depends on its state."""
    return context.ResultPage(
        heading=_("Search"),
        crumbs=(home_crumb(), Crumb(text=_("Search"), url="")),
        typed=read(wanted.typed).text,
        state=state,
        corrected="",
        is_cut=False,
        total=0,
        hits=(),
        facets=(),
        taken=tuple(_taken(wanted)),
        orders=(),
        pager=ONE_PAGE,
        is_at_end=False,
        ways=(),
    )


def result_page(reader: IndexReader, wanted: Wanted, *, at: datetime) -> context.ResultPage:
    """What was found, or what to try instead. Raises Missing and Broken."""
    asked, narrowed = read(wanted.typed), wanted.narrowed()
    if asked.is_empty and narrowed == Narrowed():
        return replace(bare_page(wanted, state="empty"), is_cut=asked.is_cut, ways=_ways())
    results = search(reader, asked, narrowed, _window(wanted))
    last = min(LAST, -(-results.total // LENGTH))
    if results.total and wanted.number > last:
        wanted = replace(wanted, number=last)
        results = search(reader, asked, narrowed, _window(wanted))
    hits = _hits(results, at=at)
    # Where all of it is on one page, what was taken down a moment ago is not counted either.
    total = len(hits) if results.total <= LENGTH else results.total
    if not total:
        return replace(bare_page(wanted, state="nothing"), is_cut=asked.is_cut, ways=_ways())
    return replace(
        bare_page(wanted, state="found"),
        corrected=results.asked.text if results.is_corrected else "",
        is_cut=asked.is_cut,
        total=total,
        hits=hits,
        facets=tuple(_facets(results, wanted)),
        orders=_orders(wanted),
        pager=Pager(
            number=wanted.number,
            newer=wanted.address(number=wanted.number - 1) if wanted.number > 1 else "",
            older=wanted.address(number=wanted.number + 1) if wanted.number < last else "",
        ),
        is_at_end=wanted.number == LAST and total > LAST * LENGTH,
    )


def _window(wanted: Wanted) -> Window:
    return Window((wanted.number - 1) * LENGTH, LENGTH, wanted.by_date)


def _hits(results: Results, *, at: datetime) -> tuple[context.Hit, ...]:
    """The stories found that readers may see at that moment, in their order."""
    stories = Story.objects.public(at=at).for_cards().defer(None).in_bulk(results.ids)
    marker = Marker(_sought(results.asked), stem)
    return tuple(_hit(stories[pk], marker) for pk in results.ids if pk in stories)


def _sought(asked: Asked) -> Iterator[str]:
    for group in (*asked.words, *asked.phrases):
        yield from group


def _hit(story: Story, marker: Marker) -> context.Hit:
    card = card_of(story)
    text = f"{story.standfirst}\n{words_of(story.body.get_prep_value(), {})}"
    return context.Hit(card, marker.marked(card.headline), marker.passage(text))


def _orders(wanted: Wanted) -> tuple[Link, ...]:
    return (
        Link(_("Best match"), wanted.address(by_date=False) if wanted.by_date else ""),
        Link(_("Newest"), "" if wanted.by_date else wanted.address(by_date=True)),
    )


# --- narrowing ----------------------------------------------------------------------------------


Respect = Literal["section", "form", "topic", "author", "year"]
"""In what a search can be narrowed."""


def _labels() -> dict[Respect, str]:
    return {
        "section": _("Section"),
        # Translators: news, analysis, opinion and so on, as a heading over these.
        "form": _("Form"),
        "topic": _("Topic"),
        "author": _("Author"),
        "year": _("Year"),
    }


def _taken(wanted: Wanted) -> Iterator[context.Taken]:
    """The choices that were made."""
    for name, label in _labels().items():
        chosen = getattr(wanted, name)
        if chosen:
            nothing = "" if name == "form" else None
            said = str(Form(chosen).label) if name == "form" else str(chosen)
            yield context.Taken(label, said, wanted.address(**{name: nothing}))


def _facets(results: Results, wanted: Wanted) -> Iterator[context.Facet]:
    """The choices that are left, those first that leave most; years by age."""
    for name, label in _labels().items():
        counts = _counts(name, results, wanted)
        if not any(count < results.total for count in counts.values()):
            continue
        choices = [
            context.Choice(said, counts[value], wanted.address(**{name: choice}))
            for value, said, choice in _named(name, counts)
        ]
        if choices:
            yield context.Facet(label, tuple(choices))


def _counts(name: Respect, results: Results, wanted: Wanted) -> dict[Any, int]:
    """How many stories each choice that is left would find."""
    counts: dict[Any, int] = dict(results.facets.get(name, ()))
    if name == "section":
        return _with_parts(counts, wanted.section)
    return {} if getattr(wanted, name) else counts


def _with_parts(counts: dict[int, int], chosen: Section | None) -> dict[int, int]:
    """Of a section also what its parts have, as it is narrowed to; in one that was chosen, its
    parts are left."""
    wholes = dict(Section.objects.filter(pk__in=counts).values_list("pk", "parent"))
    if chosen is not None:
        return {pk: count for pk, count in counts.items() if wholes.get(pk) == chosen.pk}
    found = Counter(counts)
    for pk, count in counts.items():
        if (whole := wholes.get(pk)) is not None:
            found[whole] += count
    return dict(found.most_common(MOST_VALUES))


def _named(name: Respect, values: Iterable[Any]) -> list[tuple[Any, str, Any]]:
    """For each value of a facet: what it is called, and what is chosen by it."""
    match name:
        case "form":
            return [(form, str(Form(form).label), form) for form in values if form in Form.values]
        case "year":
            return [(year, str(year), year) for year in sorted(values, reverse=True)]
        case "section":
            return _things(Section.objects, values)
        case "topic":
            return _things(Topic.objects, values)
        case "author":
            return _things(Author.objects, values)
        case _:
            assert_never(name)


def _things(those: Any, numbers: Iterable[Any]) -> list[tuple[Any, str, Any]]:
    found = those.in_bulk(list(numbers))
    return [(pk, str(found[pk]), found[pk]) for pk in numbers if pk in found]


def _ways() -> tuple[Link, ...]:
    """Where else to look: the sections of the paper."""
    sections = Section.objects.filter(parent=None)[:WAYS]
    return tuple(Link(section.name, section.get_absolute_url()) for section in sections)


# --- suggestions --------------------------------------------------------------------------------


def suggestions(reader: IndexReader, typed: str, *, at: datetime) -> tuple[context.Suggestion, ...]:
    """What may be meant by what was typed so far. Raises Missing and Broken."""
    found = suggest(reader, typed)
    stories = Story.objects.public(at=at).select_related("section").only(*SHOWN)
    public = stories.in_bulk(found.stories) if found.stories else {}
    lines = [named.id for named in found.names if named.kind == "storyline"]
    told = set(begun(at=at).filter(pk__in=lines).values_list("pk", flat=True)) if lines else set()
    names = [named for named in found.names if named.kind != "storyline" or named.id in told]
    return (
        *map(_named_suggestion, names),
        *(_story_suggestion(public[pk]) for pk in found.stories if pk in public),
    )


def _named_suggestion(named: Named) -> context.Suggestion:
    match named.kind:
        case "topic":
            return context.Suggestion(
                "topic", str(Kind(named.about).label), named.name, paths.topic(named.slug)
            )
        case "author":
            return context.Suggestion("author", _("Author"), named.name, paths.author(named.slug))
        case "section":
            url = paths.section(named.slug)
            return context.Suggestion("section", _("Section"), named.name, url)
        case "storyline":
            url = paths.storyline(named.slug)
            return context.Suggestion("storyline", _("Storyline"), named.name, url)
        case _:
            assert_never(named.kind)


def _story_suggestion(story: Story) -> context.Suggestion:
    url = story.get_absolute_url() or ""
    return context.Suggestion("story", _("Story"), story.short_headline or story.headline, url)
