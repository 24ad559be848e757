import os

import pytest
from django.utils import timezone

from broadsheet.media.printing import shelf
from tests.making import make_picture


@pytest.fixture
def resisting(media, monkeypatch):
    """Makes a folder of prints of a picture, of whose files one cannot be removed."""
    unlink = os.unlink

    def resist(path, **more):
        if path == "b":
            raise PermissionError(path)
        unlink(path, **more)

    def make(picture):
        folder = media / "pictures" / f"{picture}-aaaaaaaaaa"
        folder.mkdir(parents=True)
        for name in ("a", "b", "c"):
            (folder / name).touch()
        monkeypatch.setattr(os, "unlink", resist)
        return folder

    return make


class TestDiscard:
    def test_keeps_one_version_and_every_other_picture(self, media):
        for name in ("1-aaaaaaaaaa", "1-bbbbbbbbbb", "11-cccccccccc"):
            (media / "pictures" / name).mkdir(parents=True)
        shelf.discard(1, keep="bbbbbbbbbb")
        assert sorted(p.name for p in (media / "pictures").iterdir()) == [
            "1-bbbbbbbbbb",
            "11-cccccccccc",
        ]

    def test_says_so_where_it_cannot(self, media, caplog):
        (media / "pictures").mkdir(parents=True)
        (media / "pictures" / "1-aaaaaaaaaa").write_text("no folder")
        shelf.discard(1)
        assert "cannot be removed" in caplog.text

    def test_removes_what_it_can_though_one_file_resists(self, media, resisting, caplog):
        folder = resisting(1)
        shelf.discard(1)
        assert [path.name for path in folder.iterdir()] == ["b"]
        assert "cannot be removed" in caplog.text

    def test_has_nothing_to_do_where_nothing_was_printed(self, media):
        shelf.discard(1)
        assert not (media / "pictures").exists()


@pytest.mark.django_db
class TestDiscardWithdrawn:
    @pytest.fixture
    def picture(self):
        return make_picture("Lighthouse", withdrawn_at=timezone.now())

    def test_removes_just_those(self, media, picture):
        names = (
            f"{picture.pk}-aaaaaaaaaa",
            f"{picture.pk}-bbbbbbbbbb",
            f"{picture.pk}1-cccccccccc",
        )
        for name in names:
            (media / "pictures" / name).mkdir(parents=True)
        assert shelf.discard_withdrawn() == []
        assert [path.name for path in (media / "pictures").iterdir()] == [names[-1]]

    def test_says_which_stay(self, resisting, picture):
        folder = resisting(picture.pk)
        assert shelf.discard_withdrawn() == [str(folder)]

    def test_says_that_all_may_stay_where_it_cannot_look(self, media, picture):
        media.mkdir(exist_ok=True)
        (media / "pictures").write_text("no folder")
        assert shelf.discard_withdrawn() == [str(media / "pictures")]

    def test_has_nothing_to_do_where_nothing_was_printed(self, media, picture):
        assert shelf.discard_withdrawn() == []
