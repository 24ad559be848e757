import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.media.darkroom import blocks
from broadsheet.media.darkroom.blocks import Block
from broadsheet.media.darkroom.kinds import kind_of
from tests.media import files

EVERY_FORMAT = pytest.mark.parametrize("format_", files.FORMATS)


def kept(_block, payload):
    return payload


def dropped(_block, _payload):
    return None


class TestRewrite:
    @EVERY_FORMAT
    def test_leaves_the_picture_as_it_is(self, format_):
        raw = files.picture(format_, orientation=6)
        out = blocks.rewrite(raw, kind_of(raw), dropped)
        assert files.opened(out).tobytes() == files.opened(raw).tobytes()

    @EVERY_FORMAT
    def test_can_leave_out_all_words(self, format_):
        raw = files.picture(format_)
        out = blocks.rewrite(raw, kind_of(raw), dropped)
        assert b"Ruiz" not in out
        assert b"59.2271" not in out

    @pytest.mark.parametrize("format_", ["JPEG", "WEBP", "PNG"])
    def test_leaves_a_file_without_words_alone(self, format_):
        raw = files.plain(format_)
        assert blocks.rewrite(raw, kind_of(raw), kept) == raw

    @EVERY_FORMAT
    def test_puts_the_edited_block_in_place(self, format_):
        raw = files.picture(format_)
        shorter = files.XMP.replace("Harbour Agency", "Quay").encode()
        out = blocks.rewrite(
            raw, kind_of(raw), lambda block, payload: shorter if block is Block.XMP else payload
        )
        assert files.opened(out).info["xmp"].rstrip() == shorter

    @EVERY_FORMAT
    @given(cut=st.integers(1, 200))
    def test_refuses_a_file_that_was_cut_short(self, format_, cut):
        raw = files.plain(format_)
        with pytest.raises(blocks.Unwalkable):
            blocks.rewrite(raw[:-cut], kind_of(raw), kept)

    @pytest.mark.parametrize("format_", [*files.FORMATS, "GIF"])
    @given(data=st.data())
    def test_never_breaks_on_broken_files(self, format_, data):
        raw = bytearray(files.picture(format_) if format_ != "GIF" else files.plain("GIF"))
        for _ in range(data.draw(st.integers(1, 8))):
            raw[data.draw(st.integers(12, len(raw) - 1))] = data.draw(st.integers(0, 255))
        kind = kind_of(bytes(raw))
        try:
            out = blocks.rewrite(bytes(raw), kind, kept)
        except blocks.Unwalkable:
            return
        assert kind_of(out) == kind


class TestJpeg:
    def test_loses_what_stands_after_its_end(self):
        raw = files.plain("JPEG")
        assert blocks.rewrite(raw + b"\xff\xd8 59.2271 \xff\xd9", kind_of(raw), kept) == raw

    def test_loses_comments_and_makers_segments(self):
        raw = files.plain("JPEG", comment=b"59.2271", extra=b"\xff\xea\0\x0e59.2271 here")
        assert b"59.2271" in raw
        assert b"59.2271" not in blocks.rewrite(raw, kind_of(raw), kept)

    def test_keeps_its_colours(self):
        raw = files.plain("JPEG", icc_profile=b"not really a profile")
        out = blocks.rewrite(raw, kind_of(raw), kept)
        assert files.opened(out).info["icc_profile"] == b"not really a profile"

    def test_keeps_the_iptc_record_alone_of_what_photoshop_wrote(self):
        raw = files.plain("JPEG", extra=files.photoshop((0x0422, b"59.2271"), (0x0404, files.IPTC)))
        out = blocks.rewrite(raw, kind_of(raw), kept)
        assert blocks.found(out, kind_of(out)) == [(Block.IPTC, files.IPTC)]
        assert b"59.2271" not in out

    def test_may_have_rubbish_between_its_segments(self):
        raw = files.plain("JPEG")
        littered = raw[:2] + b"\0\0rubbish" + raw[2:]
        assert blocks.rewrite(littered, kind_of(raw), kept) == raw

    def test_may_be_progressive(self):
        raw = files.plain("JPEG", size=(300, 200), progressive=True)
        assert blocks.rewrite(raw, kind_of(raw), kept) == raw


class TestPng:
    def test_has_its_words_at_the_front(self):
        raw = files.picture("PNG")
        out = blocks.rewrite(raw, kind_of(raw), kept)
        assert 0 < out.index(b"eXIf") < out.index(b"IDAT")
        assert 0 < out.index(b"iTXt") < out.index(b"IDAT")

    def test_keeps_transparency(self):
        raw = files.encoded(files.drawn(mode="P"), "PNG", transparency=0)
        assert files.opened(blocks.rewrite(raw, kind_of(raw), kept)).has_transparency_data


class TestWebp:
    def test_no_longer_promises_words_that_are_gone(self):
        raw = files.picture("WEBP")
        out = blocks.rewrite(raw, kind_of(raw), dropped)
        flags = out[out.index(b"VP8X") + 8]
        assert flags & 0x0C == 0
        assert struct.unpack_from("<I", out, 4)[0] == len(out) - 8


class TestGif:
    def test_keeps_moving_and_loses_comments(self):
        first, second = files.drawn(), files.drawn().rotate(180)
        raw = files.encoded(
            first, "GIF", save_all=True, append_images=[second], loop=0, comment=b"at 59.2271"
        )
        out = blocks.rewrite(raw, kind_of(raw), kept)
        assert b"59.2271" in raw
        assert b"59.2271" not in out
        assert files.opened(out).n_frames == 2
        assert files.opened(out).info["loop"] == 0
