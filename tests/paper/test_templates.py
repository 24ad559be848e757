"""Every public template, from hand-made contexts: what must be true of each page’s HTML."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from lxml import html as lxml_html

from tests.machinery.markup import Nu
from tests.paper import reader_samples, samples
from tests.paper.conftest import printed

PAGES = {**samples.pages(), **reader_samples.pages()}
LANGUAGES = ["en", "ar", "ml"]


def tree(name: str, language: str = "en") -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(printed(*PAGES[name], language=language))


def story_tree(**fields: object) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(printed("pages/story.html", samples.story(**fields)))


def everywhere(wanted: str) -> list[lxml_html.HtmlElement]:
    """What stands on any of the pages; there must be some."""
    found = [element for name in PAGES for element in tree(name).xpath(wanted)]
    assert found, wanted
    return found


def text(element: lxml_html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("name", PAGES)
class TestEveryPage:
    def test_has_one_main_heading_and_skips_no_level(self, name: str) -> None:
        levels = [int(heading.tag[1]) for heading in tree(name).xpath("//h1|//h2|//h3|//h4")]
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))

    def test_carries_no_inline_style_or_handler(self, name: str) -> None:
        attributes = {key for element in tree(name).iter() for key in element.attrib}
        assert {key for key in attributes if key == "style" or key.startswith("on")} == set()

    def test_runs_only_the_script_that_the_policy_names(self, name: str) -> None:
        scripts = [
            script
            for script in tree(name).xpath("//script[not(@src)]")
            if script.get("type") != "application/ld+json"
        ]
        assert len(scripts) == 1

    def test_says_its_language_and_direction(self, name: str) -> None:
        page = tree(name, "ar")
        assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")

    def test_names_every_control(self, name: str) -> None:
        controls = tree(name).xpath("//a|//button")
        assert [control for control in controls if not text(control)] == []

    def test_leads_past_the_masthead_first(self, name: str) -> None:
        page = tree(name)
        first = page.xpath("//a")[0]
        assert page.get_element_by_id(first.get("href")[1:]).tag == "main"


class TestAllPages:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_are_valid(self, nu: Nu, language: str) -> None:
        pages = {name: printed(*page, language=language) for name, page in PAGES.items()}
        failure = {"failure": render_to_string("pages/notice_500.html")}
        assert nu(pages | failure) == {}

    def test_give_every_picture_its_words_and_size(self) -> None:
        pictures = everywhere("//picture//img[not(ancestor::*[@class='signed'])]")
        assert all(p.get("alt") and p.get("width") and p.get("height") for p in pictures)

    def test_hide_icons_from_those_who_listen(self) -> None:
        for icon in everywhere("//*[local-name()='svg']"):
            assert (icon.get("aria-hidden"), icon.get("focusable")) == ("true", "false")
            assert text(icon) == ""


class TestStory:
    def test_comes_in_the_order_it_is_read(self) -> None:
        page = printed("pages/story.html", samples.story())
        order = ["Skip to the story", "<h1>", 'class="standfirst"', 'class="byline"',
                 "<picture-viewer", "article-body", 'class="topics"', "Related stories",
                 "Next story in", "<dialog"]  # fmt: skip
        places = [page.index(mark) for mark in order]
        assert places == sorted(places)

    def test_has_a_breadcrumb_that_ends_with_the_whole_headline(self) -> None:
        (trail,) = story_tree().xpath("//nav[@aria-label='Breadcrumb']/ol")
        assert [text(item) for item in trail] == [
            "Home",
            "News",
            "Harbour board knew of the cracks",
        ]
        assert trail.xpath("string(.//*[@aria-current='page'])") == text(trail[-1])

    def test_shows_faces_late_and_silently(self) -> None:
        """The name beside a face says who it is; the picture that counts is the story’s own."""
        (face,) = story_tree().xpath("//*[@class='signed']//img")
        assert (face.get("alt"), face.get("loading")) == ("", "lazy")
        assert face.get("fetchpriority") is None

    def test_tells_its_form_beside_the_headline(self) -> None:
        assert text(story_tree().xpath("//header/p[@class='kicker']")[0]) == "Analysis North Quay"

    def test_names_its_section_where_it_has_no_kicker(self) -> None:
        page = story_tree(**samples.BARE_STORY)
        assert text(page.xpath("//header/p[@class='kicker']")[0]) == "News"

    def test_tells_when_with_the_zone(self) -> None:
        published, changed = story_tree().xpath("//dl[@class='times']//time")
        assert (published.get("datetime"), text(published)) == (
            "2026-03-04T17:30:00+05:30",
            "4 March 2026, 17:30 IST",
        )
        assert changed.get("datetime") == "2026-03-05T17:30:00+05:30"

    def test_keeps_alt_text_caption_and_credit_apart(self) -> None:
        (figure,) = story_tree().xpath("//figure[@class='lead-picture']")
        words = [
            figure.xpath("string(.//img/@alt)"),
            text(figure.find_class("caption")[0]),
            text(figure.find_class("credit")[0]),
        ]
        assert len(set(words)) == 3

    def test_offers_the_lead_picture_in_three_formats(self) -> None:
        (picture,) = story_tree().xpath("//figure[@class='lead-picture']//picture")
        assert picture.xpath(".//source/@type") == ["image/avif", "image/webp"]
        assert all("1280w" in srcset for srcset in picture.xpath(".//source/@srcset"))
        assert picture.xpath(".//img/@fetchpriority") == ["high"]
        assert picture.xpath(".//img/@loading") == []

    def test_begins_its_first_paragraph_with_the_place(self) -> None:
        begun = story_tree().xpath("//p[span[@class='dateline']]")
        assert [text(paragraph)[:17] for paragraph in begun] == ["Ellermouth — 1. T"]

    def test_lists_what_it_is_about_with_its_kind(self) -> None:
        items = story_tree().xpath("//nav[@class='topics']//li")
        assert [text(item) for item in items] == ["North Quay Place", "Ingrid Vael Person"]

    def test_gives_the_addresses_of_its_links_for_paper(self) -> None:
        (foot,) = story_tree().xpath("//section[@class='on-paper']")
        assert foot.get("hidden") is not None
        assert [text(item) for item in foot.xpath(".//li")] == [
            "https://example.org/minutes",
            f"{samples.SITE}/news/2026/03/01/diver/",
            "https://example.org/two",
        ]

    def test_holds_the_whole_text_however_it_is_folded(self) -> None:
        folded = story_tree(folded_from=5, fold="always")
        assert "5. The wall" in text(folded.xpath("//story-fold")[0])
        assert folded.xpath("//story-fold//*[@hidden]") == []

    def test_leads_to_the_next_one_with_a_plain_link(self) -> None:
        (link,) = story_tree().xpath("//nav[@aria-label='Next story']//a")
        assert link.get("href") == samples.card(7).url

    def test_frames_nothing_before_a_reader_asks(self) -> None:
        page = story_tree()
        assert page.xpath("//iframe") == []
        assert page.xpath("//click-to-load/a/@href") == ["https://vimeo.com/1"]

    def test_shows_hostile_words_as_words(self) -> None:
        attack = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
        page = printed(
            "pages/story.html",
            samples.story(
                headline=attack,
                kicker=attack,
                dateline=attack,
                byline_note=attack,
                authors=(replace(samples.ADA, name=attack),),
                lead_picture=samples.picture(alt=attack, caption=attack, credit=attack),
            ),
        )
        assert "<script>alert" not in page
        assert "<img src=x" not in page


class TestHead:
    def page(self, **fields: object) -> lxml_html.HtmlElement:
        return lxml_html.document_fromstring(printed("pages/story.html", samples.story(), **fields))

    def test_names_the_page_and_the_paper(self) -> None:
        assert text(self.page(title="Cracks").xpath("//title")[0]) == "Cracks – The Test Courier"

    def test_names_the_further_pages_of_a_list(self) -> None:
        title = tree("section, further").xpath("string(//title)")
        assert title == "A page, page 2 – The Test Courier"

    def test_links_its_feeds_by_type(self) -> None:
        types = self.page().xpath("//link[@rel='alternate']/@type")
        assert types == ["application/rss+xml", "application/atom+xml", "application/feed+json"]

    def test_tells_shared_links_what_they_lead_to(self) -> None:
        page = self.page(
            kind="article",
            image="https://courier.example.org/p.jpg",
            image_width=1280,
            image_height=720,
            image_alt="Cranes",
        )
        told = dict(
            zip(
                page.xpath("//meta/@property"),
                page.xpath("//meta[@property]/@content"),
                strict=True,
            )
        )
        assert told["og:type"] == "article"
        assert (told["og:image:width"], told["og:image:alt"]) == ("1280", "Cranes")
        assert told["article:published_time"] == "2026-03-04T17:30:00+05:30"
        assert told["article:section"] == "News"

    def test_has_a_picture_for_shared_links_where_the_page_has_none(self) -> None:
        (image,) = self.page().xpath("//meta[@property='og:image']/@content")
        assert re.fullmatch(rf"{samples.SITE}/static/share\S*\.png", image)

    def test_keeps_search_engines_out_when_told(self) -> None:
        assert self.page(noindex=True).xpath("//meta[@name='robots']/@content") == ["noindex"]

    def test_leaves_the_address_out_where_there_is_none(self) -> None:
        assert self.page(url="").xpath("//link[@rel='canonical']") == []


class TestHome:
    def test_never_shows_two_neighbouring_rows_alike(self) -> None:
        rows = [row.get("class") for row in tree("home").xpath("//div[contains(@class, 'row ')]")]
        assert len(rows) == 5
        assert all(row != following for row, following in pairwise(rows))

    def test_says_that_an_empty_paper_is_empty(self) -> None:
        (main,) = tree("home, empty").xpath("//main")
        assert text(main) == "There is nothing here yet."

    def test_names_no_list_that_is_empty(self) -> None:
        template, page = PAGES["home, empty"]
        frame = samples.frame(foot=(), menu=())
        html = render_to_string(template, {"frame": frame, "head": samples.head(), "page": page})
        assert lxml_html.document_fromstring(html).xpath("//nav[not(.//a)]") == []


class TestFailure:
    def test_is_printed_without_asking_anybody(self) -> None:
        page = lxml_html.document_fromstring(render_to_string("pages/notice_500.html"))
        assert text(page.xpath("//h1")[0]) == "Something went wrong"
        assert page.xpath("//main//a/@href") == ["/"]


class TestHeadline:
    def test_of_two_hundred_letters_is_set_smaller(self) -> None:
        long = ("Port was warned twice that the North Quay wall was moving " * 4)[:200]
        assert len(story_tree(headline=long).find_class("heading-long")) == 1
        assert story_tree().find_class("heading-long") == []
