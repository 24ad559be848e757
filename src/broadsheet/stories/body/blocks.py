"""The blocks a story's body is made of, as the editor fills them in."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.rich_text import RichText
from wagtail.snippets.blocks import SnippetChooserBlock

from broadsheet.kit import characters
from broadsheet.stories.body.players import player_for

INLINE = ["bold", "italic", "link", "document-link", "superscript", "subscript"]
WITH_LISTS = [*INLINE, "ol", "ul"]


class Settled(blocks.FieldBlock):
    """Text in its one form before it is judged.

    To the database and its migrations each is the block that it extends.
    """

    def clean(self, value: Any) -> Any:
        return super().clean(self.settled(value))

    def settled(self, value: Any) -> Any:
        raise NotImplementedError


class Line(Settled, blocks.CharBlock):
    canonical_module_path = "wagtail.blocks.CharBlock"

    def settled(self, value: Any) -> Any:
        return characters.line(value) if value else value


class Passage(Settled, blocks.TextBlock):
    canonical_module_path = "wagtail.blocks.TextBlock"

    def settled(self, value: Any) -> Any:
        return characters.passage(value) if value else value


class Prose(Settled, blocks.RichTextBlock):
    canonical_module_path = "wagtail.blocks.RichTextBlock"

    def settled(self, value: RichText) -> RichText:
        return RichText(characters.tidy(value.source or ""))


HEADLESS: Final = _("Make the first row the header, so that everyone can follow the columns.")


class Cells(Settled, TableBlock):
    canonical_module_path = "wagtail.contrib.table_block.blocks.TableBlock"

    def settled(self, value: Any) -> Any:
        return tidied(value)

    def clean(self, value: Any) -> Any:
        # Wagtail would say no more than that there is an error in it.
        if value and not self.is_deferred_validation and not value.get("table_header_choice"):
            raise ValidationError(HEADLESS)
        return super().clean(value)


def tidied(raw: Any) -> Any:
    """Stored form, tidy in all its texts."""
    match raw:
        case str():
            return characters.tidy(raw)
        case list():
            return [tidied(each) for each in raw]
        case dict():
            return {name: tidied(each) for name, each in raw.items()}
        case _:
            return raw


class Embed(blocks.StructBlock):
    """A film or a sound kept elsewhere; nothing is fetched there before a reader asks."""

    url = blocks.URLBlock(label=_("Address"), help_text=_("The page that plays it."))
    title = Line(label=_("Title"), required=False, max_length=200)
    caption = Line(label=_("Caption"), required=False, max_length=500)

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
    caption = Line(
        label=_("Caption"),
        required=False,
        max_length=1000,
        help_text=_("Leave empty to use the picture’s own caption."),
    )

    class Meta:
        icon = "image"
        label = _("Picture")


class Quote(blocks.StructBlock):
    text = Prose(label=_("Quote"), features=INLINE)
    speaker = Line(label=_("Speaker"), required=False, max_length=200)
    source = Line(label=_("Where it was said"), required=False, max_length=300)

    class Meta:
        icon = "openquote"
        label = _("Quote")


class PullQuote(blocks.StructBlock):
    text = Passage(label=_("Words from the story"), rows=2)
    speaker = Line(label=_("Speaker"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Pull quote")


class Points(blocks.StructBlock):
    ordered = blocks.BooleanBlock(label=_("Numbered"), required=False)
    items = blocks.ListBlock(Prose(features=INLINE), label=_("Items"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("List")


class Gallery(blocks.StructBlock):
    title = Line(label=_("Title"), required=False, max_length=200)
    pictures = blocks.ListBlock(PrintedPicture(), label=_("Pictures"), min_num=1)

    class Meta:
        icon = "image"
        label = _("Gallery")


class FactBox(blocks.StructBlock):
    title = Line(label=_("Title"), max_length=200)
    text = Prose(label=_("Text"), features=WITH_LISTS)

    class Meta:
        icon = "info-circle"
        label = _("Fact box")


class Table(blocks.StructBlock):
    caption = Line(label=_("What the table shows"), max_length=300)
    table = Cells(label=_("Table"), table_options={"startRows": 4, "startCols": 3})

    class Meta:
        icon = "table"
        label = _("Table")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        table = cleaned["table"] or {}
        if not self.is_deferred_validation and (message := _fault_of_cells(table)):
            raise blocks.StructBlockValidationError({"table": ValidationError(message)})
        return cleaned


def _fault_of_cells(table: dict[str, Any]) -> str:
    """What keeps a table back, or nothing."""
    cells = (cell for row in table.get("data") or () for cell in row)
    if not any(str(cell or "").strip() for cell in cells):
        return str(_("This table is empty. Fill it in, or take it out."))
    if not table.get("first_row_is_table_header"):
        return str(HEADLESS)
    return ""


class File(blocks.StructBlock):
    file = DocumentChooserBlock(label=_("File"))
    title = Line(label=_("Title"), required=False, max_length=200)

    class Meta:
        icon = "doc-full"
        label = _("File")


class CorrectionNote(blocks.StructBlock):
    made_on = blocks.DateBlock(label=_("Corrected on"))
    text = Prose(label=_("What was wrong, and what is right"), features=INLINE)

    class Meta:
        icon = "warning"
        label = _("Correction note")


class Body(blocks.StreamBlock):
    """The story itself."""

    paragraph = Prose(label=_("Paragraph"), icon="pilcrow", features=INLINE)
    subhead = Line(label=_("Subhead"), icon="title", max_length=200)
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

    def get_prep_value(self, value: Any) -> Any:
        return tidied(super().get_prep_value(value))

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        """Empty where it was not sent at all; whether that is meant, the form knows."""
        if self.value_omitted_from_data(data, files, prefix):
            return self.empty_value()
        return super().value_from_datadict(data, files, prefix)
