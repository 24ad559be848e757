"""The blocks a story's body is made of, as the editor fills them in."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from broadsheet.stories.players import player_for

INLINE = ["bold", "italic", "link", "document-link", "superscript", "subscript"]
WITH_LISTS = [*INLINE, "ol", "ul"]


class Embed(blocks.StructBlock):
    """A film or a sound kept elsewhere; nothing is fetched there before a reader asks."""

    url = blocks.URLBlock(label=_("Address"), help_text=_("The page that plays it."))
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=200)
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=500)

    class Meta:
        icon = "media"
        label = _("Embed")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and player_for(cleaned["url"]) is None:
            message = _("Only video and audio from the allowed providers can be embedded.")
            raise blocks.StructBlockValidationError({"url": ValidationError(message)})
        return cleaned


class PrintedPicture(blocks.StructBlock):
    picture = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(
        label=_("Caption"),
        required=False,
        max_length=1000,
        help_text=_("Leave empty to use the picture’s own caption."),
    )

    class Meta:
        icon = "image"
        label = _("Picture")


class Quote(blocks.StructBlock):
    text = blocks.RichTextBlock(label=_("Quote"), features=INLINE)
    speaker = blocks.CharBlock(label=_("Speaker"), required=False, max_length=200)
    source = blocks.CharBlock(label=_("Where it was said"), required=False, max_length=300)

    class Meta:
        icon = "openquote"
        label = _("Quote")


class PullQuote(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Words from the story"), rows=2)
    speaker = blocks.CharBlock(label=_("Speaker"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Pull quote")


class Points(blocks.StructBlock):
    ordered = blocks.BooleanBlock(label=_("Numbered"), required=False)
    items = blocks.ListBlock(blocks.RichTextBlock(features=INLINE), label=_("Items"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("List")


class Gallery(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=200)
    pictures = blocks.ListBlock(PrintedPicture(), label=_("Pictures"), min_num=1)

    class Meta:
        icon = "image"
        label = _("Gallery")


class FactBox(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    text = blocks.RichTextBlock(label=_("Text"), features=WITH_LISTS)

    class Meta:
        icon = "info-circle"
        label = _("Fact box")


class Table(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("What the table shows"), max_length=300)
    table = TableBlock(label=_("Table"), table_options={"startRows": 4, "startCols": 3})

    class Meta:
        icon = "table"
        label = _("Table")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        has_header = (cleaned["table"] or {}).get("first_row_is_table_header")
        if not self.is_deferred_validation and not has_header:
            message = _("Make the first row the header, so that everyone can follow the columns.")
            raise blocks.StructBlockValidationError({"table": ValidationError(message)})
        return cleaned


class File(blocks.StructBlock):
    file = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=200)

    class Meta:
        icon = "doc-full"
        label = _("File")


class CorrectionNote(blocks.StructBlock):
    made_on = blocks.DateBlock(label=_("Corrected on"))
    text = blocks.RichTextBlock(label=_("What was wrong, and what is right"), features=INLINE)

    class Meta:
        icon = "warning"
        label = _("Correction note")


class Body(blocks.StreamBlock):
    """The story itself."""

    paragraph = blocks.RichTextBlock(label=_("Paragraph"), icon="pilcrow", features=INLINE)
    subhead = blocks.CharBlock(label=_("Subhead"), icon="title", max_length=200)
    points = Points()
    quote = Quote()
    pull_quote = PullQuote()
    picture = PrintedPicture()
    gallery = Gallery()
    embed = Embed()
    fact_box = FactBox()
    table = Table()
    file = File()
    related = SnippetChooserBlock("stories.Story", label=_("Related story"), icon="link")
    correction = CorrectionNote()
