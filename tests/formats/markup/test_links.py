from broadsheet.formats.body import (
    Embed,
    FactBox,
    ListBlock,
    Paragraph,
    PictureRef,
    Quote,
    Related,
)
from broadsheet.formats.markup import relinked

OLD, NEW = "https://old.example/?p=1&x=2", "/world/2026/11/23/a/"
ANCHOR, LED = '<a href="https://old.example/?p=1&amp;x=2">a</a>', f'<a href="{NEW}">a</a>'


def moved(address: str) -> str | None:
    return {OLD: NEW, "https://old.example/bad": "javascript:alert(1)"}.get(address)


class TestRelinked:
    def test_leads_every_link_of_a_block_elsewhere(self):
        for block, after in (
            (Paragraph(f"{ANCHOR} {ANCHOR}"), Paragraph(f"{LED} {LED}")),
            (ListBlock((ANCHOR, "b")), ListBlock((LED, "b"))),
            (Quote(ANCHOR, source=OLD), Quote(LED, source=NEW)),
            (FactBox("T", f"<p>{ANCHOR}</p>"), FactBox("T", f"<p>{LED}</p>")),
            (Related(OLD), Related(NEW)),
        ):
            assert relinked(block, moved) == after

    def test_leaves_other_links_alone(self):
        block = Paragraph('<a href="https://a.example/">a</a>')
        assert relinked(block, moved) == block

    def test_leaves_blocks_without_links_alone(self):
        for block in (PictureRef(OLD), Embed(OLD), Quote("a")):
            assert relinked(block, moved) == block

    def test_writes_an_address_as_the_rest_is_written(self):
        block = relinked(Paragraph(ANCHOR), lambda _: "https://paper.example/it's?a&\"b")
        assert block == Paragraph('<a href="https://paper.example/it\'s?a&amp;%22b">a</a>')

    def test_never_leads_where_no_link_may_lead(self):
        block = Paragraph('<a href="https://old.example/bad">a</a>')
        assert relinked(block, moved) == block
