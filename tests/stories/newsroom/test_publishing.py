"""Publishing a story, and the rules of the house that it has to keep."""

import json
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield

from broadsheet.stories.models import Story
from tests.making import make_author, make_paper, make_story
from tests.newsroom import (
    PUBLISH,
    SUBMIT,
    complaints,
    filled_in,
    kept,
    paragraphs,
    people,
    photograph,
    said,
    url,
    when,
)

pytestmark = pytest.mark.django_db


BOTH = [PUBLISH, SUBMIT]


class TestPublishing:
    def test_puts_an_editors_story_before_readers(self, editor):
        editor.post(url("add"), filled_in(**PUBLISH))
        story = Story.objects.get()
        assert story.live
        assert editor.get(story.get_absolute_url()).status_code == 200

    def test_leaves_out_of_a_headline_what_nobody_sees(self, editor):
        editor.post(url("add"), filled_in(headline="\u202eFerry\u200b runs\x00", **PUBLISH))
        story = Story.objects.get()
        assert (story.headline, story.slug, story.live) == ("Ferry runs", "ferry-runs", True)

    def test_asks_for_a_headline_that_can_be_seen(self, editor):
        response = editor.post(url("add"), filled_in(headline="\u200b\u202e\u200d", **PUBLISH))
        assert complaints(response) == {"headline": "Write a headline."}

    def test_asks_for_a_story(self, editor):
        response = editor.post(url("add"), filled_in(body=streamfield([]), **PUBLISH))
        assert complaints(response) == {"body": "Validation error in StreamBlock"}
        assert "nothing you wrote is lost. Story: The story is empty." in said(response)
        assert not Story.objects.exists()

    def test_asks_when_a_correction_was_made(self, editor):
        wrong = {"made_on": "2099-01-01", "text": rich_text("<p>It was Monday.</p>")}
        body = streamfield([("correction", wrong)])
        response = editor.post(url("add"), filled_in(body=body, **PUBLISH))
        assert "Story: Check the day of this correction." in said(response)
        assert not Story.objects.exists()

    def test_says_what_is_wrong_in_a_gallery_or_in_a_line(self, editor):
        mute = photograph("Mute", description="")
        shown = {"picture": str(mute.pk), "caption": ""}
        pictures = {"count": "1", "0": {"value": shown, "order": "0", "deleted": "", "id": ""}}
        body = streamfield([("gallery", {"title": "", "pictures": pictures})])
        response = editor.post(url("add"), filled_in(body=body, **PUBLISH))
        assert "Story: “Mute” has no alt text." in said(response)
        twice = make_author("ada-byrne")
        response = editor.post(url("add"), filled_in(bylines=people(twice, twice), **PUBLISH))
        assert "nothing you wrote is lost. Please correct the duplicate" in said(response)

    def test_says_all_that_is_wrong_in_the_order_of_the_page(self, editor):
        words = "It sank on Wednesday, 2 May 2017.", "It rose on Monday, 3 May 2017."
        form = filled_in(
            byline_note="",
            standfirst="It was on Thursday, 4 May 2017, on Sunday, 5 May 2017.",
            body=paragraphs(*words),
            **PUBLISH,
        )
        told = said(editor.post(url("add"), form))
        assert "nothing you wrote is lost. 4 things have to be put right:" in told
        order = ["Standfirst: “Sunday”: 5 May", "Nobody has signed",
                 "Paragraph 1, “Wednesday”: 2 May", "Paragraph 2, “Monday”: 3 May"]  # fmt: skip
        places = [told.index(each) for each in order]
        assert places == sorted(places)
        assert told.count("may also be kept, with a reason") == 1

    def test_says_what_is_wrong_with_copy_beside_what_else_is_wrong_there(self, editor):
        wrong = rich_text("<p>It sank on Wednesday, 2 May 2017.</p>")
        headless = {"caption": "Towns", "table": json.dumps({"data": [["Orlo", "12"]]})}
        body = streamfield([("table", headless), ("paragraph", wrong)])
        told = said(editor.post(url("add"), filled_in(body=body, **PUBLISH)))
        assert "2 things have to be put right" in told
        assert "Make the first row the header" in told
        assert "Paragraph 1, “Wednesday”: 2 May 2017 was a Tuesday." in told

    def test_says_nothing_of_a_line_that_was_taken_out(self, editor):
        line = {"topic": "", "DELETE": "on", "ORDER": "1", "id": ""}
        form = filled_in(byline_note="", filed_topics=inline_formset([line]), **PUBLISH)
        told = said(editor.post(url("add"), form))
        assert "Nobody has signed" in told
        assert "required" not in told

    def test_says_how_it_can_be_sent_out_only_where_it_can(self, editor):
        response = editor.post(url("add"), filled_in(byline_note="", **PUBLISH))
        assert "with a reason" not in said(response)

    def test_says_when_readers_will_see_it(self, editor):
        make_paper(time_zone="Asia/Kolkata")
        later = timezone.now() + timedelta(hours=2)
        told = f"{later.astimezone(ZoneInfo('Asia/Kolkata')):%H:%M} IST"
        typed = f"{later.astimezone(ZoneInfo('Asia/Kolkata')):%Y-%m-%d %H:%M}"
        planned = editor.post(url("add"), filled_in(go_live_at=typed, **PUBLISH), follow=True)
        assert "will be published on" in said(planned)
        assert told in said(planned)
        form = filled_in(slug="other", embargo_until=typed, **PUBLISH)
        embargoed = editor.post(url("add"), form, follow=True)
        assert "Readers will see it from" in said(embargoed)
        assert told in said(embargoed)

    def test_leads_to_what_readers_see(self, editor):
        response = editor.post(url("add"), filled_in(**PUBLISH), follow=True)
        assert "is published" in said(response)
        assert Story.objects.get().get_absolute_url() in response.content.decode()

    def test_is_refused_to_a_reporter_who_keeps_the_draft(self, reporter):
        response = reporter.post(url("add"), filled_in(**PUBLISH), follow=True)
        story = Story.objects.get()
        assert not story.live
        assert response.redirect_chain == [(url("edit", story.pk), 302)]
        assert "not published: your role does not publish" in said(response)
        assert "created" not in said(response)

    def test_of_a_change_is_refused_to_a_reporter(self, reporter, story):
        form = kept(story, headline="Mine now", **PUBLISH)
        response = reporter.post(url("edit", story.pk), form, follow=True)
        assert "not published" in said(response)
        story.refresh_from_db()
        assert (story.headline == "Mine now", story.has_unpublished_changes) == (False, True)

    def test_leaves_what_readers_see_until_a_change_is_published(self, editor, story):
        editor.post(url("edit", story.pk), kept(story, headline="New words"))
        assert Story.objects.get(pk=story.pk).headline == story.headline
        editor.post(url("edit", story.pk), kept(story, headline="New words", **PUBLISH))
        assert Story.objects.get(pk=story.pk).headline == "New words"

    @pytest.mark.parametrize("deed", ["unpublish", "lock", "delete"])
    def test_and_what_undoes_it_are_refused_to_a_reporter(self, reporter, story, deed):
        reporter.post(url(deed, story.pk))
        story.refresh_from_db()
        assert (story.live, story.locked) == (True, False)

    def test_is_undone_by_an_editor(self, editor, story):
        editor.post(url("unpublish", story.pk))
        assert not Story.objects.get(pk=story.pk).live
        assert editor.get(story.get_absolute_url()).status_code == 410

    def test_undone_under_embargo_was_never_known_to_readers(self, editor):
        now = timezone.now()
        story = make_story(at=now, embargo_until=now + timedelta(hours=1))
        editor.post(url("unpublish", story.pk))
        assert Story.objects.get().first_publication is None
        with time_machine.travel(now + timedelta(hours=2)):
            assert editor.get(story.get_absolute_url()).status_code == 404

    def test_keeps_what_a_story_says_that_was_brought_in(self, editor, story):
        later = timezone.now() + timedelta(hours=2)
        editor.post(url("edit", story.pk), kept(story, go_live_at=when(later), **PUBLISH))
        story.refresh_from_db()
        assert story.live
        assert story.live_revision.as_object().headline == story.headline


