"""Where readers are led who come by an old address, and what they are told of what is gone."""

import unicodedata
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from wagtail.models import Page

from broadsheet.addresses.models import FormerAddress
from broadsheet.fronts.models import StandingPage
from broadsheet.stories.models import Story
from broadsheet.topics.models import Author, Section, Topic
from tests.making import (
    make_author,
    make_draft,
    make_paper,
    make_section,
    make_story,
    make_topic,
)

pytestmark = pytest.mark.django_db

FEEDS = ("rss.xml", "atom.xml", "feed.json")


@pytest.fixture(autouse=True)
def paper():
    return make_paper()


@pytest.fixture
def led(client):
    """Where a request for an address is sent, at once and for good."""

    def ask(address):
        response = client.get(address)
        assert response.status_code == 301, (address, response.status_code)
        return response["Location"]

    return ask


@pytest.fixture
def answers(client):
    return lambda address: client.get(address).status_code


def make_page(slug, parent=None, **fields):
    above = parent or StandingPage.root()
    return above.add_child(instance=StandingPage(title=slug.title(), slug=slug, **fields))


def rename(thing, slug):
    thing.slug = slug
    thing.save()


class TestDeleted:
    @pytest.mark.parametrize(
        "make",
        [make_section, make_topic, make_author, make_page],
        ids=["section", "topic", "author", "standing page"],
    )
    def test_things_are_gone_at_every_address_they_had(self, make, answers):
        thing = make("first")
        first = thing.get_absolute_url()
        rename(thing, "second")
        second = thing.get_absolute_url()
        thing.delete()
        assert {answers(first), answers(second)} == {410}

    def test_stories_are_gone_at_every_address_they_had_in_every_form(self, answers):
        story = make_story(at=timezone.now(), slug="first")
        first = story.get_absolute_url()
        rename(story, "second")
        second = story.get_absolute_url()
        story.delete()
        for address in (first, second):
            for form in ("", "story.json", "story.txt"):
                assert answers(address + form) == 410

    def test_many_at_once_are_gone_as_well(self, answers):
        stories = [make_story(at=timezone.now()) for _ in range(2)]
        topics = [make_topic("quay"), make_topic("boats")]
        Story.objects.all().delete()
        Topic.objects.all().delete()
        assert {answers(thing.get_absolute_url()) for thing in (*stories, *topics)} == {410}

    @pytest.mark.parametrize("form", FEEDS)
    def test_topics_have_no_feeds_any_more(self, form, answers):
        topic = make_topic("quay")
        topic.delete()
        assert answers(f"/topics/quay/{form}") == 410

    def test_pages_take_those_beneath_them_along(self, answers):
        about = make_page("about")
        make_page("team", about)
        StandingPage.objects.get(slug="about").delete()
        assert {answers("/about/"), answers("/about/team/")} == {410}

    def test_things_are_missed_in_the_papers_own_dress(self, client):
        make_topic("quay").delete()
        assert "The Test Courier" in client.get("/topics/quay/").content.decode()

    def test_stories_that_never_were_public_were_never_there(self, answers):
        draft = make_draft()
        FormerAddress.objects.remember("/2019/plan/", draft)
        secret = make_story(embargo_until=timezone.now() + timedelta(days=1))
        draft.delete()
        secret.delete()
        assert {answers("/2019/plan/"), answers(secret.get_absolute_url())} == {404}

    def test_pages_that_never_were_public_were_never_there(self, answers):
        make_page("plan", live=False).delete()
        assert answers("/plan/") == 404

    def test_things_lead_on_where_an_editor_said_so_before(self, led):
        topic = make_topic("quay")
        FormerAddress.objects.create(path="/topics/quay/", to_address="/topics/harbour/")
        topic.delete()
        assert led("/topics/quay/") == "/topics/harbour/"

    def test_things_lead_on_once_an_editor_says_so(self, led):
        make_topic("quay").delete()
        FormerAddress.objects.filter(path="/topics/quay/").update(
            to_address="/topics/harbour/", content_type=None, object_id=None
        )
        assert led("/topics/quay/") == "/topics/harbour/"

    def test_things_can_be_had_anew(self, answers):
        make_topic("quay").delete()
        make_topic("quay")
        assert answers("/topics/quay/") == 200

    def test_posts_of_wordpress_are_gone_by_their_numbers_too(self, answers):
        story = make_story(at=timezone.now())
        FormerAddress.objects.remember("/?p=12", story)
        story.delete()
        assert answers("/?p=12") == 410


