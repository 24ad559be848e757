"""The archive's pictures and documents: brought in when first needed, each by itself.

A file that is not to be had is remembered as missing, and asked for again at the next run.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.utils.file import hash_filelike

from broadsheet.formats.body import PictureRef
from broadsheet.formats.markup import text_from
from broadsheet.kit import prose
from broadsheet.media import actions as media
from broadsheet.media.darkroom.intake import Refused
from broadsheet.media.darkroom.kinds import kind_of
from broadsheet.media.models import Picture, says_nothing
from broadsheet.wire.models import LONGEST_ADDRESS, LONGEST_KEY, LONGEST_REASON, Outcome
from broadsheet.wire.sources import NotHad, Sources, name_of
from broadsheet.wire.wordpress.addresses import UPLOADS, host_of, originals, upload_path
from broadsheet.wire.wordpress.pieces.remembering import remember

if TYPE_CHECKING:
    from typing import Any

    from django.core.files.base import File
    from wagtail.documents.models import Document

    from broadsheet.formats.body import FileRef, Related
    from broadsheet.wire.models import Arrival
    from broadsheet.wire.wordpress.past import Past
    from broadsheet.wire.wordpress.survey import Attachment, Survey

HEAD = 4096
AS_PICTURE, AS_FILE = "as a picture", "as a file"
ATTACHMENT, LOOSE = "attachment", "file without a record"
SOUNDS_AND_FILMS = frozenset(
    {"aac", "avi", "flac", "m4a", "m4v", "mov", "mp3", "mp4", "mpg", "oga", "ogg", "ogv", "opus"}
    | {"wav", "webm", "wma", "wmv"}
)
OLDER_DOCUMENTS = frozenset({"doc", "epub", "odp", "pps", "ppt", "xls"})


def kept_endings() -> frozenset[str]:
    """How the names of files end that are kept though they are no pictures."""
    return SOUNDS_AND_FILMS | OLDER_DOCUMENTS | frozenset(settings.WAGTAILDOCS_EXTENSIONS)


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower().lstrip(".")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that something of the archive shows or links to, and what is known of it."""

    kind: str
    key: str
    address: str
    names: tuple[str, ...]
    """paths below the folder of uploads at which it may lie, the best first"""
    larger: str = ""
    """where a larger copy of the picture may be"""
    title: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    note: str = ""
    published_at: str = ""

    @classmethod
    def attached(cls, attachment: Attachment) -> Wanted:
        return cls(
            kind=ATTACHMENT,
            key=str(attachment.id or attachment.address)[:LONGEST_KEY],
            address=attachment.address,
            names=(attachment.path, *originals(attachment.path)) if attachment.path else (),
            title=text_from(attachment.title),
            alt=text_from(attachment.alt),
            caption=text_from(attachment.caption),
            credit=text_from(attachment.credit),
            note=text_from(attachment.description),
            published_at=attachment.published_at,
        )

    @classmethod
    def loose(cls, address: str, *, title: str = "", alt: str = "") -> Wanted:
        """A file that a body shows by its address alone."""
        path = upload_path(address)
        digest = hashlib.sha256(address.encode()).hexdigest()
        key = address if len(address) <= LONGEST_KEY else digest
        names = tuple(originals(path)) if path else ()
        larger = originals(address)[0] if path else ""
        return cls(LOOSE, key, address, names, larger=larger, title=title, alt=alt)

    def is_at(self, address: str) -> bool:
        """Whether the file at an address has the name of this one, or of a smaller copy of it."""
        return name_of(self.address) in map(name_of, (address, *originals(address)))


