"""Files: for readers while something that they may see leads to them, and never lost meanwhile."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.documents import get_document_model

from broadsheet.addresses.models import FormerAddress
from broadsheet.desk.roles import Role
from broadsheet.fronts.models import StandingPage
from broadsheet.stories.models import Story
from tests.making import make_draft, make_paper
from tests.newsroom import log_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def paper():
    return make_paper()


@pytest.fixture
def file():
    content = ContentFile(b"%PDF-1.7", name="plan.pdf")
    return get_document_model().objects.create(title="Plan", file=content)


def publish_story(file, **fields):
    story = make_draft(body=[("file", {"file": file, "title": ""})], headline="Quay", **fields)
    story.save_revision().publish()
    return Story.objects.get(pk=story.pk)


def publish_page(file):
    body = f'<p><a linktype="document" id="{file.pk}">The plan</a></p>'
    page = StandingPage.root().add_child(instance=StandingPage(title="About", body=body))
    page.save_revision().publish()
    return StandingPage.objects.get(pk=page.pk)


class TestServing:
    @pytest.mark.parametrize("publish", [publish_story, publish_page])
    def test_is_for_everyone_once_something_published_leads_there(self, client, file, publish):
        assert client.get(file.url).status_code == 404
        publish(file)
        assert client.get(file.url).status_code == 200

    @pytest.mark.parametrize("publish", [publish_story, publish_page])
    def test_ends_when_that_is_taken_down(self, client, file, publish):
        publish(file).unpublish()
        assert client.get(file.url).status_code == 404

    def test_goes_on_for_what_an_archive_had_for_everyone(self, client, file):
        FormerAddress.objects.remember("/wp-content/uploads/plan.pdf", file)
        assert client.get("/wp-content/uploads/plan.pdf")["Location"] == file.url
        assert client.get(file.url).status_code == 200
        file.delete()
        assert client.get("/wp-content/uploads/plan.pdf").status_code == 410

    def test_waits_for_the_embargo(self, client, file):
        publish_story(file, embargo_until=timezone.now() + timedelta(hours=1))
        assert client.get(file.url).status_code == 404

    def test_is_always_for_the_newsroom(self, file):
        assert log_in(Role.REPORTER).get(file.url).status_code == 200

    def test_says_that_there_is_nothing_in_the_papers_dress(self, client, file):
        assert "The Test Courier" in client.get(file.url).content.decode()


class TestDeleting:
    @pytest.mark.parametrize("publish", [publish_story, publish_page])
    def test_is_refused_while_something_published_leads_there(self, file, publish):
        publish(file)
        with pytest.raises(ProtectedError), transaction.atomic():
            file.delete()
        with pytest.raises(ProtectedError), transaction.atomic():
            get_document_model().objects.all().delete()
        assert get_document_model().objects.exists()

    def test_says_where_the_file_is_in_use(self, file):
        publish_story(file)
        publisher = log_in(Role.PUBLISHER)
        address = f"/newsroom/documents/delete/{file.pk}/"
        told = publisher.post(address, follow=True).content.decode()
        assert "still in use by: stories (“Quay”)" in told

    def test_is_possible_when_that_was_taken_down(self, file):
        publish_story(file).unpublish()
        file.delete()
        assert not get_document_model().objects.exists()
