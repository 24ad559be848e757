"""What keeps a story from being published, each as a sentence that says what to do.

Judges a plain manuscript, so that a form can ask before anything is saved, and a story before
it goes live. Whether a draft may be saved is not asked here: it may.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from broadsheet.kit import characters
from broadsheet.media.models import says_nothing
from broadsheet.paper.models import Paper
from broadsheet.stories import context
from broadsheet.stories.body.printing import printed_alone, text_of
from broadsheet.stories.publishing.dates import goes_out_at, is_likely, settled
from broadsheet.stories.record.kinds import TOLD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime, tzinfo

    from wagtail.blocks import StreamValue

    from broadsheet.media.models import Picture
    from broadsheet.stories.models import Story
    from broadsheet.stories.publishing.dates import FirstPublication

    Place = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that must be put right first."""

    field: str
    """field of the story's form that it is told at"""
    sentence: str
    place: Place = ()
    """in the body, from the outside in: which block, what of it, which picture of a gallery…"""
    where: str = ""
    """in words; of an error in the copy alone, which may be kept with a reason"""

    def __str__(self) -> str:
        return f"{capfirst(self.where)}{_(', ')}{self.sentence}" if self.where else self.sentence


class NotFit(Exception):
    """The story cannot be published as it is."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        told = [str(fault) for fault in faults]
        if any(fault.where for fault in faults):
            told.append(_("Put it right, or keep it with a reason in the copy checks."))
        super().__init__(" ".join(told))


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A story as it is to be published: all that is judged."""

    headline: str
    byline: bool
    """whether anybody or anything stands in its byline"""
    lead_picture: Picture | None
    body: StreamValue | None
    """nothing if it could not be read, which is a fault told elsewhere"""
    corrects: bool
    """whether the whole of it is a correction"""
    embargo_until: datetime | None
    go_live_at: datetime | None
    expire_at: datetime | None
    first: FirstPublication | None
    """as the published version has it"""
    address_taken: bool
    today: date
    """in the paper's zone, when it is published"""
    withdrawn_at: datetime | None
    change_kind: str = ""
    change_note: str = ""
    is_to_be_named: bool = False
    """whether readers must be told what kind of change it is, and nobody has said"""

    def was_seen(self, *, at: datetime) -> bool:
        """Whether readers could see the story before that moment."""
        return self.first is not None and self.first.at <= at


def deleted() -> Fault:
    """What is wrong with a story that went while somebody was at it."""
    return Fault("", _("Somebody has deleted this story."))


def faults_of(story: Story, *, at: datetime, is_to_be_named: bool = False) -> list[Fault]:
    """What keeps this version of a story from being published at that moment."""
    paper = Paper.current()
    today = day_it_goes_out(story.go_live_at, zone=paper.zone, at=at)
    manuscript = Manuscript(
        headline=story.headline,
        byline=bool(story.byline_note.strip()) or story.bylines.exists(),
        lead_picture=story.lead_picture,
        body=story.body,
        corrects=story.is_of_corrections,
        embargo_until=story.embargo_until,
        go_live_at=story.go_live_at,
        expire_at=story.expire_at,
        first=story.first_publication,
        withdrawn_at=story.withdrawn_at,
        address_taken=is_address_taken(
            story,
            section_id=story.section_id,
            slug=story.slug,
            day=day_of_publication(
                story.first_publication,
                embargo_until=story.embargo_until,
                go_live_at=story.go_live_at,
                zone=paper.zone,
                at=at,
            ),
        ),
        today=today,
        change_kind=story.change_kind,
        change_note=story.change_note,
        is_to_be_named=is_to_be_named,
    )
    return faults(manuscript, headline_limit=paper.headline_limit, at=at)


def is_address_taken(story: Story, *, section_id: int, slug: str, day: date) -> bool:
    """Whether another story has that address."""
    others = type(story).objects.exclude(pk=story.pk)
    return others.at_address(section_id=section_id, day=day, slug=slug).exists()


