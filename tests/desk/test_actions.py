"""What the newsroom forgets with an account."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from broadsheet.accounts.models import User
from broadsheet.desk import actions
from broadsheet.readers.models import Erasure
from tests.media.files import plain
from tests.newsroom import at_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return User.objects.create_user("ada@example.org")


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
        actions.forget(reader)
        kind = ContentType.objects.get_for_model(User)
        assert ModelLogEntry.objects.get(content_type=kind).label == ""

    def test_leaves_no_picture_on_the_disk_once_it_is_sure(
        self, reader, django_capture_on_commit_callbacks
    ):
        profile = UserProfile.get_for_user(reader)
        profile.avatar.save("ada.jpg", ContentFile(plain()))
        storage, name = profile.avatar.storage, profile.avatar.name
        with django_capture_on_commit_callbacks(execute=True):
            actions.forget(reader)
            assert storage.exists(name)
        assert not storage.exists(name)
