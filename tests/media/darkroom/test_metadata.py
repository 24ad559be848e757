from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.media.darkroom import metadata
from broadsheet.media.darkroom.kinds import kind_of
from broadsheet.media.darkroom.metadata import Facts
from tests.media import files


class TestRead:
    @pytest.mark.parametrize("format_", files.FORMATS)
    def test_finds_what_an_agency_wrote(self, format_):
        facts = metadata.read(files.picture(format_))
        assert facts == Facts(
            title="Gulls over the quay",
            alt="Three gulls above a grey quay",
            caption="Gulls in the morning of the strike.",
            creator="Ana Ruiz, Bo Ek",
            credit="Harbour Agency",
            copyright="© 2025 Ana Ruiz",
            licence="CC BY-SA 4.0",
            terms="One use in print",
            statement="https://creativecommons.org/licenses/by-sa/4.0/",
            source_type="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
            taken_on=date(2025, 6, 7),
        )

    def test_falls_back_on_the_older_record(self):
        facts = metadata.read(files.picture("JPEG", xmp=None))
        assert facts.title == "Gulls at work"
        assert facts.caption == "Måsar på kajen"
        assert facts.credit_line == "Åsa Öst / Coast Pictures"
        assert facts.taken_on == date(2025, 6, 7)

    def test_falls_back_on_what_the_camera_wrote(self):
        facts = metadata.read(files.picture("JPEG", xmp=None, iptc=None))
        assert facts.creator == "A. Ruiz"
        assert facts.copyright == "Ruiz 2025"
        assert facts.taken_on == date(2025, 6, 7)

    def test_takes_no_makers_name_for_a_caption(self):
        assert metadata.read(files.picture("JPEG", xmp=None, iptc=None)).caption == ""

    @pytest.mark.parametrize("raw", [b"", files.SVG, files.plain(), files.plain("GIF")])
    def test_finds_nothing_where_nothing_is(self, raw):
        assert metadata.read(raw) == Facts()

    @given(st.binary(max_size=80), st.integers(0, 200))
    def test_never_breaks_on_hostile_words(self, rubbish, at):
        xmp = files.XMP.encode()
        hostile = xmp[:at] + rubbish + xmp[at:]
        raw = files.encoded(
            files.drawn(),
            "JPEG",
            xmp=hostile,
            exif=files.exif()[:at] + rubbish,
            extra=files.photoshop((0x0404, files.IPTC[:at] + rubbish)),
        )
        facts = metadata.read(raw)
        out = metadata.without_places(raw, kind_of(raw))
        assert metadata.clean(facts.caption, at=metadata.TEXT) == facts.caption
        assert not any(place in out for place in files.PLACE_IN_EXIF)

    @pytest.mark.parametrize(
        ("address", "licence"),
        [
            ("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
            ("http://creativecommons.org/licenses/by-nc-nd/3.0/de/", "CC BY-NC-ND 3.0 DE"),
            ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
            ("https://pictures.example/terms", "https://pictures.example/terms"),
            ("javascript:alert(1)", ""),
            ("see our &quot;terms&quot;", ""),
        ],
    )
    def test_names_the_licence_as_people_do(self, address, licence):
        xmp = files.XMP.replace("https://creativecommons.org/licenses/by-sa/4.0/", address)
        assert metadata.read(files.picture(xmp=xmp)).licence == licence

    @pytest.mark.parametrize("day", ["2025-02-30", "0000-01-01", "soon", "", "20250607123"])
    def test_believes_in_no_day_that_never_was(self, day):
        xmp = files.XMP.replace("2025-06-07T08:09:10+02:00", day)
        facts = metadata.read(files.picture("WEBP", xmp=xmp, tags=b""))
        assert facts.taken_on is None


class TestWithoutPlaces:
    @pytest.mark.parametrize("format_", files.FORMATS)
    @pytest.mark.parametrize("where", ["in EXIF", "in XMP", "in both"])
    def test_leaves_no_place_anywhere(self, format_, where):
        raw = files.picture(
            format_,
            xmp=None if where == "in EXIF" else files.XMP,
            tags=files.exif(place=where != "in XMP"),
        )
        out = metadata.without_places(raw, kind_of(raw))
        assert not any(place in out for place in files.PLACE_IN_EXIF + files.PLACE_IN_XMP)
        image = files.opened(out)
        assert not image.getexif().get_ifd(0x8825)
        assert b"GPS" not in image.info.get("xmp", b"")

    @pytest.mark.parametrize("format_", files.FORMATS)
    def test_leaves_picture_and_words(self, format_):
        raw = files.picture(format_, orientation=8)
        out = metadata.without_places(raw, kind_of(raw))
        assert files.opened(out).tobytes() == files.opened(raw).tobytes()
        assert files.opened(out).getexif()[0x0112] == 8
        assert metadata.read(out) == metadata.read(raw)

    @pytest.mark.parametrize("format_", files.FORMATS)
    def test_changes_nothing_the_second_time(self, format_):
        raw = files.picture(format_)
        once = metadata.without_places(raw, kind_of(raw))
        assert metadata.without_places(once, kind_of(raw)) == once


class TestClean:
    def test_drops_characters_that_hide_or_reorder(self):
        assert metadata.clean("gn\u202ep.exe\x00\x1b[2J\u200b") == "gnp.exe[2J"

    def test_keeps_joiners_that_scripts_need(self):
        assert metadata.clean("ന്‍റെ می‌خواهم") == "ന്‍റെ می‌خواهم"

    def test_keeps_paragraphs_of_long_texts_alone(self):
        assert metadata.clean("one\r\n\r\n two", at=metadata.TEXT) == "one\ntwo"
        assert metadata.clean("one\r\n\r\n two") == "one two"

    def test_cuts_at_a_whole_word(self):
        assert metadata.clean("gulls over the quay", at=12) == "gulls over…"

    @given(st.text(), st.sampled_from([20, metadata.LINE, metadata.LONG_LINE, metadata.TEXT]))
    def test_finds_clean_text_clean(self, text, at):
        once = metadata.clean(text, at=at)
        assert len(once) <= at
        assert metadata.clean(once, at=at) == once
        once.encode()


class TestCreditLine:
    @pytest.mark.parametrize(
        ("creator", "credit", "line"),
        [
            ("Ana Ruiz", "Agency", "Ana Ruiz / Agency"),
            ("Ana Ruiz", "", "Ana Ruiz"),
            ("", "Agency", "Agency"),
            ("Ana Ruiz", "ANA RUIZ/Agency", "ANA RUIZ/Agency"),
            ("", "", ""),
        ],
    )
    def test_names_each_once(self, creator, credit, line):
        assert Facts(creator=creator, credit=credit).credit_line == line
