"""What the door tells a CDN that is told later what to throw away: how long it may keep what."""

from __future__ import annotations

import pytest

from broadsheet.config import Cdn
from broadsheet.press import pressing
from broadsheet.press.door import making
from broadsheet.press.door.serving import Door
from broadsheet.press.proxies.orders import Orders
from broadsheet.press.rack.store import Store
from tests.press.door.test_serving import MIB, change, failure, get

AS_OTHERS = "max-age=1, stale-while-revalidate=2, stale-if-error=86400"
FOR_LONG = "max-age=3600, stale-while-revalidate=2, stale-if-error=86400"


@pytest.fixture(
    params=[
        ("fastly", "Surrogate-Key", "surrogate-control"),
        ("cloudflare", "Cache-Tag", "cdn-cache-control"),
        ("purge", "Cache-Tag", "surrogate-control"),
    ],
    ids=lambda param: param[0],
)
def orders(request, monkeypatch):
    kind, tags, _header = request.param
    orders = Orders(Cdn(kind, "https://cdn.example/service/7", "secret", tags, keeps=3600))
    monkeypatch.setattr(pressing, "orders_of_this_node", lambda: orders)
    return orders


@pytest.fixture
def header(request, orders):
    """The one that this CDN goes by."""
    return request.node.callspec.params["orders"][2]


@pytest.fixture
def store(tmp_path, orders):
    store = Store(tmp_path / "sheets", size=64 * MIB, orders=orders.to_throw_away)
    yield store
    store.close()


def change_and_purge(store, address):
    """A change, after which the worker has handed on the orders and the CDN has obeyed."""
    change(store, address, "new")
    assert store.owed()
    store.settle(store.owed())


class TestSheet:
    def test_that_is_kept_may_be_kept_for_long(self, door, header):
        for _ in ("miss", "hit"):
            assert get(door, "/news/").headers[header] == FOR_LONG

    def test_that_the_cdn_has_already_may_be_kept_for_as_long_again(self, door, header):
        etag = get(door, "/news/").headers["etag"]
        again = get(door, "/news/", ("if-none-match", etag))
        assert (again.status, again.headers[header]) == (304, FOR_LONG)

    def test_that_is_not_kept_may_be_kept_as_long_as_by_others(self, tmp_path, paper, header):
        """No order will ever name it."""
        (tmp_path / "nowhere").write_text("no folder")
        door = Door(Store(tmp_path / "nowhere", size=64 * MIB), lambda: paper)
        answer = get(door, "/news/")
        assert answer.headers[header] == AS_OTHERS
        assert "s-maxage=1," in answer.headers["cache-control"]


class TestOldCopy:
    @pytest.fixture(autouse=True)
    def _soon_again(self, monkeypatch):
        monkeypatch.setattr(making, "AWAY_RESTS", 0.0)

    def test_may_be_kept_as_long_as_by_others(self, door, paper, store, header):
        """The CDN that asks for it was told already to throw it away, and is not told again."""
        get(door, "/news/")
        change_and_purge(store, "/news/")
        paper.pages["/news/"] = failure(503)
        answer = get(door, "/news/")
        assert answer.headers["server-timing"] == 'press;desc="old copy"'
        assert answer.headers[header] == AS_OTHERS
        paper.pages["/news/"] = "new"
        assert get(door, "/news/").headers[header] == FOR_LONG
        assert not store.owed()

    def test_that_the_cdn_has_still_is_not_to_be_kept_for_longer(self, door, paper, store, header):
        """It asks whether that is right still; what it is told takes the place of what it was."""
        etag = get(door, "/news/").headers["etag"]
        change_and_purge(store, "/news/")
        paper.pages["/news/"] = failure(503)
        again = get(door, "/news/", ("if-none-match", etag))
        assert (again.status, again.headers[header]) == (304, AS_OTHERS)

    def test_can_be_thrown_away_by_all_its_tags(self, door, paper, store, orders):
        tags = orders.cdn.tags.lower()
        before = get(door, "/news/").headers[tags]
        change_and_purge(store, "/news/")
        paper.pages["/news/"] = failure(503)
        assert get(door, "/news/").headers[tags] == before

    def test_says_nothing_to_a_cdn_that_may_not_keep_for_long(
        self, door, paper, store, header, monkeypatch
    ):
        brief = Orders(Cdn("fastly", "https://cdn.example/service/7", "secret", "", keeps=0))
        monkeypatch.setattr(pressing, "orders_of_this_node", lambda: brief)
        get(door, "/news/")
        change_and_purge(store, "/news/")
        paper.pages["/news/"] = failure(503)
        assert header not in get(door, "/news/").headers
