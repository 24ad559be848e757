import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from broadsheet.media.context import Ratio, widths_of
from broadsheet.media.darkroom import metadata
from broadsheet.media.models import Picture
from broadsheet.media.printing import making, shelf
from tests.media import files


def slip_of(picture, ratio=Ratio.LEAD, width=320, extension="jpg"):
    return shelf.Slip(picture.pk, picture.version, ratio, width, extension)


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

    def test_leaves_nothing_of_a_picture_deleted_meanwhile(self, make_picture):
        picture = make_picture()
        slip = slip_of(picture)
        Picture.objects.filter(pk=picture.pk).delete()
        assert making.make(picture, slip)
        assert not slip.path.parent.exists()

    def test_leaves_nothing_of_a_version_overtaken_meanwhile(self, make_picture):
        picture = make_picture()
        slip = slip_of(picture)
        Picture.objects.filter(pk=picture.pk).update(credit="Photo: someone else")
        making.make(picture, slip)
        assert not slip.path.parent.exists()

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
