"""What a first reading of a whole export finds, before anything is brought in.

Kept in a database of SQLite's that lies in a temporary file nobody sees, so that a large export
takes no more memory than a small one.
"""

from __future__ import annotations

import sqlite3
import weakref
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.formats import wxr
from broadsheet.kit.characters import tidy
from broadsheet.wire.wordpress.addresses import OldSite, originals, upload_path

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLES = """
CREATE TABLE attachments (id INTEGER PRIMARY KEY, parent INTEGER, path TEXT, address TEXT,
    link TEXT, title TEXT, alt TEXT, caption TEXT, description TEXT, credit TEXT,
    published_at TEXT, place INTEGER);
CREATE INDEX attachments_by_parent ON attachments (parent, place, id);
CREATE INDEX attachments_by_path ON attachments (path);
CREATE INDEX attachments_by_address ON attachments (address);
CREATE TABLE pages (id INTEGER PRIMARY KEY, parent INTEGER, title TEXT, slug TEXT);
CREATE TABLE authors (login TEXT PRIMARY KEY, name TEXT DEFAULT '', about TEXT DEFAULT '');
CREATE TABLE terms (kind TEXT, slug TEXT, name TEXT, parent TEXT DEFAULT '',
    description TEXT DEFAULT '', number INTEGER, PRIMARY KEY (kind, slug)) WITHOUT ROWID;
CREATE TABLE used (kind TEXT, key TEXT, is_new INTEGER, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE met (kind TEXT, key TEXT, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE taken (address TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
"""
CREDITS = ("_media_credit", "_navis_media_credit", "media_credit")
DEEPEST = 20
LONGEST_LOGIN = 150
GONE = frozenset({"trash", "auto-draft"})


class Attachment(NamedTuple):
    """A file of the archive, as its entry describes it."""

    id: int
    parent: int
    path: str
    address: str
    link: str
    title: str
    alt: str
    caption: str
    description: str
    credit: str
    published_at: str

    @classmethod
    def of(cls, entry: wxr.Entry) -> Attachment:
        address = entry.attachment_url or entry.guid
        return cls(
            id=entry.id,
            parent=entry.parent_id,
            path=entry.meta.get("_wp_attached_file", "").strip() or upload_path(address),
            address=address,
            link=entry.link,
            title=entry.title,
            alt=entry.meta.get("_wp_attachment_image_alt", ""),
            caption=entry.excerpt,
            description=entry.content,
            credit=next(filter(None, (entry.meta.get(name) for name in CREDITS)), ""),
            published_at=entry.published_at.isoformat() if entry.published_at else "",
        )


class PageStub(NamedTuple):
    id: int
    parent: int
    title: str
    slug: str


class Writer(NamedTuple):
    login: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Category:
    """A category and those above it, the top one first."""

    term: wxr.Term
    above: tuple[wxr.Term, ...]

    @property
    def line(self) -> tuple[wxr.Term, ...]:
        return (*self.above, self.term)


