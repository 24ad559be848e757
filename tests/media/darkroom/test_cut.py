from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from broadsheet.media.darkroom import blocks, cut, metadata
from broadsheet.media.darkroom.kinds import kind_of
from broadsheet.media.darkroom.metadata import Facts
from tests.media import files

RED, GREEN, BLUE, WHITE = (208, 0, 0), (0, 160, 0), (0, 0, 208), (255, 255, 255)
SIDES = st.integers(1, 6000)

FACTS = Facts(
    title="Gulls",
    alt="Three gulls",
    caption="Gulls in the morning.\nOf the strike.",
    creator="Åsa Öst",
    credit="Åsa Öst / Agency",
    copyright="© Åsa Öst",
    terms="CC BY 4.0",
    statement="https://creativecommons.org/licenses/by/4.0/",
    licence="CC BY 4.0",
    source_type="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
    taken_on=date(2025, 6, 7),
)


def near(colour, other, *, by=24):
    return all(abs(a - b) <= by for a, b in zip(colour, other, strict=True))


def corners(image):
    """Upper left, upper right, lower left, lower right."""
    width, height = image.size
    xs, ys = (width // 4, width * 3 // 4), (height // 4, height * 3 // 4)
    return [image.getpixel((x, y)) for y in ys for x in xs]


class TestFramed:
    @given(st.tuples(SIDES, SIDES), st.tuples(SIDES, SIDES), st.tuples(SIDES, SIDES))
    def test_is_the_largest_part_of_that_shape_around_the_focus(self, size, shape, focus):
        assume(focus[0] <= size[0] and focus[1] <= size[1])
        left, top, right, bottom = cut.framed(size, shape, focus)
        assert 0 <= left < right <= size[0]
        assert 0 <= top < bottom <= size[1]
        assert (right - left) * shape[1] == pytest.approx((bottom - top) * shape[0])
        assert right - left == pytest.approx(size[0]) or bottom - top == pytest.approx(size[1])
        assert left - 1e-6 <= focus[0] <= right + 1e-6
        assert top - 1e-6 <= focus[1] <= bottom + 1e-6

    def test_is_in_the_middle_of_a_wide_picture(self):
        assert cut.framed((300, 100), (1, 1)) == (100, 0, 200, 100)

    def test_is_above_the_middle_of_an_upright_picture(self):
        assert cut.framed((100, 300), (1, 1)) == (0, 70, 100, 170)


class TestDevelop:
    @pytest.mark.parametrize("format_", files.FORMATS)
    def test_turns_the_picture_upright(self, format_):
        raw = files.picture(format_, orientation=6)  # the camera's right side was down
        negative = cut.develop(raw)
        assert negative.full_size == (40, 60)
        found = corners(negative.cut((40, 60)))
        assert all(map(near, found, (BLUE, RED, WHITE, GREEN)))

    @pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "CMYK", "YCbCr"])
    def test_has_the_same_colours_from_every_mode(self, mode):
        format_ = "JPEG" if mode in {"CMYK", "YCbCr"} else "PNG"
        raw = files.encoded(files.drawn(mode=mode), format_)
        assert all(map(near, corners(cut.develop(raw).image), (RED, GREEN, BLUE, WHITE)))

    @pytest.mark.parametrize(("mode", "grey"), [("L", 128), ("LA", 128), ("I;16", 128 * 256)])
    def test_has_the_same_greys_from_every_mode(self, mode, grey):
        value = (grey, 255) if mode == "LA" else grey
        raw = files.encoded(Image.new(mode, (8, 8), value), "PNG")
        assert near(cut.develop(raw).image.getpixel((4, 4)), (128, 128, 128), by=2)

    def test_sets_transparent_parts_on_white(self):
        image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
        image.paste((0, 0, 0, 255), (0, 0, 20, 40))
        for options in ({"format_": "PNG"}, {"format_": "WEBP", "lossless": True}):
            developed = cut.develop(files.encoded(image, **options)).image
            assert developed.getpixel((30, 20)) == WHITE
            assert developed.getpixel((10, 20)) == (0, 0, 0)

    def test_brings_other_colour_spaces_into_srgb(self):
        lab = ImageCms.createProfile("LAB")
        image = ImageCms.profileToProfile(
            files.drawn(), ImageCms.createProfile("sRGB"), lab, outputMode="LAB"
        )
        assert image is not None
        profile = ImageCms.ImageCmsProfile(lab).tobytes()
        swapped = cut._in_srgb(_with_profile(image, profile))
        assert all(map(near, corners(swapped), (RED, GREEN, BLUE, WHITE)))

    @pytest.mark.parametrize("profile", [b"rubbish", b"\0" * 200])
    def test_does_without_a_broken_profile(self, profile):
        raw = files.plain("JPEG", icc_profile=profile)
        assert all(map(near, corners(cut.develop(raw).image), (RED, GREEN, BLUE, WHITE)))

    def test_takes_the_first_picture_of_a_moving_one(self):
        raw = files.encoded(
            files.drawn(), "GIF", save_all=True, append_images=[files.drawn().rotate(180)]
        )
        assert all(map(near, corners(cut.develop(raw).image), (RED, GREEN, BLUE, WHITE)))

    def test_unpacks_a_jpeg_no_larger_than_it_must(self):
        negative = cut.develop(files.plain(size=(3000, 2000)), largest=(320, 180))
        assert negative.full_size == (3000, 2000)
        assert 640 <= negative.image.width <= 1500


