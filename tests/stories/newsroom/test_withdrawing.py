"""A publisher withdraws a story at a desk, sees the proof, and may think better of it."""

from __future__ import annotations

import pytest
from django.utils.html import escape

from broadsheet.desk.roles import Role
from broadsheet.stories.models import Story, Withdrawal
from tests.making import make_draft, make_picture
from tests.newsroom import PUBLISH, complaints, kept, log_in, said, url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sheets")]

REASON = "A court has forbidden it: case 12/2026."


@pytest.fixture
def publisher():
    return log_in(Role.PUBLISHER)


def page(client, story: Story, view: str = "edit") -> str:
    return client.get(url(view, story.pk)).content.decode()


def withdraw(client, story: Story, reason: str = REASON):
    return client.post(url("withdraw", story.pk), {"reason": reason})


class TestRight:
    @pytest.mark.parametrize("view", ["withdraw", "lift"])
    @pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR])
    def test_is_a_publishers(self, story, role, view):
        client = log_in(role)
        assert url(view, story.pk) not in page(client, story)
        client.post(url(view, story.pk), {"reason": REASON})
        assert Story.objects.get(pk=story.pk).live
        assert not Withdrawal.objects.exists()

    def test_shows_the_way_there(self, publisher, story):
        assert url("withdraw", story.pk) in page(publisher, story)
        withdraw(publisher, story)
        assert url("withdraw", story.pk) not in page(publisher, story)
        assert url("lift", story.pk) in page(publisher, story)


class TestWithdraw:
    def test_says_first_what_will_happen(self, publisher, story):
        Story.objects.filter(pk=story.pk).update(lead_picture=make_picture("Lighthouse"))
        shown = page(publisher, story, "withdraw")
        assert story.get_absolute_url() in shown
        assert "The picture “Lighthouse”" in shown
        assert Story.objects.get(pk=story.pk).live

    def test_shows_the_proof(self, publisher, story):
        response = withdraw(publisher, story)
        assert "Nothing of it is left" in response.content.decode()
        assert f"<code>{story.get_absolute_url()}story.txt</code>" in response.content.decode()
        record = Withdrawal.objects.get()
        assert record.by == "Publisher <publisher@example.org>"
        assert record.reason == REASON

    @pytest.mark.parametrize("reason", ["", "x"])
    def test_asks_why(self, publisher, story, reason):
        assert complaints(withdraw(publisher, story, reason))["reason"]
        assert Story.objects.get(pk=story.pk).live

    def test_says_that_a_draft_cannot_be_withdrawn(self, publisher):
        draft = make_draft()
        response = publisher.get(url("withdraw", draft.pk), follow=True)
        assert "has never been public" in said(response)
        assert url("withdraw", draft.pk) not in page(publisher, draft)

    def test_is_told_in_the_history_with_its_reason(self, publisher, story):
        withdraw(publisher, story)
        history = page(publisher, story, "history")
        assert "Withdrawn" in history
        assert escape(REASON) in history

    def test_is_told_in_the_list(self, publisher, story):
        withdraw(publisher, story)
        listed = publisher.get(url("list"), {"state": "withdrawn"}).content.decode()
        assert story.headline in listed
        assert story.headline not in publisher.get(url("list"), {"state": "draft"}).content.decode()


class TestWithdrawn:
    def test_cannot_be_published_from_the_form(self, publisher, story):
        withdraw(publisher, story)
        response = publisher.post(url("edit", story.pk), {**kept(story), **PUBLISH})
        assert "is withdrawn" in complaints(response)["headline"]

    def test_can_be_worked_on(self, publisher, story):
        withdraw(publisher, story)
        publisher.post(url("edit", story.pk), kept(story, headline="With other words"))
        story = Story.objects.get(pk=story.pk)
        assert story.get_latest_revision_as_object().headline == "With other words"
        assert story.is_withdrawn

    def test_can_be_published_once_that_is_lifted(self, publisher, story):
        withdraw(publisher, story)
        assert REASON in page(publisher, story, "lift")
        response = publisher.post(
            url("lift", story.pk), {"reason": "The court has relented."}, follow=True
        )
        assert "until somebody publishes it" in said(response)
        publisher.post(url("edit", story.pk), {**kept(story), **PUBLISH})
        assert Story.objects.get(pk=story.pk).live

    def test_cannot_be_lifted_twice(self, publisher, story):
        assert "not withdrawn" in page(publisher, story, "lift")
        response = publisher.post(url("lift", story.pk), {"reason": REASON}, follow=True)
        assert "not withdrawn" in said(response)
