"""The door, before a small paper: what it answers by itself, and when it asks."""

from __future__ import annotations

import asyncio
import gzip
import subprocess
import sys
import threading
import time
from collections.abc import Coroutine
from typing import Any, NamedTuple

import pytest

from broadsheet.press.door import counting, making, serving
from broadsheet.press.door.serving import Door
from broadsheet.press.pressing import Answer
from broadsheet.press.rack.store import Store
from broadsheet.press.recording import Fact, Recording, digest_of
from tests.machinery.small_paper import HTML, LONG

MIB = 1024 * 1024


class Response(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


async def ask(
    door: Door,
    target: str | bytes,
    *headers: tuple[str, str],
    method: str = "GET",
    body: bytes | None = b"",
) -> Response:
    """What the door answers; a body of None never comes."""
    raw = target.encode() if isinstance(target, str) else target
    path, _, query = raw.partition(b"?")
    scope = {
        "type": "http",
        "method": method,
        "path": path.decode("latin-1"),
        "raw_path": path,
        "query_string": query,
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        if body is None:
            await asyncio.Event().wait()
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await door(scope, receive, send)
    start, *bodies = sent
    names = [name for name, _value in start["headers"]]
    assert len(set(names)) == len(names), "a header comes twice"
    return Response(
        start["status"],
        {name.decode(): value.decode() for name, value in start["headers"]},
        b"".join(message["body"] for message in bodies),
    )


def visit(coroutine: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(coroutine)


def get(
    door: Door, target: str | bytes, *headers: tuple[str, str], method: str = "GET"
) -> Response:
    return visit(ask(door, target, *headers, method=method))


def change(store: Store, address: str, value: Any) -> None:
    """Tell the store that what a page was made from is different now."""
    fact = Fact(address, digest_of(value), frozenset({address}))
    store.handle(touched=[address], facts={address: fact}, cursor=b"1")


def failure(status: int = 500) -> Answer:
    return Answer(status, (HTML, ("cache-control", "max-age=9")), b"Oh dear", Recording())


class TestHit:
    def test_asks_nobody(self, door, paper):
        first, second = get(door, "/news/"), get(door, "/news/")
        assert paper.rendered == ["/news/"]
        assert (second.status, second.body) == (200, LONG.encode()) == first[::2]
        assert "miss" in first.headers["server-timing"]
        assert second.headers["server-timing"] == 'press;desc="hit"'

    def test_says_all_that_proxies_need_to_know(self, door):
        get(door, "/news/")
        headers = get(door, "/news/").headers
        assert headers["vary"] == "Accept-Encoding"
        assert headers["cache-control"].startswith("public, max-age=0, s-maxage=1")
        assert "stale-if-error" in headers["cache-control"]
        assert headers["content-length"] == str(len(LONG))
        assert headers["content-type"] == HTML[1]

    def test_differs_from_a_miss_in_its_timing_alone(self, door):
        first, second = get(door, "/news/"), get(door, "/news/")
        assert set(first.headers) == set(second.headers)
        del first.headers["server-timing"], second.headers["server-timing"]
        assert first == second

    def test_comes_in_the_coding_that_is_asked_for(self, door):
        for _ in ("miss", "hit"):
            packed = get(door, "/news/", ("accept-encoding", "gzip"))
            assert packed.headers["content-encoding"] == "gzip"
            assert packed.headers["content-length"] == str(len(packed.body))
            assert gzip.decompress(packed.body) == LONG.encode()
            assert "content-encoding" not in get(door, "/news/").headers

    def test_has_an_etag_for_each_coding(self, door):
        tags = {
            coding: get(door, "/news/", ("accept-encoding", coding)).headers["etag"]
            for coding in ("br", "gzip", "zstd", "identity")
        }
        assert len(set(tags.values())) == 4
        for coding, tag in tags.items():
            known = [("accept-encoding", coding), ("if-none-match", f'W/{tag}, "x"')]
            answer = get(door, "/news/", *known)
            assert (answer.status, answer.body, answer.headers["etag"]) == (304, b"", tag)
            assert {"vary", "cache-control"} < set(answer.headers)
            assert "content-length" not in answer.headers

    def test_tells_who_wants_another_page_that_it_is_gone(self, door):
        answer = get(door, "/news/", ("if-match", '"x"'))
        assert answer.status == 412
        assert answer.headers["cache-control"] == "no-store"

    def test_has_no_body_for_head(self, door):
        whole = get(door, "/news/")
        for _ in ("miss", "hit"):
            head = get(door, "/news/", method="HEAD")
            assert (head.status, head.body) == (200, b"")
            assert head.headers["content-length"] == whole.headers["content-length"]
            assert head.headers["etag"] == whole.headers["etag"]

    def test_ignores_what_makes_no_difference(self, door, paper):
        for query in ("", "?utm_source=x", "?fbclid=1&q=%ff", "?page=2"):
            assert get(door, f"/{query}").body == b"Front"
        assert paper.rendered == ["/"]

    def test_does_not_wait_for_what_stands_behind(self, store, paper, door):
        get(door, "/news/")
        may_load = threading.Event()

        def load():
            may_load.wait()
            return paper

        slow = Door(store, load)
        try:
            assert get(slow, "/news/").body == LONG.encode()
        finally:
            may_load.set()

    def test_is_possible_without_django(self):
        check = "import sys, broadsheet.press.door.serving; sys.exit('django' in sys.modules)"
        assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


class TestMiss:
    def test_is_rendered_once_however_many_wait(self, door, paper):
        paper.before = lambda: time.sleep(0.05)

        async def crowd():
            return await asyncio.gather(*(ask(door, "/news/") for _ in range(20)))

        answers = visit(crowd())
        assert paper.rendered == ["/news/"]
        assert {answer.body for answer in answers} == {LONG.encode()}

    def test_is_rendered_beside_others(self, door, paper):
        meeting = threading.Barrier(2, timeout=10)
        paper.before = meeting.wait

        async def both():
            return await asyncio.gather(ask(door, "/"), ask(door, "/news/"))

        assert [answer.status for answer in visit(both())] == [200, 200]

    def test_follows_a_change(self, door, paper, store):
        get(door, "/")
        paper.pages["/"] = "New front"
        change(store, "/", "New front")
        assert [get(door, "/").body for _ in range(2)] == [b"New front"] * 2
        assert paper.rendered == ["/", "/"]

    def test_keeps_what_is_not_there_and_where_it_went(self, door, paper):
        paper.pages["/old/"] = Answer(301, (("location", "/news/"),), b"", Recording())
        for _ in range(2):
            assert get(door, "/nowhere/").status == 404
            assert get(door, "/old/").headers["location"] == "/news/"
        assert paper.rendered == ["/nowhere/", "/old/"]

    def test_asks_for_each_reader_what_is_not_the_same_for_all(self, door, paper):
        paper.pages["/news/"] = Answer(200, (HTML, ("set-cookie", "a=b")), b"shared?", Recording())
        for _ in range(2):
            answer = get(door, "/news/")
            assert (answer.body, answer.headers["x-by"]) == (b"mine", "the application")


class TestCrowd:
    def test_does_not_wait_for_more_pages_than_can_be_made(self, door, paper, monkeypatch):
        monkeypatch.setattr(making, "MOST_WAITING", 2)
        go_on = threading.Event()
        paper.before = go_on.wait

        async def come() -> list[Response]:
            waiting = [asyncio.create_task(ask(door, f"/{name}/")) for name in "abab"]
            await asyncio.sleep(0.05)
            turned_away = await ask(door, "/c/")
            go_on.set()
            return [turned_away, *await asyncio.gather(*waiting)]

        assert [each.status for each in visit(come())] == [503, 404, 404, 404, 404]

    def test_at_django_is_turned_away_but_for_who_asks_how_we_are(self, door, paper, monkeypatch):
        monkeypatch.setattr(serving, "MOST_PASSED_ON", 1)

        async def come() -> list[int]:
            go_on = asyncio.Event()
            paper.pause = go_on.wait
            waiting = asyncio.create_task(ask(door, "/newsroom/"))
            await asyncio.sleep(0.05)
            turned_away = await ask(door, "/newsroom/")
            go_on.set()
            health = await ask(door, "/livez")
            return [turned_away.status, health.status, (await waiting).status]

        assert visit(come()) == [503, 202, 202]

    def test_of_those_who_send_nothing_keeps_nobody_out(self, door, monkeypatch):
        monkeypatch.setattr(serving, "MOST_PASSED_ON", 1)

        async def come() -> int:
            slow = [asyncio.create_task(ask(door, "/me/", method="POST", body=None)) for _ in "abc"]
            await asyncio.sleep(0.05)
            answer = await ask(door, "/newsroom/")
            for each in slow:
                each.cancel()
            return answer.status

        assert visit(come()) == 202


class TestFailure:
    def test_shows_the_old_copy(self, door, paper, store):
        before = get(door, "/news/", ("accept-encoding", "br"))
        paper.pages["/news/"] = failure()
        change(store, "/news/", "new")
        after = get(door, "/news/", ("accept-encoding", "br"))
        assert after[::2] == before[::2]
        assert after.headers["server-timing"] == 'press;desc="old copy"'

    def test_for_now_lets_nobody_wait_who_can_have_an_old_copy(
        self, door, paper, store, monkeypatch
    ):
        monkeypatch.setattr(making, "AWAY_RESTS", 60.0)
        get(door, "/news/")
        paper.pages["/news/"] = paper.pages["/"] = failure(503)
        change(store, "/news/", "new")
        paper.rendered.clear()
        for _ in range(3):
            assert get(door, "/news/").headers["server-timing"] == 'press;desc="old copy"'
        assert get(door, "/").status == 503
        assert paper.rendered == ["/news/", "/"]

    def test_for_now_is_soon_over(self, door, paper, store, monkeypatch):
        monkeypatch.setattr(making, "AWAY_RESTS", 0.0)
        get(door, "/news/")
        paper.pages["/news/"] = failure(503)
        change(store, "/news/", "new")
        get(door, "/news/")
        paper.pages["/news/"] = "new"
        assert get(door, "/news/").body == b"new"

    @pytest.mark.parametrize("trouble", [failure(), ZeroDivisionError()])
    def test_never_shows_what_is_gone(self, door, paper, store, trouble):
        get(door, "/news/")
        paper.pages["/news/"] = trouble
        change(store, "/news/", None)
        assert get(door, "/news/").status >= 500

    @pytest.mark.parametrize("status", [500, 503])
    def test_is_told_and_not_kept(self, door, paper, status):
        paper.pages["/news/"] = failure(status)
        answer = get(door, "/news/")
        assert (answer.status, answer.body) == (status, b"Oh dear")
        assert answer.headers["retry-after"]
        assert answer.headers["cache-control"] == "no-store"
        paper.pages["/news/"] = LONG
        assert get(door, "/news/").status == 200

    def test_that_leaves_no_answer_is_told_too(self, door, paper):
        paper.pages["/news/"] = ZeroDivisionError()
        answer = get(door, "/news/")
        assert (answer.status, answer.headers["cache-control"]) == (503, "no-store")
        assert answer.headers["retry-after"]

    def test_is_also_to_take_too_long(self, door, paper, store, monkeypatch):
        monkeypatch.setattr(making, "PATIENCE", 0.05)
        get(door, "/news/")
        change(store, "/news/", "new")
        paper.before = lambda: time.sleep(0.3)
        assert get(door, "/news/").headers["server-timing"] == 'press;desc="old copy"'
        assert get(door, "/").status == 503

    def test_to_load_leaves_what_is_kept(self, store, door):
        get(door, "/news/")

        def load():
            raise ImportError("no such thing")

        lame = Door(store, load)
        assert get(lame, "/news/").status == 200
        assert get(lame, "/").status == get(lame, "/livez").status == 503


class TestStore:
    def test_that_fails_is_done_without_until_it_heals(self, tmp_path, paper, monkeypatch):
        monkeypatch.setattr(serving, "STORE_RESTS", 0.0)
        (tmp_path / "sheets").write_text("no folder")
        door = Door(Store(tmp_path / "sheets", size=64 * MIB), lambda: paper)
        assert [get(door, "/news/").status for _ in range(2)] == [200, 200]
        assert paper.rendered == ["/news/", "/news/"]
        (tmp_path / "sheets").unlink()
        assert [get(door, "/news/").status for _ in range(2)] == [200, 200]
        assert paper.rendered == ["/news/"] * 3

    def test_that_fails_is_not_asked_each_time(self, tmp_path, paper):
        (tmp_path / "sheets").write_text("no folder")
        door = Door(Store(tmp_path / "sheets", size=64 * MIB), lambda: paper)
        get(door, "/news/")
        (tmp_path / "sheets").unlink()
        get(door, "/news/")
        assert paper.rendered == ["/news/"] * 2

    def test_may_hold_nonsense(self, door, paper, store):
        store.put("/news/", b"nonsense", Recording(), begun=store.begun())
        assert [get(door, "/news/").body for _ in range(2)] == [LONG.encode()] * 2
        assert paper.rendered == ["/news/"]

    def test_is_told_now_and_then_what_was_asked_for(self, door, store, monkeypatch):
        monkeypatch.setattr(counting, "FLUSHES_AFTER", 0.05)

        async def some_time():
            for target in ("/news/", "/news/", "/", *["/news/"] * 3, "/livez"):
                await ask(door, target)
            await asyncio.sleep(0.1)

        visit(some_time())
        door._counter.close()
        assert store.status().counts == {"hits": 4, "misses": 2}


class TestEverythingElse:
    @pytest.mark.parametrize("target", ["/newsroom/", "/search/?q=a", "/static/x.css", "/livez"])
    def test_is_passed_on(self, door, paper, target):
        assert get(door, target).body == b"mine"
        assert paper.rendered == []

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PURGE", "get"])
    def test_is_any_other_method(self, door, paper, method):
        assert get(door, "/news/", method=method).body == b"mine"
        assert paper.passed == [f"{method} /news/"]

    def test_leads_to_the_one_spelling(self, door, paper):
        answer = get(door, "//news/?page=2&utm_source=x")
        assert (answer.status, answer.headers["location"]) == (301, "/news/?page=2")
        assert paper.rendered == []

    @pytest.mark.parametrize(
        ("target", "status"), [(b"/a%2Fb", 400), (b"/\xff", 400), (b"/" + b"a" * 100_000, 414)]
    )
    def test_is_refused_in_a_sentence(self, door, paper, target, status):
        answer = get(door, target)
        assert answer.status == status
        assert answer.headers["content-type"].startswith("text/plain")
        assert answer.headers["cache-control"] == "no-store"
        assert answer.body.endswith(b".\n")
        assert get(door, target, method="HEAD").body == b""
        assert (paper.rendered, paper.passed) == ([], [])
