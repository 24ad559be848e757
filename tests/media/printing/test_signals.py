import pytest
from django.core.files.base import ContentFile

from broadsheet.media.models import VERSIONS_REMEMBERED, Picture
from broadsheet.media.printing import shelf
from tests.media import files

pytestmark = pytest.mark.django_db

SMALL = (330, 220)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What is done within it happens as if it had been committed."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture(autouse=True)
def at_once(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def picture(make_picture, committed):
    with committed():
        return make_picture(files.plain(size=SMALL))


def folders(media):
    return sorted(path.name for path in (media / "pictures").glob("*-*"))


def folder_of(picture):
    return f"{picture.pk}-{picture.version}"


class TestPictures:
    def test_are_printed_once_they_are_saved(self, picture):
        assert all(slip.path.exists() for slip in shelf.Slip.ahead_of(picture))

    def test_are_not_printed_before_they_are_saved_for_good(self, make_picture, media):
        make_picture(files.plain(size=SMALL))
        assert folders(media) == []

    def test_are_printed_when_asked_for_where_that_is_wished(self, committed, media):
        with committed():
            picture = Picture(title="Quay", file=ContentFile(files.plain(), name="q.jpg"))
            picture.print_ahead = False
            picture.save()
        assert folders(media) == []

    @pytest.mark.parametrize(
        "change", [{"credit": "Photo: B. Ek"}, {"focal_point_x": 5, "focal_point_y": 5}]
    )
    def test_are_printed_anew_after_a_change(self, picture, committed, media, change):
        with committed():
            for name, value in change.items():
                setattr(picture, name, value)
            picture.save()
        assert folders(media) == [folder_of(picture)]
        assert all(slip.path.exists() for slip in shelf.Slip.ahead_of(picture))

    def test_are_left_alone_by_a_change_that_readers_cannot_see(
        self, picture, committed, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks() as callbacks:
            picture.rights_note = "Once only"
            picture.save()
        assert callbacks == []

    def test_remember_under_which_versions_they_were_known(self, picture):
        first = picture.version
        picture.credit = "Photo: B. Ek"
        picture.save(update_fields=["credit"])
        assert Picture.objects.get(pk=picture.pk).former_versions == [first]

    def test_do_not_remember_for_ever(self, picture):
        picture.former_versions = [f"{number:010x}" for number in range(VERSIONS_REMEMBERED)]
        picture.save()
        picture.credit = "Photo: B. Ek"
        picture.save()
        picture.refresh_from_db()
        assert len(picture.former_versions) == VERSIONS_REMEMBERED
        assert f"{0:010x}" not in picture.former_versions

    def test_take_their_prints_with_them(self, picture, committed, media):
        with committed():
            picture.delete()
        assert folders(media) == []

    def test_that_cannot_be_printed_stop_nothing(self, picture, committed, media):
        picture.file.storage.delete(picture.file.name)
        with committed():
            picture.credit = "Photo: B. Ek"
            picture.save()
        assert folders(media) == []
