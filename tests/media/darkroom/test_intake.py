import resource
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.media.darkroom import intake
from broadsheet.media.darkroom.intake import Limits, Refused
from broadsheet.media.darkroom.kinds import Kind
from tests.media import files

LIMITS = Limits(file_size=1_000_000, pixels=120_000_000)


def take(raw):
    return intake.take(raw, limits=LIMITS)


class TestTake:
    @pytest.mark.parametrize("format_", files.FORMATS)
    def test_keeps_the_picture_and_reads_its_words(self, format_):
        raw = files.picture(format_)
        taken = take(raw)
        assert taken.kind == Kind[format_]
        assert taken.facts.credit == "Harbour Agency"
        assert files.opened(taken.raw).tobytes() == files.opened(raw).tobytes()

    @pytest.mark.parametrize("format_", files.FORMATS)
    def test_takes_what_it_took_before_as_it_is(self, format_):
        taken = take(files.picture(format_))
        assert take(taken.raw) == taken

    @pytest.mark.parametrize("size", [(1, 1), (1, 8), (3000, 1), (40, 320)])
    def test_takes_small_and_narrow_pictures(self, size):
        assert take(files.plain("PNG", size=size)).kind is Kind.PNG

    @pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
    @pytest.mark.parametrize(
        ("raw", "why"),
        [
            (b"", "not a picture"),
            (b"<html><script>alert(1)</script>", "not a picture"),
            (b"%PDF-1.7", "not a picture"),
            (files.plain("BMP"), "not a picture"),
            (files.plain("TIFF"), "not a picture"),
            (files.SVG, "SVG drawings are not accepted"),
            (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC pictures are not accepted"),
            (b"\xff\xd8\xff\xe0 nothing more", "damaged"),
            (b"GIF89a", "damaged"),
            (files.plain("PNG", size=(40, 321)), "more than 8 times as tall"),
            (files.png_that_claims(20_000, 20_000), "more than 120 million pixels"),
            (files.png_that_claims(12_001, 10_000), "more than 120 million pixels"),
            (files.png_that_claims(1_000, 1_000), "damaged"),
            (bytes(1_000_001), "The file has 976.6\xa0KB; a picture may have at most 976.6\xa0KB"),
        ],
    )
    def test_says_why_it_refuses(self, raw, why):
        with pytest.raises(Refused, match=why):
            take(raw)

    @pytest.mark.parametrize("format_", files.FORMATS)
    @pytest.mark.parametrize("part", [0.3, 0.6, 0.9, 0.99])
    def test_refuses_what_was_cut_short(self, format_, part):
        raw = files.plain(format_, size=(600, 400))
        with pytest.raises(Refused, match="cut short"):
            take(raw[: int(len(raw) * part)])

    @pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
    def test_does_not_unpack_a_bomb(self):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for side in (11_000, 13_000, 20_000, 60_000):
            with pytest.raises(Refused):
                take(files.png_that_claims(side, side))
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        assert grown < 400_000  # KiB: 11,000 a side are within the limit, and take 363 MB

    @pytest.mark.parametrize("format_", [*files.FORMATS, "GIF"])
    @given(data=st.data())
    def test_takes_or_refuses_but_never_breaks(self, format_, data):
        raw = bytearray(files.picture(format_) if format_ != "GIF" else files.plain("GIF"))
        for _ in range(data.draw(st.integers(1, 8))):
            raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
        with suppress(Refused):
            assert files.opened(take(bytes(raw)).raw)


class TestUprightSize:
    @pytest.mark.parametrize("format_", files.FORMATS)
    @pytest.mark.parametrize(("turn", "size"), [(1, (60, 40)), (3, (60, 40)), (6, (40, 60))])
    def test_is_what_a_viewer_sees(self, format_, turn, size):
        taken = take(files.picture(format_, orientation=turn))
        assert intake.upright_size(intake.opened(taken.raw)) == size
