"""What of the archive concerns a draft."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.conf import settings

from broadsheet.addresses.models import FormerAddress
from broadsheet.checking.archive import Fate, Led
from broadsheet.checking.draft import Draft, Link, Passage
from broadsheet.desk.proofing.archive import MOST_LINKED, archive_of
from broadsheet.search.index import here
from broadsheet.search.index.shelf import Shelf
from broadsheet.stories.withdrawing.actions import withdraw
from tests.making import NOON, make_story, paragraph
from tests.search.conftest import Library

pytestmark = pytest.mark.django_db

FERRY = "The ferry Marigold lay off the quay in fog for hours with ninety people on board."


@pytest.fixture
def library(tmp_path):
    return Library(Shelf(tmp_path / "search" / "1-test"))


@pytest.fixture(autouse=True)
def _index(library, monkeypatch):
    monkeypatch.setattr(here, "reader_of_this_node", lambda: library.reader)


def draft(*addresses, text=FERRY, story=None):
    links = tuple(Link("p", "ferry", address) for address in addresses)
    return Draft((Passage("p", text),), date(2018, 5, 3), links=links, story=story)


def led(*addresses):
    return archive_of(draft(*addresses), at=NOON).led


class TestLinks:
    def test_to_a_public_story_are_known_with_it(self):
        story = make_story(body=[paragraph("It sank.")], headline="Gone")
        found = archive_of(draft(story.get_absolute_url()), at=NOON)
        assert found.led == ()
        (there,) = found.stories
        assert (there.id, there.headline) == (story.pk, "Gone")
        assert there.address == f"{settings.SITE}{story.get_absolute_url()}"
        assert "It sank." in there.text

    @pytest.mark.parametrize("form", ["{}", "{}?page=2#below", "{site}{}", "{}story.json", "{}#x"])
    def test_are_understood_in_whatever_form(self, form):
        story = make_story()
        address = form.format(story.get_absolute_url(), site=settings.SITE)
        (there,) = archive_of(draft(address), at=NOON).stories
        assert there.id == story.pk

    def test_to_a_story_that_moved_are_told_its_new_address(self):
        story = make_story()
        old = story.get_absolute_url()
        story.slug = "moved"
        story.save()
        (told,) = led(old)
        assert told == Led(old, Fate.MOVED, f"{settings.SITE}{story.get_absolute_url()}")

    def test_to_a_deleted_story_lead_to_what_is_gone(self):
        story = make_story()
        address = story.get_absolute_url()
        story.delete()
        assert led(address) == (Led(address, Fate.GONE),)

    def test_to_a_withdrawn_story_lead_to_what_is_gone(self):
        story = make_story()
        address = story.get_absolute_url()
        withdraw(story, reason="A court said so.", by="Ada", now=NOON)
        assert led(address) == (Led(address, Fate.GONE),)

    def test_to_a_story_that_is_not_public_lead_to_what_is_hidden(self):
        story = make_story(at=NOON + timedelta(days=1))
        address = story.get_absolute_url()
        assert led(address) == (Led(address, Fate.HIDDEN),)

    def test_to_no_story_lead_to_what_is_missing(self):
        address = "/news/2018/05/03/nothing/"
        assert led(address) == (Led(address, Fate.MISSING),)

    @pytest.mark.parametrize(
        "address",
        [
            "https://elsewhere.example/news/2018/05/03/nothing/",
            "/topics/nothing/",
            "mailto:news@example.org",
            "news/2018/05/03/nothing/",
            "http://[",
            "",
            "/news/2018/05/03/\x00/",
            "/news/2018/05/03/a%00b/",
            "/news/2018/05/03/\ud800/",
            "/news/99999999999999999999/01/01/ferry/",
            f"/news/2018/05/03/{'x' * 600}/",
        ],
    )
    def test_to_what_is_no_story_of_the_paper_are_nobodys(self, address):
        assert led(address) == ()

    def test_are_looked_up_together(self, django_assert_num_queries):
        stories = [make_story() for _ in range(5)]
        there = [story.get_absolute_url() for story in stories]
        with django_assert_num_queries(4):
            assert len(led(*there, "/news/2018/05/03/nothing/", "/2001/ferry/")) == 1

    def test_follow_what_an_editor_wrote(self):
        FormerAddress.objects.create(path="/2001/ferry/", to_address="/about/")
        assert led("/2001/ferry/") == (Led("/2001/ferry/", Fate.MOVED, f"{settings.SITE}/about/"),)


class TestAlike:
    def test_are_the_stories_that_have_the_same(self, library):
        same = make_story(body=[paragraph(FERRY)])
        for n in range(6):
            make_story(body=[paragraph(f"The council of ward {n} met without a vote.")])
        library.take_in()
        (there,) = archive_of(draft(), at=NOON).stories
        assert there.id == same.pk

    def test_are_never_the_story_itself(self, library):
        story = make_story(body=[paragraph(FERRY)])
        library.take_in()
        assert archive_of(draft(story=story.pk), at=NOON).stories == ()

    def test_are_none_that_readers_do_not_see_any_more(self, library):
        story = make_story(body=[paragraph(FERRY)])
        library.take_in()
        story.unpublish()
        assert archive_of(draft(), at=NOON).stories == ()

    def test_are_not_known_without_an_index(self):
        make_story(body=[paragraph(FERRY)])
        assert archive_of(draft(), at=NOON).stories == ()


class TestBeside:
    def test_are_the_stories_that_an_editor_chose_with_what_is_quoted_in_them(self):
        quote = {
            "type": "quote",
            "value": {"text": "<p>So &amp; so.</p>", "speaker": "", "source": ""},
        }
        story = make_story(body=[quote])
        given = replace(draft(), related=(story.pk, 10**12))
        (there,) = archive_of(given, at=NOON).stories
        assert (there.id, there.quotes) == (story.pk, ("So & so.",))
        assert "So & so." in there.text

    def test_are_no_more_than_can_be_read_in_time(self):
        many = tuple(make_story().pk for _ in range(MOST_LINKED + 2))
        given = replace(draft(), related=many)
        assert [each.id for each in archive_of(given, at=NOON).stories] == [*many[:MOST_LINKED]]
