import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from broadsheet.media import actions
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


class TestKeep:
    @pytest.mark.django_db
    def test_minds_no_folder_that_goes_while_it_is_made(self, make_picture, monkeypatch):
        slip = next(shelf.Slip.ahead_of(make_picture()))
        slip.path.parent.mkdir(parents=True, exist_ok=True)
        mkdir = os.mkdir

        def late(path, *more):
            try:
                mkdir(path, *more)
            except FileExistsError:
                shutil.rmtree(path)
                raise

        monkeypatch.setattr(os, "mkdir", late)
        shelf.keep(slip, b"a print")
        assert shelf.find(slip) is None

    @pytest.mark.django_db(transaction=True)
    def test_leaves_nothing_whenever_it_is_that_the_picture_is_withdrawn(self, make_picture):
        picture = make_picture()
        slips = list(shelf.Slip.ahead_of(picture))

        def go_on(slip):
            try:
                while True:
                    shelf.keep(slip, b"a print")
            except shelf.Overtaken:
                return slip
            finally:
                connection.close()

        for pause in (0, 0.001, 0.005, 0.02, 0.05):
            with ThreadPoolExecutor(3) as pool:
                printing = [pool.submit(go_on, slip) for slip in slips[:3]]
                time.sleep(pause)
                actions.withdraw([picture.pk], now=timezone.now())
                assert shelf.discard_withdrawn() == []
                kept = {slip for slip in slips if slip.path.exists()}
                assert [each.result() for each in printing] == slips[:3]
            assert kept == set()
            assert not any(slip.path.exists() for slip in slips)
            actions.give_back([picture.pk])


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
        public = make_picture("Quay")
        wanted = [f"{public.pk}-cccccccccc", ".places", f"{picture.pk}-notes", "2025-11-a-copy"]
        for name in (f"{picture.pk}-aaaaaaaaaa", f"{picture.pk}-bbbbbbbbbb", *wanted):
            (media / "pictures" / name).mkdir(parents=True)
        assert shelf.discard_withdrawn() == []
        assert {path.name for path in (media / "pictures").iterdir()} == set(wanted)

    def test_removes_those_that_were_deleted_since(self, media, picture):
        folder = media / "pictures" / f"{picture.pk}-aaaaaaaaaa"
        folder.mkdir(parents=True)
        picture.delete()
        assert shelf.discard_withdrawn() == []
        assert not folder.exists()

    def test_lets_live_what_is_taken_in_and_printed_meanwhile(self, media, picture, monkeypatch):
        (media / "pictures").mkdir(parents=True)
        look = os.listdir

        def take_in_meanwhile(folder):
            (folder / f"{make_picture('Quay').pk}-aaaaaaaaaa").mkdir()
            found = look(folder)
            (folder / f"{make_picture('Pier').pk}-bbbbbbbbbb").mkdir()
            return found

        with monkeypatch.context() as patch:
            patch.setattr(os, "listdir", take_in_meanwhile)
            assert shelf.discard_withdrawn() == []
        assert len(list((media / "pictures").iterdir())) == 2

    def test_empties_a_folder_again_into_which_something_was_put(self, media, picture, monkeypatch):
        folder = media / "pictures" / f"{picture.pk}-aaaaaaaaaa"
        folder.mkdir(parents=True)
        rmdir, tries = os.rmdir, []

        def put_in_first(path, **more):
            tries.append(path)
            if len(tries) < 3:
                (folder / "a").touch()
            rmdir(path, **more)

        monkeypatch.setattr(os, "rmdir", put_in_first)
        assert shelf.discard_withdrawn() == []
        assert not folder.exists()

    def test_asks_once_however_many_there_are(self, media, picture, django_assert_num_queries):
        for number in range(20):
            (media / "pictures" / f"{picture.pk}-{number:010x}").mkdir(parents=True)
        with django_assert_num_queries(1):
            shelf.discard_withdrawn()

    def test_says_which_stay(self, resisting, picture):
        folder = resisting(picture.pk)
        assert shelf.discard_withdrawn() == [str(folder)]

    def test_says_that_all_may_stay_where_it_cannot_look(self, media):
        media.mkdir(exist_ok=True)
        (media / "pictures").write_text("no folder")
        assert shelf.discard_withdrawn() == [str(media / "pictures")]

    def test_has_nothing_to_do_where_nothing_was_printed(self, media, picture):
        assert shelf.discard_withdrawn() == []
