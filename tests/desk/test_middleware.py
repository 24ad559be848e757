"""The newsroom's clock and language."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone, translation
from wagtail.users.models import UserProfile

from broadsheet.accounts.models import User
from broadsheet.desk.roles import Role
from broadsheet.stories.models import Story
from tests.making import make_paper, make_story
from tests.newsroom import PUBLISH, at_desk, filled_in, log_in, staff, url

pytestmark = pytest.mark.django_db

EVENING = datetime(2026, 3, 4, 20, 0, tzinfo=UTC)


@pytest.fixture
def paper():
    return make_paper(time_zone="Asia/Kolkata")


class TestTokens:
    def test_of_an_old_page_are_refused_with_what_to_do(self, paper):
        desk = staff(Role.EDITOR)
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(desk)
        response = browser.post(url("add"), filled_in())
        page = response.content.decode()
        assert response.status_code == 403
        assert "What you wrote is still there" in page
        assert "CSRF" not in page
        assert 'href="/newsroom/"' in page

    def test_are_not_asked_for_of_more_than_we_take(self, paper, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2000
        response = log_in(Role.EDITOR).post(url("add"), filled_in(headline="x" * 3000))
        assert response.status_code == 413
        assert "more than we take at once" in response.content.decode()


class TestHours:
    def test_are_the_papers(self, paper):
        story = make_story(at=EVENING)
        page = log_in(Role.EDITOR).get(url("edit", story.pk)).content.decode()
        assert "5 March 2026, 01:30 IST" in page
        assert "Asia/Kolkata" in page

    def test_are_understood_as_the_papers_when_filled_in(self, paper):
        log_in(Role.REPORTER).post(url("add"), filled_in(embargo_until="2030-01-01 10:00"))
        assert Story.objects.get().embargo_until == datetime(2030, 1, 1, 4, 30, tzinfo=UTC)

    def test_follow_the_paper_when_it_moves(self, paper):
        editor = log_in(Role.EDITOR)
        story = make_story(at=EVENING)
        assert "IST" in editor.get(url("edit", story.pk)).content.decode()
        paper.time_zone = "Europe/Berlin"
        paper.save()
        assert "4 March 2026, 21:00 CET" in editor.get(url("edit", story.pk)).content.decode()

    def test_name_their_zone_in_wagtails_own_screens(self, paper):
        editor = log_in(Role.EDITOR)
        editor.post(url("add"), filled_in(**PUBLISH))
        history = editor.get(url("history", Story.objects.get().pk)).content.decode()
        assert "IST" in history

    def test_are_over_outside(self, paper, client):
        client.get("/accounts/login/")
        assert timezone.get_current_timezone_name() == "UTC"
        assert translation.get_language() == "en"

    def test_hold_for_somebody_new(self, paper):
        user = staff(Role.REPORTER)
        assert not hasattr(User.objects.get(pk=user.pk), "wagtail_userprofile")
        assert "Asia/Kolkata" in log_in(Role.REPORTER).get(url("add")).content.decode()


class TestLanguage:
    def test_is_the_papers_until_somebody_chooses_another(self, client):
        make_paper(language="ar")
        page = client.get("/newsroom/login/", follow=True).content.decode()
        assert 'lang="ar"' in page
        assert 'dir="rtl"' in page

    @pytest.mark.parametrize(
        ("language", "heading", "direction"), [("ar", "المقدمة", "rtl"), ("ml", "ആമുഖം", "ltr")]
    )
    def test_is_what_somebody_has_chosen(self, paper, language, heading, direction):
        user = staff(Role.REPORTER)
        UserProfile.objects.create(user=user, preferred_language=language)
        page = at_desk(user).get(url("add")).content.decode()
        assert f'lang="{language}" dir="{direction}"' in " ".join(page.split())
        assert heading in page

    def test_is_that_of_dates_and_deeds_too(self, paper):
        user = staff(Role.REPORTER)
        UserProfile.objects.create(user=user, preferred_language="ar")
        story = make_story(at=EVENING)
        page = at_desk(user).get(url("edit", story.pk)).content.decode()
        assert "5 مارس 2026، 01:30 IST" in page
        assert "قدّم للمراجعة" in page

    def test_is_that_of_what_is_not_there(self):
        make_paper(language="ar")
        lost = log_in(Role.REPORTER).get("/newsroom/nowhere/")
        assert lost.status_code == 404
        assert "لا توجد صفحة كهذه في غرفة الأخبار" in lost.content.decode()