class Survey:
    """The things of an export that its entries point to, and how many it holds of each type."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.site = OldSite(frozenset(), "/", "")
        self.title = ""
        self.description = ""
        self.language = ""
        self._rows = sqlite3.connect("", isolation_level=None)
        weakref.finalize(self, self._rows.close)
        self._rows.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)

    def note(self, record: wxr.Record) -> None:
        """Take down what a record says."""
        match record:
            case wxr.Site():
                self.site = OldSite.of(record)
                self.title, self.description = record.title, record.description
                self.language = record.language
            case wxr.Author():
                self._note_author(record)
            case wxr.Term():
                self._note_term(record)
            case wxr.Entry():
                self._note_entry(record)

    def _note_author(self, author: wxr.Author) -> None:
        own = " ".join(filter(None, (author.first_name, author.last_name)))
        self._write_author(login_of(author.login), author.display_name or own, "")

    def _write_author(self, login: str, name: str, about: str) -> None:
        self._rows.execute(
            "INSERT INTO authors VALUES (?, ?, ?) ON CONFLICT (login) DO UPDATE SET"
            " name = coalesce(nullif(name, ''), excluded.name),"
            " about = coalesce(nullif(about, ''), excluded.about)",
            (login, name, about),
        )

    def _note_term(self, term: wxr.Term) -> None:
        self._rows.execute(
            "INSERT INTO terms VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (kind, slug) DO NOTHING",
            (term.kind, tidy(term.slug), term.name, tidy(term.parent), term.description, term.id),
        )

    def _note_entry(self, entry: wxr.Entry) -> None:
        self.counts[type_of(entry)] += 1
        self.counts["comment"] += entry.comment_count
        self._rows.executemany(
            "INSERT INTO terms (kind, slug, name) VALUES (?, ?, ?)"
            " ON CONFLICT (kind, slug) DO NOTHING",
            [(filing.kind, slug_of(filing), filing.name) for filing in entry.filed_under],
        )
        match type_of(entry):
            case "attachment":
                self._note_attachment(entry)
            case "page" if entry.status not in GONE:
                row = (entry.id, entry.parent_id, entry.title, entry.slug)
                self._rows.execute("INSERT OR IGNORE INTO pages VALUES (?, ?, ?, ?)", row)
            case "guest-author":
                self._write_author(
                    guest_of(entry), entry.meta.get("cap-display_name", entry.title), entry.content
                )
            case _:
                pass
        if (login := login_of(entry.creator)) and type_of(entry) == "post":
            self._write_author(login, "", "")

    def _note_attachment(self, entry: wxr.Entry) -> None:
        places = ", ".join("?" * (len(Attachment._fields) + 1))
        row = (*Attachment.of(entry), entry.menu_order)
        self._rows.execute(f"INSERT OR IGNORE INTO attachments VALUES ({places})", row)  # noqa: S608

    # --- what is asked afterwards -------------------------------------------------------------

    def attachment(self, number: int) -> Attachment | None:
        return next(self._attachments("id = ?", number), None)

    def attachment_at(self, address: str) -> Attachment | None:
        """The attachment whose file, or a smaller copy of it, is at that address."""
        upload, place = upload_path(address), address.partition("?")[0]
        ways = [("path = ?", name) for name in (upload, *originals(upload)) if upload]
        ways += [("address = ?", name) for name in (place, *originals(place))]
        found = (each for way in ways for each in self._attachments(*way))
        return next(found, None)

    def attached_to(self, number: int) -> Iterator[Attachment]:
        """The attachments of an entry, in the order a gallery shows them."""
        return self._attachments("parent = ? ORDER BY place, id", number)

    def _attachments(self, condition: str, value: object) -> Iterator[Attachment]:
        columns = ", ".join(Attachment._fields)
        query = f"SELECT {columns} FROM attachments WHERE {condition}"  # noqa: S608 - ours
        return map(Attachment._make, self._rows.execute(query, (value,)).fetchall())

    def page(self, number: int) -> PageStub | None:
        query = "SELECT id, parent, title, slug FROM pages WHERE id = ?"
        row = self._rows.execute(query, (number,)).fetchone()
        return PageStub._make(row) if row else None

    def writer(self, login: str) -> Writer | None:
        query = "SELECT login, name, about FROM authors WHERE login = ?"
        row = self._rows.execute(query, (login,)).fetchone()
        return Writer._make(row) if row else None

    def writers(self) -> list[str]:
        return [login for (login,) in self._rows.execute("SELECT login FROM authors")]

    def term(self, kind: str, slug: str) -> wxr.Term | None:
        return next(self._terms("kind = ? AND slug = ?", kind, slug), None)

    def numbered_term(self, kind: str, number: int) -> wxr.Term | None:
        return next(self._terms("kind = ? AND number = ?", kind, number), None)

    def terms(self, kind: str) -> list[str]:
        rows = self._rows.execute("SELECT slug FROM terms WHERE kind = ? ORDER BY slug", (kind,))
        return [slug for (slug,) in rows]

    def kinds_of_terms(self) -> dict[str, int]:
        return dict(self._rows.execute("SELECT kind, count(*) FROM terms GROUP BY kind"))

    def _terms(self, condition: str, *values: object) -> Iterator[wxr.Term]:
        query = f"SELECT kind, slug, name, parent, description, number FROM terms WHERE {condition}"  # noqa: S608 - ours
        for row in self._rows.execute(query, values).fetchall():
            kind, slug, name, parent, description, number = row
            yield wxr.Term(kind, slug, name, parent, description, number or 0)

    def category(self, slug: str) -> Category | None:
        """A category with all above it; a circle of parents is cut."""
        term = self.term("category", slug)
        if term is None:
            return None
        above: list[wxr.Term] = []
        seen = {slug}
        at = term
        while at.parent and at.parent not in seen and len(above) < DEEPEST:
            parent = self.term("category", at.parent)
            if parent is None:
                break
            seen.add(parent.slug)
            above.insert(0, parent)
            at = parent
        return Category(term, tuple(above))

    # --- what is noted on the way ---------------------------------------------------------------

    def use(self, kind: str, key: str, *, is_new: bool) -> None:
        """A term or author has been used; the first use says whether it had to be made."""
        self._rows.execute("INSERT OR IGNORE INTO used VALUES (?, ?, ?)", (kind, key, is_new))

    def uses(self, kind: str) -> dict[str, bool]:
        """Which of a kind have been used, and whether they had to be made."""
        query = "SELECT key, is_new FROM used WHERE kind = ?"
        return {key: bool(is_new) for key, is_new in self._rows.execute(query, (kind,))}

    def meet(self, kind: str, key: str) -> bool:
        """Note that the run has come upon an item; whether for the first time."""
        done = self._rows.execute("INSERT OR IGNORE INTO met VALUES (?, ?)", (kind, key))
        return done.rowcount > 0

    def take(self, address: str, name: str = "-") -> bool:
        """Take an address of the paper to be; False when it was taken before."""
        done = self._rows.execute("INSERT OR IGNORE INTO taken VALUES (?, ?)", (address, name))
        return done.rowcount > 0

    def name_at(self, address: str) -> str:
        """The name of what has taken that address, or nothing."""
        row = self._rows.execute("SELECT name FROM taken WHERE address = ?", (address,)).fetchone()
        return str(row[0]) if row else ""


def type_of(entry: wxr.Entry) -> str:
    """The type of an entry; the oldest exports have none but posts."""
    return entry.post_type or "post"


def slug_of(filing: wxr.Filing) -> str:
    """What identifies a term: its slug, or where a file has none its name."""
    return tidy(filing.slug or filing.name)


def login_of(raw: str) -> str:
    return tidy(raw).strip(" \t\n<>")[:LONGEST_LOGIN]


def guest_of(entry: wxr.Entry) -> str:
    """The login that bylines know a guest author by."""
    own = entry.meta.get("cap-user_login", "") or entry.slug.removeprefix("cap-")
    return login_of(own) or f"guest-{entry.id}"
