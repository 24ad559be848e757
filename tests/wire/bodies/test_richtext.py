"""Blocks as the rich text of a standing page."""

import pytest
from lxml import html as markup

from broadsheet.formats import body as copy
from broadsheet.wire.bodies.richtext import html_of

EDITED = {"p", "h2", "h3", "b", "i", "ul", "ol", "li", "a", "br", "sub", "sup"}
"""What the newsroom's editor for standing pages keeps."""


class Nothing:
    def picture(self, ref):
        return None

    file = story = picture


class One(Nothing):
    def file(self, ref):
        return 7


@pytest.mark.parametrize(
    "block",
    [
        copy.Paragraph("<b>quay</b>"),
        copy.Subhead("quay <&>"),
        copy.ListBlock(("quay", "pier"), ordered=True),
        copy.Quote("quay<br/><br/>pier", "Ada", "https://x.example/"),
        copy.PullQuote("quay", "Ada"),
        copy.PictureRef("x.jpg", caption="quay"),
        copy.Gallery((copy.PictureRef("x.jpg", caption="quay"),), "Boats"),
        copy.Embed("https://vimeo.com/1", "quay", "pier"),
        copy.FactBox("quay", "<p>pier</p>"),
        copy.Table("quay", ("a", "b"), (("c", ""),)),
        copy.FileRef("https://x.example/x.pdf", "quay"),
        copy.Related("https://x.example/x/", "quay"),
        copy.CorrectionNote("quay"),
    ],
    ids=lambda block: type(block).__name__,
)
class TestBlock:
    def test_is_made_of_what_the_editor_keeps(self, block):
        html, _ = html_of([block], Nothing())
        assert {each.tag for each in markup.fragments_fromstring(html)} <= EDITED

    def test_keeps_its_words(self, block):
        html, _ = html_of([block], Nothing())
        assert "quay" in markup.fromstring(f"<div>{html}</div>").text_content()


def test_a_file_that_is_here_is_linked_to_as_the_editor_does() -> None:
    html, _ = html_of([copy.FileRef("https://x.example/x.pdf", "The <plan>")], One())
    assert html == '<p><a linktype="document" id="7">The &lt;plan&gt;</a></p>'


def test_pictures_and_tables_are_listed() -> None:
    _, remarks = html_of([copy.PictureRef("x.jpg"), copy.Table("", (), (("a",),))], Nothing())
    assert [remark.kind for remark in remarks] == ["picture", "shape"]