class TestMoved:
    def test_stories_lead_on_in_every_form(self, led):
        story = make_story(at=timezone.now(), slug="old")
        old = story.get_absolute_url()
        rename(story, "new")
        for form in ("", "story.json", "story.txt"):
            assert led(old + form) == story.get_absolute_url() + form

    @pytest.mark.parametrize("make", [make_section, make_topic, make_author])
    def test_lists_lead_on_with_their_feeds_and_pages(self, make, led):
        thing = make("old")
        old = thing.get_absolute_url()
        rename(thing, "new")
        for rest in ("", *FEEDS, "?page=3", "rss.xml?from=mail"):
            assert led(old + rest) == thing.get_absolute_url() + rest

    def test_things_have_no_form_that_they_never_had(self, answers):
        topic = make_topic("old")
        rename(topic, "new")
        assert answers("/topics/old/story.json") == 404

    def test_pages_lead_on_with_those_beneath_them(self, led):
        about = make_page("about")
        make_page("team", about)
        rename(StandingPage.objects.get(slug="about"), "house")
        assert led("/about/") == "/house/"
        assert led("/about/team/") == "/house/team/"

    def test_pages_lead_on_to_where_they_hang_now(self, led):
        make_page("about")
        make_page("people", make_page("team"))
        team, about = Page.objects.get(slug="team"), Page.objects.get(slug="about")
        team.move(about, pos="last-child")
        assert led("/team/") == "/about/team/"
        assert led("/team/people/") == "/about/team/people/"

    def test_the_root_of_all_pages_moves_none(self, answers):
        make_page("about")
        rename(StandingPage.root(), "elsewhere")
        assert answers("/about/") == 200
        assert not FormerAddress.objects.exists()

    def test_what_an_editor_wrote_leads_just_there(self, led):
        FormerAddress.objects.create(path="/old/", to_address="https://example.org/new?a=1")
        assert led("/old/?page=2") == "https://example.org/new?a=1"

    def test_a_list_that_is_there_leads_nowhere_past_its_end(self, answers):
        topic = make_topic("quay")
        FormerAddress.objects.remember("/topics/quay/", topic)
        assert answers("/topics/quay/?page=99") == 404


class TestSectionsOldSlug:
    """A section had the slug before, with stories; now it is another's, or nobody's."""

    @pytest.fixture
    def story(self):
        story = make_story(at=timezone.now(), slug="quay", section=make_section("news"))
        rename(Section.objects.get(slug="news"), "local")
        return Story.objects.get(pk=story.pk)

    @pytest.fixture
    def old(self, story):
        return story.get_absolute_url().replace("/local/", "/news/")

    def test_leads_on(self, old, story, led):
        assert led(old) == story.get_absolute_url()
        assert led(f"{old}story.json") == f"{story.get_absolute_url()}story.json"

    def test_leads_its_stories_on_when_a_new_section_has_it(self, old, story, led, answers):
        make_section("news")
        assert answers("/news/") == 200
        assert led(old) == story.get_absolute_url()

    def test_leads_its_stories_on_when_several_had_it(self, old, story, led):
        second = make_section("news")
        rename(second, "world")
        make_section("news")
        assert led(old) == story.get_absolute_url()
        assert led(f"{old}story.txt") == f"{story.get_absolute_url()}story.txt"

    def test_leads_to_stories_that_have_moved_on_since(self, old, story, led):
        local, story.section = story.section, make_section("sport")
        story.save()
        local.delete()
        assert led(old) == story.get_absolute_url()
        assert story.get_absolute_url().startswith("/sport/")

    def test_is_a_new_storys_where_it_has_the_very_address(self, old, story, client):
        new = make_story(
            at=story.published_at, slug="quay", headline="Fresh", section=make_section("news")
        )
        assert new.get_absolute_url() == old
        assert "Fresh" in client.get(old).content.decode()

    def test_leads_nowhere_for_a_story_that_was_deleted(self, old, story, answers):
        story.delete()
        assert answers(old) == 410


