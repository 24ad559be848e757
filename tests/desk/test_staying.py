"""Whose account stays, and what goes with those that do not."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from broadsheet.accounts.models import User
from broadsheet.desk import staying
from broadsheet.desk.roles import Role
from broadsheet.readers.models import Erasure
from tests.making import make_story
from tests.media.files import plain
from tests.newsroom import at_desk, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return User.objects.create_user("ada@example.org")


class TestWhatBinds:
    def test_is_nothing_for_a_reader(self, reader):
        assert staying.what_binds(reader) == ""

    def test_is_the_newsroom_for_who_works_there(self):
        assert "works in the newsroom" in staying.what_binds(staff(Role.REPORTER))

    def test_is_what_was_written_by_who_worked_there_once(self, reader):
        make_story().save_revision(user=reader)
        assert "Stories were written" in staying.what_binds(reader)


class TestDeleting:
    """An account goes as it does where its owner erases it."""

    def test_in_the_newsroom_leaves_no_name_behind(self, reader):
        administrator = User.objects.create_superuser("admin@example.org", "x")
        desk = at_desk(administrator)
        other = User.objects.create_user("bob@example.org")
        User.objects.filter(pk__in=(reader.pk, other.pk)).update(is_staff=True)
        for user in (reader, other):
            log(instance=user, action="wagtail.edit")
        desk.post(f"/newsroom/users/delete/{reader.pk}/")
        address = reverse("wagtail_bulk_action", args=["accounts", "user", "delete"])
        desk.post(f"{address}?id={other.pk}", {})
        assert list(User.objects.all()) == [administrator]
        assert set(ModelLogEntry.objects.values_list("label", flat=True)) == {""}
        assert Erasure.objects.count() == 2


class TestForget:
    def test_leaves_no_name_in_the_history(self, reader):
        log(instance=reader, action="wagtail.edit")
        staying.forget(reader)
        kind = ContentType.objects.get_for_model(User)
        assert ModelLogEntry.objects.get(content_type=kind).label == ""

    def test_leaves_no_picture_on_the_disk_once_it_is_sure(
        self, reader, django_capture_on_commit_callbacks
    ):
        profile = UserProfile.get_for_user(reader)
        profile.avatar.save("ada.jpg", ContentFile(plain()))
        storage, name = profile.avatar.storage, profile.avatar.name
        with django_capture_on_commit_callbacks(execute=True):
            staying.forget(reader)
            assert storage.exists(name)
        assert not storage.exists(name)
