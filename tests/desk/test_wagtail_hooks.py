"""Who may have a file of a collection that is closed."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from broadsheet.accounts.models import User
from broadsheet.desk.roles import Role
from tests.newsroom import log_in

pytestmark = pytest.mark.django_db


class TestClosedFile:
    @pytest.fixture
    def address(self):
        closed = Collection.get_first_root_node().add_child(name="Contracts")
        CollectionViewRestriction.objects.create(
            collection=closed, restriction_type=CollectionViewRestriction.LOGIN
        )
        made = get_document_model().objects.create(
            title="Lease", file=ContentFile(b"%PDF-1.7", name="lease.pdf"), collection=closed
        )
        return made.url

    def test_is_for_those_who_work_here(self, address):
        assert log_in(Role.REPORTER).get(address).status_code == 200

    def test_is_for_no_reader(self, address):
        reader = Client()
        reader.force_login(User.objects.create_user("ada@example.org"))
        assert reader.get(address).status_code == 403
        assert Client().get(address).status_code == 404

    def test_is_for_nobody_who_showed_one_factor_where_two_are_asked_for(self, address, settings):
        settings.ASKS_STAFF_TWICE = True
        assert log_in(Role.REPORTER).get(address).status_code == 403
