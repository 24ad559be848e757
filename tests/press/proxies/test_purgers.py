"""Each CDN is told in its own words, and nothing but its yes counts."""

from __future__ import annotations

import pytest

from broadsheet.config import Cdn
from broadsheet.press.proxies import purgers
from broadsheet.press.proxies.purgers import Failed, purger_of
from tests.press.proxies.cdn import Fault, small_cdn

SITE = "https://paper.example"
KINDS = ("fastly", "cloudflare", "purge")


@pytest.fixture
def cdn():
    with small_cdn() as server:
        yield server


def purge(cdn, kind, *orders, tags="Surrogate-Key", has_token=True):
    path = {"fastly": "/service/7", "cloudflare": "/client/v4/zones/7", "purge": ""}[kind]
    with purger_of(
        Cdn(kind, cdn.address + path, "secret" if has_token else "", tags, 0), SITE
    ) as purger:
        purger.purge(orders)


class TestFastly:
    def test_is_told_tags_by_the_batch(self, cdn):
        orders = [f"s{number}" for number in range(300)]
        purge(cdn, "fastly", *orders)
        assert [path for _method, path, _body in cdn.told] == ["/service/7/purge"] * 2
        said = [tag for _method, _path, body in cdn.told for tag in body["surrogate_keys"]]
        assert said == orders
        assert len(cdn.told[0][2]["surrogate_keys"]) == 256

    def test_is_told_addresses_one_by_one(self, cdn):
        purge(cdn, "fastly", "/sport/", "/sport/?page=2", tags="")
        assert cdn.told == [
            ("POST", "/purge/paper.example/sport/", None),
            ("POST", "/purge/paper.example/sport/?page=2", None),
        ]

    def test_throws_everything_away_at_a_word(self, cdn):
        purge(cdn, "fastly", "/sport/", "*", tags="")
        assert cdn.told == [("POST", "/service/7/purge_all", None)]

    def test_asks_with_its_token(self, cdn):
        purge(cdn, "fastly", "paper")
        assert cdn.asked[0].headers["fastly-key"] == "secret"


class TestCloudflare:
    def test_is_told_tags_by_the_batch(self, cdn):
        purge(cdn, "cloudflare", *[f"s{number}" for number in range(150)], tags="Cache-Tag")
        assert [len(body["tags"]) for _method, _path, body in cdn.told] == [100, 50]
        assert {path for _method, path, _body in cdn.told} == {"/client/v4/zones/7/purge_cache"}

    def test_is_told_whole_addresses_as_they_are_asked_for(self, cdn):
        purge(cdn, "cloudflare", "/കായികം/?page=2", tags="")
        escaped = "%E0%B4%95%E0%B4%BE%E0%B4%AF%E0%B4%BF%E0%B4%95%E0%B4%82"
        assert cdn.asked[0].body == {"files": [f"{SITE}/{escaped}/?page=2"]}

    def test_throws_everything_away_at_a_word(self, cdn):
        purge(cdn, "cloudflare", "*", tags="")
        assert cdn.asked[0].body == {"purge_everything": True}

    def test_asks_with_its_token(self, cdn):
        purge(cdn, "cloudflare", "paper")
        assert cdn.asked[0].headers["authorization"] == "Bearer secret"

    def test_has_failed_where_its_answer_says_so(self, cdn):
        cdn.faults = [Fault(200, '{"success": false, "errors": [{"message": "no such zone"}]}')]
        with pytest.raises(Failed, match="no such zone"):
            purge(cdn, "cloudflare", "paper")


class TestProxy:
    def test_is_told_addresses_under_the_name_of_the_paper(self, cdn):
        purge(cdn, "purge", "/sport/", "/", tags="", has_token=False)
        assert cdn.told == [("PURGE", "/sport/", None), ("PURGE", "/", None)]
        assert cdn.asked[0].headers["host"] == "paper.example"
        assert "authorization" not in cdn.asked[0].headers

    def test_is_told_tags_in_the_header_that_pages_bear(self, cdn):
        purge(cdn, "purge", "s1", "b2")
        assert cdn.told == [("PURGE", "/", None)]
        assert cdn.asked[0].headers["surrogate-key"] == "s1 b2"

    def test_is_told_tags_with_commas_where_pages_bear_them_so(self, cdn):
        purge(cdn, "purge", "s1", "b2", tags="Cache-Tag")
        assert cdn.asked[0].headers["cache-tag"] == "s1,b2"

    def test_throws_everything_away_at_a_star(self, cdn):
        purge(cdn, "purge", "/sport/", "*", tags="")
        assert cdn.told == [("PURGE", "/*", None)]

    @pytest.mark.parametrize("status", [404, 412])
    def test_may_have_kept_no_copy(self, cdn, status):
        cdn.faults = [Fault(status, "nothing of that name")]
        purge(cdn, "purge", "/sport/", tags="")


@pytest.mark.parametrize("kind", KINDS)
class TestTrouble:
    @pytest.mark.parametrize("status", [301, 401, 403, 429, 500, 503])
    def test_is_a_failure_that_is_told(self, cdn, kind, status):
        cdn.faults = [Fault(status, "not now")]
        with pytest.raises(Failed, match=f"{kind} answers {status}: not now"):
            purge(cdn, kind, "paper")

    def test_tells_how_long_to_wait(self, cdn, kind):
        cdn.faults = [Fault(429, "slowly", {"retry-after": "7"})]
        with pytest.raises(Failed) as failure:
            purge(cdn, kind, "paper")
        assert failure.value.pause == 7

    @pytest.mark.parametrize(("told", "pause"), [("9999999", 600), ("tomorrow", 0), ("-3", 0)])
    def test_cannot_make_us_wait_for_ever(self, cdn, kind, told, pause):
        cdn.faults = [Fault(429, "slowly", {"retry-after": told})]
        with pytest.raises(Failed) as failure:
            purge(cdn, kind, "paper")
        assert failure.value.pause == pause

    def test_may_be_slowness(self, cdn, kind, monkeypatch):
        monkeypatch.setattr(purgers, "PATIENCE", 0.1)
        cdn.faults = [Fault(seconds=0.5)]
        with pytest.raises(Failed, match="timed out"):
            purge(cdn, kind, "paper")

    def test_may_be_that_nobody_is_there(self, cdn, kind):
        cdn.server_close()
        with pytest.raises(Failed):
            purge(cdn, kind, "paper")
