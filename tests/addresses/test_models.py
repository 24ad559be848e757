"""Old addresses lead to where things are now."""

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.addresses.models import FormerAddress, normal, path_here
from tests.making import make_section, make_topic


class TestNormal:
    @pytest.mark.parametrize(
        ("address", "looked_up"),
        [
            ("/a/b", "/a/b/"),
            ("//a///b/", "/a/b/"),
            ("/caf%C3%A9/", "/café/"),
            ("https://old.example/a/?p=1", "/a/?p=1"),
            ("/?p=12", "/?p=12"),
            ("/feed/rss.xml", "/feed/rss.xml"),
            ("", "/"),
        ],
    )
    def test_spells_an_address_one_way(self, address, looked_up):
        assert normal(address) == looked_up

    @given(st.lists(st.from_regex(r"[\w-]{1,8}", fullmatch=True), max_size=4))
    def test_does_not_change_what_is_normal(self, parts):
        once = normal("/" + "/".join(parts))
        assert normal(once) == once


class TestPathHere:
    @pytest.mark.parametrize(
        ("address", "path"),
        [
            ("/a/?p=1", "/a/?p=1"),
            (f"{settings.SITE}/a/#end", "/a/"),
            ("a", "a"),
            ("", ""),
            ("https://elsewhere.example/a/", None),
            ("mailto:news@example.org", None),
            ("http://[", None),
        ],
    )
    def test_is_told_of_what_may_be_an_address_of_this_paper(self, address, path):
        assert path_here(address) == path


@pytest.mark.django_db
class TestLeadingFrom:
    def test_follows_a_thing_through_every_new_slug(self):
        topic = make_topic("harbour")
        for slug in ("port", "docks"):
            topic.slug = slug
            topic.save()
        for slug in ("harbour", "port"):
            assert FormerAddress.objects.leading_from(f"/topics/{slug}/") == "/topics/docks/"

    def test_is_nothing_for_an_address_that_lives_again(self):
        topic = make_topic("harbour")
        topic.slug = "port"
        topic.save()
        make_topic("harbour")
        assert FormerAddress.objects.leading_from("/topics/harbour/") is None

    def test_gives_the_address_written_by_hand(self):
        FormerAddress.objects.create(path="/old/", to_address="https://example.org/new")
        assert FormerAddress.objects.leading_from("/old") == "https://example.org/new"

    def test_is_nothing_when_the_thing_is_gone(self):
        section = make_section("sport")
        FormerAddress.objects.remember("/games/", section)
        section.delete()
        assert FormerAddress.objects.leading_from("/games/") is None


@pytest.mark.django_db
class TestFormerAddress:
    @pytest.mark.parametrize(
        "target", ["javascript:alert(1)", "//evil.example/", "new/", "ftp://example.org/"]
    )
    def test_leads_only_to_a_path_or_a_web_address(self, target):
        with pytest.raises(ValidationError):
            FormerAddress(path="/old/", to_address=target).full_clean()

    def test_does_not_lead_to_itself(self):
        with pytest.raises(ValidationError, match="itself"):
            FormerAddress(path="/old", to_address="/old/").full_clean()

    def test_leads_to_the_same_path_elsewhere(self):
        FormerAddress(path="/old/", to_address="https://old.example/old/").full_clean()

    @pytest.mark.parametrize("site", ["", settings.SITE])
    def test_does_not_lead_in_a_circle(self, site):
        FormerAddress.objects.create(path="/a/", to_address=f"{site}/b/")
        FormerAddress.objects.create(path="/b/", to_address=f"{site}/c/?")
        with pytest.raises(ValidationError, match="back to here"):
            FormerAddress(path="/c/", to_address=f"{site}/a").full_clean()
        FormerAddress(path="/d/", to_address=f"{site}/a/").full_clean()

    def test_is_no_address_at_which_readers_find_a_page(self):
        """Nobody would ever be sent on from there."""
        section = make_section("sport")
        with pytest.raises(ValidationError, match="find a page"):
            FormerAddress(path="/sport/", to_address="/latest/").full_clean()
        section.delete()
        FormerAddress.objects.get(path="/sport/").delete()
        FormerAddress(path="/sport/", to_address="/latest/").full_clean()

    def test_must_lead_somewhere(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            FormerAddress.objects.create(path="/old/")
