"""How a reader likes to read, what they want to be called, and their picture."""

from __future__ import annotations

import io
import tracemalloc

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html
from PIL import Image

from broadsheet.media.darkroom.kinds import Kind
from broadsheet.readers import portraits
from broadsheet.readers.models import Portrait, Preferences
from tests.media.files import exif, plain
from tests.readers.conftest import browser_of, make_reader

pytestmark = pytest.mark.django_db

MIB = 1024 * 1024
TOO_LARGE = "A picture may have at most 8.0 MB. Save yours smaller, and send it again."


def sent(raw: bytes) -> dict[str, SimpleUploadedFile]:
    return {"picture": SimpleUploadedFile("me.jpg", raw, "image/jpeg")}


def sent_as(name: str) -> dict[str, io.BytesIO]:
    """A picture under that very name, which Django's own files would cut."""
    file = io.BytesIO(plain())
    file.name = name
    return {"picture": file}


def gif_that_claims(*, frame: bool) -> bytes:
    """A few bytes that would become gigabytes, by its own size or by that of its first frame."""
    raw = bytearray(plain("GIF"))
    at = raw.index(b"\x2c", 13 + 3 * 2 ** ((raw[10] & 7) + 1)) + 5 if frame else 6
    raw[at : at + 4] = b"\xff\xff\xff\xff"
    return bytes(raw)


def said(answer, path: str) -> str:
    return " ".join(html.fromstring(answer.content).cssselect(path)[0].text_content().split())


class TestPreferences:
    def test_are_kept_and_shown(self, reader, browser):
        form = {"text_size": "150", "appearance": "dark", "folding": "never", "keeps_places": "yes"}
        answer = browser.post("/me/settings/", form)
        assert (answer.status_code, answer["Location"]) == (303, "/me/settings/?done")
        page = html.fromstring(browser.get("/me/settings/?done").content)
        assert [chosen.get("value") for chosen in page.cssselect("main [checked]")] == [
            *form.values()
        ]
        assert page.cssselect("[role=status]")

    def test_change_one_at_a_time_for_an_island(self, reader, browser):
        browser.post("/me/settings/", {"text_size": "150"})
        answer = browser.post(
            "/me/settings/", {"keeps_places": "no"}, headers={"Accept": "application/json"}
        )
        assert answer.json() == {"done": True}
        theirs = Preferences.objects.get(reader=reader)
        assert (theirs.text_size, theirs.keeps_places) == (150, False)

    @pytest.mark.parametrize(
        "form", [{"text_size": "300"}, {"appearance": "<b>"}, {"keeps_places": "maybe"}]
    )
    def test_that_are_none_are_refused(self, browser, form):
        assert browser.post("/me/settings/", form).status_code == 400
        assert not Preferences.objects.exists()


class TestName:
    def test_is_kept_on_one_line(self, reader, browser):
        browser.post("/me/name/", {"first_name": " Ada\u202e\n Maria ", "last_name": "<i>B</i>"})
        reader.refresh_from_db()
        assert reader.get_full_name() == "Ada Maria <i>B</i>"
        assert said(browser.get("/me/"), ".owner bdi") == "Ada Maria <i>B</i>"

    def test_that_is_too_long_is_refused_beside_its_field(self, reader, browser):
        answer = browser.post("/me/name/", {"first_name": "x" * 151})
        assert answer.status_code == 422
        assert "150" in said(answer, ".wrong")

    @pytest.mark.parametrize("name", ["\0", "a\0b", "\u202e", "\ud800"])
    def test_of_letters_that_are_none_breaks_nothing(self, browser, name):
        raw = name.encode("utf-8", "surrogatepass")
        answer = browser.generic(
            "POST", "/me/name/", b"first_name=" + raw, "application/x-www-form-urlencoded"
        )
        assert answer.status_code in {303, 422}


