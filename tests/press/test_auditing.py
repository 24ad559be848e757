"""What slipped past the log is found by rendering again, and mended."""

from __future__ import annotations

import pytest
from django.utils import timezone

from broadsheet.press import kinds
from broadsheet.press.auditing import Auditor, Verdict
from broadsheet.press.following import Follower
from broadsheet.press.kinds import Kind
from broadsheet.press.log import open_log
from broadsheet.press.models import Change
from broadsheet.press.pressing import Answer, press
from broadsheet.press.rack.store import State, Store
from broadsheet.press.recording import FRAME, note, recording
from broadsheet.press.sheet import Sheet

pytestmark = pytest.mark.django_db(transaction=True)


class Paper:
    """Says one word at every address; the log hears of another one only when told."""

    def __init__(self) -> None:
        self.word = self.read = "old"
        self.frame = "frame"
        self.status = 200
        self.while_rendering = lambda: None

    def set(self, word: str) -> None:
        self.word = self.read = word

    def note(self, keys: set[str], now: object) -> None:
        for key in keys:
            note(key, self.frame if key == FRAME else self.read, sources=[f"source:{key}"])

    def render(self, address: str) -> Answer:
        with recording() as record:
            self.note({"word", FRAME}, None)
        answer = Answer(self.status, (), f"{self.word} {self.frame}".encode(), record)
        self.while_rendering()
        return answer


def log(*sources: str) -> None:
    Change.objects.bulk_create(Change(source=source) for source in sources)


@pytest.fixture
def paper(monkeypatch):
    paper = Paper()
    monkeypatch.setattr(kinds, "_kinds", {})
    kinds.register(Kind("word", paper.note), Kind(FRAME, paper.note))
    return paper


@pytest.fixture
def auditor(paper, tmp_path):
    store = Store(tmp_path / "sheets", size=64 * 1024 * 1024)
    follower = Follower(store, open_log())
    follower.drain(timezone.now())
    auditor = Auditor(store, drain=follower.drain, render=paper.render)
    for address in ("/a/", "/b/"):
        press(address, render=paper.render, store=store)
    yield auditor
    store.close()


def kept(auditor: Auditor, address: str) -> tuple[State, bytes]:
    found = auditor.store.find(address, Sheet.load, at=timezone.now().timestamp())
    return found.state, found.picked.body if found.picked else b""


class TestAudit:
    def test_finds_nothing_where_all_is_right(self, auditor):
        assert auditor.audit("/a/").verdict is Verdict.SAME

    def test_finds_and_mends_what_slipped_past_the_log(self, auditor, paper):
        paper.set("new")
        audited = auditor.audit("/a/")
        assert audited.verdict is Verdict.DIFFERS
        assert kept(auditor, "/a/") == (State.RIGHT, b"new frame")
        assert auditor.audit("/a/").verdict is Verdict.SAME

    def test_tells_what_was_read_that_no_change_named(self, auditor, paper):
        paper.set("new")
        audited = auditor.audit("/a/")
        assert (audited.facts, audited.sources) == (("word",), ("source:word",))
        assert "word read otherwise" in audited.reason()
        assert "source:word" in audited.reason()

    def test_makes_wrong_whatever_had_read_the_same(self, auditor, paper):
        paper.set("new")
        audited = auditor.audit("/a/")
        assert [wrong.address for wrong in audited.others] == ["/b/"]
        assert kept(auditor, "/b/")[0] is State.WRONG

    def test_finds_a_frame_that_no_change_named(self, auditor, paper):
        paper.frame = "another frame"
        audited = auditor.audit("/a/")
        assert audited.facts == (FRAME,)
        assert kept(auditor, "/b/")[0] is State.WRONG
        assert kept(auditor, "/a/") == (State.RIGHT, b"old another frame")

    def test_says_when_more_was_read_than_noted(self, auditor, paper):
        paper.word = "new"
        audited = auditor.audit("/a/")
        assert audited.verdict is Verdict.DIFFERS
        assert "more than it noted" in audited.reason()
        assert kept(auditor, "/a/") == (State.RIGHT, b"new frame")

    def test_takes_out_what_may_not_be_kept_any_more(self, auditor, paper):
        paper.status = 403
        assert auditor.audit("/a/").verdict is Verdict.DIFFERS
        assert kept(auditor, "/a/")[0] is State.UNKNOWN

    def test_takes_a_change_that_was_logged_for_no_finding(self, auditor, paper):
        paper.set("new")
        log("source:word")
        assert auditor.audit("/a/").verdict is Verdict.UNTOLD
        assert kept(auditor, "/a/")[0] is State.WRONG

    def test_takes_a_change_that_comes_meanwhile_for_no_finding(self, auditor, paper):
        def change() -> None:
            paper.while_rendering = lambda: None
            log("source:word")

        paper.set("new")
        paper.while_rendering = change
        assert auditor.audit("/a/").verdict is Verdict.UNTOLD
        assert auditor.store.status().counts.get("findings", 0) == 0

    def test_looks_again_when_something_else_changed_meanwhile(self, auditor, paper):
        def change() -> None:
            paper.while_rendering = lambda: None
            log("source:something-else")

        paper.set("new")
        paper.while_rendering = change
        assert auditor.audit("/a/").verdict is Verdict.DIFFERS

    def test_tells_it_where_others_write_all_the_time(self, auditor, paper):
        """On PostgreSQL the log moves on with whatever any database of the server commits."""
        paper.set("new")
        paper.while_rendering = lambda: log("source:something-else")
        assert auditor.audit("/a/").verdict is Verdict.DIFFERS

    def test_takes_what_goes_back_meanwhile_for_no_finding(self, auditor, paper):
        def go_back() -> None:
            paper.while_rendering = lambda: None
            paper.set("old")
            log("source:word")

        paper.set("new")
        paper.while_rendering = go_back
        assert auditor.audit("/a/").verdict is Verdict.SAME

    def test_tells_nothing_of_what_cannot_be_rendered(self, auditor, paper):
        paper.status = 503
        assert auditor.audit("/a/").verdict is Verdict.UNTOLD
        assert kept(auditor, "/a/") == (State.RIGHT, b"old frame")

    def test_tells_nothing_of_what_is_not_kept(self, auditor):
        assert auditor.audit("/c/").verdict is Verdict.UNTOLD

    def test_finds_a_coding_that_was_damaged(self, auditor, paper):
        paper.set("new " * 100)
        log("source:word")
        auditor.drain(timezone.now())
        press("/a/", render=paper.render, store=auditor.store)
        raw = auditor.store.find("/a/", bytes, at=0).picked
        with recording() as record:
            paper.note({"word", FRAME}, None)
        begun = auditor.store.begun()
        assert auditor.store.put("/a/", raw[:-4] + b"oops", record, begun=begun)
        assert auditor.audit("/a/").verdict is Verdict.DIFFERS
        assert auditor.store.find("/a/", bytes, at=0).picked == raw

    def test_is_counted(self, auditor, paper):
        auditor.audit("/a/")
        auditor.audit("/c/")
        paper.set("new")
        auditor.audit("/a/")
        counts = auditor.store.status().counts
        assert (counts["audited"], counts["findings"]) == (2, 1)
