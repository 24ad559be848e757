"""Which answers may be kept, and how one is."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from broadsheet.press.pressing import (
    LARGEST,
    Answer,
    press,
    press_once,
    press_unless_claimed,
    store_of_this_node,
    why_not_kept,
)
from broadsheet.press.proxies import tags
from broadsheet.press.rack.ledger import CLAIM_LASTS
from broadsheet.press.rack.store import State, Store
from broadsheet.press.recording import Fact, Recording, digest_of, note, recording
from broadsheet.press.sheet import Sheet

MIB = 1024 * 1024
HTML = ("content-type", "text/html; charset=utf-8")


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "sheets", size=64 * MIB)
    yield store
    store.close()


def answer(*headers: tuple[str, str], status: int = 200, body: bytes = b"<p>Hi</p>", **more):
    return Answer(status, (HTML, *headers), body, Recording(), **more)


def giving(given: Answer):
    """A rendering that always comes to that answer."""
    return lambda _address: given


def render_about(*sources: str, body: bytes = b"<p>Hi</p>", before=lambda: None):
    """A rendering that reads a fact from those sources; `before` happens while it goes on."""

    def render(address: str) -> Answer:
        with recording() as record:
            for source in sources:
                note(source, body, sources=[source])
            before()
        return Answer(200, (HTML,), body, record)

    return render


def kept(store: Store, address: str) -> Sheet | None:
    found = store.find(address, Sheet.load, at=0)
    return found.picked if found.state is State.RIGHT else None


class TestMayBeKept:
    @pytest.mark.parametrize("status", [200, 301, 308, 404, 410])
    def test_what_says_something_for_good(self, status):
        assert why_not_kept(answer(status=status)) == ""

    @pytest.mark.parametrize(
        "headers",
        [
            [("vary", "Accept-Encoding")],
            [("cache-control", "public, max-age=60")],
            [("cache-control", "no-cache")],
        ],
    )
    def test_what_is_the_same_for_all(self, headers):
        assert why_not_kept(answer(*headers)) == ""

    @pytest.mark.parametrize(
        ("given", "why"),
        [
            (answer(status=500), "status 500"),
            (answer(status=503), "status 503"),
            (answer(status=302), "status 302"),
            (answer(status=403), "status 403"),
            (answer(status=206), "status 206"),
            (answer(("set-cookie", "a=b")), "cookie"),
            (answer(("cache-control", "max-age=0, Private")), "not to be kept"),
            (answer(("cache-control", "no-store")), "not to be kept"),
            (answer(("vary", "Accept-Encoding, Cookie")), "who asks"),
            (answer(("vary", "Accept-Encoding"), ("vary", "Accept-Language")), "who asks"),
            (answer(("vary", "*")), "who asks"),
            (answer(("content-encoding", "gzip")), "packed"),
            (answer(is_streamed=True), "streamed"),
            (answer(body=bytes(LARGEST + 1)), "too large"),
        ],
    )
    def test_nothing_else(self, given, why):
        assert why in why_not_kept(given)


class TestPress:
    def test_keeps_what_was_rendered(self, store):
        pressed = press("/a/", render=render_about("story:1"), store=store)
        assert pressed.is_kept
        assert kept(store, "/a/") == Sheet.load(pressed.sheet)
        assert store.facts_from(["story:1"]) == {"story:1"}

    def test_leaves_out_how_it_was_sent(self, store):
        told = [
            ("vary", "accept-encoding"),
            ("cache-control", "max-age=9"),
            ("x-frame-options", "DENY"),
        ]
        pressed = press("/a/", render=giving(answer(*told)), store=store)
        assert Sheet.load(pressed.sheet).headers == (HTML, ("x-frame-options", "DENY"))

    def test_keeps_nothing_that_may_not_be(self, store):
        pressed = press("/a/", render=giving(answer(status=500)), store=store)
        assert (pressed.sheet, pressed.is_kept) == (b"", False)
        assert kept(store, "/a/") is None

    def test_renders_again_what_a_change_overtook(self, store):
        bodies = [b"<p>old</p>", b"<p>new</p>"]
        rendered = []

        def change() -> None:
            if len(rendered) == 1:
                fact = Fact("story:1", digest_of(bodies[1]), frozenset({"story:1"}))
                store.handle(touched=["story:1"], facts={fact.key: fact}, cursor=b"1")

        def render(address: str) -> Answer:
            rendered.append(bodies[len(rendered)])
            return render_about("story:1", body=rendered[-1], before=change)(address)

        pressed = press("/a/", render=render, store=store)
        assert pressed.is_kept
        assert kept(store, "/a/").body == b"<p>new</p>"

    def test_gives_up_keeping_what_changes_all_the_time(self, store):
        def change() -> None:
            fact = Fact("story:1", b"12345678", frozenset({"story:1"}))
            store.handle(touched=["story:1"], facts={fact.key: fact}, cursor=b"1")

        pressed = press("/a/", render=render_about("story:1", before=change), store=store)
        assert not pressed.is_kept
        assert Sheet.load(pressed.sheet).body == b"<p>Hi</p>"

    def test_counts_whatever_is_no_page_as_missing(self, store):
        for status in (200, 301, 404):
            press(f"/{status}/", render=giving(answer(status=status)), store=store)
        assert store.status().missing == 2

    def test_needs_no_store(self, tmp_path):
        (tmp_path / "sheets").write_text("no folder")
        broken = Store(tmp_path / "sheets", size=64 * MIB)
        pressed = press("/a/", render=render_about("story:1"), store=broken)
        assert not pressed.is_kept
        assert Sheet.load(pressed.sheet).body == b"<p>Hi</p>"


class TestPressOnce:
    def test_renders_once_for_all_who_ask_meanwhile(self, store):
        rendered = []

        def render(address: str) -> Answer:
            rendered.append(address)
            return render_about("story:1", before=lambda: time.sleep(0.5))(address)

        together = Barrier(4)

        def ask(_number: int) -> bytes:
            together.wait()
            return press_once("/a/", render=render, store=store).sheet

        with ThreadPoolExecutor(4) as threads:
            sheets = set(threads.map(ask, range(4)))
        assert rendered == ["/a/"]
        assert sheets == {store.find("/a/", bytes, at=0).picked}

    def test_takes_what_somebody_has_made_just_before_we_could(self, store, monkeypatch):
        claim = store.claim

        def claim_late(address: str, *, at: float) -> bool:
            press(address, render=render_about("story:1"), store=store)
            return claim(address, at=at)

        monkeypatch.setattr(store, "claim", claim_late)
        pressed = press_once("/a/", render=render_about("story:1", body=b"again"), store=store)
        assert pressed.answer.body == b"<p>Hi</p>"

    def test_renders_after_whoever_was_at_it_came_to_nothing(self, store):
        failures = [ZeroDivisionError(), None]

        def render(address: str) -> Answer:
            if error := failures.pop(0):
                raise error
            return render_about("story:1")(address)

        with pytest.raises(ZeroDivisionError):
            press_once("/a/", render=render, store=store)
        assert press_once("/a/", render=render, store=store).is_kept

    def test_does_not_wait_for_ever_for_whoever_was_killed_over_it(self, store):
        begun = time.time() - CLAIM_LASTS + 0.2
        assert store.claim("/a/", at=begun)
        assert press_once("/a/", render=render_about("story:1"), store=store).is_kept
        assert time.time() >= begun + CLAIM_LASTS

    def test_does_not_wait_until_a_clock_that_was_set_back_has_caught_up(self, store):
        assert store.claim("/a/", at=time.time() + 3600)
        before = time.monotonic()
        assert press_once("/a/", render=render_about("story:1"), store=store).is_kept
        assert time.monotonic() - before < CLAIM_LASTS

    def test_waits_for_no_other_address(self, store):
        assert store.claim("/b/", at=time.time())
        before = time.monotonic()
        assert press_once("/a/", render=render_about("story:1"), store=store).is_kept
        assert time.monotonic() - before < CLAIM_LASTS

    def test_needs_no_store(self, tmp_path):
        (tmp_path / "sheets").write_text("no folder")
        broken = Store(tmp_path / "sheets", size=64 * MIB)
        assert press_once("/a/", render=render_about("story:1"), store=broken).sheet

    def test_may_be_left_to_whoever_is_at_it(self, store):
        render = render_about("story:1")
        until = store.claim("/a/", at=time.time())
        assert press_unless_claimed("/a/", render=render, store=store) is None
        store.release("/a/", until=until)
        assert press_unless_claimed("/a/", render=render, store=store)

    def test_whoever_took_too_long_leaves_it_to_whoever_came_after(self, store):
        now = time.time()
        slow = store.claim("/a/", at=now - CLAIM_LASTS - 1)
        assert store.claim("/a/", at=now)
        store.release("/a/", until=slow)
        assert store.claim("/a/", at=now) is None


class TestCdn:
    @pytest.fixture
    def cdn(self, monkeypatch):
        """Somebody who keeps copies, and wants tags."""
        monkeypatch.setenv("BROADSHEET_CDN", "purge")
        monkeypatch.setenv("BROADSHEET_CDN_ADDRESS", "http://127.0.0.1:6081")
        monkeypatch.setenv("BROADSHEET_CDN_TAGS", "Surrogate-Key")
        monkeypatch.setenv("BROADSHEET_CDN_KEEPS", "600")

    def test_is_told_nothing_unless_there_is_one(self, store):
        press("/", render=render_about("story:1"), store=store)
        assert [name for name, _value in kept(store, "/").headers] == ["content-type"]

    def test_gets_tags_with_each_page(self, store, cdn):
        press("/", render=render_about("story:1"), store=store)
        headers = dict(kept(store, "/").headers)
        assert tags.own("story:1") in headers["surrogate-key"].split()
        assert headers["surrogate-control"].startswith("max-age=600")

    def test_has_sheets_of_its_own(self, cdn, monkeypatch):
        before = store_of_this_node.__wrapped__().folder
        monkeypatch.setenv("BROADSHEET_CDN_KEEPS", "300")
        assert store_of_this_node.__wrapped__().folder != before
