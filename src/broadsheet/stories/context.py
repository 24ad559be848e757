"""What templates get of a story: the card that fronts show, and the page that readers read.

Only shapes; `pages` fills them from records.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date, datetime

    from broadsheet.media.context import Print
    from broadsheet.paper.context import Crumb


@dataclass(frozen=True, slots=True)
class SectionLabel:
    name: str
    url: str
    hue: int
    slug: str


@dataclass(frozen=True, slots=True)
class Person:
    """An author, as a byline shows them."""

    name: str
    url: str
    role: str = ""
    portrait: Print | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic, as a story names it."""

    name: str
    url: str
    kind: str
    """person, place, organisation, event or theme"""
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A story as seen from outside: all that a front or a list may show of it."""

    id: int
    url: str
    headline: str
    """the short one where there is one"""
    kicker: str
    standfirst: str
    form: str
    """value of Form: news, analysis, …"""
    form_label: str
    """as printed; empty for plain news"""
    section: SectionLabel
    authors: tuple[Person, ...]
    published_at: datetime
    changed_at: datetime | None
    picture: Print | None
    """in the 3:2 shape of cards"""
    lead: Print | None
    """the same in 16:9, for the top of a front"""
    priority: int


# --- the blocks of a body, one shape each; templates/blocks/<name>.html prints it -----------


@dataclass(frozen=True, slots=True)
class Paragraph:
    html: str
    """cleaned inline HTML, safe to print"""
    template: str = "blocks/paragraph.html"


@dataclass(frozen=True, slots=True)
class Subhead:
    text: str
    anchor: str
    template: str = "blocks/subhead.html"


@dataclass(frozen=True, slots=True)
class Points:
    items: tuple[str, ...]
    """cleaned inline HTML"""
    ordered: bool
    template: str = "blocks/points.html"


@dataclass(frozen=True, slots=True)
class Quote:
    html: str
    speaker: str
    source: str
    template: str = "blocks/quote.html"


@dataclass(frozen=True, slots=True)
class PullQuote:
    text: str
    speaker: str
    template: str = "blocks/pull_quote.html"


@dataclass(frozen=True, slots=True)
class Figure:
    picture: Print
    template: str = "blocks/picture.html"


@dataclass(frozen=True, slots=True)
class Gallery:
    title: str
    pictures: tuple[Print, ...]
    template: str = "blocks/gallery.html"


@dataclass(frozen=True, slots=True)
class Embed:
    """Shown as a link; the player is loaded only after a click."""

    url: str
    provider: str
    player: str
    ratio: str
    """16x9 or sound"""
    title: str
    caption: str
    template: str = "blocks/embed.html"


@dataclass(frozen=True, slots=True)
class FactBox:
    title: str
    html: str
    template: str = "blocks/fact_box.html"


@dataclass(frozen=True, slots=True)
class Table:
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    """for each column: does it hold figures, to be set to the end?"""
    row_headers: bool
    template: str = "blocks/table.html"


@dataclass(frozen=True, slots=True)
class File:
    title: str
    url: str
    extension: str
    size: int
    """bytes"""
    template: str = "blocks/file.html"


@dataclass(frozen=True, slots=True)
class Related:
    card: Card
    template: str = "blocks/related.html"


@dataclass(frozen=True, slots=True)
class CorrectionNote:
    made_on: date
    html: str
    template: str = "blocks/correction.html"


Block = (
    Paragraph
    | Subhead
    | Points
    | Quote
    | PullQuote
    | Figure
    | Gallery
    | Embed
    | FactBox
    | Table
    | File
    | Related
    | CorrectionNote
)


# --- how a story came to read as it does ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words."""

    text: str
    was: Literal["kept", "gone", "new"]
    """what became of it from one version to the other"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a story in two versions of it, as one text."""

    part: str
    """headline, short_headline, kicker, standfirst, byline, dateline, caption, subhead, text or
    source"""
    pieces: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        return any(piece.was != "kept" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Note:
    """What readers are told of a change."""

    kind: str
    """update, clarification, correction or retraction"""
    label: str
    """the same in the paper's words"""
    text: str
    """a sentence; an update may have none"""
    made_at: datetime
    changes: tuple[Passage, ...] = ()
    """of a correction: the words before and after"""


@dataclass(frozen=True, slots=True)
class Record:
    """How a story has changed since it was first published, as far as its own page tells."""

    changed_at: datetime | None
    """when readers were last told of a change"""
    notes: tuple[Note, ...]
    """the oldest first"""
    url: str
    """where all versions are told; empty if there is but one"""

    @property
    def above(self) -> tuple[Note, ...]:
        """What must be known before reading: retractions, then updates, the newest first."""
        told = [note for note in reversed(self.notes) if note.text]
        first = [note for note in told if note.kind == "retraction"]
        return (*first, *(note for note in told if note.kind == "update"))

    @property
    def below(self) -> tuple[Note, ...]:
        """What stands at the foot, the newest first."""
        return tuple(n for n in reversed(self.notes) if n.kind in {"correction", "clarification"})


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a story that readers could have seen."""

    number: int
    kind: str
    label: str
    note: str
    made_at: datetime
    is_buried: bool
    """whether its words were taken out, as the law may ask"""


@dataclass(frozen=True, slots=True)
class History:
    """All versions of a story, and two of them compared."""

    headline: str
    story_url: str
    url: str
    section: SectionLabel
    crumbs: tuple[Crumb, ...]
    versions: tuple[Version, ...]
    """the newest first"""
    before: Version | None
    """none where one version is shown by itself"""
    after: Version
    passages: tuple[Passage, ...]
    """the whole of the newer of the two; nothing where the words of either were taken out"""


# --- the story so far -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Turn:
    """What happened on a day, and the story that tells it."""

    story_id: int
    url: str
    headline: str
    """the short one where there is one"""
    line: str
    """what happened, if an editor has said it in a line"""
    day: date
    is_here: bool = False
    """whether it is the story on whose page it stands"""

    @property
    def text(self) -> str:
        return self.line or self.headline


@dataclass(frozen=True, slots=True)
class SoFar:
    """What happened in a storyline around one of its stories, in order."""

    id: int
    name: str
    url: str
    total: int
    """of all that readers may see"""
    earlier: tuple[Turn, ...]
    """what is folded away before"""
    turns: tuple[Turn, ...]
    later: tuple[Turn, ...]
    """what is folded away after"""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a story, and where to go on from it."""

    storylines: tuple[SoFar, ...] = ()
    """those that it belongs to, if there is more of them to read"""
    related: tuple[Card, ...] = ()
    next: Card | None = None


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A story as it is read."""

    id: int
    url: str
    """path on this site"""
    headline: str
    kicker: str
    standfirst: str
    form: str
    form_label: str
    section: SectionLabel
    crumbs: tuple[Crumb, ...]
    authors: tuple[Person, ...]
    byline_note: str
    dateline: str
    published_at: datetime
    record: Record
    minutes: int
    """reading time"""
    is_long: bool
    """whether it is seldom read in one go"""
    lead_picture: Print | None
    body: tuple[Block, ...]
    folded_from: int
    """how many blocks stand above the fold; 0 when the story is not folded"""
    fold: str
    """never, small or always"""
    topics: tuple[Subject, ...]
    source: str
    canonical: str
    """address of the original, for syndicated copy; else empty"""
    beside: Beside
