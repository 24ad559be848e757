"""What leaves the house."""

import pytest
from django.utils import timezone

from tests.making import make_story

pytestmark = pytest.mark.django_db


class TestCompression:
    def test_makes_pages_and_feeds_smaller_for_whoever_can_read_it(self, client):
        url = make_story(at=timezone.now()).get_absolute_url()
        for path in (url, "/feeds/rss.xml", f"{url}story.json"):
            plain = client.get(path)
            packed = client.get(path, headers={"accept-encoding": "gzip"})
            assert "Content-Encoding" not in plain
            assert packed["Content-Encoding"] == "gzip"
            assert packed["Vary"] == "Accept-Encoding"
            assert len(packed.content) < len(plain.content)


class TestSecurityPolicy:
    def test_lets_a_readers_page_load_from_the_paper_alone(self, client):
        policy = client.get("/")["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self' 'sha256-")
        assert "unsafe" not in policy

    def test_is_the_newsrooms_own_inside(self, client):
        policy = client.get("/newsroom/login/")["Content-Security-Policy"]
        assert "script-src 'self' 'unsafe-inline'" in policy
