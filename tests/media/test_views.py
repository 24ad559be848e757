import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from broadsheet.accounts.models import User
from broadsheet.media.context import Print, Ratio, address
from broadsheet.media.models import Picture
from broadsheet.media.printing import making, shelf
from tests.media import files

pytestmark = pytest.mark.django_db


def other_version(url):
    return re.sub(r"-[0-9a-f]{10}/", "-0123456789/", url)


@pytest.fixture
def url(make_picture):
    return address(make_picture(), Ratio.CARD, 320, "webp")


class TestPrinted:
    @pytest.mark.parametrize("ratio", Ratio)
    @pytest.mark.parametrize("size", [(700, 500), (200, 300), (3, 2)])
    def test_answers_every_address_that_a_page_names(self, client, make_picture, ratio, size):
        shown = Print.of(make_picture(files.plain(size=size)), ratio)
        srcset = re.findall(r"(\S+) (\d+)w", f"{shown.avif}, {shown.webp}")
        for url, width in [*srcset, (shown.src, shown.width), (shown.largest, shown.largest_width)]:
            response = client.get(url)
            assert response.status_code == 200
            assert files.opened(response.content).width == int(width)
        assert files.opened(client.get(shown.src).content).size == (shown.width, shown.height)

    def test_may_be_kept_for_ever(self, client, url):
        response = client.get(url)
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response["Content-Type"] == "image/webp"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "Vary" not in response
        assert not response.cookies

    def test_asks_no_database_for_what_is_kept(self, client, url, django_assert_num_queries):
        first = client.get(url)
        with django_assert_num_queries(0):
            assert client.get(url).content == first.content

    def test_need_not_be_sent_twice(self, client, url):
        etag = client.get(url)["ETag"]
        response = client.get(url, headers={"if-none-match": etag})
        assert response.status_code == 304
        assert response["ETag"] == etag
        assert response["Cache-Control"].endswith("immutable")

    def test_can_be_asked_about(self, client, url):
        assert client.head(url).status_code == 200
        assert client.head(url).content == b""
        assert client.post(url).status_code == 405

    @pytest.mark.parametrize(
        ("part", "other"),
        [
            ("3x2", "5x4"),
            ("-320", "-321"),
            ("-320", "-0320"),
            ("-320", "-1920"),
            ("-320", "-99999999999999999999"),
            (".webp", ".png"),
            (".webp", ".jpeg"),
            ("/pictures/", "/pictures/0"),
            ("/pictures/", "/pictures/999"),
            ("/3x2", "/../3x2"),
        ],
    )
    def test_is_not_there_under_any_other_address(self, client, url, media, part, other):
        assert client.get(url.replace(part, other)).status_code == 404
        assert not list((media / "pictures").glob("*-*"))

    @pytest.mark.parametrize("change", [{"credit": "Photo: B. Ek"}, {"focal_point_x": 3}])
    def test_sends_old_addresses_to_the_new(self, client, make_picture, change):
        picture = make_picture(focal_point_y=1)
        old = address(picture, Ratio.CARD, 320, "webp")
        for name, value in change.items():
            setattr(picture, name, value)
        picture.save()
        response = client.get(old)
        assert response.status_code == 301
        assert response["Location"] == address(picture, Ratio.CARD, 320, "webp")
        assert client.get(response["Location"]).status_code == 200

    def test_sends_old_addresses_to_a_width_that_is_there(self, client, make_picture):
        picture = make_picture()
        old = [address(picture, Ratio.CARD, width, "jpg") for width in (320, 960)]
        picture.file = ContentFile(files.plain(size=(650, 500)), name="smaller.jpg")
        picture.save()
        locations = [client.get(url)["Location"] for url in old]
        assert locations == [address(picture, Ratio.CARD, width, "jpg") for width in (320, 640)]

    def test_does_not_tell_strangers_where_a_picture_is(self, client, url):
        assert client.get(other_version(url)).status_code == 404

    def test_is_gone_with_its_picture(self, client, url, django_capture_on_commit_callbacks):
        assert client.get(url).status_code == 200
        with django_capture_on_commit_callbacks(execute=True):
            Picture.objects.get().delete()
        assert client.get(url).status_code == 404

    @pytest.mark.parametrize(
        ("change", "answer"), [({"withdrawn_at": timezone.now()}, 410), ({"credit": "B. Ek"}, 301)]
    )
    def test_is_not_given_when_it_is_overtaken_in_the_making(
        self, client, url, monkeypatch, change, answer
    ):
        picture = Picture.objects.get()
        change["former_versions"] = [picture.version]
        pull = making.Press.pull

        def change_first(press, slip):
            Picture.objects.filter(pk=picture.pk).update(**change)
            return pull(press, slip)

        monkeypatch.setattr(making.Press, "pull", change_first)
        response = client.get(url)
        assert response.status_code == answer
        assert "immutable" not in response.get("Cache-Control", "")
        assert client.get(url).status_code == answer

    def test_is_not_there_without_its_file(self, client, url):
        picture = Picture.objects.get()
        picture.file.storage.delete(picture.file.name)
        assert client.get(url).status_code == 404


