import pytest

from broadsheet.formats.body import Embed, FileRef, Paragraph, PictureRef, Related
from broadsheet.formats.markup.frames import page_of
from tests.formats.markup.looking import blocks, left, only, paragraphs

YOUTUBE = "https://www.youtube.com/watch?v=SQEQr7c0-dw"


class TestPageOf:
    @pytest.mark.parametrize(
        ("player", "page"),
        [
            ("https://www.youtube.com/embed/SQEQr7c0-dw?rel=0&start=3", YOUTUBE),
            ("https://www.youtube-nocookie.com/embed/SQEQr7c0-dw", YOUTUBE),
            ("http://youtube.com/v/SQEQr7c0-dw&hl=en", YOUTUBE),
            (
                "https://www.youtube.com/embed/videoseries?list=PL12",
                "https://www.youtube.com/playlist?list=PL12",
            ),
            ("https://player.vimeo.com/video/76979871?h=8", "https://vimeo.com/76979871"),
            (
                "https://www.dailymotion.com/embed/video/x8abc",
                "https://www.dailymotion.com/video/x8abc",
            ),
            (
                "https://geo.dailymotion.com/player/x1.html?video=x8abc",
                "https://www.dailymotion.com/video/x8abc",
            ),
            ("https://open.spotify.com/embed/track/1a2b", "https://open.spotify.com/track/1a2b"),
            (
                "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b&color=0",
                "https://soundcloud.com/a/b",
            ),
            (
                "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Ffb.example%2F1",
                "https://fb.example/1",
            ),
            (
                "https://platform.twitter.com/embed/Tweet.html?id=12",
                "https://twitter.com/i/status/12",
            ),
            ("https://www.instagram.com/p/Bpm_x/embed/", "https://www.instagram.com/p/Bpm_x/"),
            ("https://archive.org/embed/a_b", "https://archive.org/details/a_b"),
            ("https://maps.example/embed?x", ""),
            ("https://w.soundcloud.com/player/?url=javascript%3Aalert(1)", ""),
            ("https://evil.example/www.youtube.com/embed/SQEQr7c0-dw", ""),
        ],
    )
    def test_knows_what_the_player_of_a_provider_shows(self, player, page):
        assert page_of(player) == page


class TestFrame:
    def test_of_a_known_player_is_an_embed(self):
        html = '<p>a <iframe src="//www.youtube.com/embed/SQEQr7c0-dw"></iframe> b</p>'
        assert blocks(html) == [Paragraph("a"), Embed(YOUTUBE), Paragraph("b")]

    def test_of_an_unknown_player_leaves_a_link_and_is_listed(self):
        html = '<iframe src="https://maps.example/?a=1&amp;b" title="A map">old</iframe>'
        assert paragraphs(html) == ['<a href="https://maps.example/?a=1&amp;b">A map</a>']
        assert left(html) == [("frame", "https://maps.example/?a=1&b")]

    def test_that_is_never_closed_swallows_nothing(self):
        html = '<iframe src="https://www.youtube.com/embed/SQEQr7c0-dw" />a <iframe>b'
        assert blocks(html) == [Embed(YOUTUBE), Paragraph("a"), Paragraph("b")]

    @pytest.mark.parametrize("src", ["javascript:alert(1)", "data:text/html,x"])
    def test_that_means_harm_is_only_listed(self, src):
        assert blocks(f'<iframe src="{src}"></iframe>') == []
        assert left(f'<iframe src="{src}"></iframe>') == [("frame", src)]

    @pytest.mark.parametrize(
        "html",
        [
            '<object><embed src="http://www.youtube.com/v/SQEQr7c0-dw"></embed></object>',
            '<object><param name="movie" value="http://www.youtube.com/v/SQEQr7c0-dw"></object>',
            '<object data="http://www.youtube.com/v/SQEQr7c0-dw"></object>',
        ],
    )
    def test_of_the_days_of_flash_is_an_embed(self, html):
        assert only(html) == Embed(YOUTUBE)


