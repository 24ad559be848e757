"""Categories as sections: nested once, led elsewhere by a map, out of the way of what is there."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from broadsheet.formats.markup import text_from
from broadsheet.fronts.models import StandingPage
from broadsheet.kit import paths, prose
from broadsheet.kit.slugs import slugify
from broadsheet.topics.models import Section
from broadsheet.wire.account.remarks import Change, Remark, changed
from broadsheet.wire.wordpress.reading import first_free, number_in, slug_from
from broadsheet.wire.wordpress.survey import slug_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from broadsheet.formats import wxr
    from broadsheet.wire.wordpress.ledger import Ledger
    from broadsheet.wire.wordpress.survey import Category

NONE_CHOSEN = ("", "uncategorized", "uncategorised")
"""What WordPress files an entry under when nobody chose a category."""
PRIMARY = ("_yoast_wpseo_primary_category", "rank_math_primary_category")
LONGEST = 60


@dataclass(slots=True)
class Sections:
    """The section of each category, as far as entries have asked for it."""

    ledger: Ledger
    section_map: Mapping[str, str]
    """slug of a category → slug of the section it goes to"""
    _found: dict[str, Section] = field(default_factory=dict)

    def of(self, entry: wxr.Entry) -> Section:
        return self._section(self.primary_of(entry))

    def primary_of(self, entry: wxr.Entry) -> str:
        """The category marked as the primary one, else the first that somebody chose."""
        slugs = [slug_of(category) for category in entry.categories]
        for name in PRIMARY:
            number = number_in(entry.meta.get(name, ""))
            term = self.ledger.survey.numbered_term("category", number) if number else None
            if term and term.slug in slugs:
                return term.slug
        chosen = (slug for slug in slugs if slug not in NONE_CHOSEN)
        mapped = (slug for slug in (*slugs, *NONE_CHOSEN) if slug in self.section_map)
        return next(chosen, None) or next(mapped, None) or next(iter(slugs), "")

    def further_of(self, entry: wxr.Entry) -> list[wxr.Filing]:
        """The categories that tell more than the section of the entry does."""
        primary = self.primary_of(entry)
        category = self.ledger.survey.category(primary)
        above = category.above if category else ()
        told = {primary, *NONE_CHOSEN, *(term.slug for term in above)}
        target = self.section_map.get(primary, primary)
        return [
            filing
            for filing in entry.categories
            if slug_of(filing) not in told
            and self.section_map.get(slug_of(filing), slug_of(filing)) != target
        ]

    def has(self, slug: str) -> bool:
        """Whether a category has become a section already."""
        return slug in self._found or bool(self.ledger.known(Section, "category", slug))

    def _section(self, slug: str) -> Section:
        if slug not in self._found:
            known = self.ledger.known(Section, "category", slug)
            self._found[slug] = known or self._new(slug)
        return self._found[slug]

    def _new(self, slug: str) -> Section:
        category = self.ledger.survey.category(slug)
        if target := self.section_map.get(slug):
            section, remarks = self._mapped(slug, target), list[Remark]()
        elif slug in NONE_CHOSEN or category is None:
            name = _("General") if slug in NONE_CHOSEN else slug
            wanted = slugify(name)
            section, remarks = self._named(Section(name=name, slug=wanted))
        else:
            section, remarks = self._of_category(category)
        slugs = [term.slug for term in category.line] if category else [slug]
        former = self.ledger.survey.site.paths_of_term("category", *slugs) if slug else []
        self.ledger.add(section, "category", slug, former=former, remarks=remarks)
        return section

    def _mapped(self, slug: str, target: str) -> Section:
        """Where the map says: the paper's own, another category's, or a new one."""
        if found := self._known_at(target) or Section.objects.filter(slug=target).first():
            return found
        term = self.ledger.survey.term("category", target)
        if term and target != slug and target not in self.section_map:
            return self._section(target)
        name = text_from(term.name) if term else target.replace("-", " ").capitalize()
        return Section(name=prose.clip(name, at=LONGEST), slug=target, hue=hue_of(target))

    def _of_category(self, category: Category) -> tuple[Section, list[Remark]]:
        term = category.term
        parent = self._section(category.above[0].slug) if category.above else None
        section, remarks = self._named(
            Section(
                name=text_from(term.name) or term.slug,
                slug=term.slug,
                description=text_from(term.description),
                parent=(parent.parent or parent) if parent else None,
            )
        )
        if len(category.above) > 1:
            place = f"stands directly under “{text_from(category.above[0].name)}”"
            remarks.append(changed(Change.SECTION, place, section.name))
        return section, remarks

    def _named(self, wanted: Section) -> tuple[Section, list[Remark]]:
        """The paper's own section of that name, or this one at an address that is free."""
        wanted.name = prose.clip(wanted.name, at=LONGEST)
        of_name = slugify(wanted.name)
        slug = slug_from(wanted.slug, of_name, "section", most=LONGEST)
        for there in (self._known_at(slug), Section.objects.filter(slug=slug).first()):
            if there is not None and there.name.casefold() == wanted.name.casefold():
                told = changed(Change.SECTION, "is the one of that name", there.name)
                return there, [told]
        wanted.slug = first_free(slug, self._is_taken, most=LONGEST)
        wanted.hue = hue_of(wanted.slug)
        if wanted.slug == slug:
            return wanted, []
        return wanted, [changed(Change.ADDRESS, f"/{slug}/ is taken", f"/{wanted.slug}/")]

    def _known_at(self, slug: str) -> Section | None:
        """A section of this run, saved or not."""
        return next((each for each in self._found.values() if each.slug == slug), None)

    def _is_taken(self, slug: str) -> bool:
        return (
            slug in paths.RESERVED
            or self._known_at(slug) is not None
            or Section.objects.filter(slug=slug).exists()
            or StandingPage.objects.at_top().filter(slug=slug).exists()
        )


def hue_of(slug: str) -> int:
    """A colour for each section, the same whenever it is made."""
    return zlib.crc32(slug.encode()) % 360
