"""What is not for everybody, or is not whole, is never kept: previews, restricted pages, failures.

Asked of the door, with all of the paper behind it.
"""

from __future__ import annotations

import asyncio
import time

import httpx2
import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import OperationalError
from django.http import HttpResponse
from django.template import engines
from django.test import Client
from django.urls import path, reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction

from broadsheet.addresses.models import FormerAddress
from broadsheet.desk.roles import Role
from broadsheet.fronts.models import StandingPage
from broadsheet.press.door.serving import Door
from broadsheet.press.following import Follower
from broadsheet.press.log import open_log
from broadsheet.press.rack.store import State, Store
from broadsheet.press.rendering import Django
from broadsheet.press.sheet import Sheet
from broadsheet.topics.models import Section
from broadsheet.urls import urlpatterns as those_of_the_paper
from tests.making import make_paper, make_section, make_story
from tests.newsroom import log_in

SECRET = "Not for everybody"


class Break:
    """Decides what becomes of the page that breaks in the middle."""

    error: Exception | None = None


def breaking(request):
    """Has read and printed half of itself when it breaks."""

    def rest() -> str:
        if Break.error:
            raise Break.error
        return "the other half"

    half = list(Section.objects.values_list("name", flat=True))
    template = engines["django"].from_string("<p>{{ half }}</p>{{ rest }}")
    return HttpResponse(template.render({"half": half, "rest": rest}))


def personal(request):
    response = HttpResponse(SECRET)
    response["Cache-Control"] = "private"
    return response


urlpatterns = [path("breaking/", breaking), path("personal/", personal), *those_of_the_paper]
handler404 = "broadsheet.fronts.views.not_found"
handler500 = "broadsheet.fronts.views.failed"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls(__name__)]


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "sheets", size=64 * 1024 * 1024)
    Follower(store, open_log()).drain(timezone.now())
    yield store
    store.close()


@pytest.fixture
def ask(store, settings):
    """Asks the door for addresses as one browser does, with what it was logged in with."""
    make_paper()
    paper = Django()

    def ask(*addresses: str, browser: Client | None = None) -> list[httpx2.Response]:
        cookies = {name: each.value for name, each in browser.cookies.items()} if browser else {}

        async def visit() -> list[httpx2.Response]:
            transport = httpx2.ASGITransport(app=Door(store, lambda: paper))
            async with httpx2.AsyncClient(
                transport=transport, base_url=settings.SITE, cookies=cookies
            ) as client:
                return [await client.get(address) for address in addresses]

        return asyncio.run(visit())

    return ask


def statuses(answers: list[httpx2.Response]) -> list[int]:
    """What was answered: an error in passing is no proof that something is not kept."""
    return [each.status_code for each in answers]


def kept(store: Store) -> dict[str, bytes]:
    """The bodies of all sheets, right or wrong."""
    found = {each: store.find(each, Sheet.load, at=time.time()) for each in store.addresses()}
    return {each: sheet.picked.body for each, sheet in found.items() if sheet.picked}


@pytest.fixture
def story():
    story = make_story(headline="As it was published")
    story.save_revision()
    return story


class TestPreview:
    def test_of_a_story_is_not_kept(self, ask, store, story):
        editor = log_in(Role.EDITOR)
        draft = story.get_latest_revision_as_object()
        draft.headline = SECRET
        draft.save_revision()
        address = reverse("wagtailsnippets_stories_story:revisions_view", args=[
            story.pk, draft.latest_revision.pk,
        ])  # fmt: skip
        (preview,) = ask(address, browser=editor)
        assert preview.status_code == 200
        assert SECRET in preview.text
        assert kept(store) == {}

    def test_comes_into_no_page_that_editors_look_at(self, ask, store, story):
        editor = log_in(Role.EDITOR)
        draft = story.get_latest_revision_as_object()
        draft.headline = SECRET
        draft.save_revision()
        asked = ("/", story.get_absolute_url(), f"{story.get_absolute_url()}story.json")
        theirs = ask(*asked, browser=editor)
        strangers = ask(*asked)
        assert statuses(theirs) == statuses(strangers) == [200, 200, 200]
        assert [each.content for each in theirs] == [each.content for each in strangers]
        assert set(kept(store)) == set(asked)
        assert not any(SECRET.encode() in body for body in kept(store).values())


