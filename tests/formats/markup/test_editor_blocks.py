from broadsheet.formats.body import (
    Embed,
    FileRef,
    Gallery,
    ListBlock,
    Paragraph,
    PictureRef,
    PullQuote,
    Quote,
    Subhead,
    Table,
)
from broadsheet.formats.markup import blocks_from
from tests.formats.markup.looking import blocks, left, only, paragraphs

UPLOADS = "https://paper.example/wp-content/uploads"


class TestBlocks:
    def test_of_text_are_what_they_say(self):
        html = """
            <!-- wp:heading {"level":3} -->
            <h3 class="wp-block-heading">Tide</h3>
            <!-- /wp:heading -->
            <!-- wp:paragraph {"dropCap":true} -->
            <p class="has-drop-cap">One
            line.</p>
            <!-- /wp:paragraph -->
            <!-- wp:list -->
            <ul><!-- wp:list-item -->
            <li>a</li>
            <!-- /wp:list-item --></ul>
            <!-- /wp:list -->
            <!-- wp:code -->
            <pre class="wp-block-code"><code>x = 1
            y</code></pre>
            <!-- /wp:code -->"""
        assert blocks(html) == [
            Subhead("Tide"),
            Paragraph("One line."),
            ListBlock(("a",)),
            Paragraph("x = 1<br/>" + "&nbsp;" * 12 + "y"),
        ]

    def test_of_the_old_editor_among_them_keep_its_rules(self):
        html = "<!-- wp:paragraph --><p>a\nb</p><!-- /wp:paragraph -->\n\nc\nd\n\ne"
        assert paragraphs(html) == ["a b", "c<br/>d", "e"]

    def test_for_layout_are_laid_flat(self):
        html = (
            '<!-- wp:columns --><div class="wp-block-columns"><!-- wp:column --><div><p>a</p></div>'
            "<!-- /wp:column --><!-- wp:group --><div><div><p>b</p></div></div><!-- /wp:group -->"
            "</div><!-- /wp:columns -->"
            '<!-- wp:buttons --><div><!-- wp:button --><div><a href="/go">c</a></div>'
            "<!-- /wp:button --></div><!-- /wp:buttons -->"
        )
        assert paragraphs(html) == ["a", "b", '<a href="/go">c</a>']

    def test_made_by_the_server_are_listed(self):
        html = 'a<!-- wp:latest-posts {"postsToShow":3} /--><!-- wp:block {"ref":12} /-->'
        assert left(html) == [("editor block", "wp:latest-posts"), ("editor block", "wp:block")]

    def test_of_a_theme_are_listed_once_with_all_in_them(self):
        html = (
            "<!-- wp:query --><div><!-- wp:post-template --><!-- wp:post-title /-->"
            "<!-- /wp:post-template --></div><!-- /wp:query --><!-- wp:search /-->"
        )
        assert left(html) == [("editor block", "wp:query"), ("editor block", "wp:search")]

    def test_of_a_plugin_are_listed_and_keep_their_words(self):
        html = "<!-- wp:acme/card --><div><p>Words</p></div><!-- /wp:acme/card -->"
        assert paragraphs(html) == ["Words"]
        assert left(html) == [("editor block", "wp:acme/card")]

    def test_that_hold_their_words_in_the_comment_are_listed_with_them(self):
        html = '<!-- wp:acf/quote {"data":{"words":"We wait."}} /-->'
        (leftover,) = blocks_from(html).leftovers
        assert "We wait." in leftover.excerpt

    def test_of_nothing_are_nothing(self):
        assert (
            blocks("<!-- wp:paragraph /--><!-- wp:spacer --><div></div><!-- /wp:spacer -->") == []
        )
        assert left("<!-- wp:shortcode /--><!-- wp:more --><!--more--><!-- /wp:more -->") == []

    def test_with_broken_comments_keep_their_words(self):
        html = '<!-- wp:group {"a": --><p>a</p><!-- /wp:columns --><!-- wp: --><p>b</p>'
        assert paragraphs(html) == ["a", "b"]


