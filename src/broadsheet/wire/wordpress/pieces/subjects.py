"""Tags and what else an entry is about as topics; its creator or co-authors as authors."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.text import slugify

from broadsheet.formats.markup import text_from
from broadsheet.kit import prose, slugs
from broadsheet.topics.models import Author, Kind, Topic
from broadsheet.wire.account.remarks import Change, Remark
from broadsheet.wire.wordpress.survey import guest_of, login_of, slug_of

if TYPE_CHECKING:
    from broadsheet.formats import wxr
    from broadsheet.wire.wordpress.ledger import Ledger
    from broadsheet.wire.wordpress.pieces.sections import Sections

LONGEST = 120
IN_MEMORY = 5000
CATEGORY_AS_TOPIC = "category as topic"

_TAXONOMIES = {
    Kind.PERSON: ("person", "persons", "people"),
    Kind.PLACE: ("place", "places", "location", "locations", "city", "region", "country"),
    Kind.ORGANISATION: ("organisation", "organisations", "organization", "organizations"),
    Kind.EVENT: ("event", "events"),
    Kind.THEME: ("tag", "topic", "topics", "subject", "subjects", "series", "theme", "themes"),
}
TYPED = {name: kind for kind, names in _TAXONOMIES.items() for name in names}
"""Taxonomies that say what an entry is about, and what sort of thing their terms are."""
SILENT = frozenset({"category", "author", "post_format", "post_status", "nav_menu"})
"""Taxonomies that are read elsewhere, or are a matter of appearance."""


@dataclass(slots=True)
class Topics:
    ledger: Ledger
    sections: Sections
    _found: OrderedDict[tuple[str, str], Topic] = field(default_factory=OrderedDict)

    def of(self, entry: wxr.Entry) -> list[Topic]:
        """What it is about, each once: tags first, then the categories its section leaves out."""
        filings = [(each.kind, each) for each in entry.filed_under if each.kind in TYPED]
        filings += [(CATEGORY_AS_TOPIC, each) for each in self.sections.further_of(entry)]
        topics = (self._topic(kind, filing) for kind, filing in filings if slug_of(filing))
        return list({topic.slug: topic for topic in topics}.values())

    def _topic(self, kind: str, filing: wxr.Filing) -> Topic:
        key = kind, slug_of(filing)
        if key not in self._found:
            known = self.ledger.known(Topic, *key)
            self._found[key] = known or self._new(kind, filing)
        self._found.move_to_end(key)
        if len(self._found) > IN_MEMORY:
            self._found.popitem(last=False)
        return self._found[key]

    def _new(self, kind: str, filing: wxr.Filing) -> Topic:
        slug = slug_of(filing)
        term = self.ledger.survey.term(filing.kind, slug)
        name = prose.clip(text_from(filing.name) or slug, at=LONGEST)
        topic, remarks = self.ledger.one_named(Topic, name, slug, change=Change.TOPIC)
        if not topic.pk:
            topic.kind = TYPED.get(kind, Kind.THEME)
            topic.description = text_from(term.description) if term else ""
        own = filing.kind == "tag" or (kind == CATEGORY_AS_TOPIC and not self.sections.has(slug))
        former = self.ledger.survey.site.paths_of_term(filing.kind, slug) if own else []
        self.ledger.add(topic, kind, slug, former=former, remarks=remarks)
        return topic


def unread_filings(entry: wxr.Entry) -> list[Remark]:
    """What it is filed under in taxonomies that nobody here understands."""
    return [
        Remark("taxonomy", filing.kind, text_from(filing.name))
        for filing in entry.filed_under
        if filing.kind not in TYPED and filing.kind not in SILENT
    ]


@dataclass(slots=True)
class Authors:
    ledger: Ledger
    _found: dict[str, Author] = field(default_factory=dict)

    def of(self, entry: wxr.Entry) -> list[Author]:
        """Its co-authors in their order, where a plug-in names them; else who created it."""
        logins = [self._co_author(each) for each in entry.filed_under if each.kind == "author"]
        logins = logins or [login_of(entry.creator)]
        return [self._author(login) for login in dict.fromkeys(logins) if login]

    def guest(self, entry: wxr.Entry) -> Author:
        """The author whom a guest author's entry is about."""
        return self._author(guest_of(entry))

    def _co_author(self, filing: wxr.Filing) -> str:
        """Co-Authors Plus has a term for each author: by login, or by login with a prefix."""
        by_name, by_slug = login_of(filing.name), login_of(filing.slug.removeprefix("cap-"))
        return by_name if self.ledger.survey.writer(by_name) else by_slug or by_name

    def _author(self, login: str) -> Author:
        if login not in self._found:
            known = self.ledger.known(Author, "author", login)
            self._found[login] = known or self._new(login)
        return self._found[login]

    def _new(self, login: str) -> Author:
        """The e-mail address in the file is the one that they log in with, and stays private."""
        writer = self.ledger.survey.writer(login)
        told = text_from(writer.name) if writer else ""
        name = prose.clip(told or login, at=LONGEST)
        of_name = slugs.slugify(name)
        author, remarks = self.ledger.one_named(Author, name, of_name, login, change=Change.AUTHOR)
        if writer and not author.pk:
            author.bio = text_from(writer.about)
        former = self.ledger.survey.site.paths_of_term("author", slugify(login) or login)
        self.ledger.add(author, "author", login, former=former, remarks=remarks)
        return author