class TestPicture:
    def test_becomes_a_small_square_that_tells_nothing(self, browser):
        raw = plain(size=(1200, 800), exif=exif())
        assert browser.post("/me/picture/", sent(raw)).status_code == 303
        answer = browser.get("/me/picture/")
        assert answer["Content-Type"] == "image/webp"
        assert "private" in answer["Cache-Control"]
        picture = Image.open(io.BytesIO(answer.content))
        assert (picture.format, picture.size) == ("WEBP", (256, 256))
        assert not {"exif", "xmp", "icc_profile"} & set(picture.info)
        assert len(answer.content) < 40_000

    def test_is_fetched_once_under_the_address_that_names_its_version(self, browser):
        browser.post("/me/picture/", sent(plain()))
        (face,) = html.fromstring(browser.get("/me/").content).cssselect("img.owner-face")
        kept = browser.get(face.get("src"))
        assert kept["Cache-Control"] == "private, max-age=31536000, immutable"
        assert "Cookie" in kept["Vary"]
        for address in ("/me/picture/", "/me/picture/?v=", "/me/picture/?v=0123456789abcdef"):
            assert browser.get(address)["Cache-Control"] == "private, no-store"

    def test_is_shown_to_its_owner_alone(self, browser):
        browser.post("/me/picture/", sent(plain()))
        assert browser_of().get("/me/picture/").status_code == 303
        assert browser_of(make_reader()).get("/me/picture/").status_code == 404

    def test_stands_on_the_readers_pages_until_it_is_removed(self, browser):
        browser.post("/me/picture/", sent(plain()))
        page = html.fromstring(browser.get("/me/").content)
        (face,) = page.cssselect("img.owner-face")
        assert browser.get(face.get("src")).status_code == 200
        browser.post("/me/picture/", {"deed": "drop"})
        assert not Portrait.objects.exists()

    @pytest.mark.parametrize(
        ("raw", "why"),
        [
            (b"", "not a picture"),
            (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "SVG"),
            (gif_that_claims(frame=False), "million pixels"),
            (gif_that_claims(frame=True), "million pixels"),
            (plain()[:200], "damaged"),
            (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "damaged"),
            (b"MZ" + b"\0" * 100, "not a picture"),
        ],
        ids=[
            "nothing",
            "a program",
            "a GIF bomb",
            "a GIF bomb in a frame",
            "cut short",
            "no PNG",
            "no picture",
        ],
    )
    def test_that_is_none_is_refused_beside_its_field(self, browser, raw, why):
        answer = browser.post("/me/picture/", sent(raw))
        assert answer.status_code == 422
        assert why in said(answer, "#wrong_picture")
        assert not Portrait.objects.exists()

    def test_is_made_one_at_a_time_for_each_reader(self, reader, browser, monkeypatch):
        monkeypatch.setitem(portraits._under_way, reader.pk, object())
        answer = browser.post("/me/picture/", sent(plain()))
        assert (answer.status_code, answer["Retry-After"]) == (429, "5")
        assert "again in a moment" in said(answer, "#wrong_picture")
        assert not Portrait.objects.exists()

    def test_has_to_be_chosen_first(self, browser):
        answer = browser.post("/me/picture/", {})
        assert said(answer, "#wrong_picture") == "Choose a picture first."

    def test_of_many_frames_is_its_first(self, browser):
        frames = [Image.new("P", (300, 300), shade) for shade in range(100)]
        raw = io.BytesIO()
        frames[0].save(raw, "GIF", save_all=True, append_images=frames[1:])
        assert browser.post("/me/picture/", sent(raw.getvalue())).status_code == 303

    @pytest.mark.parametrize("size", [8 * MIB + 1, 8 * MIB + 64 * 1024, 9 * MIB])
    def test_that_is_too_large_is_refused_beside_its_field(self, browser, size):
        answer = browser.post("/me/picture/", sent(b"\xff\xd8\xff".ljust(size, b"\0")))
        assert answer.status_code == 413
        assert said(answer, "#wrong_picture") == TOO_LARGE

    def test_whose_size_nobody_is_told_is_refused_unread(self, browser):
        answer = browser.post(
            "/me/picture/", sent(plain()), headers={"Transfer-Encoding": "chunked"}
        )
        assert answer.status_code == 413
        assert said(answer, "#wrong_picture") == TOO_LARGE
        assert not Portrait.objects.exists()

    def test_of_nine_megabytes_is_nothing_that_a_stranger_is_told_of(self):
        answer = browser_of().post("/me/picture/", sent(b"\0" * 9 * MIB))
        assert answer["Location"].startswith("/accounts/login/")

    @pytest.mark.parametrize("letter", ["x", "ത"])
    def test_may_have_the_longest_name_that_disks_keep(self, browser, letter):
        assert browser.post("/me/picture/", sent_as(f"{letter * 251}.jpg")).status_code == 303

    def test_with_a_name_that_nobody_reads_to_its_end_is_refused_beside_its_field(self, browser):
        answer = browser.post("/me/picture/", sent_as(f"{'x' * 2000}.jpg"))
        assert answer.status_code == 422
        assert "perhaps the name of the file is too long" in said(answer, "#wrong_picture")

    def test_is_told_of_before_it_is_chosen(self, browser):
        hint = said(browser.get("/me/settings/"), "#about_picture")
        assert all(kind.name.lower() in hint.lower() for kind in Kind)
        assert "8.0 MB and 25 million pixels" in hint

    def test_of_fifty_megabytes_is_never_in_memory(self, browser):
        """The client of the tests holds it once, and the request twice; nobody else may."""
        form = sent(b"\xff\xd8\xff" + b"\0" * 50 * MIB)
        tracemalloc.start()
        answer = browser.post("/me/picture/", form)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert answer.status_code == 413
        assert most < 170 * MIB
