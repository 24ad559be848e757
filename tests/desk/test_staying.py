"""Whose account stays, and what goes with those that do not."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from broadsheet.accounts.models import User
from broadsheet.desk import staying
from broadsheet.desk.roles import Role
from tests.making import make_story
from tests.media.files import plain
from tests.newsroom import staff

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


class TestForget:
    def test_leaves_no_name_in_the_history(self, reader):
        log(instance=reader, action="wagtail.edit")
        staying.forget(reader)
        kind = ContentType.objects.get_for_model(User)
        assert ModelLogEntry.objects.get(content_type=kind).label == ""

    def test_leaves_no_picture_on_the_disk(self, reader):
        profile = UserProfile.get_for_user(reader)
        profile.avatar.save("ada.jpg", ContentFile(plain()))
        storage, name = profile.avatar.storage, profile.avatar.name
        staying.forget(reader)
        assert not storage.exists(name)
