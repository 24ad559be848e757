"""Reads the elements of an export and gives each record as soon as it ends."""

from collections.abc import Iterator
from datetime import UTC, tzinfo
from typing import BinaryIO
from xml.parsers import expat

from broadsheet.formats.errors import Unreadable
from broadsheet.formats.wxr.parts import Part, record_of, site_of
from broadsheet.formats.wxr.records import Record
from broadsheet.formats.wxr.source import PIECE, Source

LARGEST = 64 * 1024 * 1024
"""Characters of text a single record may have."""
LONGEST_TAG = 8 * 1024 * 1024
"""Characters that may stand between two signs of progress."""
DEEPEST = 100
_EXPORT = "wordpress.org/export/"
_MODULES = {
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
}
_RECORDS = frozenset({"item", "wp:author", "wp:category", "wp:tag", "wp:term"})
_PARTS = frozenset({"wp:postmeta", "wp:comment"})
_ROOT, _CHANNEL, _RECORD, _FIELD, _SUBFIELD = range(1, 6)


def read(file: BinaryIO, *, zone: tzinfo = UTC) -> Iterator[Record]:
    """The records of an export in the order of the file, the site first.

    `zone` is that of dates which the file gives in local time alone. Raises Unreadable with the
    line when the file is of another kind, broken or meant to do harm, after giving every record
    in front of that line.
    """
    source = Source(file)
    reader = _Reader(zone=zone, skipped=source.skipped)
    failure = None
    for piece in source.pieces():
        try:
            reader.feed(piece)
        except Unreadable as error:
            failure = error
        yield from reader.taken()
        if failure:
            raise failure
        if reader.is_done:
            return
    raise reader.cut_short()


class _Reader:
    def __init__(self, *, zone: tzinfo, skipped: int) -> None:
        self.is_done = False
        self._zone = zone
        self._skipped = skipped
        self._ready: list[Record] = []
        self._names: dict[str, str] = {}
        self._path: list[str] = []
        self._is_export = False
        self._site: dict[str, str] | None = {}
        self._record: Part | None = None
        self._text: list[str] | None = None
        self._size = 0
        self._fed = 0
        self._parser = self._make_parser()

    def _make_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.buffer_size = PIECE
        parser.StartNamespaceDeclHandler = self._namespace
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = self._entity
        return parser

    def taken(self) -> list[Record]:
        ready, self._ready = self._ready, []
        return ready

    def feed(self, piece: str) -> None:
        self._fed += len(piece)
        try:
            self._parser.Parse(piece, False)  # noqa: FBT003 - expat takes no names
        except expat.ExpatError as error:
            if not self.is_done:
                reason = expat.ErrorString(error.code)
                raise Unreadable(f"The XML is broken here: {reason}.", line=self._line) from error
        if self._fed - self._parser.CurrentByteIndex > LONGEST_TAG:
            raise self._too_large()

    def cut_short(self) -> Unreadable:
        """What to say when the file ends and the export in it does not."""
        sentence = "The file ends before the export does: it was cut short."
        return Unreadable(sentence, line=self._line)

    @property
    def _line(self) -> int:
        return self._parser.CurrentLineNumber + self._skipped

    def _too_large(self) -> Unreadable:
        return Unreadable("An element here is larger than any story can be.", line=self._line)

    def _entity(self, name: str, *_: object) -> None:
        sentence = f"The file declares an entity of its own (“{name[:40]}”), as no export does."
        raise Unreadable(sentence, line=self._line)

    def _namespace(self, _prefix: str | None, uri: str | None) -> None:
        self._is_export = self._is_export or _EXPORT in (uri or "")

    def _name(self, raw: str) -> str:
        """The name with the prefix that WordPress itself gives it."""
        name = self._names.get(raw)
        if name is None:
            uri, _, local = raw.rpartition(" ")
            prefix = _MODULES.get(uri, f"{uri} " if uri else "")
            if _EXPORT in uri:
                prefix = "excerpt:" if uri.rstrip("/").endswith("excerpt") else "wp:"
            name = prefix + local
            if len(self._names) < PIECE:
                self._names[raw] = name
        return name

    def _start(self, raw: str, attributes: dict[str, str]) -> None:
        name = self._name(raw)
        self._path.append(name)
        depth = len(self._path)
        self._text = None
        if depth > DEEPEST:
            raise Unreadable("Elements are nested deeper than in any export.", line=self._line)
        if depth == _ROOT:
            self._check_root(name)
        elif depth == _RECORD:
            self._begin(name)
        elif self._record is None:
            return
        elif depth == _FIELD:
            self._begin_field(name, attributes)
        elif depth == _SUBFIELD and self._path[-2] == "wp:postmeta":
            self._text = []

    def _check_root(self, name: str) -> None:
        if name != "rss" or not self._is_export:
            kinds = {"rss": "an RSS feed", "feed": "an Atom feed", "html": "an HTML page"}
            kind = kinds.get(name.rpartition(" ")[2].lower(), f"an XML file of <{name[:40]}>")
            raise Unreadable(f"The file is {kind}, not a WordPress export.", line=self._line)

    def _begin(self, name: str) -> None:
        self._size = 0
        if name in _RECORDS:
            self._announce()
            self._record = Part(self._line)
        else:
            self._text = []

    def _begin_field(self, name: str, attributes: dict[str, str]) -> None:
        if self._record is None:
            return
        if name in _PARTS:
            self._record.begin(name)
        else:
            self._record.attributes = attributes
            self._text = []

    def _characters(self, data: str) -> None:
        if self._text is not None:
            self._size += len(data)
            if self._size > LARGEST:
                raise self._too_large()
            self._text.append(data)

    def _end(self, _raw: str) -> None:
        depth = len(self._path)
        name = self._path.pop()
        text = None if self._text is None else "".join(self._text)
        self._text = None
        if depth == _RECORD and self._record is not None:
            self._ready += record_of(name, self._record, zone=self._zone)
            self._record = None
        elif depth == _RECORD and self._site is not None and text is not None:
            self._site.setdefault(name, text.strip())
        elif depth == _FIELD and self._record is not None and text is not None:
            self._record.add(name, text)
        elif depth == _SUBFIELD and self._record is not None and text is not None:
            self._record.add_meta(name, text)
        elif depth == _CHANNEL:
            self._announce()
        elif depth == _ROOT:
            self.is_done = True

    def _announce(self) -> None:
        """Give the site, once all that is said of it in front of the records has been read."""
        if self._site is not None:
            self._ready.append(site_of(self._site))
            self._site = None