def day_of_publication(
    first: FirstPublication | None,
    *,
    embargo_until: datetime | None,
    go_live_at: datetime | None,
    zone: tzinfo,
    at: datetime,
) -> date:
    """The day a version is filed under that is published, or scheduled, at that moment."""
    now = goes_out_at(go_live_at, at=at)
    embargo = embargo_until if embargo_until and is_likely(embargo_until) else None
    return settled(first, embargo_until=embargo, zone=zone, now=now).day


def day_it_goes_out(go_live_at: datetime | None, *, zone: tzinfo, at: datetime) -> date:
    """The day on which a version is published that is published, or scheduled, at that moment."""
    return goes_out_at(go_live_at, at=at).astimezone(zone).date()


def faults(manuscript: Manuscript, *, headline_limit: int, at: datetime) -> list[Fault]:
    """All that is wrong with it, in the order of the form; empty if it may be published."""
    return [
        *_of_withdrawal(manuscript),
        *_of_change(manuscript),
        *_of_headline(manuscript.headline, limit=headline_limit),
        *_of_address(manuscript),
        *_of_byline(manuscript),
        *_of_body(manuscript),
        *_of_corrections(manuscript),
        *_of_pictures(manuscript),
        *_of_years(manuscript),
        *_of_embargo(manuscript, at=at),
        *_of_dates(manuscript, at=at),
    ]


def refused(manuscript: Manuscript, *, at: datetime) -> list[Fault]:
    """What not even a draft may have, since the database refuses it or clocks cannot tell it."""
    return [*_of_address(manuscript), *_of_years(manuscript), *_of_order(manuscript, at=at)]


def _of_withdrawal(manuscript: Manuscript) -> Iterator[Fault]:
    if manuscript.withdrawn_at is not None:
        yield Fault(
            "headline",
            _("This story is withdrawn. Have the withdrawal lifted before you publish it again."),
        )


def _of_change(manuscript: Manuscript) -> Iterator[Fault]:
    if manuscript.is_to_be_named:
        yield Fault(
            "change_kind",
            _(
                "Readers have read this story, and its words have changed. "
                "Say what kind of change it is."
            ),
        )
    elif manuscript.change_kind in TOLD and not characters.line(manuscript.change_note):
        yield Fault("change_note", _("Tell readers in a sentence what has changed."))


def _of_headline(headline: str, *, limit: int) -> Iterator[Fault]:
    if not characters.line(headline):
        yield Fault("headline", _("Write a headline."))
    elif (over := len(headline) - limit) > 0:
        yield Fault(
            "headline",
            _(
                "The headline has %(length)s characters; this paper prints up to %(limit)s. "
                "Take out %(over)s."
            )
            % {"length": len(headline), "limit": limit, "over": over},
        )


def _of_address(manuscript: Manuscript) -> Iterator[Fault]:
    if manuscript.address_taken:
        yield Fault(
            "slug",
            _(
                "Another story of that day in this section has this address. "
                "Change a word of the slug."
            ),
        )


def _of_byline(manuscript: Manuscript) -> Iterator[Fault]:
    if not manuscript.byline:
        yield Fault(
            "byline_note",
            _(
                "Nobody has signed this story. Choose an author, or say in the byline note where "
                "it comes from."
            ),
        )


def _of_body(manuscript: Manuscript) -> Iterator[Fault]:
    """Judged as it would be printed: a block whose picture was deleted says nothing."""
    if manuscript.body is None:
        return
    blocks = printed_alone(manuscript.body)
    if any(map(_tells, blocks)) or (not manuscript.corrects and any(map(_shows, blocks))):
        return
    if manuscript.corrects:
        yield Fault("body", _("Write what was wrong, and what is right."))
    else:
        yield Fault("body", _("The story is empty. Write a paragraph, or add what it shows."))


def _tells(block: context.Block) -> bool:
    """Whether a block has words of its own; a title over others has not."""
    match block:
        case (
            context.Paragraph() | context.Quote() | context.Points() | context.FactBox()
            | context.Table() | context.CorrectionNote()
        ):  # fmt: skip
            return bool(characters.line(text_of([block])))
        case (
            context.Subhead() | context.PullQuote() | context.Related() | context.Figure()
            | context.Gallery() | context.Embed() | context.File()
        ):  # fmt: skip
            return False
        case _:
            assert_never(block)


