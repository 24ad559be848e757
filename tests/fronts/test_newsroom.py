"""Curating fronts, and the guard over the standing pages."""

import pytest
from django.utils import timezone
from wagtail.models import Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from broadsheet.desk.roles import Role
from broadsheet.fronts.models import Front, StandingPage
from tests.making import make_paper, make_section, make_story
from tests.newsroom import complaints, log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher():
    return log_in(Role.PUBLISHER)


@pytest.fixture
def root():
    return Site.objects.get().root_page.specific


def front_form(*stories, section=""):
    lines = [{"story": str(story.pk), "ORDER": str(n)} for n, story in enumerate(stories, 1)]
    return nested_form_data({"section": section, "slots": inline_formset(lines)})


class TestFronts:
    def test_keep_the_editors_order(self):
        one, two = (make_story(at=timezone.now()) for _ in range(2))
        log_in(Role.EDITOR).post("/newsroom/fronts/new/", front_form(two, one))
        assert [slot.story for slot in Front.objects.get().slots.all()] == [two, one]

    def test_are_one_for_the_home_page(self, publisher):
        Front.objects.create()
        response = publisher.post("/newsroom/fronts/new/", front_form())
        assert "has a front already" in str(complaints(response))

    def test_are_one_for_a_section(self, publisher):
        section = make_section("sport")
        Front.objects.create(section=section)
        response = publisher.post("/newsroom/fronts/new/", front_form(section=str(section.pk)))
        assert "section" in complaints(response)

    def test_hold_a_story_once(self, publisher):
        story = make_story(at=timezone.now())
        response = publisher.post("/newsroom/fronts/new/", front_form(story, story))
        assert response.status_code == 200
        assert not Front.objects.exists()

    def test_are_listed_with_what_was_chosen(self, publisher):
        story = make_story(at=timezone.now(), headline="Ferry runs again")
        publisher.post("/newsroom/fronts/new/", front_form(story))
        page = publisher.get("/newsroom/fronts/").content.decode()
        assert "Home page" in page
        assert "Ferry runs again" in page


class TestStandingPages:
    def add(self, publisher, root, **fields):
        address = f"/newsroom/pages/add/fronts/standingpage/{root.pk}/"
        form = {
            "title": "About us",
            "slug": "about",
            "body": '{"blocks": [], "entityMap": {}}',
            "seo_title": "",
            "search_description": "",
            "go_live_at": "",
            "expire_at": "",
            "action-publish": "1",
            **fields,
        }
        for prefix in ("comments",):
            form |= {
                f"{prefix}-TOTAL_FORMS": "0",
                f"{prefix}-INITIAL_FORMS": "0",
                f"{prefix}-MIN_NUM_FORMS": "0",
                f"{prefix}-MAX_NUM_FORMS": "",
            }
        return publisher.post(address, form)

    def test_are_published_at_their_address(self, publisher, root, client):
        make_paper()
        assert self.add(publisher, root).status_code == 302
        assert "About us" in client.get("/about/").content.decode()

    def test_are_published_at_an_address_in_any_script(self, publisher, root, client):
        make_paper()
        assert self.add(publisher, root, slug="ഞങ്ങൾ-ആര്").status_code == 302
        assert "About us" in client.get("/ഞങ്ങൾ-ആര്/").content.decode()

    def test_say_what_is_no_slug(self, publisher, root):
        response = self.add(publisher, root, slug="a b")
        assert "valid “slug”" in str(response.context["form"].errors["slug"])

    def test_may_not_take_a_sections_address(self, publisher, root):
        make_section("sport")
        self.add(publisher, root, slug="sport")
        assert not StandingPage.objects.filter(slug="sport").exists()

    def test_are_previewed_in_the_papers_dress(self, publisher, root):
        make_paper(name="The Harbour Post")
        self.add(publisher, root)
        page = StandingPage.objects.get(slug="about")
        address = f"/newsroom/pages/{page.pk}/revisions/{page.latest_revision_id}/view/"
        shown = publisher.get(address)
        assert shown.status_code == 200
        assert "The Harbour Post" in shown.content.decode()

    def test_are_previewed_before_they_have_an_address(self, publisher, root):
        draft = StandingPage(title="Contact", slug="contact")
        response = draft.make_preview_request()
        assert "Contact" in response.content.decode()

    @pytest.mark.parametrize("deed", ["delete", "unpublish"])
    def test_keep_their_root(self, publisher, root, deed):
        publisher.post(f"/newsroom/pages/{root.pk}/{deed}/")
        kept = StandingPage.objects.get(pk=root.pk)
        assert kept.live

    def test_keep_their_root_among_many(self, publisher, root):
        publisher.post(f"/newsroom/bulk/wagtailcore/page/delete/?id={root.pk}")
        assert StandingPage.objects.filter(pk=root.pk).exists()

    def test_go_when_they_are_deleted(self, publisher, root):
        self.add(publisher, root)
        page = StandingPage.objects.get(slug="about")
        publisher.post(f"/newsroom/pages/{page.pk}/delete/")
        assert not StandingPage.objects.filter(slug="about").exists()