class TestAddressOnALineOfItsOwn:
    @pytest.mark.parametrize(
        "html", [f"{YOUTUBE}\n", f"<p>{YOUTUBE}</p>", f"<div>\n{YOUTUBE}\n</div>"]
    )
    def test_is_an_embed(self, html):
        assert only(html) == Embed(YOUTUBE)

    def test_may_stand_between_lines(self):
        assert blocks(f"Watch:\n{YOUTUBE}\nNow.") == [
            Paragraph("Watch:"),
            Embed(YOUTUBE),
            Paragraph("Now."),
        ]

    def test_is_text_where_it_is_not_alone(self):
        assert paragraphs(f"See {YOUTUBE}") == [f"See {YOUTUBE}"]
        assert paragraphs(f"<b>{YOUTUBE}</b>") == [f"<b>{YOUTUBE}</b>"]

    def test_of_a_sound_is_a_file(self):
        assert only("https://a.example/x.mp3?a=1") == FileRef(
            "https://a.example/x.mp3?a=1", "x.mp3"
        )

    def test_of_the_site_itself_announces_that_page(self):
        site = "https://www.paper.example"
        assert only("https://paper.example/2020/a/", site=site) == Related(
            "https://paper.example/2020/a/"
        )
        assert only("https://a.example/", site=site) == Embed("https://a.example/")


class TestSocialPost:
    def test_is_an_embed_that_brings_its_words(self):
        html = (
            '<blockquote class="twitter-tweet"><p>Low tide <a href="https://t.co/1">#sea</a></p>'
            '— Desk (@desk) <a href="https://twitter.com/desk/status/12?ref_src=x">3 May</a>'
            '</blockquote><script async src="https://platform.twitter.com/widgets.js"></script>'
        )
        assert only(html) == Embed(
            "https://twitter.com/desk/status/12", text="Low tide #sea — Desk (@desk) 3 May"
        )
        assert left(html) == [("script", "script")]

    def test_may_name_its_address_in_an_attribute(self):
        html = (
            '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/'
            'p/x/"><a href="https://www.instagram.com/desk/">Desk</a></blockquote>'
        )
        assert only(html) == Embed("https://www.instagram.com/p/x/", text="Desk")

    def test_of_the_site_itself_announces_that_page(self):
        html = (
            '<blockquote class="wp-embedded-content"><a href="https://paper.example/a/">A</a>'
            '</blockquote><iframe class="wp-embedded-content" src="https://paper.example/a/embed/">'
            "</iframe>"
        )
        assert only(html, site="https://paper.example/") == Related("https://paper.example/a/", "A")

    def test_without_an_address_is_a_quote(self):
        (block,) = blocks('<blockquote class="twitter-tweet">Low tide</blockquote>')
        assert type(block).__name__ == "Quote"


class TestAmp:
    @pytest.mark.parametrize(
        ("html", "block"),
        [
            ('<amp-img src="/a.jpg" alt="A" layout="fill"></amp-img>', PictureRef("/a.jpg", "A")),
            (
                '<amp-img src="/a.jpg"><noscript><img src="/a.jpg"></noscript></amp-img>',
                PictureRef("/a.jpg"),
            ),
            ('<amp-youtube data-videoid="SQEQr7c0-dw"></amp-youtube>', Embed(YOUTUBE)),
            (
                '<amp-twitter data-tweetid="12"></amp-twitter>',
                Embed("https://twitter.com/i/status/12"),
            ),
            (
                '<amp-iframe src="https://player.vimeo.com/video/1"></amp-iframe>',
                Embed("https://vimeo.com/1"),
            ),
            ('<amp-video src="/a.mp4"></amp-video>', FileRef("/a.mp4", "a.mp4")),
        ],
    )
    def test_elements_are_what_they_stand_for(self, html, block):
        assert only(html) == block

    def test_carousels_are_galleries(self):
        html = '<amp-carousel><amp-img src="/a.jpg"></amp-img><amp-img src="/b.jpg"></amp-carousel>'
        (block,) = blocks(html)
        assert [each.src for each in block.pictures] == ["/a.jpg", "/b.jpg"]

    def test_other_elements_keep_their_words_and_are_listed(self):
        html = '<amp-accordion class="amp-x"><section><p>Words</p></section></amp-accordion>'
        assert paragraphs(html) == ["Words"]
        assert left(f'{html}<amp-ad type="x"></amp-ad>') == [
            ("AMP element", "amp-accordion"),
            ("AMP element", "amp-ad"),
        ]
