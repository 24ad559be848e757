"""Pictures, with what must be known to print them: alt text, caption, credit, licence, rights."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)
from wagtail.search import index

from broadsheet.fields import LineField, PassageField
from broadsheet.media.darkroom import intake, metadata

if TYPE_CHECKING:
    from broadsheet.media.darkroom.metadata import Facts

VERSION_LENGTH = 10
VERSIONS_REMEMBERED = 100

NOTED = (
    *("title", "description", "caption", "credit", "licence", "rights_note", "taken_on"),
    *("width", "height", "file_size", "file_hash"),
)
"""What a new file may change beside itself."""


def limits() -> intake.Limits:
    """What a picture file may measure in this installation."""
    return intake.Limits(
        file_size=settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE,
        pixels=settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS,
    )


class Original(ContentFile):  # type: ignore[type-arg]
    """A picture file that was examined and freed of where it was taken."""

    def __init__(self, taken: intake.Taken, name: str) -> None:
        super().__init__(taken.raw, name=f"{PurePath(name).stem or 'picture'}.{taken.kind.value}")
        self.facts = taken.facts
        self.content_type = taken.kind.media_type
        self.hash = hashlib.sha1(taken.raw, usedforsecurity=False).hexdigest()

    @classmethod
    def of(cls, file: File[Any], name: str | None = None) -> Self:
        """What is kept of a file that somebody sent. Raises intake.Refused."""
        intake.check_file_size(file.size, limits=limits())
        file.seek(0)
        taken = intake.take(file.read(), limits=limits())
        return cls(taken, name or file.name or "picture")


class PictureFile(WagtailImageFieldFile):
    """The file of a picture. Whichever way one comes in, an Original is what is stored."""

    def take_in(self) -> None:
        """Put an Original in place of a file that is not stored yet. Raises intake.Refused."""
        if self._committed:
            return
        if not isinstance(self.file, Original):
            setattr(self.instance, self.field.attname, Original.of(self.file, self.name))
        self.instance.note(getattr(self.instance, self.field.attname).file)

    def save(self, name: str, content: File[Any], save: bool = True) -> None:  # noqa: FBT001, FBT002
        original = content if isinstance(content, Original) else Original.of(content, name)
        super().save(original.name, original, save=False)
        self.instance.note(original)
        if save:
            self.instance.save()

    def get_image_dimensions(self) -> tuple[int, int]:
        """Width and height of the upright picture; none before it was examined."""
        if not self._committed and not isinstance(self.file, Original):
            return 0, 0
        was_closed = self.closed
        self.open()
        try:
            return intake.upright_size(intake.opened(self.read()))
        finally:
            self.close() if was_closed else self.seek(0)


class PictureFileField(WagtailImageField):
    """To the database and its migrations, Wagtail's own field."""

    attr_class = PictureFile

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.images.models.WagtailImageField", args, kwargs


