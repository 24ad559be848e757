"""`broadsheet search` makes the index anew and says how it stands."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from broadsheet.press.models import Change, Hold
from broadsheet.search.management.commands import search as command
from tests.making import make_story

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _index(library, monkeypatch):
    monkeypatch.setattr(command, "shelf_of_this_node", lambda: library.shelf)


def run(deed: str) -> str:
    out = StringIO()
    call_command("search", deed, stdout=out)
    return out.getvalue()


class TestRebuild:
    def test_makes_an_index_that_is_searched(self, library):
        story = make_story(at=timezone.now(), headline="Ferry late")
        assert run("rebuild") == "1 stories can be searched.\n"
        assert library.found("ferry") == [story.pk]

    def test_leaves_the_old_one_in_use_when_it_is_stopped(self, library, monkeypatch):
        run("rebuild")
        before = library.shelf.current

        def stopped(*_args, **_options):
            raise KeyboardInterrupt

        make_story(at=timezone.now())
        monkeypatch.setattr("broadsheet.search.upkeep.following.Follower.note", stopped)
        with pytest.raises(KeyboardInterrupt):
            run("rebuild")
        assert library.shelf.current == before
        assert [path.name for path in library.shelf.folder.iterdir() if path.is_dir()
                and not path.is_symlink()] == [before.name]  # fmt: skip
        assert not Hold.objects.exists()


class TestStatus:
    def test_says_that_there_is_none(self):
        with pytest.raises(CommandError, match="no index yet"):
            run("status")

    def test_tells_how_many_stories_it_has_and_what_it_has_not_handled(self, library):
        make_story(at=timezone.now())
        run("rebuild")
        assert run("status").startswith("1 stories in 0.0 MB")
        assert "behind" not in run("status")
        make_story(at=timezone.now())
        assert "changes behind, the oldest 0 s old" in run("status")

    def test_fails_where_it_cannot_go_on(self):
        make_story(at=timezone.now())
        run("rebuild")
        Change.objects.all().delete()
        make_story(at=timezone.now())
        with pytest.raises(CommandError, match="made anew"):
            run("status")
