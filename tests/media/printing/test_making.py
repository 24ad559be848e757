import errno
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from broadsheet.media import actions
from broadsheet.media.context import Ratio, widths_of
from broadsheet.media.darkroom import metadata
from broadsheet.media.models import Picture
from broadsheet.media.printing import making, shelf
from tests.media import files

NOW = timezone.now()


def slip_of(picture, ratio=Ratio.LEAD, width=320, extension="jpg"):
    return shelf.Slip(picture.pk, picture.version, ratio, width, extension)


def withdraw(picture):
    """As on a node that is clean when it returns."""
    actions.withdraw([picture.pk], now=NOW)
    assert shelf.discard_withdrawn() == []


def is_away(*_):
    raise OperationalError("server closed the connection")


def kill_when_it_asks(deed):
    """Have it done by another process, which is killed before it can ask the database."""
    if (child := os.fork()) == 0:
        try:
            with connection.execute_wrapper(lambda *_: os.kill(os.getpid(), signal.SIGKILL)):
                deed()
        finally:
            os._exit(1)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL


@pytest.fixture
def meanwhile(monkeypatch):
    """Has something done while a print is made: the first, unless told which. All that were."""
    pull = making.Press.pull

    def have(deed, *, of=1):
        pulled = []

        def pull_meanwhile(press, slip):
            pulled.append(slip)
            if len(pulled) == of:
                deed()
            return pull(press, slip)

        monkeypatch.setattr(making.Press, "pull", pull_meanwhile)
        return pulled

    return have


class TestMake:
    @pytest.mark.parametrize("extension", ["avif", "jpg", "webp"])
    @pytest.mark.parametrize(
        ("ratio", "size"),
        [
            (Ratio.WHOLE, (640, 427)),
            (Ratio.LEAD, (640, 360)),
            (Ratio.CLASSIC, (640, 480)),
            (Ratio.FACE, (640, 640)),
        ],
    )
    def test_prints_every_shape_in_every_format(self, make_picture, ratio, size, extension):
        picture = make_picture()
        raw = making.make(picture, slip_of(picture, ratio, 640, extension))
        image = files.opened(raw)
        assert image.size == size
        assert image.format == {"avif": "AVIF", "jpg": "JPEG", "webp": "WEBP"}[extension]

    @pytest.mark.parametrize("extension", ["avif", "jpg", "webp"])
    @pytest.mark.parametrize("format_", files.FORMATS)
    def test_says_who_made_it_but_not_where(self, make_picture, format_, extension):
        picture = make_picture(files.picture(format_, size=(400, 300)), credit="Photo: Ana Ruiz")
        raw = making.make(picture, slip_of(picture, extension=extension))
        facts = metadata.read(raw)
        assert facts.credit == "Photo: Ana Ruiz"
        assert facts.creator == "Ana Ruiz, Bo Ek"
        assert facts.copyright == "© 2025 Ana Ruiz"
        assert facts.alt == "Three gulls above a grey quay"
        assert not any(place in raw for place in files.PLACE_IN_EXIF + files.PLACE_IN_XMP)

    def test_keeps_the_focal_point_in_view(self, make_picture):
        picture = make_picture(focal_point_x=1190, focal_point_y=10)
        image = files.opened(making.make(picture, slip_of(picture, Ratio.FACE)))
        red, green, _blue = image.getpixel((300, 20))
        assert green > 120 > red

    def test_keeps_the_print(self, make_picture):
        picture = make_picture()
        slip = slip_of(picture)
        raw = making.make(picture, slip)
        assert shelf.find(slip) == raw
        assert slip.path.name == "16x9-320.jpg"
        assert slip.path.parent.name == f"{picture.pk}-{picture.version}"
        assert [path.name for path in slip.path.parent.iterdir()] == ["16x9-320.jpg"]

    def test_leaves_a_print_alone_that_is_there(self, make_picture):
        picture = make_picture()
        slip = slip_of(picture)
        slip.path.parent.mkdir(parents=True)
        slip.path.write_bytes(b"made by a neighbour")
        assert making.make(picture, slip) == b"made by a neighbour"

    def test_says_that_the_file_is_gone(self, make_picture):
        picture = make_picture()
        picture.file.storage.delete(picture.file.name)
        with pytest.raises(making.Unprintable):
            making.make(Picture.objects.get(pk=picture.pk), slip_of(picture))

    def test_says_that_the_file_is_broken(self, make_picture):
        picture = make_picture()
        with open(picture.file.path, "r+b") as file:  # noqa: PTH123
            file.truncate(300)
        with pytest.raises(making.Unprintable):
            making.make(Picture.objects.get(pk=picture.pk), slip_of(picture))

    @pytest.mark.parametrize("change", [{"credit": "Photo: someone else"}, {"withdrawn_at": NOW}])
    def test_gives_and_leaves_nothing_of_what_was_overtaken(self, make_picture, change):
        picture = make_picture()
        slip = slip_of(picture)
        Picture.objects.filter(pk=picture.pk).update(**change)
        with pytest.raises(shelf.Overtaken) as overtaken:
            making.make(picture, slip)
        assert overtaken.value.picture == picture
        assert not slip.path.parent.exists()

    def test_gives_and_leaves_nothing_of_what_was_deleted(self, make_picture):
        picture = make_picture()
        slip = slip_of(picture)
        Picture.objects.filter(pk=picture.pk).delete()
        with pytest.raises(shelf.Overtaken) as overtaken:
            making.make(picture, slip)
        assert overtaken.value.picture is None
        assert not slip.path.parent.exists()

    def test_gives_and_leaves_nothing_of_what_is_withdrawn_once_it_has_asked(
        self, make_picture, monkeypatch
    ):
        picture = make_picture()
        slip = slip_of(picture)
        rename = Path.replace

        def withdraw_first(draft, target):
            withdraw(picture)
            return rename(draft, target)

        monkeypatch.setattr(Path, "replace", withdraw_first)
        with pytest.raises(shelf.Overtaken):
            making.make(picture, slip)
        assert not slip.path.parent.exists()

    def test_gives_a_print_whose_folder_was_thrown_away_for_the_room(
        self, make_picture, monkeypatch
    ):
        picture = make_picture()
        slip = slip_of(picture)
        rename = Path.replace

        def throw_away_first(draft, target):
            shelf.discard(picture.pk)
            return rename(draft, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", throw_away_first)
            made = making.make(picture, slip)
        assert shelf.find(slip) is None
        assert making.make(picture, slip) == made

    def test_leaves_nothing_where_nobody_can_tell(self, make_picture, meanwhile):
        picture = make_picture()
        slip = slip_of(picture)
        with ExitStack() as until_it_is_back:

            def lose_the_database():
                withdraw(picture)
                until_it_is_back.enter_context(connection.execute_wrapper(is_away))

            meanwhile(lose_the_database)
            with pytest.raises(OperationalError):
                making.make(picture, slip)
        assert list(slip.path.parent.iterdir()) == []

    def test_leaves_nothing_that_is_served_when_it_is_killed(self, client, make_picture):
        picture = make_picture()
        slip = slip_of(picture)
        withdraw(picture)
        kill_when_it_asks(lambda: making.make(picture, slip))
        assert [path.suffix for path in slip.path.parent.iterdir()] == [".part"]
        assert client.get(f"/pictures/{slip.path.relative_to(shelf.shelf())}").status_code == 410

    @pytest.mark.django_db(transaction=True)
    def test_is_made_once_when_many_ask(self, make_picture):
        picture = make_picture(files.plain(size=(2400, 1600)))
        slip = slip_of(picture, width=1920)
        start = threading.Barrier(4)
        files_seen = set()

        def ask(_number):
            start.wait()
            try:
                raw = making.make(picture, slip)
                files_seen.add(slip.path.stat().st_ino)
                return raw
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(ask, range(4)))
        assert len(files_seen) == 1
        assert len(set(answers)) == 1


