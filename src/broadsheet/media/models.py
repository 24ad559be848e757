"""Pictures, with what must be known to print them: alt text, caption, credit, licence, rights."""

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index

VERSION_LENGTH = 10


class Picture(AbstractImage):
    """A photograph, drawing or chart. Its file as uploaded is never served, only renditions."""

    description = models.CharField(
        _("alt text"),
        max_length=500,
        blank=True,
        default="",
        help_text=_(
            "What the picture shows, for those who cannot see it. Not the caption again. "
            "A story cannot be published without it."
        ),
    )
    caption = models.TextField(
        _("caption"), blank=True, help_text=_("What readers should know beside what they see.")
    )
    credit = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("For example: Photo: Ana Ruiz / Agency")
    )
    licence = models.CharField(
        _("licence"), max_length=255, blank=True, help_text=_("For example: CC BY 4.0")
    )
    rights_note = models.TextField(
        _("rights note"), blank=True, help_text=_("For the newsroom only: what we may do with it.")
    )
    taken_on = models.DateField(_("date taken"), null=True, blank=True)

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

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    @property
    def version(self) -> str:
        """Changes whenever the printed picture would: with the file and with its focal point."""
        focus = (
            self.focal_point_x,
            self.focal_point_y,
            self.focal_point_width,
            self.focal_point_height,
        )
        seed = f"{self.file_hash}:{focus}".encode()
        return hashlib.sha256(seed).hexdigest()[:VERSION_LENGTH]


class Rendition(AbstractRendition):
    """A reduced picture for the newsroom's own screens; readers get theirs from `printing`."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="rendition_once"
            )
        ]
