import pytest

from broadsheet.formats.body import (
    Embed,
    FileRef,
    Gallery,
    Paragraph,
    PictureRef,
    PullQuote,
    Quote,
)
from broadsheet.formats.markup.syntax.shortcodes import attributes
from tests.formats.markup.looking import blocks, left, only, paragraphs

YOUTUBE = "https://www.youtube.com/watch?v=SQEQr7c0-dw"
SOUND = "https://paper.example/wp-content/uploads/song.mp3"


class TestAttributes:
    @pytest.mark.parametrize(
        ("source", "attrs"),
        [
            (" ids=\"1,2\" link='file' columns=3", {"ids": "1,2", "link": "file", "columns": "3"}),
            (
                " https://a.example/x.mp3 autoplay",
                {"0": "https://a.example/x.mp3", "1": "autoplay"},
            ),
            ("=https://a.example/", {"0": "https://a.example/"}),
            (" ids=”1,2” ", {"ids": "1,2"}),
            (' Caption="Fish &amp; chips"', {"caption": "Fish & chips"}),
            (' a="', {"0": 'a="'}),
            ("", {}),
        ],
    )
    def test_have_names_or_places(self, source, attrs):
        assert attributes(source) == attrs


class TestCaption:
    def test_is_what_follows_the_picture(self):
        html = (
            'a [caption id="attachment_754" align="alignnone" width="604"]<a href="/bell.jpg">'
            '<img src="/bell.jpg?w=604" alt="Bell" /></a> Bell <em>on</em> wharf[/caption] b'
        )
        assert blocks(html) == [
            Paragraph("a"),
            PictureRef("/bell.jpg?w=604", alt="Bell", caption="Bell on wharf", attachment_id=754),
            Paragraph("b"),
        ]

    def test_may_be_an_attribute(self):
        html = '[caption id="attachment_612" caption="A log."]<img src="/log.jpg">[/caption]'
        assert only(html) == PictureRef("/log.jpg", caption="A log.", attachment_id=612)

    def test_with_a_link_lists_it(self):
        html = '[caption]<img src="/a.jpg"> <a href="/b">Log</a>[/caption]'
        assert only(html) == PictureRef("/a.jpg", caption="Log")
        assert left(html) == [("link", "/b")]

    def test_without_a_picture_is_text(self):
        assert paragraphs("[caption]Words[/caption]") == ["Words"]

    def test_keeps_what_stands_in_front_of_the_picture_there(self):
        assert blocks('[caption]a<img src="/a.jpg">b[/caption]') == [
            Paragraph("a"),
            PictureRef("/a.jpg", caption="b"),
        ]

    @pytest.mark.parametrize(
        "html",
        [
            '<div id="attachment_6" class="wp-caption"><img src="/a.jpg"><p>Log</p></div>',
            '<dl id="attachment_6" class="wp-caption"><dt><img src="/a.jpg"></dt><dd>Log</dd></dl>',
            '<figure id="attachment_6" class="wp-caption"><img src="/a.jpg"><p>Log</p></figure>',
        ],
    )
    def test_is_known_in_its_printed_forms(self, html):
        assert only(html) == PictureRef("/a.jpg", caption="Log", attachment_id=6)

    def test_left_open_is_no_caption(self):
        html = '[caption id="x"]<img src="/a.jpg">\n\nA story.'
        assert blocks(html)[1:] == [PictureRef("/a.jpg"), Paragraph("A story.")]


class TestGallery:
    def test_has_its_pictures_by_number(self):
        html = 'a\n[gallery type="rectangular" ids="755, 757" orderby="rand"]\nb'
        assert blocks(html)[1] == Gallery(
            (PictureRef("", attachment_id=755), PictureRef("", attachment_id=757))
        )

    def test_without_numbers_has_what_is_attached(self):
        assert only('[gallery columns="2"]', attached=[3]) == Gallery(
            (PictureRef("", attachment_id=3),)
        )

    def test_of_nothing_is_listed(self):
        assert blocks("[gallery]") == []
        assert left("[gallery]") == [("shortcode", "[gallery]")]


class TestPlayers:
    @pytest.mark.parametrize(
        "html",
        [
            f"[embed]{YOUTUBE}[/embed]",
            f'[embed width="600"]{YOUTUBE}[/embed]',
            f"[youtube {YOUTUBE}]",
            f"[youtube={YOUTUBE}]",
            '[youtube width="600" id="SQEQr7c0-dw"]',
            "[youtube]SQEQr7c0-dw[/youtube]",
            f'[video src="{YOUTUBE}"]',
            f"[embedyt]{YOUTUBE}[/embedyt]",
        ],
    )
    def test_show_what_their_address_shows(self, html):
        assert only(html) == Embed(YOUTUBE)

    @pytest.mark.parametrize(
        "html", [f"[audio {SOUND}]", f'[audio mp3="{SOUND}"][/audio]', f"[audio]{SOUND}[/audio]"]
    )
    def test_of_files_are_files(self, html):
        assert only(html) == FileRef(SOUND, "song.mp3")

    def test_keep_the_words_between_their_brackets(self):
        assert blocks(f'[video mp4="{SOUND}"]A film[/video]') == [
            FileRef(SOUND, "song.mp3"),
            Paragraph("A film"),
        ]

    def test_without_an_address_are_listed(self):
        assert left("[audio]") == [("shortcode", "[audio]")]


class TestOthers:
    def test_that_quote_are_quotes(self):
        assert only("[quote]We wait.[/quote]") == Quote("We wait.")
        assert only("[pullquote]We wait.[/pullquote]") == PullQuote("We wait.")
        assert only('[quote author="A"]We wait.[/quote]') == Quote("We wait.", "A")

    def test_that_nobody_knows_keep_their_words_and_are_listed(self):
        html = '[su_box title="T"]\n\none [b]two[/b]\n\n[/su_box]\n[contact-form-7 id="5"]'
        assert paragraphs(html) == ["one two"]
        assert left(html) == [
            ("shortcode", "[su_box]"),
            ("shortcode", "[b]"),
            ("shortcode", "[contact-form-7]"),
        ]

    def test_say_in_the_list_what_they_said(self):
        html = '[acme_note text="Low tide" /]'
        assert left(html) == [("shortcode", "[acme_note]")]
        assert paragraphs(f"a{html}b") == ["ab"]

    @pytest.mark.parametrize(
        "text",
        [
            "He [sic] said [the minister] would [vice-president] go [1].",
            "[Update: noon] [Editor's note: none] [/b]",
            "It ends [caption",
        ],
    )
    def test_are_told_from_the_brackets_of_a_text(self, text):
        assert paragraphs(text) == [text]

    def test_are_told_from_brackets_around_markup(self):
        html = '[see <a href="/x">here</a>]'
        assert paragraphs(html) == [html]

    def test_can_be_shown_by_doubling_their_brackets(self):
        assert paragraphs("Write [[gallery ids=1]] there") == ["Write [gallery ids=1] there"]

    def test_cut_off_by_the_paragraph_end_with_it(self):
        assert paragraphs("<p>[col_x]a</p><p>b[/col_x]</p>") == ["a", "b"]
