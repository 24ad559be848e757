"""Whose account stays."""

import pytest

from broadsheet.accounts.models import User
from broadsheet.desk import staying
from broadsheet.desk.roles import Role
from tests.making import make_story
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
