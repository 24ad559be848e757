"""What entries are filed under, in two columns: what the paper has, and what has yet to be made.

What has to be made waits unsaved until the entry that needs it is saved: both come, or neither.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from broadsheet.kit.slugs import slugify
from broadsheet.topics.models import Author, Section, Topic
from broadsheet.wire.account.remarks import Change, Remark, changed
from broadsheet.wire.wordpress.reading import first_free, slug_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.wire.models import Arrival
    from broadsheet.wire.wordpress.past import Past
    from broadsheet.wire.wordpress.survey import Survey

Kept = TypeVar("Kept", Section, Topic, Author)
Named = TypeVar("Named", Topic, Author)
LONGEST_SLUG = 120


@dataclass(frozen=True, slots=True)
class Fresh:
    """A thing that is new to this archive, with what is to be known of it once it is saved."""

    thing: Section | Topic | Author
    arrival: Arrival
    former: Sequence[str]
    remarks: Sequence[Remark]


@dataclass(slots=True)
class Ledger:
    """Knows which term or author of the archive is which of our records."""

    survey: Survey
    past: Past
    _fresh: list[Fresh] = field(default_factory=list)

    def known(self, model: type[Kept], kind: str, key: str) -> Kept | None:
        """What it became when it came, unless that has been deleted since."""
        arrival = self.past.at(kind, key)
        thing = arrival.thing if arrival.pk else None
        if not isinstance(thing, model):
            return None
        self.survey.use(_taxonomy(kind), key, is_new=False)
        return thing

    def add(
        self,
        thing: Section | Topic | Author,
        kind: str,
        key: str,
        *,
        former: Sequence[str] = (),
        remarks: Sequence[Remark] = (),
    ) -> None:
        """Have it saved together with the entry under way; `former` are its old paths."""
        arrival = self.past.at(kind, key)
        arrival.remarks = [remark.stored() for remark in remarks]
        arrival.address = next(iter(former), "")
        self.survey.use(_taxonomy(kind), key, is_new=True)
        self._fresh.append(Fresh(thing, arrival, former, remarks))

    def taken(self) -> list[Fresh]:
        """What is to be saved now, in this order."""
        fresh, self._fresh = self._fresh, []
        return fresh

    def one_named(
        self, model: type[Named], name: str, *slugs: str, change: Change
    ) -> tuple[Named, list[Remark]]:
        """The paper's own of that name, or an unsaved one at an address that is free."""
        slug = slug_from(*slugs, slugify(name), "x", most=LONGEST_SLUG)
        remarks = [changed(change, "is the one of that name", name)]
        there = self._unsaved(model, slug) or model.objects.filter(slug=slug).first()
        if there is not None and there.name.casefold() == name.casefold():
            return there, remarks
        label = model._meta.label  # noqa: SLF001 - Django's own way there
        if self.survey.name_at(f"{label}/{slug}").casefold() == name.casefold():
            return model(name=name, slug=slug), remarks

        def is_taken(each: str) -> bool:
            if self.survey.name_at(f"{label}/{each}"):
                return True
            return there is not None and model.objects.filter(slug=each).exists()

        free = first_free(slug, is_taken, most=LONGEST_SLUG)
        self.survey.take(f"{label}/{free}", name)
        suffixed = [changed(Change.ADDRESS, f"“{slug}” is taken", free)] if free != slug else []
        return model(name=name, slug=free), suffixed

    def _unsaved(self, model: type[Named], slug: str) -> Named | None:
        things = (each.thing for each in self._fresh)
        return next((one for one in things if isinstance(one, model) and one.slug == slug), None)


def _taxonomy(kind: str) -> str:
    """The taxonomy of a term, whatever it is used as."""
    return kind.partition(" ")[0]