class Picture(AbstractImage):
    """A photograph, drawing or chart. Its file as uploaded is never served, only renditions."""

    file = PictureFileField(
        verbose_name=_("file"), upload_to=get_upload_to, width_field="width", height_field="height"
    )
    title = LineField(_("title"), max_length=255)
    description = LineField(
        _("alt text"),
        max_length=500,
        blank=True,
        default="",
        help_text=_(
            "What the picture shows, for those who cannot see it. Not the caption again. "
            "A story cannot be published without it."
        ),
    )
    caption = PassageField(
        _("caption"), blank=True, help_text=_("What readers should know beside what they see.")
    )
    credit = LineField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_("For example: Photo: Ana Ruiz / Agency"),
    )
    licence = LineField(
        _("licence"), max_length=255, blank=True, help_text=_("For example: CC BY 4.0")
    )
    rights_note = PassageField(
        _("rights note"), blank=True, help_text=_("For the newsroom only: what we may do with it.")
    )
    taken_on = models.DateField(_("date taken"), null=True, blank=True)
    former_versions = models.JSONField(default=list, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    """while it is set, no reader gets a print of it"""

    admin_form_fields = (
        "title",
        "file",
        "description",
        "caption",
        "credit",
        "licence",
        "rights_note",
        "taken_on",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    search_fields = [
        *AbstractImage.search_fields,
        index.SearchField("caption"),
        index.SearchField("credit"),
        index.FilterField("taken_on"),
    ]

    print_ahead = True
    """Whether its renditions are made when it is saved, rather than when the first reader asks."""

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        indexes = [
            models.Index(
                fields=["withdrawn_at"],
                condition=models.Q(withdrawn_at__isnull=False),
                name="picture_withdrawn",
            )
        ]

    def clean(self) -> None:
        """Refuse a file that cannot be taken in, with the reason at its field."""
        super().clean()
        if self.file:
            try:
                self.file.take_in()
            except intake.Refused as refused:
                raise ValidationError({"file": str(refused)}) from refused

    def save(self, **kwargs: Any) -> None:
        """Raises intake.Refused for a new file that cannot be taken in."""
        if self.file:
            self.file.take_in()
        if "file" in (kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = {*kwargs["update_fields"], *NOTED}
        super().save(**kwargs)

    def note(self, original: Original) -> None:
        """Fill what the newsroom left empty with what a new file says about itself."""
        self.file_size = original.size
        self.file_hash = original.hash
        for name, value in _words(original.facts).items():
            old = getattr(self, name)
            is_idle = name == "title" and says_nothing(old, self.file.name)
            if value and (is_idle or not old):
                setattr(self, name, value)

    @property
    def focus(self) -> tuple[int, int] | None:
        """The point that every cut keeps in view."""
        if self.focal_point_x is None or self.focal_point_y is None:
            return None
        return self.focal_point_x, self.focal_point_y

    @property
    def version(self) -> str:
        """Changes whenever a printed picture would: with file, focal point and words it carries."""
        words = (self.title, self.description, self.caption, self.credit, self.licence)
        seed = repr((self.file_hash, self.focus, words, self.taken_on)).encode()
        return hashlib.sha256(seed).hexdigest()[:VERSION_LENGTH]

    def facts(self, of_file: Facts) -> Facts:
        """What its prints shall say: the newsroom's words over those that the file came with."""
        return replace(
            of_file,
            title=metadata.clean(self.title),
            alt=metadata.clean(self.description, at=metadata.LONG_LINE),
            caption=metadata.clean(self.caption, at=metadata.TEXT),
            credit=metadata.clean(self.credit),
            licence=metadata.clean(self.licence),
            terms=metadata.clean(self.licence),
            taken_on=self.taken_on,
        )


class Rendition(AbstractRendition):
    """A reduced picture for the newsroom's own screens; readers get theirs from `printing`."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="rendition_once"
            )
        ]


_CAMERA_NAME = re.compile(
    r"(?:img|dscn?|dscf|pict?|p|image|photo|screenshot|pxl|mvimg|wa)?[\d\W_]*", re.IGNORECASE
)
_EXTENSION = re.compile(r"[. ](?:avif|gif|jpe?g|png|webp|heic)$", re.IGNORECASE)


_ADDED = re.compile(r"_[A-Za-z0-9]{7}$")
"""What the storage adds to a name that is taken."""


def says_nothing(text: str, file_name: str) -> bool:
    """Whether a text is only the name of a file, as cameras or the upload form write it."""
    name = _EXTENSION.sub("", PurePath(file_name).name)
    bare = _EXTENSION.sub("", text.strip())
    same = _letters(bare) in {_letters(name), _letters(_ADDED.sub("", name))}
    return same or _CAMERA_NAME.fullmatch(bare) is not None


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _words(facts: Facts) -> dict[str, Any]:
    return {
        "title": facts.title,
        "description": facts.alt,
        "caption": facts.caption,
        "credit": metadata.clean(facts.credit_line),
        "licence": facts.licence,
        "rights_note": metadata.clean(
            "\n".join(filter(None, (facts.copyright, facts.terms, facts.statement))),
            at=metadata.TEXT,
        ),
        "taken_on": facts.taken_on,
    }
