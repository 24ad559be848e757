import pytest

from broadsheet.formats.body import Paragraph, PictureRef, Subhead, Table
from tests.formats.markup.looking import blocks, left, only, paragraphs


class TestTable:
    def test_has_a_header_where_the_first_row_is_one(self):
        html = "<table><tr><th>Boat<th>Year<tr><th>Ida<td>1902</table>"
        assert only(html) == Table("", ("Boat", "Year"), (("Ida", "1902"),))

    def test_has_none_where_no_row_is(self):
        assert only("<table><tr><th>Ida<td>1902</table>") == Table("", (), (("Ida", "1902"),))

    def test_has_a_caption(self):
        html = "<table><caption>Boats <b>1902</b></caption><tr><td>a<td>b</table>"
        assert only(html) == Table("Boats 1902", (), (("a", "b"),))

    def test_keeps_its_cells_in_their_columns(self):
        html = (
            "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d"
            "<tr><td>e<tr><td colspan=0>f<td rowspan=x>g</table>"
        )
        assert only(html) == Table(
            "",
            (),
            (("a", "b", ""), ("", "c", "d"), ("e", "", ""), ("f", "g", "")),
        )

    def test_has_no_rows_of_nothing(self):
        assert only("<table><tr><td>a<td>b<tr><td> <td>&nbsp;</table>") == Table(
            "", (), (("a", "b"),)
        )

    def test_writes_a_cell_on_a_line_and_lists_its_links(self):
        html = '<table><tr><td><p>a</p><ul><li>b</ul><td><a href="/x">c</a></table>'
        assert only(html) == Table("", (), (("a b", "c"),))
        assert left(html) == [("link", "/x")]

    def test_has_its_pictures_behind_it(self):
        html = '<table><tr><td><img src="/x.png">a<td>b</table>'
        assert blocks(html) == [Table("", (), (("a", "b"),)), PictureRef("/x.png")]


class TestLayout:
    @pytest.mark.parametrize(
        "html",
        [
            "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>",
            "<table><tr><td>a<td><table><tr><td>b</table></table>",
            "<table><tr>a<td>b</table>",
            "<table>a<tr><td>b<td></table>",
        ],
    )
    def test_is_laid_flat_in_order(self, html):
        assert paragraphs(html) == ["a", "b"]

    def test_keeps_the_blocks_in_it(self):
        html = (
            '<table><tr><td><figure><img src="/x.jpg"><figcaption>X</figcaption></figure>'
            "<td><h2>T</h2>a</table>"
        )
        assert blocks(html) == [PictureRef("/x.jpg", caption="X"), Subhead("T"), Paragraph("a")]

    def test_wider_than_any_page_is_laid_flat(self):
        html = f"<table><tr>{'<td>a' * 61}</table>"
        assert paragraphs(html) == ["a"] * 61

    def test_of_columns_that_only_spans_make_is_laid_flat(self):
        assert paragraphs("<table><tr><td colspan=999>a<td>b</table>") == ["a", "b"]
