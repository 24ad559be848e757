import struct
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from broadsheet.media.darkroom import exif
from tests.media import files


def as_pillow_reads(block):
    tags = Image.Exif()
    tags.load(block)
    return tags


class TestPruned:
    def test_drops_the_place_and_what_the_maker_wrote(self):
        out = exif.pruned(files.exif())
        assert not any(place in out for place in files.PLACE_IN_EXIF)
        assert as_pillow_reads(out).get_ifd(0x8825) == {}

    def test_keeps_the_rest_as_it_was(self):
        before, after = files.exif(orientation=6), exif.pruned(files.exif(orientation=6))
        for tag in (0x0112, 0x013B, 0x8298):
            assert as_pillow_reads(after)[tag] == as_pillow_reads(before)[tag]
        assert as_pillow_reads(after).get_ifd(0x8769)[0x9003] == "2025:06:07 08:09:10"

    def test_drops_the_preview(self):
        out = BytesIO()
        files.drawn().save(out, "TIFF", description="a picture in a picture")
        assert exif.pruned(out.getvalue()) is not None
        assert len(exif.pruned(out.getvalue())) < 200

    def test_understands_both_orders_of_bytes(self):
        value = b"Ann Other\0"
        entry = struct.pack(">HHHII", 1, exif.ARTIST, 2, len(value), 26) + bytes(4)
        big = b"MM\0*" + struct.pack(">I", 8) + entry + value
        assert exif.read(big) == {exif.ARTIST: "Ann Other"}
        assert exif.pruned(big) == big

    @pytest.mark.parametrize("raw", [b"", b"Exif\0\0", b"MM\0*", b"MM\0*\xff\xff\xff\xff", b"no"])
    def test_is_nothing_where_there_is_no_sense(self, raw):
        assert exif.pruned(raw) is None
        assert exif.read(raw) == {}

    @given(st.binary(max_size=200))
    def test_is_the_same_the_second_time(self, rest):
        for block in (files.exif() + rest, b"MM\0*\0\0\0\x08" + rest, b"II*\0\x08\0\0\0" + rest):
            once = exif.pruned(block)
            assert once is None or exif.pruned(once) == once


class TestComposed:
    def test_is_read_as_it_was_written(self):
        texts = {exif.ARTIST: "Åsa Öst", exif.COPYRIGHT: "©", exif.DESCRIPTION: ""}
        assert exif.read(exif.composed(texts)) == {exif.ARTIST: "Åsa Öst", exif.COPYRIGHT: "©"}


class TestRead:
    def test_takes_old_bytes_for_the_windows_code_page(self):
        block = exif.composed({exif.ARTIST: "Xsa Xst"}).replace(b"Xsa Xst", b"\xc5sa \xd6st")
        assert exif.read(block) == {exif.ARTIST: "Åsa Öst"}


class TestOrientation:
    @pytest.mark.parametrize("turn", range(1, 9))
    def test_tells_how_the_camera_was_held(self, turn):
        assert exif.orientation(files.exif(orientation=turn)) == turn

    def test_is_upright_where_nothing_is_said(self):
        assert exif.orientation(b"") == 1
        assert exif.orientation(exif.composed({exif.ARTIST: "A"})) == 1
