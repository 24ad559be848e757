import struct

import pytest

from broadsheet.media.darkroom import boxes
from tests.media import files


def same(payload):
    return payload


def box(name, body):
    return struct.pack(">I", len(body) + 8) + name + body


class TestRewrite:
    def test_moves_nothing(self):
        raw = files.picture("AVIF")
        out = boxes.rewrite(raw, exif=lambda _: None, xmp=lambda _: None)
        assert len(out) == len(raw)
        assert out[out.index(b"mdat") :][:4] == raw[raw.index(b"mdat") :][:4]

    def test_leaves_out_what_does_not_fit(self):
        raw = files.picture("AVIF")
        out = boxes.rewrite(raw, exif=lambda old: old * 2, xmp=lambda old: old * 2)
        image = files.opened(out)
        assert image.info["xmp"].strip() == b""
        assert 0x013B not in image.getexif()

    def test_empties_boxes_that_belong_to_no_picture(self):
        raw = files.plain("AVIF") + box(b"uuid", b"camera at 59.2271") + box(b"mpvd", b"59.2271")
        out = boxes.rewrite(raw, exif=same, xmp=same)
        assert b"59.2271" not in out
        assert files.opened(out).size == (60, 40)

    def test_empties_the_words_of_a_moving_picture(self):
        raw = files.encoded(
            files.drawn(), "AVIF", save_all=True, append_images=[files.drawn().rotate(180)]
        )
        at = raw.index(b"moov")
        # A place where phones write coordinates, put inside the movie's own box.
        words = box(b"udta", box(b"\xa9xyz", b"+59.2271+017.9445/"))
        (size,) = struct.unpack_from(">I", raw, at - 4)
        grown = raw[: at - 4] + struct.pack(">I", size + len(words)) + raw[at : at - 4 + size]
        grown += words + raw[at - 4 + size :]
        assert b"59.2271" not in boxes.rewrite(grown, exif=same, xmp=same)

    @pytest.mark.parametrize("name", [b"iloc", b"iinf", b"ftyp"])
    def test_refuses_boxes_that_reach_past_the_end(self, name):
        raw = files.picture("AVIF")
        at = raw.index(name) - 4
        broken = raw[:at] + b"\x7f\xff\xff\xff" + raw[at + 4 :]
        with pytest.raises(ValueError, match="past"):
            boxes.rewrite(broken, exif=same, xmp=same)