@pytest.mark.parametrize("deed", BOTH, ids=["publish", "submit"])
class TestRules:
    def test_ask_for_a_headline(self, editor, deed):
        response = editor.post(url("add"), filled_in(headline="", **deed))
        assert complaints(response) == {"headline": "Write a headline."}

    def test_hold_a_headline_to_the_papers_limit(self, editor, deed):
        make_paper(headline_limit=40)
        response = editor.post(url("add"), filled_in(headline="x" * 41, **deed))
        assert "up to 40" in complaints(response)["headline"]

    def test_ask_who_signs(self, editor, deed):
        response = editor.post(url("add"), filled_in(byline_note="", **deed))
        assert "Choose an author" in complaints(response)["byline_note"]

    def test_take_an_author_for_a_byline(self, editor, deed):
        form = filled_in(byline_note="", bylines=people(make_author()), **deed)
        assert editor.post(url("add"), form).status_code == 302

    def test_do_not_take_an_author_who_was_struck_out(self, editor, deed):
        line = {"author": str(make_author().pk), "DELETE": "on"}
        form = filled_in(byline_note="", bylines=inline_formset([line]), **deed)
        assert "byline_note" in complaints(editor.post(url("add"), form))

    def test_ask_for_the_alt_text_of_the_lead_picture(self, editor, deed):
        mute = photograph("Mute", description="")
        response = editor.post(url("add"), filled_in(lead_picture=str(mute.pk), **deed))
        assert "alt text" in complaints(response)["lead_picture"]

    def test_ask_for_it_at_the_block_of_the_body(self, editor, deed):
        mute, told = photograph("Mute", description=""), photograph("Told")
        body = streamfield(
            [
                ("picture", {"picture": str(told.pk), "caption": ""}),
                ("picture", {"picture": str(mute.pk), "caption": ""}),
            ]
        )
        response = editor.post(url("add"), filled_in(body=body, **deed))
        (error,) = response.context["form"].errors["body"].as_data()
        assert list(error.block_errors) == [1]
        assert "alt text" in str(error.block_errors[1].block_errors["picture"])

    def test_refuse_an_address_that_is_taken_that_day(self, editor, deed):
        taken = make_story(at=timezone.now(), slug="ferry")
        form = filled_in(section=taken.section, slug="ferry", **deed)
        assert "slug" in complaints(editor.post(url("add"), form))

    def test_grant_the_address_of_another_day(self, editor, deed):
        old = make_story(at=timezone.now() - timedelta(days=3), slug="ferry")
        form = filled_in(section=old.section, slug="ferry", **deed)
        assert editor.post(url("add"), form).status_code == 302

    def test_refuse_dates_that_are_out_of_order(self, editor, deed):
        now = timezone.now()
        form = filled_in(
            embargo_until=when(now + timedelta(hours=3)),
            expire_at=when(now + timedelta(hours=2)),
            **deed,
        )
        assert "embargo" in complaints(editor.post(url("add"), form))["expire_at"]

    def test_say_all_that_is_wrong_at_once(self, editor, deed):
        mute = photograph("Mute", description="")
        form = filled_in(headline="", byline_note="", lead_picture=str(mute.pk), **deed)
        response = editor.post(url("add"), form)
        assert set(complaints(response)) == {"headline", "byline_note", "lead_picture"}


class TestLastGuard:
    """What the form could not see, because it happened after."""

    def test_gives_a_message_instead_of_an_error(self, editor, monkeypatch):
        make_story(at=timezone.now(), slug="ferry")
        monkeypatch.setattr(
            "broadsheet.stories.newsroom.forms.StoryRules._is_address_taken", lambda *_, **__: False
        )
        response = editor.post(url("add"), filled_in(slug="ferry", **PUBLISH), follow=True)
        assert "Another story of that day" in said(response)
        assert Story.objects.filter(live=True).count() == 1