class TestUnpublished:
    def test_pages_are_gone(self, answers):
        page = make_page("about")
        page.save_revision().publish()
        StandingPage.objects.get(slug="about").unpublish()
        assert answers("/about/") == 410


class TestCapitals:
    """Lower case is the one spelling; what has capitals in it leads there."""

    @pytest.mark.parametrize("slug", ["Quay", "ÉTÉ", "Ωmega", "quAY"])
    @pytest.mark.parametrize("make", [make_section, make_topic, make_author, make_page])
    def test_are_led_to_the_one_address(self, make, slug, led, answers):
        thing = make(slug.lower())
        address = thing.get_absolute_url()
        written = address.replace(slug.lower(), slug)
        assert led(written) == iri_to_uri(address)
        assert led(f"{written}?page=2") == iri_to_uri(f"{address}?page=2")
        assert led(written.rstrip("/")) == iri_to_uri(address)
        assert answers(address) == 200

    def test_of_a_story_are_led_on_in_every_form(self, led):
        story = make_story(at=timezone.now(), slug="été")
        written = story.get_absolute_url().replace("news", "News").replace("été", "ÉTÉ")
        for form in ("", "story.json", "story.txt"):
            assert led(written + form) == iri_to_uri(story.get_absolute_url() + form)

    @pytest.mark.parametrize("slug", ["കായികം", "കൊച്ചി", "हिन्दी", "كَتَبَ"])
    @pytest.mark.parametrize("make", [make_section, make_topic, make_author, make_page])
    def test_are_not_missed_in_scripts_that_have_none(self, make, slug, led, answers):
        thing = make(slug)
        thing.full_clean()
        address = thing.get_absolute_url()
        assert answers(address) == 200
        assert answers(make_story(at=timezone.now(), slug=slug).get_absolute_url()) == 200
        if (written := unicodedata.normalize("NFD", address)) != address:
            assert led(written) == iri_to_uri(address)

    def test_in_an_old_address_take_one_step(self, led):
        topic = make_topic("old")
        rename(topic, "new")
        assert led("/topics/OLD/rss.xml") == "/topics/new/rss.xml"

    def test_that_an_old_site_had_are_found_as_they_are(self, led):
        FormerAddress.objects.create(path="/2012/Old-Post/", to_address="/latest/")
        assert led("/2012/Old-Post/") == "/latest/"

    @pytest.mark.parametrize("kind", [Section, Topic, Author])
    def test_are_never_stored(self, kind):
        made = kind.objects.create(name="Quay", slug="ÉTÉ-Quay")
        assert made.slug == "été-quay"
        assert kind.objects.get(slug="Été-QUAY") == made
        with pytest.raises(ValidationError, match="already"):
            kind(name="Again", slug="Été-Quay").full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            kind.objects.bulk_create([kind(name="Again", slug="ÉTÉ-quay")])

    def test_make_no_second_story_of_a_day(self):
        first = make_story(slug="Quay")
        assert first.slug == "quay"
        with pytest.raises(IntegrityError), transaction.atomic():
            make_story(slug="QUAY", section=first.section)

    def test_make_no_second_page_beside_another(self):
        assert make_page("About").get_absolute_url() == "/about/"
        with pytest.raises(ValidationError, match="in use"):
            make_page("ABOUT")

    def test_in_the_name_of_a_file_are_left_alone(self, answers):
        assert answers("/documents/1/Plan.pdf") == 404

    def test_are_no_way_to_an_address_of_the_papers_own(self):
        with pytest.raises(ValidationError, match="needs this address"):
            Section(name="Latest", slug="Latest").full_clean()