@dataclass(slots=True)
class Library:
    """Which record of ours each file of the archive has become."""

    survey: Survey
    past: Past
    sources: Sources
    now: datetime
    dry_run: bool = False

    def arrival(self, wanted: Wanted) -> Arrival:
        """What has become of the file, after one attempt to get it where it is missing."""
        arrival = self.past.at(wanted.kind, wanted.key)
        if arrival.outcome == Outcome.IMPORTED:
            return arrival
        arrival.address = wanted.address[:LONGEST_ADDRESS]
        arrival.arrived_at = self.now
        if self.dry_run:
            self._foretell(arrival, wanted)
        else:
            self._bring(arrival, wanted)
        return arrival

    def _foretell(self, arrival: Arrival, wanted: Wanted) -> None:
        """What a real run would find on this machine; the web is not asked."""
        path = self.sources.find(wanted.names)
        if path is None:
            arrival.outcome, arrival.reason = Outcome.MISSING_FILE, "a dry run asks nobody for it"
            return
        with path.open("rb") as file:
            is_picture = kind_of(file.read(HEAD)) is not None
        if is_picture or _ending(path.name) in kept_endings():
            arrival.outcome = Outcome.IMPORTED
            arrival.reason = AS_PICTURE if is_picture else AS_FILE
        else:
            arrival.outcome, arrival.reason = Outcome.MISSING_FILE, "it is no picture"

    def _bring(self, arrival: Arrival, wanted: Wanted) -> None:
        try:
            file = self.sources.open(wanted.names, wanted.larger, wanted.address)
        except NotHad as error:
            self._note_missing(arrival, str(error))
            return
        with file, transaction.atomic():
            try:
                thing = self._take(file, wanted)
            except Refused as error:
                self._note_missing(arrival, str(error))
                return
            reason = AS_PICTURE if isinstance(thing, Picture) else AS_FILE
            arrival.came(thing, at=self.now, reason=reason)
            arrival.save()

    def _note_missing(self, arrival: Arrival, why: str) -> None:
        arrival.outcome, arrival.reason = Outcome.MISSING_FILE, why[:LONGEST_REASON]
        arrival.save()

    def _take(self, file: File[Any], wanted: Wanted) -> Picture | Document:
        """The picture or document that the file holds. Raises Refused."""
        is_picture = kind_of(file.read(HEAD)) is not None
        file.seek(0)
        if not is_picture and _ending(file.name or "") in kept_endings():
            return self._take_document(file, wanted)
        title = prose.clip(wanted.title or name_of(wanted.address) or _("Picture"), at=255)
        alt = "" if says_nothing(wanted.alt, name_of(wanted.address)) else wanted.alt
        return media.take_in(
            file,
            title=title,
            alt=prose.clip(alt, at=500),
            caption=wanted.caption,
            credit=prose.clip(wanted.credit, at=255),
            rights_note=wanted.note,
            ahead=False,
            now=datetime.fromisoformat(wanted.published_at) if wanted.published_at else self.now,
        )

    def _take_document(self, file: File[Any], wanted: Wanted) -> Document:
        documents = get_document_model().objects
        digest = hash_filelike(file)
        file.seek(0)
        same = documents.filter(file_hash=digest)
        document: Document | None = same.filter(file__iendswith=_ending(file.name or "")).first()
        if document is None:
            title = prose.clip(wanted.title or file.name or _("File"), at=255)
            document = documents.create(
                title=title, file=file, file_size=file.size, file_hash=digest
            )
        if wanted.names:
            remember([f"{UPLOADS}{wanted.names[0]}"], document, now_at=document.url)
        return document


@dataclass(slots=True)
class Shelf:
    """What one body finds of the library, and what it lacks. Asks for each thing once."""

    library: Library
    lacks: dict[str, str] = field(default_factory=dict)
    """address → why it was not to be had"""
    _found: dict[PictureRef | FileRef, Arrival | None] = field(default_factory=dict)

    def picture(self, ref: PictureRef) -> int | None:
        return self._pk(ref, Picture)

    def file(self, ref: FileRef) -> int | None:
        return self._pk(ref, get_document_model())

    def story(self, ref: Related) -> int | None:
        """Which stories there are is known at the end; until then a paragraph stands in."""
        return None

    def caption_of(self, ref: PictureRef) -> str:
        """The caption, with the credit behind it unless the picture itself has that."""
        whole = " ".join(filter(None, (ref.caption, ref.credit)))
        pk = self.picture(ref) if ref.credit else None
        if pk is None or self.library.dry_run:
            return whole
        pictures = Picture.objects.filter(pk=pk)
        if pictures.filter(credit="").update(credit=prose.clip(ref.credit, at=255)):
            return ref.caption
        return ref.caption if pictures.filter(credit__contains=ref.credit).exists() else whole

    def _pk(self, ref: PictureRef | FileRef, model: type[Picture | Document]) -> int | None:
        if ref not in self._found:
            self._found[ref] = self._arrival(ref)
        arrival = self._found[ref]
        if arrival is None or arrival.outcome != Outcome.IMPORTED:
            return None
        thing = arrival.thing
        return thing.pk if isinstance(thing, model) else None

    def _arrival(self, ref: PictureRef | FileRef) -> Arrival | None:
        wanted = self._wanted(ref)
        if wanted is None:
            return None
        arrival = self.library.arrival(wanted)
        if arrival.outcome != Outcome.IMPORTED:
            self.lacks[wanted.address] = arrival.reason
        elif isinstance(ref, PictureRef) and not wanted.alt and not self.library.dry_run:
            self._describe(arrival, ref.alt)
        return arrival

    def _wanted(self, ref: PictureRef | FileRef) -> Wanted | None:
        survey = self.library.survey
        number = ref.attachment_id if isinstance(ref, PictureRef) else None
        address = ref.src if isinstance(ref, PictureRef) else ref.url
        if address and (attachment := survey.attachment_at(address)):
            return Wanted.attached(attachment)
        # The number may be that of another site, from which the text was copied.
        if number and (attachment := survey.attachment(number)):
            wanted = Wanted.attached(attachment)
            if not address or wanted.is_at(address):
                return wanted
        if not address:
            self.lacks[f"attachment {number}"] = "the export does not have it"
            return None
        if isinstance(ref, PictureRef):
            return Wanted.loose(address, alt=ref.alt)
        # A file that somebody else keeps stays there, and is linked to.
        is_own = upload_path(address) or host_of(address) in survey.site.hosts
        return Wanted.loose(address, title=ref.title) if is_own else None

    def _describe(self, arrival: Arrival, alt: str) -> None:
        """A body says what the picture shows, and the archive's own record of it does not."""
        if alt and not says_nothing(alt, name_of(arrival.address)):
            nameless = Picture.objects.filter(pk=arrival.object_id, description="")
            nameless.update(description=prose.clip(alt, at=500))
