"""A story at its address, in every state it can be in."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from broadsheet.stories import pages
from broadsheet.stories.models import Story
from broadsheet.stories.views import print_story
from tests.making import (
    amend,
    make_author,
    make_draft,
    make_paper,
    make_picture,
    make_section,
    make_story,
    make_topic,
    paragraph,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


def page_of(client, story):
    response = client.get(story.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def data_of(page):
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return {thing["@type"]: thing for thing in json.loads(text)["@graph"]}


class TestStory:
    def test_has_its_headline_once_as_the_first_heading(self, client, now):
        page = page_of(client, make_story(at=now, headline="Ferry runs again"))
        assert len(re.findall(r"<h1[ >]", page)) == 1
        assert "Ferry runs again" in re.search(r"<h1.*?</h1>", page, re.DOTALL)[0]

    def test_tells_news_from_opinion(self, client, now):
        assert "Opinion" in page_of(client, make_story(at=now, form="opinion"))

    @pytest.mark.parametrize("name", ["headline", "standfirst", "kicker", "dateline"])
    def test_shows_hostile_words_as_words(self, client, now, name):
        words = "</script><script>alert(1)</script>"
        page = page_of(client, make_story(at=now, **{name: words}))
        assert "<script>alert(1)" not in page

    def test_shows_hostile_markup_of_a_body_as_nothing(self, client, now):
        body = [("paragraph", '<p onclick="x()">A <img src=x onerror=alert(1)>b</p>')]
        page = page_of(client, make_story(at=now, body=body))
        assert "onerror" not in page
        assert "onclick" not in page

    def test_is_not_there_before_it_is_published(self, client):
        make_draft(slug="soon")
        assert client.get("/news/2026/03/04/soon/").status_code == 404

    def test_is_not_there_under_embargo(self, client, now):
        story = make_story(at=now, embargo_until=now + timedelta(hours=1))
        response = client.get(story.get_absolute_url())
        assert response.status_code == 404
        assert story.headline not in response.content.decode()

    def test_is_gone_once_taken_down(self, client, now):
        story = make_story(at=now, headline="Untrue")
        story.unpublish()
        response = client.get(story.get_absolute_url())
        assert response.status_code == 410
        assert "Untrue" not in response.content.decode()

    def test_is_gone_once_expired(self, client, now):
        story = make_story(at=now - timedelta(days=2), expire_at=now - timedelta(days=1))
        assert client.get(story.get_absolute_url()).status_code == 410

    def test_old_address_leads_on(self, client, now):
        story = make_story(at=now, slug="old")
        before = story.get_absolute_url()
        story.slug = "new"
        story.save_revision().publish()
        response = client.get(before)
        assert response.status_code == 301
        assert response["Location"] == Story.objects.get().get_absolute_url()

    def test_address_under_an_old_section_leads_on(self, client, now):
        section = make_section("sports")
        story = make_story(at=now, section=section)
        before = story.get_absolute_url()
        section.slug = "sport"
        section.save()
        response = client.get(before)
        assert response.status_code == 301
        assert response["Location"] == before.replace("/sports/", "/sport/")

    def test_misses_its_slash_only_once(self, client, now):
        url = make_story(at=now).get_absolute_url()
        response = client.get(url.rstrip("/"))
        assert (response.status_code, response["Location"]) == (301, url)

    @pytest.mark.parametrize(
        "path",
        [
            "/news/2026/13/45/x/",
            "/news/2026/02/30/x/",
            "/news/2026/03/04/%00/",
            "/news/2026/03/04/..%2f..%2fetc%2fpasswd/",
            "/news/2026/03/04/" + "x" * 5000 + "/",
            "/%ff%fe/",
        ],
    )
    def test_a_hostile_address_is_not_there(self, client, path):
        make_section("news")
        assert client.get(path).status_code in {400, 404}

    def test_takes_no_post(self, client, now):
        assert client.post(make_story(at=now).get_absolute_url()).status_code == 405


class TestMachines:
    def test_dates_for_machines_are_those_on_the_page(self, client, now):
        make_paper(time_zone="Asia/Kolkata")
        story = make_story(at=now - timedelta(hours=3))
        story = amend(story, at=now - timedelta(hours=1), kind="update", note="Now with more.")
        page = page_of(client, story)
        article = data_of(page)["NewsArticle"]
        shown = re.findall(r'<time [^>]*datetime="([^"]+)"', page)
        assert article["datePublished"] in shown
        assert article["dateModified"] in shown
        assert article["datePublished"].endswith("+05:30")

    def test_says_who_wrote_it_and_what_it_is_about(self, client, now):
        story = make_story(
            at=now,
            authors=[make_author("ada-byrne"), make_author("bo-chen")],
            topics=[make_topic("harbour", same_as="https://www.wikidata.org/wiki/Q1"),
                    make_topic("ferries")],
        )  # fmt: skip
        article = data_of(page_of(client, story))["NewsArticle"]
        assert [author["name"] for author in article["author"]] == ["Ada Byrne", "Bo Chen"]
        assert article["about"][0]["sameAs"] == ["https://www.wikidata.org/wiki/Q1"]
        assert article["mentions"][0]["name"] == "Ferries"

    def test_has_its_picture_in_three_shapes(self, client, now):
        article = data_of(page_of(client, make_story(at=now, lead_picture=make_picture())))
        shapes = [re.search(r"/(\d+x\d+)-", url)[1] for url in article["NewsArticle"]["image"]]
        assert shapes == ["16x9", "4x3", "1x1"]

    def test_knows_an_opinion_from_an_analysis(self, client, now):
        assert "OpinionNewsArticle" in data_of(page_of(client, make_story(at=now, form="opinion")))
        assert "AnalysisNewsArticle" in data_of(
            page_of(client, make_story(at=now, form="analysis"))
        )

    def test_says_since_when_it_has_been_live(self, client, now):
        live = data_of(page_of(client, make_story(at=now, form="live")))["LiveBlogPosting"]
        assert live["coverageStartTime"] == live["datePublished"]

    def test_copy_from_elsewhere_names_its_original(self, client, now):
        page = page_of(client, make_story(at=now, canonical="https://agency.example/1"))
        assert '<link rel="canonical" href="https://agency.example/1">' in page

    def test_asks_search_engines_to_stay_away_when_told(self, client, now):
        assert "noindex" in page_of(client, make_story(at=now, noindex=True))
        assert "noindex" not in page_of(client, make_story(at=now))

    def test_a_headline_cannot_end_the_script_it_stands_in(self, client, now):
        story = make_story(at=now, headline="</script><b>x</b> & <!-- y")
        assert data_of(page_of(client, story))["NewsArticle"]["headline"] == story.headline


class TestQueries:
    def full_story(self, now, **fields):
        number = Story.objects.count()
        topics = [make_topic(f"t{number}-{n}") for n in range(4)]
        return make_story(
            at=now - timedelta(minutes=number),
            authors=[make_author(f"a{number}-{n}") for n in range(2)],
            topics=topics,
            lead_picture=make_picture(),
            **fields,
        )

    def queries(self, story, now):
        with CaptureQueriesContext(connection) as asked:
            found = pages.for_reading(story.section.slug, story.day, story.slug, at=now)
            print_story(found, at=now + timedelta(seconds=1))
        return len(asked)

    def test_do_not_grow_with_the_story_or_the_archive(self, now):
        picture = make_picture()
        make_story(at=now - timedelta(days=3))
        other = self.full_story(now)
        short = self.full_story(
            now,
            body=[
                ("paragraph", "<p>One.</p>"),
                ("picture", {"picture": picture, "caption": ""}),
                ("related", other),
            ],
        )
        few = self.queries(short, now)
        story = Story.objects.get(pk=short.pk)
        story.body = [
            part
            for _ in range(12)
            for part in (
                ("paragraph", "<p>One.</p>"),
                ("picture", {"picture": make_picture(), "caption": ""}),
                ("related", self.full_story(now)),
            )
        ]
        story.save()
        assert self.queries(story, now) == few


class TestPreview:
    def test_shows_what_is_not_saved_yet(self, now):
        draft = make_draft(headline="Not yet")
        draft.headline = "Not yet, but better"
        response = print_story(draft, at=now)
        assert b"Not yet, but better" in response.content

    def test_shows_a_story_that_was_never_saved(self, now):
        draft = Story(section=make_section(), headline="New", slug="new")
        draft.body = [paragraph("Hello.")]
        draft.body = [("paragraph", "<p>Hello.</p>")]
        assert b"Hello." in print_story(draft, at=now).content
