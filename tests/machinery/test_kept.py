"""Slow things are made once, and made anew when what they depend on changed."""

from pathlib import Path

import pytest

from tests.machinery import kept


@pytest.fixture(autouse=True)
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(kept, "CACHE", tmp_path / "cache")
    return tmp_path / "cache"


class TestKept:
    def test_makes_a_thing_once(self) -> None:
        made = []

        def make(draft: Path) -> None:
            made.append(draft)
            draft.write_text("slow")

        paths = {kept.kept("thing", "1", make) for _ in range(2)}
        assert len(made) == 1
        assert {path.read_text() for path in paths} == {"slow"}

    def test_makes_it_again_for_another_print(self) -> None:
        for print_ in "12":
            kept.kept("thing", print_, lambda draft: draft.mkdir())
        assert sorted(path.name for path in kept.CACHE.glob("thing-*")) == ["thing-1", "thing-2"]

    def test_leaves_nothing_of_what_could_not_be_made(self) -> None:
        def fail(draft: Path) -> None:
            draft.write_text("half")
            raise ValueError

        with pytest.raises(ValueError):  # noqa: PT011 - our own, two lines up
            kept.kept("thing", "1", fail)
        kept.kept("thing", "1", lambda draft: draft.write_text("whole"))
        assert (kept.CACHE / "thing-1").read_text() == "whole"

    def test_forgets_all_but_the_latest(self) -> None:
        for print_ in "12345":
            kept.kept("thing", print_, lambda draft: draft.mkdir())
        assert len(list(kept.CACHE.glob("thing-*"))) == kept.OLD_ONES_KEPT


class TestFingerprint:
    def test_changes_with_the_content_of_a_file(self, tmp_path: Path) -> None:
        file = tmp_path / "a.py"
        prints = set()
        for text in ("one", "two", "two"):
            file.write_text(text)
            prints.add(kept.fingerprint([file]))
        assert len(prints) == 2