def _with_profile(image, profile):
    image.info["icc_profile"] = profile
    return image


class TestNegative:
    def test_cuts_around_the_focus(self):
        negative = cut.develop(files.plain(size=(600, 400)))
        assert near(negative.cut((50, 50), (600, 0)).getpixel((40, 10)), GREEN)
        assert near(negative.cut((50, 50), (0, 400)).getpixel((10, 40)), BLUE)

    def test_cuts_the_same_from_a_smaller_unpacking(self):
        raw = files.plain(size=(3000, 2000))
        whole = cut.develop(raw).cut((320, 180), (2900, 100))
        small = cut.develop(raw, largest=(320, 180)).cut((320, 180), (2900, 100))
        assert all(map(near, corners(small), corners(whole)))


class TestWritten:
    @pytest.mark.parametrize("extension", ["avif", "webp", "jpg"])
    def test_says_whose_picture_it_is(self, extension):
        raw = cut.written(files.drawn(), extension, FACTS)
        assert metadata.read(raw) == FACTS

    @pytest.mark.parametrize("extension", ["avif", "webp", "jpg"])
    def test_says_nothing_where_nothing_is_known(self, extension):
        raw = cut.written(files.drawn(), extension, Facts())
        assert blocks.found(raw, kind_of(raw)) == []

    @pytest.mark.parametrize("extension", ["avif", "webp", "jpg"])
    @pytest.mark.parametrize("format_", files.FORMATS)
    def test_takes_nothing_along_that_it_was_not_told(self, extension, format_):
        negative = cut.develop(files.picture(format_))
        raw = cut.written(negative.cut((30, 20)), extension, Facts(credit="Agency"))
        assert not any(place in raw for place in files.PLACE_IN_EXIF + files.PLACE_IN_XMP)
        assert metadata.read(raw) == Facts(credit="Agency")

    def test_is_a_progressive_jpeg(self):
        assert files.opened(cut.written(files.drawn(), "jpg", FACTS)).info["progressive"]

    def test_has_room_for_the_longest_words_in_any_script(self):
        long = Facts(caption="ക" * metadata.TEXT, alt="ക" * 500, title="ക" * 255)
        for extension in ("avif", "webp", "jpg"):
            assert metadata.read(cut.written(files.drawn(), extension, long)) == long

    def test_keeps_the_edges_of_drawings_sharp(self):
        lines = Image.new("RGB", (64, 64), "white")
        for x in range(0, 64, 4):
            lines.paste((255, 0, 0), (x, 0, x + 1, 64))

        def worst(raw):
            image = files.opened(raw).convert("RGB")
            return max(
                abs(image.getpixel((x, 32))[1] - (0 if x % 4 == 0 else 255)) for x in range(64)
            )

        for extension in ("avif", "jpg"):
            drawn = worst(cut.written(lines, extension, FACTS, drawn=True))
            assert drawn < worst(cut.written(lines, extension, FACTS)) / 2


class TestIsDrawn:
    def test_takes_png_and_gif_for_drawings(self):
        assert cut.is_drawn(files.plain("PNG"))
        assert cut.is_drawn(files.plain("GIF"))
        assert not cut.is_drawn(files.plain("JPEG"))
        assert not cut.is_drawn(b"")