@pytest.fixture
def staff_client(client):
    client.force_login(User.objects.create_superuser("editor@example.org"))
    return client


class TestNewsroomFile:
    def test_is_for_the_newsroom_alone(self, client, make_picture):
        rendition = make_picture().get_rendition("max-165x165")
        assert client.get(rendition.url).status_code == 404
        client.force_login(User.objects.create_user("reader@example.org"))
        assert client.get(rendition.url).status_code == 404
        client.force_login(User.objects.create_superuser("editor@example.org"))
        response = client.get(rendition.url)
        assert response.status_code == 200
        assert response["Content-Type"] == "image/jpeg"
        assert response["Cache-Control"].startswith("private")

    def test_keeps_originals_from_readers(self, client, make_picture):
        assert client.get(make_picture().file.url).status_code == 404

    @pytest.mark.parametrize("format_", files.FORMATS)
    @pytest.mark.parametrize("spec", ["original", "max-800x600", "width-30|format-jpeg"])
    def test_does_not_tell_where_it_was_taken(self, staff_client, make_picture, format_, spec):
        picture = make_picture(files.picture(format_, orientation=6))
        rendition = picture.get_rendition(spec)
        with rendition.file.open() as file:
            raw = file.read()
        assert not any(place in raw for place in files.PLACE_IN_EXIF + files.PLACE_IN_XMP)
        assert staff_client.get(rendition.url).status_code == 200

    def test_frees_portraits_of_staff_too(self, staff_client):
        default_storage.save("avatar_images/me.jpg", ContentFile(files.picture()))
        response = staff_client.get("/media/avatar_images/me.jpg")
        assert response.status_code == 200
        assert b"59.2271" not in response.content

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("documents/plan.pdf", b"%PDF"),
            ("images/x.svg", files.SVG),
            ("images/x.html", b"<script>"),
            ("images/x.jpg", files.plain()[:300]),
        ],
    )
    def test_hands_out_nothing_else(self, staff_client, name, content):
        default_storage.save(name, ContentFile(content))
        assert staff_client.get(f"/media/{name}").status_code == 404

    @pytest.mark.parametrize("name", ["none.jpg", "..", "%2e%2e%2fpaper.sqlite3", "a\\b", "%00"])
    def test_has_nothing_under_other_names(self, staff_client, name):
        assert staff_client.get(f"/media/images/{name}").status_code in {400, 404}

    def test_does_not_list_prints(self, staff_client, make_picture):
        picture = make_picture()
        slip = next(shelf.Slip.ahead_of(picture))
        making.make(picture, slip)
        path = slip.path.relative_to(default_storage.location)
        assert staff_client.get(f"/media/{path}").status_code == 404
