"""A story is found by whatever address of it somebody has."""

import pytest

from broadsheet.addresses.models import FormerAddress
from broadsheet.stories.withdrawing.finding import story_at
from broadsheet.stories.withdrawing.refusing import Refused
from tests.making import make_topic

pytestmark = pytest.mark.django_db


class TestStoryAt:
    @pytest.mark.parametrize("form", ["", "story.txt", "story.json"])
    def test_finds_it_by_every_form_of_its_address(self, story, settings, form):
        path = story.get_absolute_url()
        for url in (f"{path}{form}", f"{settings.SITE}{path}{form}", f" {path}{form} "):
            assert story_at(url) == story

    def test_finds_it_by_addresses_that_lead_on_to_it(self, story, settings):
        FormerAddress.objects.remember("/old/", story)
        FormerAddress.objects.remember("/?p=12", story)
        FormerAddress.objects.create(path="/short/", to_address="/old/")
        for url in ("/old/", f"{settings.SITE}/?p=12", "/short/", "/short"):
            assert story_at(url) == story

    @pytest.mark.parametrize(
        ("url", "why"),
        [
            ("https://www.example.org/a/", "not an address of this paper"),
            ("lighthouse", "give it whole"),
            ("", "give it whole"),
            ("/news/2026/03/04/nothing/", "no story at /news/2026/03/04/nothing/"),
            ("/news/2026/99/99/nothing/", "no story at"),
            ("/", "no story at /"),
            ("/away/", "/away/ leads on to https://www.example.org/, which is not this paper’s"),
            ("/topic/", "no story"),
            ("/round/", "leads on and on"),
        ],
    )
    def test_says_what_is_wrong_with_any_other(self, url, why):
        FormerAddress.objects.create(path="/away/", to_address="https://www.example.org/")
        FormerAddress.objects.create(path="/round/", to_address="/and-round/")
        FormerAddress.objects.create(path="/and-round/", to_address="/round/")
        FormerAddress.objects.remember("/topic/", make_topic())
        with pytest.raises(Refused, match=why):
            story_at(url)

    def test_says_of_a_deleted_story_that_nothing_is_left(self, story):
        path = story.get_absolute_url()
        story.delete()
        with pytest.raises(Refused, match="is deleted"):
            story_at(path)
