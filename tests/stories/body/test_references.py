"""Nothing that an editor may put into a story goes unseen: a new kind of block fails here."""

from datetime import UTC

import pytest
from django.core.files.base import ContentFile
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from broadsheet.media import keys as media
from broadsheet.stories import keys
from broadsheet.stories.body.blocks import Body
from broadsheet.stories.body.references import pictures_of, sources_of_body
from broadsheet.stories.proofing.drafting import draft_of
from broadsheet.stories.publishing.fitness import pictures_in
from broadsheet.stories.record import wording
from tests.making import NOON, make_draft, make_picture, make_story

pytestmark = pytest.mark.django_db

REPEATED = {"pull_quote"}
"""Words that stand in the story already."""
NOT_CHECKED = {"pull_quote", "file", "correction"}
"""What copy checks pass over: repeated words, names of files, what was said before."""
ADDRESS = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"


class Filled:
    """A block with something in each of its fields, and what that is."""

    def __init__(self, name):
        self.name = name
        self.words, self.markup, self.pictures, self.sources = [], [], set(), set()
        value = self.value_of(Body().child_blocks[name], name)
        self.raw = {"type": name, "value": value, "id": "b1"}

    def value_of(self, block, name):  # noqa: C901, PLR0911 - a case a kind
        match block:
            case blocks.StructBlock():
                inner = block.child_blocks.items()
                return {field: self.value_of(each, f"{name} {field}") for field, each in inner}
            case blocks.ListBlock():
                value = self.value_of(block.child_block, name)
                return [{"type": "item", "value": value, "id": "i1"}]
            case blocks.RichTextBlock():
                self.markup.append(name)
                return f'<p>The {self.said(name)} is <a linktype="document" id="77">here</a>.</p>'
            case ImageChooserBlock():
                picture = make_picture(f"Of {name}")
                self.pictures.add(picture.pk)
                self.sources.add(media.picture(picture.pk))
                return picture.pk
            case DocumentChooserBlock():
                file = ContentFile(b"%PDF-1.7", name="plan.pdf")
                document = get_document_model().objects.create(title="Plan", file=file)
                self.sources.add(media.file(document.pk))
                return document.pk
            case SnippetChooserBlock():
                story = make_story(at=NOON)
                self.sources.add(keys.source(story.pk))
                return story.pk
            case TableBlock():
                return {"data": [[self.said(f"{name} cell")]], "first_row_is_table_header": True}
            case blocks.URLBlock():
                return ADDRESS
            case blocks.DateBlock():
                return "2026-03-04"
            case blocks.BooleanBlock():
                return False
            case blocks.CharBlock() | blocks.TextBlock():
                return self.said(name)
            case _:
                raise NotImplementedError(f"say here what {name} holds, and see that it is found")

    def said(self, name):
        """Words that only this field has."""
        words = "".join(part.title() for part in name.replace("_", " ").split())
        self.words.append(words)
        return words


@pytest.fixture(params=list(Body().child_blocks))
def filled(request):
    return Filled(request.param)


class TestEveryBlock:
    def test_has_its_pictures_found(self, filled):
        assert pictures_of([filled.raw]) == filled.pictures
        story = make_draft(body=[filled.raw])
        assert {picture.pk for _place, picture in pictures_in(story.body)} == filled.pictures

    def test_has_found_what_it_is_read_from(self, filled):
        links = {media.FILES} if filled.markup else set()
        assert sources_of_body([filled.raw]) == filled.sources | links

    def test_has_its_words_in_the_record_of_changes(self, filled):
        told = str(wording.of(make_draft(headline="", body=[filled.raw])))
        missing = {words for words in filled.words if words not in told}
        if filled.name in REPEATED:
            assert missing == set(filled.words)
        else:
            assert missing <= {"QuoteSource"}

    def test_has_its_words_checked(self, filled):
        draft = draft_of(make_draft(headline="", body=[filled.raw]), zone=UTC, at=NOON)
        told = str(draft.passages)
        found = [words for words in filled.words if words in told]
        assert bool(found) == (bool(filled.words) and filled.name not in NOT_CHECKED)
        for name in filled.markup:
            said = "".join(part.title() for part in name.replace("_", " ").split())
            assert (said in told) == (filled.name not in NOT_CHECKED)
        shown = {picture.place for picture in draft.pictures}
        assert len(shown) == len(filled.pictures)