class TestQuoteBlock:
    def test_has_a_speaker(self):
        html = (
            '<blockquote class="wp-block-quote"><p>One.</p><p>Two.</p>'
            "<cite>A <em>skipper</em></cite></blockquote>"
        )
        assert only(html) == Quote("One.<br/><br/>Two.", "A skipper")

    def test_has_the_source_that_its_speaker_links_to(self):
        html = '<blockquote>We wait.\n<cite><a href="https://a.example/?b&amp;c">A</a></cite></blockquote>'
        assert only(html) == Quote("We wait.", "A", "https://a.example/?b&c")
        assert left(html) == []

    def test_has_the_source_it_names(self):
        html = '<blockquote cite="https://a.example/"><p>We wait.</p></blockquote>'
        assert only(html) == Quote("We wait.", source="https://a.example/")

    def test_finds_its_speaker_within_the_last_paragraph(self):
        assert only("<blockquote><p>We wait.<br><cite>A</cite></p></blockquote>") == Quote(
            "We wait.", "A"
        )

    def test_leaves_a_work_that_is_cited_in_passing_where_it_is(self):
        assert only("<blockquote>In <cite>Ulysses</cite> he wrote.</blockquote>") == Quote(
            "In <i>Ulysses</i> he wrote."
        )

    def test_stands_around_a_picture_in_it(self):
        html = '<blockquote>a<img src="/x.jpg">b<cite>c</cite></blockquote>'
        assert blocks(html) == [Quote("a"), PictureRef("/x.jpg"), Quote("b", "c")]

    def test_keeps_lists_and_headings_as_lines(self):
        assert only("<blockquote><h4>T</h4><ul><li>a<li>b</ul></blockquote>") == Quote(
            "<b>T</b><br/><br/>– a<br/>– b"
        )

    def test_pulled_from_the_story_is_a_pull_quote(self):
        html = (
            '<figure class="wp-block-pullquote"><blockquote><p>We <b>wait</b>.</p><cite>A</cite>'
            "</blockquote></figure>"
        )
        assert only(html) == PullQuote("We wait.", "A")
        assert only('<aside class="pullquote">We wait.</aside>') == PullQuote("We wait.")

    def test_takes_the_caption_of_its_figure_for_the_speaker(self):
        html = "<figure><blockquote>We wait.</blockquote><figcaption>A</figcaption></figure>"
        assert only(html) == Quote("We wait.", "A")


class TestPictureBlock:
    def test_has_caption_and_number(self):
        html = (
            '<!-- wp:image {"id":12} --><figure class="wp-block-image size-large">'
            f'<a href="{UPLOADS}/pier.jpg"><img src="{UPLOADS}/pier-1024x768.jpg" alt="A  pier"'
            ' class="wp-image-12"/></a><figcaption class="wp-element-caption">The <em>pier</em>'
            "</figcaption></figure><!-- /wp:image -->"
        )
        assert only(html) == PictureRef(
            f"{UPLOADS}/pier-1024x768.jpg", alt="A pier", caption="The pier", attachment_id=12
        )
        assert left(html) == []

    def test_has_the_credit_that_is_marked_as_one(self):
        html = (
            '<figure><img src="/a.jpg"><figcaption>The pier '
            '<span class="image-credit">Asha Menon</span></figcaption></figure>'
        )
        assert only(html) == PictureRef("/a.jpg", caption="The pier", credit="Asha Menon")

    def test_in_a_division_of_its_own_is_the_same(self):
        html = (
            '<div class="wp-block-image"><figure class="alignleft"><img src="/a.jpg">'
            "<figcaption>The pier</figcaption></figure></div>"
        )
        assert only(html) == PictureRef("/a.jpg", caption="The pier")

    def test_beside_text_stands_in_front_of_it(self):
        html = (
            '<div class="wp-block-media-text"><figure><img src="/a.jpg"></figure>'
            '<div class="wp-block-media-text__content"><p>Words</p></div></div>'
        )
        assert blocks(html) == [PictureRef("/a.jpg"), Paragraph("Words")]

    def test_under_text_is_told_by_its_style_and_comment(self):
        html = (
            '<!-- wp:cover {"url":"x","id":7} --><div class="wp-block-cover" style="min-height:9px;'
            f'background-image:url({UPLOADS}/a.jpg)"><p>Words</p></div><!-- /wp:cover -->'
        )
        assert blocks(html) == [
            PictureRef(f"{UPLOADS}/a.jpg", attachment_id=7),
            Paragraph("Words"),
        ]


