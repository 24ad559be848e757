import pytest

from broadsheet.media.darkroom.kinds import Kind, kind_of
from tests.media import files


class TestKindOf:
    @pytest.mark.parametrize("format_", ["AVIF", "GIF", "JPEG", "PNG", "WEBP"])
    def test_tells_a_file_by_its_first_bytes(self, format_):
        assert kind_of(files.plain(format_)) == Kind[format_]

    @pytest.mark.parametrize(
        "raw",
        [
            b"",
            b"\xff\xd8",
            files.SVG,
            b"%PDF-1.7",
            b"GIF90a",
            files.plain("BMP"),
            b"RIFF\0\0\0\0WAVE",
        ],
    )
    def test_knows_nothing_else(self, raw):
        assert kind_of(raw) is None


class TestKind:
    def test_has_a_media_type(self):
        assert Kind.JPEG.media_type == "image/jpeg"
        assert Kind.WEBP.media_type == "image/webp"
