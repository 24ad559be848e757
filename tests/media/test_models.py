from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.utils.file import hash_filelike

from broadsheet.media.darkroom.intake import Refused
from broadsheet.media.darkroom.metadata import Facts
from broadsheet.media.models import Picture, says_nothing
from tests.media import files

pytestmark = pytest.mark.django_db

EVERY_FORMAT = pytest.mark.parametrize("format_", files.FORMATS)


def stored(picture):
    with picture.file.storage.open(picture.file.name) as file:
        return file.read()


def tells_its_place(raw):
    return any(place in raw for place in files.PLACE_IN_EXIF + files.PLACE_IN_XMP)


class TestSave:
    def test_fills_what_was_left_empty_from_the_file(self, make_picture):
        picture = make_picture(files.picture())
        picture.refresh_from_db()
        assert picture.description == "Three gulls above a grey quay"
        assert picture.caption == "Gulls in the morning of the strike."
        assert picture.credit == "Ana Ruiz, Bo Ek / Harbour Agency"
        assert picture.licence == "CC BY-SA 4.0"
        assert picture.taken_on == date(2025, 6, 7)
        assert picture.rights_note.splitlines() == [
            "© 2025 Ana Ruiz",
            "One use in print",
            "https://creativecommons.org/licenses/by-sa/4.0/",
        ]

    def test_keeps_the_newsroom_s_own_words(self, make_picture):
        words = {
            "title": "Strike",
            "description": "Gulls",
            "caption": "At eight.",
            "credit": "Photo: B. Ek",
            "licence": "Bought",
            "rights_note": "Once",
            "taken_on": date(2025, 6, 8),
        }
        picture = make_picture(files.picture(), **words)
        assert {name: getattr(picture, name) for name in words} == words

    @pytest.mark.parametrize("title", ["", "quay", "quay.jpg", "Quay JPG", "IMG_20250607_080910"])
    def test_takes_the_headline_for_a_title_that_says_nothing(self, make_picture, title):
        assert make_picture(files.picture(), title=title).title == "Gulls over the quay"

    @EVERY_FORMAT
    def test_stores_no_place(self, make_picture, format_):
        assert not tells_its_place(stored(make_picture(files.picture(format_))))

    @EVERY_FORMAT
    def test_knows_the_picture_as_a_viewer_sees_it(self, make_picture, format_):
        picture = make_picture(files.picture(format_, orientation=6))
        assert (picture.width, picture.height) == (40, 60)

    def test_names_the_file_by_what_it_is(self, make_picture):
        picture = make_picture(files.plain("PNG"), name="../holiday.svg")
        assert picture.file.name == "original_images/holiday.png"

    def test_knows_size_and_hash_of_what_is_stored(self, make_picture):
        picture = make_picture(files.picture())
        raw = stored(picture)
        assert picture.file_size == len(raw)
        assert picture.file_hash == hash_filelike(BytesIO(raw))

    def test_hashes_the_same_file_alike(self, make_picture):
        first = make_picture(files.picture())
        again = make_picture(stored(first))
        assert first.file_hash == again.file_hash == make_picture(files.picture()).file_hash

    def test_does_not_touch_a_file_that_is_there_already(self, make_picture):
        picture = make_picture(files.picture())
        known = Picture.objects.get(pk=picture.pk)
        known.description = ""
        known.save()
        assert Picture.objects.get(pk=picture.pk).description == ""
        assert known.file.name == picture.file.name

    def test_takes_a_new_file_in_again(self, make_picture):
        picture = make_picture(files.plain(size=(90, 60)))
        picture.file = ContentFile(files.picture(), name="new.jpg")
        picture.save(update_fields=["file"])
        picture.refresh_from_db()
        assert (picture.width, picture.description) == (60, "Three gulls above a grey quay")
        assert not tells_its_place(stored(picture))

    def test_takes_in_a_file_that_was_stored_before_the_picture(self):
        # As the form for many uploads does when a field was still missing.
        picture = Picture(title="Gulls")
        picture.file.save("gulls.jpg", ContentFile(files.picture()), save=False)
        picture.save()
        picture.refresh_from_db()
        assert picture.credit == "Ana Ruiz, Bo Ek / Harbour Agency"
        assert not tells_its_place(stored(picture))

    def test_takes_in_a_file_that_is_saved_by_itself(self, make_picture):
        picture = make_picture()
        picture.file.save("gulls.jpg", ContentFile(files.picture()))
        picture.refresh_from_db()
        assert picture.file_hash == hash_filelike(BytesIO(stored(picture)))
        assert not tells_its_place(stored(picture))

    def test_refuses_a_file_that_cannot_be_printed(self, make_picture, media):
        with pytest.raises(Refused, match="SVG"):
            make_picture(files.SVG, name="logo.png")
        assert not Picture.objects.exists()
        assert not list(media.rglob("*.*"))

    def test_refuses_a_file_that_is_too_large_unread(self, make_picture, settings):
        settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 100
        with pytest.raises(Refused, match="at most 100\xa0bytes"):
            make_picture()


class TestClean:
    def test_names_the_reason_at_the_field(self):
        picture = Picture(title="Logo", file=ContentFile(files.SVG, name="logo.jpg"))
        with pytest.raises(ValidationError) as caught:
            picture.full_clean(exclude=["width", "height"])
        assert "SVG" in caught.value.message_dict["file"][0]


class TestVersion:
    @pytest.mark.parametrize(
        "change",
        [
            {"title": "Pier"},
            {"description": "Two gulls"},
            {"caption": "At nine."},
            {"credit": "Photo: B. Ek"},
            {"licence": "CC0"},
            {"taken_on": date(2025, 6, 8)},
            {"focal_point_x": 5, "focal_point_y": 5},
            {"file_hash": "0"},
        ],
    )
    def test_changes_with_all_that_is_printed(self, make_picture, change):
        picture = make_picture()
        before = picture.version
        for name, value in change.items():
            setattr(picture, name, value)
        assert picture.version != before

    def test_does_not_change_with_what_is_for_the_newsroom(self, make_picture):
        picture = make_picture()
        before = picture.version
        picture.rights_note = "Once only"
        picture.save()
        assert Picture.objects.get(pk=picture.pk).version == before


class TestFacts:
    def test_puts_the_newsroom_s_words_over_the_file_s(self):
        picture = Picture(title="Strike", description="Gulls\x00", caption="At\x0b eight.\nOn.")
        of_file = Facts(alt="old", creator="Ana Ruiz", copyright="© Ana", terms="Ask us")
        facts = picture.facts(of_file)
        assert (facts.title, facts.alt, facts.caption) == ("Strike", "Gulls", "At eight.\nOn.")
        assert (facts.creator, facts.copyright) == ("Ana Ruiz", "© Ana")

    def test_keeps_the_newsroom_s_notes_from_readers(self):
        picture = Picture(title="Strike", rights_note="Paid 300, once only")
        assert "300" not in repr(picture.facts(Facts(terms="Paid 300")))


class TestSaysNothing:
    @pytest.mark.parametrize(
        "text",
        ["gulls_above.jpg", "Gulls above", "gulls_above_a7Bc9dE", "IMG_1234.JPG", "DSC 0001"],
    )
    def test_knows_the_name_of_a_file(self, text):
        assert says_nothing(text, "original_images/gulls_above_a7Bc9dE.jpg")

    @pytest.mark.parametrize("text", ["Gulls", "ഗൾ", "Quay 5", "P. Image", "Photo of a quay"])
    def test_leaves_words_alone(self, text):
        assert not says_nothing(text, "original_images/x.jpg")