class TestMakeAhead:
    def test_makes_some_of_what_a_page_can_name(self, make_picture):
        picture = make_picture(files.plain(size=(700, 500)))
        ahead = set(shelf.Slip.ahead_of(picture))
        named = {
            shelf.Slip(picture.pk, picture.version, ratio, width, "avif")
            for ratio in Ratio
            for width in widths_of((700, 500), ratio)
        }
        assert ahead < named
        assert making.make_ahead(picture) == len(ahead)
        assert all(slip.path.exists() for slip in shelf.Slip.ahead_of(picture))

    def test_makes_what_a_reader_would_have_got(self, make_picture):
        picture = make_picture(files.plain(size=(700, 500)))
        making.make_ahead(picture)
        made = {slip: shelf.find(slip) for slip in shelf.Slip.ahead_of(picture)}
        shelf.discard(picture.pk)
        for slip, raw in made.items():
            assert files.opened(making.make(picture, slip)).size == files.opened(raw).size

    def test_makes_only_what_is_missing(self, make_picture):
        picture = make_picture(files.plain(size=(400, 300)))
        making.make_ahead(picture)
        next(shelf.Slip.ahead_of(picture)).path.unlink()
        assert making.make_ahead(picture) == 1
        assert making.make_ahead(picture) == 0

    def test_stops_at_what_was_withdrawn_and_leaves_nothing(self, make_picture, meanwhile):
        picture = make_picture(files.plain(size=(400, 300)))
        pulled = meanwhile(lambda: withdraw(picture), of=2)
        with pytest.raises(shelf.Overtaken):
            making.make_ahead(picture)
        assert len(pulled) == 2
        assert not pulled[1].path.parent.exists()

    def test_leaves_nothing_of_what_was_withdrawn_though_it_fails(self, make_picture, meanwhile):
        picture = make_picture(files.plain(size=(400, 300)))
        folder = next(shelf.Slip.ahead_of(picture)).path.parent

        def fail():
            withdraw(picture)
            raise OSError(errno.ENOSPC, "No space left on device")

        meanwhile(fail, of=2)
        with pytest.raises(OSError, match="No space"):
            making.make_ahead(picture)
        assert not folder.exists()
