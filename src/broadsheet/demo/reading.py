"""Reads the demo paper’s content from its files into plain, frozen data.

Slugs stand for what they name; putting it all into a newsroom is for others. A file that cannot
be understood, or names something that is not there, is refused with its name and line.
"""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from broadsheet.demo import placeholders
from broadsheet.demo.drawing import DRAWINGS
from broadsheet.demo.markup import MarkupError, parse, toml_line
from broadsheet.formats.body import Block, FileRef, Gallery, PictureRef, Related
from broadsheet.formats.errors import Unreadable
from broadsheet.formats.tenures import rolls
from broadsheet.formats.tenures.entries import Entries

CONTENT = Path(__file__).parent / "content"
FORMS = frozenset(
    {"news", "analysis", "opinion", "explainer", "review", "live", "obituary", "correction"}
)
KINDS = frozenset({"person", "place", "organisation", "event", "theme"})
REGISTER_KNOWN_ON = date(2025, 7, 1)
"""The day on which all of the register’s content was so; a few later changes are in it as well."""
_MARK = "+++"
_ANY_DAY = date(2000, 1, 3)
_T = TypeVar("_T")


class ContentError(ValueError):
    """The content cannot be read; says where and why."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")


@dataclass(frozen=True, slots=True)
class DemoSection:
    slug: str
    name: str
    description: str
    hue: int
    order: int
    parent: str = ""


@dataclass(frozen=True, slots=True)
class DemoTopic:
    slug: str
    name: str
    kind: str
    description: str
    parent: str = ""
    same_as: tuple[str, ...] = ()
    picture: str = ""


@dataclass(frozen=True, slots=True)
class DemoAuthor:
    slug: str
    name: str
    role: str
    bio: str
    email: str
    picture: str


@dataclass(frozen=True, slots=True)
class DemoPicture:
    """`drawing` and `params` are what `draw` takes; `focal_point` is in parts of the whole."""

    slug: str
    drawing: str
    title: str
    alt: str
    caption: str
    credit: str
    licence: str
    rights_note: str
    focal_point: tuple[float, ...]
    params: Mapping[str, Any]
    taken_on: date | None = None


@dataclass(frozen=True, slots=True)
class DemoPage:
    slug: str
    title: str
    body: tuple[Block, ...]
    intro: str = ""


@dataclass(frozen=True, slots=True)
class DemoStory:
    """A story. Before it went through `told`, its days are placeholders and its body is `text`."""

    slug: str
    section: str
    form: str
    headline: str
    short_headline: str
    standfirst: str
    priority: int
    age_hours: float
    text: str
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    kicker: str = ""
    byline_note: str = ""
    place: str = ""
    picture: str = ""
    picture_caption: str = ""
    source: str = ""
    search_headline: str = ""
    search_description: str = ""
    changed_after_hours: float | None = None
    correction: str = ""
    """what the change was about, if it corrected something"""
    earlier: tuple[tuple[str, str], ...] = ()
    """words of the text, each with those that stood in their place until then"""
    noindex: bool = False
    body: tuple[Block, ...] = ()

    def published_at(self, *, now: datetime) -> datetime:
        """When it was first published, for a paper made now."""
        return now - timedelta(hours=self.age_hours)


@dataclass(frozen=True, slots=True)
class DemoEpisode:
    """A story of a storyline; what it tells happened so many days before it was published."""

    story: str
    line: str = ""
    days_before: int = 0


@dataclass(frozen=True, slots=True)
class DemoStoryline:
    slug: str
    name: str
    standfirst: str
    episodes: tuple[DemoEpisode, ...]


@dataclass(frozen=True, slots=True)
class Publisher:
    name: str
    address: str
    email: str
    phone: str
    founded_on: date


@dataclass(frozen=True, slots=True)
class DemoPaper:
    """All of it. `policies` says which standing page holds which policy."""

    name: str
    tagline: str
    description: str
    language: str
    time_zone: str
    publisher: Publisher
    policies: Mapping[str, str]
    social: tuple[str, ...]
    sections: tuple[DemoSection, ...]
    topics: tuple[DemoTopic, ...]
    authors: tuple[DemoAuthor, ...]
    pictures: tuple[DemoPicture, ...]
    pages: tuple[DemoPage, ...]
    stories: tuple[DemoStory, ...]
    storylines: tuple[DemoStoryline, ...]
    files: tuple[Path, ...]


def load_paper(folder: Path = CONTENT) -> DemoPaper:
    """The paper in a folder. Raises ContentError."""
    head = _toml(folder / "paper.toml")
    sections = _records(folder / "sections.toml", "section", DemoSection)
    story_paths = sorted((folder / "stories").glob("*/*.md"))
    stories = tuple(_story(path) for path in story_paths)
    paper = DemoPaper(
        **{key: value for key, value in head.items() if key not in {"publisher", "social"}},
        publisher=Publisher(**head["publisher"]),
        social=tuple(head["social"]),
        sections=sections,
        topics=_records(folder / "topics.toml", "topic", DemoTopic),
        authors=_records(folder / "authors.toml", "author", DemoAuthor),
        pictures=_records(folder / "pictures.toml", "picture", DemoPicture),
        pages=tuple(_page(path) for path in sorted((folder / "pages").glob("*.md"))),
        stories=stories,
        storylines=_storylines(folder / "storylines.toml"),
        files=tuple(sorted((folder / "files").iterdir())),
    )
    _check_paper(folder, paper)
    for path, story in zip(story_paths, stories, strict=True):
        _check_story(path, story, paper)
    return paper


def told(story: DemoStory, *, published_at: datetime, zone: ZoneInfo) -> DemoStory:
    """The story as it reads when published then: every day named, and its body in blocks."""
    day = published_at.astimezone(zone).date()
    filled: dict[str, Any] = {
        field.name: placeholders.fill(value, day=day)
        for field in fields(story)
        if isinstance(value := getattr(story, field.name), str)
    }
    return replace(story, **filled, body=parse(filled["text"]))


def _toml(path: Path) -> dict[str, Any]:
    return _loads(path, path.read_text(encoding="utf-8"))


def _loads(path: Path, text: str, *, above: int = 0) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ContentError(path, above + toml_line(error), str(error)) from error


def _records(path: Path, name: str, kind: type[_T]) -> tuple[_T, ...]:
    return tuple(_record(path, 1, kind, entry) for entry in _toml(path)[name])


def _record(path: Path, line: int, kind: type[_T], entry: Mapping[str, Any]) -> _T:
    """One entry of a file as our dataclass; what it lacks or has too much is an error."""
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    label = entry.get("slug", "an entry")
    if unknown := entry.keys() - known.keys():
        raise ContentError(path, line, f"{label}: nobody knows “{min(unknown)}”")
    needed = {name for name, field in known.items() if field.default is MISSING}
    if missing := needed - entry.keys():
        raise ContentError(path, line, f"{label}: “{min(missing)}” is missing")
    frozen = {key: tuple(v) if isinstance(v, list) else v for key, v in entry.items()}
    return kind(**frozen)


def _storylines(path: Path) -> tuple[DemoStoryline, ...]:
    return tuple(
        _record(path, 1, DemoStoryline, {**entry, "episodes": _episodes(path, entry)})
        for entry in _toml(path)["storyline"]
    )


def _episodes(path: Path, entry: Mapping[str, Any]) -> tuple[DemoEpisode, ...]:
    return tuple(_record(path, 1, DemoEpisode, each) for each in entry.get("episodes", ()))


def load_register(folder: Path = CONTENT) -> Entries:
    """What the paper knows of the world’s offices, people and places. Raises ContentError."""
    found = Entries()
    for path in sorted((folder / "register").glob("*.toml")):
        try:
            part = rolls.load(path.read_bytes())
        except Unreadable as error:
            raise ContentError(path, error.line or 1, error.sentence) from error
        for field in fields(Entries):
            getattr(found, field.name).extend(getattr(part, field.name))
    return found


def _parts(path: Path) -> tuple[dict[str, Any], int, str]:
    """The front matter of a file, the number of its lines, and the text below it."""
    text = path.read_text(encoding="utf-8")
    before, opening, rest = text.partition(f"{_MARK}\n")
    front, closing, body = rest.partition(f"\n{_MARK}\n")
    if before or not opening or not closing:
        raise ContentError(path, 1, f"a file begins with its facts between lines of {_MARK}")
    return _loads(path, front, above=1), front.count("\n") + 3, body


def _page(path: Path) -> DemoPage:
    front, above, body = _parts(path)
    blocks = _checked(path, above, body)
    return _record(path, 1, DemoPage, {**front, "slug": path.stem, "body": list(blocks)})


def _story(path: Path) -> DemoStory:
    front, above, body = _parts(path)
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if placeholders.stray(line):
            raise ContentError(path, number, "a brace that is no placeholder")
    _checked(path, above, placeholders.fill(body, day=_ANY_DAY))
    place = {"slug": path.stem, "section": path.parent.name, "text": body}
    return _record(path, 1, DemoStory, {**front, **place})


def _checked(path: Path, above: int, text: str) -> tuple[Block, ...]:
    try:
        return parse(text)
    except MarkupError as error:
        raise ContentError(path, above + error.line, error.message) from error


def _slugs(path: Path, entries: Iterable[Any]) -> frozenset[str]:
    slugs = [entry.slug for entry in entries]
    for slug in slugs:
        if slugs.count(slug) > 1:
            raise ContentError(path, _line_of(path, slug), f"“{slug}” is there twice")
    return frozenset(slugs)


def _check_paper(folder: Path, paper: DemoPaper) -> None:
    pictures = _slugs(folder / "pictures.toml", paper.pictures)
    topics = _slugs(folder / "topics.toml", paper.topics)
    for path, named, known in (
        (folder / "sections.toml", (s.parent for s in paper.sections), _tops(paper)),
        (folder / "topics.toml", (t.parent for t in paper.topics), topics),
        (folder / "topics.toml", (t.kind for t in paper.topics), KINDS),
        (folder / "topics.toml", (t.picture for t in paper.topics), pictures),
        (folder / "authors.toml", (a.picture for a in paper.authors), pictures),
        (folder / "pictures.toml", (p.drawing for p in paper.pictures), DRAWINGS.keys()),
        (
            folder / "storylines.toml",
            (episode.story for line in paper.storylines for episode in line.episodes),
            {story.slug for story in paper.stories},
        ),
        (folder / "paper.toml", paper.policies.values(), {page.slug for page in paper.pages}),
    ):
        _check(path, named, known)


def _tops(paper: DemoPaper) -> set[str]:
    return {section.slug for section in paper.sections if not section.parent}


def _check_story(path: Path, story: DemoStory, paper: DemoPaper) -> None:
    pictures = {picture.slug for picture in paper.pictures}
    stories = {other.slug for other in paper.stories} - {story.slug}
    blocks = parse(placeholders.fill(story.text, day=_ANY_DAY))
    shown = [block.src for block in blocks if isinstance(block, PictureRef)]
    for block in blocks:
        if isinstance(block, Gallery):
            shown += [picture.src for picture in block.pictures]
    for named, known in (
        ([story.section], {section.slug for section in paper.sections}),
        ([story.form], FORMS),
        (story.authors, {author.slug for author in paper.authors}),
        (story.topics, {topic.slug for topic in paper.topics}),
        (story.related, stories),
        ([story.picture, *shown], pictures),
        ([block.url for block in blocks if isinstance(block, Related)], stories),
        ([b.url for b in blocks if isinstance(b, FileRef)], {file.name for file in paper.files}),
    ):
        _check(path, named, known)


def _check(path: Path, named: Iterable[str], known: Collection[str]) -> None:
    for name in named:
        if name and name not in known:
            raise ContentError(path, _line_of(path, name), f"there is no “{name}”")


def _line_of(path: Path, name: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, start=1) if f'"{name}"' in line), 1)