class TestNewsroom:
    def test_is_never_kept_whoever_asks(self, ask, store, story):
        asked = ("/newsroom/", "/newsroom/login/", "/readyz")
        assert statuses(ask(*asked)) == [302, 302, 200]
        assert statuses(ask(*asked, browser=log_in(Role.EDITOR))) == [200, 302, 200]
        assert kept(store) == {}


# Django reads a file from the disk at once, where it is asked in this way.
@pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume synchronous iterators")
class TestFile:
    def test_is_never_kept_whether_readers_have_it_or_not(self, ask, store):
        files = get_document_model().objects
        shown, hidden = (
            files.create(title=name, file=ContentFile(SECRET.encode(), name=f"{name}.txt"))
            for name in ("shown", "hidden")
        )
        FormerAddress.objects.remember("/wp-content/uploads/shown.txt", shown)
        answers = ask(shown.url, hidden.url, "/documents/0/none.txt")
        assert statuses(answers) == [200, 404, 404]
        assert answers[0].text == SECRET
        assert kept(store) == {}


class TestRestrictedPage:
    @pytest.fixture
    def page(self):
        page = StandingPage(title="For members", slug="members", body=f"<p>{SECRET}</p>")
        return StandingPage.root().add_child(instance=page)

    def restrict(self, page: StandingPage, kind: str) -> None:
        restriction = PageViewRestriction.objects.create(
            page=page, restriction_type=kind, password="let me in"
        )
        if kind == PageViewRestriction.GROUPS:
            restriction.groups.add(Group.objects.create(name="Members"))

    @pytest.mark.parametrize("kind", ["login", "password", "groups"])
    def test_is_not_kept_though_an_editor_asks(self, ask, store, page, kind):
        self.restrict(page, kind)
        (answer,) = ask("/members/", browser=log_in(Role.PUBLISHER))
        assert answer.status_code == 404
        assert SECRET not in answer.text
        assert not any(SECRET.encode() in body for body in kept(store).values())

    def test_that_was_kept_is_gone_with_the_restriction(self, ask, store, page):
        (open_to_all,) = ask("/members/")
        assert open_to_all.status_code == 200
        assert SECRET in open_to_all.text
        assert SECRET.encode() in kept(store)["/members/"]
        self.restrict(page, "login")
        Follower(store, open_log()).drain(timezone.now())
        assert "/members/" not in kept(store)
        (restricted,) = ask("/members/")
        assert restricted.status_code == 404
        assert SECRET not in restricted.text


class TestFailure:
    @pytest.mark.parametrize(
        ("error", "status"), [(ZeroDivisionError(), 500), (OperationalError("gone"), 503)]
    )
    def test_halfway_through_a_page_leaves_nothing(self, ask, store, monkeypatch, error, status):
        make_section("harbour")
        monkeypatch.setattr(Break, "error", error)
        (broken,) = ask("/breaking/")
        assert broken.status_code == status
        assert "Harbour" not in broken.text
        assert broken.headers["cache-control"] == "no-store"
        assert kept(store) == {}
        monkeypatch.setattr(Break, "error", None)
        (whole,) = ask("/breaking/")
        assert whole.status_code == 200
        assert "the other half" in whole.text
        assert set(kept(store)) == {"/breaking/"}

    def test_leaves_the_last_whole_page_in_its_place(self, ask, store, monkeypatch):
        make_section("harbour")
        (whole,) = ask("/breaking/")
        store.handle(touched=[], facts={}, everything=True)
        monkeypatch.setattr(Break, "error", ZeroDivisionError())
        (again,) = ask("/breaking/")
        assert statuses([whole, again]) == [200, 200]
        assert again.content == whole.content
        assert store.find("/breaking/", len, at=time.time()).state is State.WRONG

    def test_of_the_database_in_a_page_of_the_paper_leaves_nothing(self, ask, store, monkeypatch):
        story = make_story()

        def away(*_, **__):
            raise OperationalError("gone")

        asked = ("/", story.get_absolute_url(), "/feeds/rss.xml", "/sitemap.xml", "/nowhere/")
        monkeypatch.setattr("django.db.models.sql.compiler.SQLCompiler.execute_sql", away)
        assert set(statuses(ask(*asked))) == {503}
        monkeypatch.undo()
        assert kept(store) == {}


class TestPersonal:
    def test_answer_is_not_kept(self, ask, store):
        (answer,) = ask("/personal/")
        assert answer.status_code == 200
        assert answer.text == SECRET
        assert kept(store) == {}