def _shows(block: context.Block) -> bool:
    return isinstance(block, context.Figure | context.Gallery | context.Embed | context.File)


def _of_corrections(manuscript: Manuscript) -> Iterator[Fault]:
    """None is made on a day that has not come."""
    for index, block in enumerate(manuscript.body or ()):
        if block.block_type == "correction":
            made_on: date | None = block.value["made_on"]
            if made_on is None or not is_likely(made_on) or made_on > manuscript.today:
                yield Fault("body", _("Check the day of this correction."), (index, "made_on"))


def _of_pictures(manuscript: Manuscript) -> Iterator[Fault]:
    for sentence in _of_picture(manuscript.lead_picture):
        yield Fault("lead_picture", sentence)
    for place, picture in pictures_in(manuscript.body):
        for sentence in _of_picture(picture):
            yield Fault("body", sentence, place)


def _of_picture(picture: Picture | None) -> Iterator[str]:
    if picture is None:
        return
    if picture.withdrawn_at is not None:
        yield _(
            "“%(title)s” was withdrawn together with a story. Choose another picture, or have that "
            "withdrawal lifted."
        ) % {"title": picture.title}
    if not picture.description.strip():
        yield _(
            "“%(title)s” has no alt text. Edit the picture and write what it shows, "
            "for those who cannot see it."
        ) % {"title": picture.title}
    elif says_nothing(picture.description, picture.file.name or ""):
        yield _(
            "The alt text of “%(title)s” is only the name of a file. Edit the picture and write "
            "what it shows, for those who cannot see it."
        ) % {"title": picture.title}


def pictures_in(body: StreamValue | None) -> Iterator[tuple[Place, Picture | None]]:
    """Each picture of a body, and where it stands."""
    for index, block in enumerate(body or ()):
        match block.block_type:
            case "picture":
                yield (index, "picture"), block.value["picture"]
            case "gallery":
                for inner, shown in enumerate(block.value["pictures"]):
                    yield (index, "pictures", inner, "picture"), shown["picture"]
            case _:
                pass


def _of_years(manuscript: Manuscript) -> Iterator[Fault]:
    for field in ("embargo_until", "go_live_at", "expire_at"):
        moment: datetime | None = getattr(manuscript, field)
        if moment is not None and not is_likely(moment):
            yield Fault(field, _("Check the year of this date."))


def _of_embargo(manuscript: Manuscript, *, at: datetime) -> Iterator[Fault]:
    """What readers have seen cannot be put under embargo any more, only taken down."""
    until = manuscript.embargo_until
    if until is not None and until > at and manuscript.was_seen(at=at):
        yield Fault(
            "embargo_until",
            _(
                "Readers have seen this story already. Unpublish it, take the embargo away, "
                "and say when it goes live again."
            ),
        )


def _of_dates(manuscript: Manuscript, *, at: datetime) -> Iterator[Fault]:
    if manuscript.expire_at is None:
        return
    if manuscript.expire_at <= at:
        yield Fault("expire_at", _("This moment has passed. Choose a later one, or none."))
    elif manuscript.embargo_until is not None and manuscript.expire_at <= manuscript.embargo_until:
        yield Fault("expire_at", _("It would expire under embargo. Choose a later moment."))
    else:
        yield from _of_order(manuscript, at=at)


def _of_order(manuscript: Manuscript, *, at: datetime) -> Iterator[Fault]:
    expiry, first = manuscript.expire_at, manuscript.first
    if expiry is None:
        return
    if manuscript.go_live_at is not None and expiry <= manuscript.go_live_at:
        yield Fault("expire_at", _("It would expire before it goes live. Choose a later moment."))
    elif first is not None and manuscript.was_seen(at=at) and expiry <= first.at:
        yield Fault("expire_at", _("It would expire before it was published. Choose a later one."))
