"""What comes to the door, and what leaves the house."""

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


class TestMethods:
    def test_that_an_address_does_not_know_are_refused_in_a_sentence(self, client):
        response = client.post("/latest/")
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
        assert response.content == b"This address only takes GET, HEAD.\n"
        assert int(response["Content-Length"]) == len(response.content)


class TestLog:
    def test_has_no_line_for_what_readers_ask_for_in_vain(self, client, caplog):
        assert client.get("/nowhere/").status_code == 404
        assert caplog.records == []


class TestKnownHosts:
    def test_turn_away_other_names_in_one_line_and_plain_words(self, client, caplog):
        caplog.set_level("INFO")
        response = client.get("/latest/", headers={"host": "evil.example"})
        assert response.status_code == 400
        assert response["Content-Type"].startswith("text/plain")
        assert "does not answer to the name" in response.content.decode()
        (line,) = caplog.records
        assert line.exc_info is None
        assert "“evil.example”" in line.getMessage()
        assert "\n" not in line.getMessage()

    @pytest.mark.parametrize(
        "host", ["", "a b", "x" * 5000, "evil.example:99999", "new\tline", "[::1"]
    )
    def test_outlast_names_that_are_none(self, client, caplog, host):
        caplog.set_level("INFO")
        assert client.get("/", headers={"host": host}).status_code == 400
        (line,) = caplog.records
        assert len(line.getMessage()) < 300
        assert "\t" not in line.getMessage()

    def test_let_the_papers_own_pass(self, client):
        assert client.get("/latest/", headers={"host": "testserver"}).status_code == 200
