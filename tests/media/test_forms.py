"""Pictures as the newsroom uploads and describes them, through Wagtail's own screens."""

import json
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from broadsheet.accounts.models import User
from broadsheet.media.models import Picture
from tests.media import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom(client):
    client.force_login(User.objects.create_superuser("editor@example.org"))
    return client


def upload(newsroom, raw, name="quay.jpg", title="Quay", **words):
    return newsroom.post(
        reverse("wagtailimages:add"),
        {"title": title, "file": SimpleUploadedFile(name, raw), **words},
    )


def upload_one_of_many(newsroom, raw, name="quay.jpg"):
    response = newsroom.post(
        reverse("wagtailimages:add_multiple"), {"files[]": SimpleUploadedFile(name, raw)}
    )
    assert response.status_code == 200
    return json.loads(response.content)


REFUSALS = pytest.mark.parametrize(
    ("raw", "why"),
    [
        (files.SVG, "SVG drawings are not accepted"),
        (b"<html>", "not a picture in a format we can print"),
        (files.png_that_claims(20_000, 20_000), "more than 120 million pixels"),
        (files.png_that_claims(13_000, 13_000), "more than 120 million pixels"),
        (files.plain(size=(600, 400))[:-2000], "damaged or was cut short"),
        (b"", "empty"),
    ],
)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
class TestUpload:
    def test_fills_in_what_the_file_says(self, newsroom):
        response = upload(newsroom, files.picture(), credit="Photo: Ana Ruiz")
        picture = Picture.objects.get()
        assert response.status_code == 302
        assert picture.title == "Gulls over the quay"
        assert picture.description == "Three gulls above a grey quay"
        assert picture.credit == "Photo: Ana Ruiz"
        assert picture.uploaded_by_user is not None

    @REFUSALS
    def test_says_why_a_file_is_refused(self, newsroom, raw, why):
        response = upload(newsroom, raw)
        assert response.status_code == 200
        assert why in unescape(response.content.decode())
        assert not Picture.objects.exists()

    def test_does_not_mind_a_wrong_name(self, newsroom):
        upload(newsroom, files.plain("PNG"), name="quay.svg")
        assert Picture.objects.get().file.name.endswith("quay.png")

    def test_needs_a_file(self, newsroom):
        response = newsroom.post(reverse("wagtailimages:add"), {"title": "Quay"})
        assert "This field is required" in response.content.decode()

    def test_explains_the_alt_text(self, newsroom):
        page = newsroom.get(reverse("wagtailimages:add")).content.decode()
        assert "What the picture shows, for those who cannot see it." in page


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
class TestUploadOfMany:
    def test_fills_in_what_each_file_says(self, newsroom):
        answer = upload_one_of_many(newsroom, files.picture("WEBP"), name="quay.webp")
        assert answer["success"]
        assert "Three gulls above a grey quay" in answer["form"]
        assert Picture.objects.get().title == "Gulls over the quay"

    @REFUSALS
    def test_says_why_a_file_is_refused(self, newsroom, raw, why):
        answer = upload_one_of_many(newsroom, raw)
        assert not answer["success"]
        assert why in answer["error_message"]

    def test_tells_of_a_file_that_is_there_already(self, newsroom):
        upload_one_of_many(newsroom, files.picture())
        assert upload_one_of_many(newsroom, files.picture())["duplicate"]

    def test_is_described_afterwards(self, newsroom):
        pk = upload_one_of_many(newsroom, files.plain())["image_id"]
        response = newsroom.post(
            reverse("wagtailimages:edit_multiple", args=[pk]),
            {f"image-{pk}-title": "Quay", f"image-{pk}-description": "A grey quay"},
        )
        assert json.loads(response.content)["success"]
        assert Picture.objects.get().description == "A grey quay"


class TestEditing:
    def test_shows_every_field(self, newsroom, make_picture):
        picture = make_picture(files.picture())
        page = newsroom.get(reverse("wagtailimages:edit", args=[picture.pk])).content.decode()
        for name in ("description", "caption", "credit", "licence", "rights_note", "taken_on"):
            assert f'name="{name}"' in page

    def test_replaces_the_file(self, newsroom, make_picture):
        picture = make_picture()
        old = picture.file.name
        newsroom.post(
            reverse("wagtailimages:edit", args=[picture.pk]),
            {"title": "Quay", "file": SimpleUploadedFile("new.png", files.picture("PNG"))},
        )
        picture.refresh_from_db()
        assert picture.file.name.endswith("new.png")
        assert (picture.width, picture.height) == (60, 40)
        assert picture.description == "Three gulls above a grey quay"
        assert not picture.file.storage.exists(old)

    def test_keeps_the_file_where_none_is_sent(self, newsroom, make_picture):
        picture = make_picture(credit="Photo: B. Ek")
        newsroom.post(
            reverse("wagtailimages:edit", args=[picture.pk]),
            {"title": "Pier", "credit": "", "taken_on": "2025-06-07"},
        )
        changed = Picture.objects.get()
        assert (changed.title, changed.credit) == ("Pier", "")
        assert changed.file.name == picture.file.name

    def test_says_that_a_day_is_none(self, newsroom, make_picture):
        picture = make_picture()
        response = newsroom.post(
            reverse("wagtailimages:edit", args=[picture.pk]),
            {"title": "Pier", "taken_on": "30 February"},
        )
        assert "Enter a valid date." in response.content.decode()