class TestGalleryBlock:
    def test_of_today_holds_picture_blocks(self):
        html = (
            '<figure class="wp-block-gallery has-nested-images"><!-- wp:image {"id":1} -->'
            '<figure class="wp-block-image"><img src="/1.jpg" class="wp-image-1"/>'
            "<figcaption>One</figcaption></figure><!-- /wp:image -->\n\n"
            '<figure class="wp-block-image"><img src="/2.jpg"/></figure>'
            '<figcaption class="blocks-gallery-caption">Both</figcaption></figure>'
        )
        assert only(html) == Gallery(
            (PictureRef("/1.jpg", caption="One", attachment_id=1), PictureRef("/2.jpg")), "Both"
        )

    def test_of_old_is_a_list(self):
        html = (
            '<ul class="wp-block-gallery columns-2"><li class="blocks-gallery-item"><figure>'
            '<a href="https://paper.example/?p=9"><img src="/1.jpg" data-id="1"'
            ' data-link="https://paper.example/?p=9"></a><figcaption>One</figcaption></figure></li>'
            '<li class="blocks-gallery-item"><figure><img src="/2.jpg"></figure></li></ul>'
        )
        assert only(html) == Gallery(
            (PictureRef("/1.jpg", caption="One", attachment_id=1), PictureRef("/2.jpg"))
        )
        assert left(html) == []

    def test_printed_by_the_shortcode_has_its_captions(self):
        html = (
            '<div id="gallery-1" class="gallery"><dl class="gallery-item"><dt><img src="/1.jpg">'
            '</dt><dd class="gallery-caption">One</dd></dl><dl><dt><img src="/2.jpg"></dt></dl>'
            '<br style="clear: both"></div>'
        )
        assert only(html) == Gallery((PictureRef("/1.jpg", caption="One"), PictureRef("/2.jpg")))


class TestOtherBlocks:
    def test_an_embed_has_its_address_and_caption(self):
        html = (
            '<!-- wp:embed {"url":"https://youtu.be/ex8fMxXJDJw"} -->'
            '<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\nhttps://youtu.be/ex8fMxXJDJw\n</div>'
            "<figcaption>A film<br></figcaption></figure><!-- /wp:embed -->"
        )
        assert only(html) == Embed("https://youtu.be/ex8fMxXJDJw", "A film")
        assert only('<!-- wp:embed {"url":"https://youtu.be/ex8fMxXJDJw"} /-->') == Embed(
            "https://youtu.be/ex8fMxXJDJw"
        )

    def test_a_file_has_its_title_and_loses_its_button(self):
        html = (
            '<div class="wp-block-file"><a id="x" href="/a.pdf">The report</a>'
            '<a href="/a.pdf" class="wp-block-file__button" download>Download</a></div>'
        )
        assert only(html) == FileRef("/a.pdf", "The report")
        assert left(html) == [("label of a control", "Download")]

    def test_sound_and_film_are_files(self):
        html = (
            f'<figure class="wp-block-audio"><audio controls src="{UPLOADS}/St%20Louis.mp3">'
            '</audio></figure><figure class="wp-block-video"><video poster="/p.jpg">'
            '<source src="/f.mp4">'
            "Your browser is old.</video><figcaption>The film</figcaption></figure>"
        )
        assert blocks(html) == [
            FileRef(f"{UPLOADS}/St%20Louis.mp3", "St Louis.mp3"),
            FileRef("/f.mp4", "The film"),
        ]
        assert left(html) == [("picture", "/p.jpg")]

    def test_a_table_has_its_header_footer_and_caption(self):
        html = (
            '<figure class="wp-block-table"><table>'
            "<thead><tr><th>Boat</th><th>Year</th></tr></thead><tbody><tr><td>Ida<br></td>"
            "<td>1902</td></tr></tbody><tfoot><tr><td>All</td><td>1</td>"
            "</tr></tfoot></table><figcaption>Boats</figcaption></figure>"
        )
        assert only(html) == Table("Boats", ("Boat", "Year"), (("Ida", "1902"), ("All", "1")))
