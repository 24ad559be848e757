"""Redirects made by hand."""

import pytest
from django.utils import timezone

from broadsheet.addresses.models import FormerAddress
from broadsheet.desk.roles import Role
from tests.making import make_paper, make_story, make_topic
from tests.newsroom import complaints, log_in

pytestmark = pytest.mark.django_db

NEW = "/newsroom/old-addresses/new/"


@pytest.fixture
def publisher():
    make_paper()
    return log_in(Role.PUBLISHER)


class TestOldAddresses:
    def test_lead_readers_on(self, publisher, client):
        publisher.post(NEW, {"path": "2019/old-story", "to_address": "/latest/"})
        response = client.get("/2019/old-story/")
        assert (response.status_code, response["Location"]) == (301, "/latest/")

    @pytest.mark.parametrize(
        "target", ["", "latest", "javascript:alert(1)", "//evil.example", "/old/"]
    )
    def test_say_what_is_wrong_with_where_they_lead(self, publisher, target):
        response = publisher.post(NEW, {"path": "/old/", "to_address": target})
        assert complaints(response)
        assert not FormerAddress.objects.exists()

    def test_are_there_once(self, publisher):
        publisher.post(NEW, {"path": "/old/", "to_address": "/latest/"})
        response = publisher.post(NEW, {"path": "old", "to_address": "/topics/"})
        assert "path" in complaints(response)

    def test_show_those_that_were_remembered(self, publisher):
        story = make_story(at=timezone.now(), slug="before")
        story.slug = "after"
        story.save()
        page = publisher.get("/newsroom/old-addresses/").content.decode()
        assert "before" in page
        assert story.get_absolute_url() in page

    def test_of_what_was_deleted_say_so_until_they_are_led_elsewhere(self, publisher, client):
        make_topic("quay").delete()
        assert "has been deleted" in publisher.get("/newsroom/old-addresses/").content.decode()
        former = FormerAddress.objects.get()
        address = f"/newsroom/old-addresses/edit/{former.pk}/"
        publisher.post(address, {"path": former.path, "to_address": ""})
        assert client.get("/topics/quay/").status_code == 410
        publisher.post(address, {"path": former.path, "to_address": "/latest/"})
        assert client.get("/topics/quay/")["Location"] == "/latest/"

    def test_are_searched(self, publisher):
        publisher.post(NEW, {"path": "/old-one/", "to_address": "/latest/"})
        publisher.post(NEW, {"path": "/other/", "to_address": "/topics/"})
        found = publisher.get("/newsroom/old-addresses/", {"q": "old-o"}).context["object_list"]
        assert [former.path for former in found] == ["/old-one/"]

    def test_that_were_remembered_can_be_led_elsewhere(self, publisher):
        story = make_story(at=timezone.now(), slug="before")
        story.slug = "after"
        story.save()
        former = FormerAddress.objects.get()
        address = f"/newsroom/old-addresses/edit/{former.pk}/"
        publisher.post(address, {"path": former.path, "to_address": ""})
        former.refresh_from_db()
        assert former.target == story.get_absolute_url()
        publisher.post(address, {"path": former.path, "to_address": "/latest/"})
        former = FormerAddress.objects.get()
        assert (former.target, former.content_type) == ("/latest/", None)
