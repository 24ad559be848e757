"""A publisher withdraws a story at a desk, sees the proof, and may think better of it."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, strip_tags

from broadsheet.desk.roles import Role
from broadsheet.stories.models import Story, Version, Withdrawal
from tests.making import amend, make_draft, make_picture
from tests.newsroom import PUBLISH, complaints, kept, log_in, said, url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sheets")]

NOTICE = '<section class="newsroom-withdrawn"'
REASON = "A court has forbidden it: case 12/2026."


@pytest.fixture
def publisher():
    return log_in(Role.PUBLISHER)


def page(client, story: Story, view: str = "edit") -> str:
    return client.get(url(view, story.pk)).content.decode()


def named(shown: str) -> str:
    """What stands large at the top of a page."""
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", shown, re.DOTALL)
    return " ".join(strip_tags(heading[1]).split()) if heading else ""


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

    @pytest.mark.parametrize("view", ["withdraw", "lift"])
    def test_is_said_to_be_a_publishers_where_somebody_else_asks(self, story, view):
        response = log_in(Role.EDITOR).get(url(view, story.pk), follow=True)
        assert response.redirect_chain[-1][0] == url("edit", story.pk)
        assert "Only a publisher" in said(response)

    @pytest.mark.parametrize("role", Role)
    def test_shows_the_way_in_the_list_to_those_alone_who_have_it(self, story, role):
        listed = log_in(role).get(url("list")).content.decode()
        assert (url("withdraw", story.pk) in listed) == (role == Role.PUBLISHER)

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

    def test_names_the_story_whose_proof_it_shows(self, publisher, story):
        proof = withdraw(publisher, story).content.decode()
        assert named(proof) == f"Withdrawn {story.headline}"
        assert f"<title>Withdrawn: {escape(story.headline)}" in " ".join(proof.split())

    def test_tells_what_is_left_right_after_the_address_and_names_it_on_a_phone(
        self, publisher, story
    ):
        proof = withdraw(publisher, story).content.decode()
        heads = re.findall(r"<th>(.*?)</th>", proof)
        assert heads[:2] == ["Address", "What is left"]
        for head in heads[1:]:
            assert f'data-label="{head}"' in proof

    def test_asked_for_again_says_since_when_it_stands_and_what_that_does(self, publisher, story):
        assert "for this reason" not in page(publisher, story, "withdraw")
        withdraw(publisher, story)
        asked = page(publisher, story, "withdraw")
        assert escape(REASON) in asked
        assert "asked anew" in asked
        assert "Nothing of it is left" in withdraw(publisher, story).content.decode()
        assert Withdrawal.objects.get().reason == REASON

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
    @pytest.mark.parametrize("role", Role)
    def test_says_so_at_the_top_of_its_form_and_how_that_is_lifted_to_those_who_may(
        self, publisher, story, role
    ):
        someone = publisher if role == Role.PUBLISHER else log_in(role)
        assert NOTICE not in page(someone, story)
        withdraw(publisher, story)
        notice = page(someone, story).partition(NOTICE)[2].partition("</section>")[0]
        assert "Withdrawn on" in notice
        assert escape(REASON) in notice
        assert (url("lift", story.pk) in notice) == (role == Role.PUBLISHER)

    def test_says_nothing_of_it_once_that_is_lifted(self, publisher, story):
        withdraw(publisher, story)
        publisher.post(url("lift", story.pk), {"reason": REASON, "older_words": "keep"})
        assert NOTICE not in page(publisher, story)

    def test_offers_no_button_that_publishes(self, publisher, story):
        button = 'name="action-publish"'
        assert button in page(publisher, story)
        withdraw(publisher, story)
        assert button not in page(publisher, story)

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
            url("lift", story.pk),
            {"reason": "The court has relented.", "older_words": "keep"},
            follow=True,
        )
        assert "until somebody publishes it" in said(response)
        publisher.post(url("edit", story.pk), {**kept(story), **PUBLISH})
        assert Story.objects.get(pk=story.pk).live

    def test_asks_what_becomes_of_what_readers_could_read(self, publisher, story):
        withdraw(publisher, story)
        asked = page(publisher, story, "lift")
        assert "What readers could read of it until now" in asked
        assert "checked" not in asked
        response = publisher.post(url("lift", story.pk), {"reason": REASON})
        assert complaints(response)["older_words"] == "Choose what becomes of it."
        assert Story.objects.get(pk=story.pk).is_withdrawn

    @pytest.mark.parametrize(("chosen", "is_buried"), [("bury", True), ("keep", False)])
    def test_does_with_it_as_was_chosen(self, publisher, story, chosen, is_buried):
        amend(story, at=timezone.now(), note="It was Monday.", headline="On Monday")
        withdraw(publisher, story)
        publisher.post(url("lift", story.pk), {"reason": REASON, "older_words": chosen})
        assert not Story.objects.get(pk=story.pk).is_withdrawn
        versions = Version.objects.values_list("words", "buried_at")
        assert [words is None and bool(at) for words, at in versions] == [is_buried, is_buried]

    def test_cannot_be_lifted_twice(self, publisher, story):
        assert "not withdrawn" in page(publisher, story, "lift")
        said_again = {"reason": REASON, "older_words": "keep"}
        response = publisher.post(url("lift", story.pk), said_again, follow=True)
        assert "not withdrawn" in said(response)


class TestDeleting:
    """Whoever deletes a story is told first what becomes of its record, and so it does."""

    def told(self, client, story):
        one = page(client, story, "delete")
        many = client.get(
            reverse("wagtail_bulk_action", args=["stories", "story", "delete"]),
            {"id": [story.pk, make_draft().pk]},
        ).content.decode()
        assert many.count("record of changes") == one.count("record of changes")
        return strip_tags(one)

    def delete(self, client, story):
        client.post(url("delete", story.pk))
        assert not Story.objects.filter(pk=story.pk).exists()
        return [version.words for version in Version.objects.order_by("number")]

    def test_of_a_draft_says_nothing_of_it(self, publisher):
        draft = make_draft()
        assert "record of changes" not in self.told(publisher, draft)
        assert self.delete(publisher, draft) == []

    def test_says_that_versions_stay_with_their_words(self, publisher, story):
        amend(story, at=timezone.now(), note="It was Monday.", headline="On Monday")
        told = self.told(publisher, story)
        assert "The 2 versions that readers could read stay in the record of changes" in told
        assert "withdraw the story before you delete it" in told
        assert all(self.delete(publisher, story))

    def test_says_where_none_was_written_down(self, publisher, story):
        assert "nothing of its words stays" in self.told(publisher, story)
        assert self.delete(publisher, story) == []

    def test_says_that_the_words_of_a_withdrawn_story_go(self, publisher, story):
        amend(story, at=timezone.now(), note="It was Monday.", headline="On Monday")
        withdraw(publisher, story)
        assert "its words are taken out of the record" in self.told(publisher, story)
        assert self.delete(publisher, story) == [None, None]
        assert Withdrawal.objects.get().reason == REASON

    def test_of_many_at_once_leaves_the_same(self, publisher, story):
        amend(story, at=timezone.now(), note="It was Monday.", headline="On Monday")
        withdraw(publisher, story)
        address = reverse("wagtail_bulk_action", args=["stories", "story", "delete"])
        publisher.post(f"{address}?id={story.pk}")
        assert not Story.objects.filter(pk=story.pk).exists()
        assert [version.words for version in Version.objects.all()] == [None, None]
