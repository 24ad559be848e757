import pytest

from broadsheet.formats.body import Gallery, Paragraph, PictureRef
from tests.formats.markup.looking import blocks, left, only, paragraphs


class TestPicture:
    def test_stands_between_the_text_around_it(self):
        html = '<p>a <img src="/x.jpg" alt="X" class="alignleft wp-image-3"> b</p>'
        assert blocks(html) == [
            Paragraph("a"),
            PictureRef("/x.jpg", "X", attachment_id=3),
            Paragraph("b"),
        ]

    @pytest.mark.parametrize(
        "attributes",
        [
            'src="data:image/gif;base64,R0" data-src="/x.jpg"',
            'src="/blank.gif" data-lazy-src="/x.jpg"',
            'data-original="/x.jpg"',
            'srcset="/x.jpg 300w, /y.jpg 600w"',
        ],
    )
    def test_that_waits_to_be_scrolled_to_is_found(self, attributes):
        html = f'<img {attributes}><noscript><img src="/x.jpg"></noscript>'
        assert blocks(html) == [PictureRef("/x.jpg")]

    def test_shown_without_script_alone_is_found(self):
        assert only('<noscript><img src="/x.jpg"></noscript>') == PictureRef("/x.jpg")

    @pytest.mark.parametrize(
        "html",
        [
            '<img src="https://count.example/p.gif" width="1" height="1">',
            '<img src="data:image/png;base64,AAAA">',
            '<img src="javascript:alert(1)">',
            "<img>",
        ],
    )
    def test_that_is_none_is_listed(self, html):
        assert blocks(html) == []
        assert [kind for kind, _ in left(html)] == ["picture"]

    def test_of_an_emoji_is_the_emoji(self):
        assert paragraphs('Ahoy <img class="emoji" alt="⛵" src="/1f.svg">!') == ["Ahoy ⛵!"]

    def test_linked_elsewhere_lists_that_link(self):
        assert left('<a href="https://shop.example/"><img src="/x.jpg"></a>') == [
            ("link", "https://shop.example/")
        ]
        assert left('<a href="/x.jpg"><img src="/x-300x200.jpg"></a>') == []

    def test_by_its_path_is_completed_with_the_site(self):
        assert only('<img src="/x.jpg">', site="https://paper.example") == PictureRef(
            "https://paper.example/x.jpg"
        )

    @pytest.mark.parametrize("number", ["wp-image-" + "9" * 5000, "wp-image-x"])
    def test_with_a_number_beyond_belief_has_none(self, number):
        found = only(f'<img src="/x.jpg" class="{number}">')
        assert found.attachment_id is None or found.attachment_id < 10**12


class TestFigure:
    def test_of_several_pictures_is_a_gallery(self):
        html = '<figure><img src="/1.jpg"><img src="/2.jpg"><figcaption>Both</figcaption></figure>'
        assert only(html) == Gallery((PictureRef("/1.jpg"), PictureRef("/2.jpg")), "Both")

    def test_of_text_has_its_caption_behind_it(self):
        assert paragraphs("<figure><p>a</p><figcaption>b</figcaption></figure>") == ["a", "b"]

    def test_of_nothing_is_its_caption(self):
        assert paragraphs("<figure><figcaption>b</figcaption></figure>") == ["b"]
