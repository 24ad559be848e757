import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, IptcImagePlugin

from broadsheet.media.darkroom import iptc
from tests.media import files


class TestRead:
    def test_knows_utf8(self):
        assert iptc.read(files.IPTC)[iptc.CAPTION] == ["Måsar på kajen"]

    def test_takes_old_bytes_for_the_windows_code_page(self):
        record = files.dataset(80, "Åsa – Öst".encode("cp1252"))
        assert iptc.read(record) == {iptc.CREATOR: ["Åsa – Öst"]}

    def test_keeps_all_of_what_is_said_twice(self):
        record = files.dataset(80, b"Ann") + files.dataset(80, b"Bob")
        assert iptc.read(record) == {iptc.CREATOR: ["Ann", "Bob"]}

    @pytest.mark.parametrize(
        "record", [b"", b"\x1c", b"\x1c\2\x78\0\xffshort", b"\x1c\2\x78\xff\xff"]
    )
    def test_is_empty_where_the_record_is_broken(self, record):
        assert iptc.read(record) == {}
        assert iptc.pruned(record) is None

    @given(st.binary(max_size=300))
    def test_never_breaks(self, rest):
        assert iptc.read(files.IPTC + rest)[iptc.TITLE][0] == "Harbour 7"


class TestPruned:
    def test_keeps_whole_datasets_and_no_rubbish(self):
        assert iptc.pruned(files.IPTC + b"59.2271") == files.IPTC

    def test_copes_with_long_datasets(self):
        record = b"\x1c\2\x78\x80\4\0\0\x9c\x40" + b"a" * 40_000
        assert iptc.pruned(record) == record
        assert iptc.read(record) == {iptc.CAPTION: ["a" * 40_000]}


class TestComposed:
    def test_is_read_by_another_program(self):
        record = iptc.composed({iptc.CREATOR: "Åsa Öst", iptc.CREDIT: ""})
        raw = files.plain("JPEG", extra=files.photoshop((0x0404, record)))
        with Image.open(files.BytesIO(raw)) as image:
            found = IptcImagePlugin.getiptcinfo(image)
        assert found == {(1, 90): b"\x1b%G", (2, 0): b"\0\4", (2, 80): "Åsa Öst".encode()}

    def test_cuts_texts_at_whole_characters(self):
        record = iptc.composed({iptc.CREATOR: "é" * 40})
        assert iptc.read(record) == {iptc.CREATOR: ["é" * 16]}

    def test_is_empty_where_there_is_nothing_to_say(self):
        assert iptc.composed({iptc.CREDIT: ""}) == b""
