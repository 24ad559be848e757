"""Who may do what, as the migration gives it to the groups."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory
from wagtail.admin.menu import reports_menu
from wagtail.documents.models import Document
from wagtail.models import ReferenceIndex, Site, Task, Workflow
from wagtail.permissions import policy_registry

from broadsheet.accounts.models import User
from broadsheet.desk.actions import make_staff
from broadsheet.desk.roles import Role
from broadsheet.fronts.models import StandingPage
from broadsheet.media.models import Picture
from broadsheet.stories.models import Story
from tests.making import make_author, make_draft, make_section, make_topic
from tests.newsroom import at_desk, log_in, photograph, said, staff

pytestmark = pytest.mark.django_db

USES = {
    "section": lambda section: {"section": section},
    "author": lambda author: {"authors": [author]},
    "picture": lambda picture: {"lead_picture": picture},
}
"""What a story says that has one of these."""

DOORS = {
    "/newsroom/": "REP",
    "/newsroom/stories/": "REP",
    "/newsroom/stories/add/": "REP",
    "/newsroom/topics/": "REP",
    "/newsroom/topics/new/": "REP",
    "/newsroom/authors/": "REP",
    "/newsroom/authors/new/": "EP",
    "/newsroom/storylines/": "REP",
    "/newsroom/storylines/new/": "EP",
    "/newsroom/register/people/": "REP",
    "/newsroom/register/people/add/": "EP",
    "/newsroom/register/offices/": "REP",
    "/newsroom/register/offices/add/": "EP",
    "/newsroom/register/places/": "REP",
    "/newsroom/register/places/add/": "EP",
    "/newsroom/register/organisations/": "REP",
    "/newsroom/register/organisations/add/": "EP",
    "/newsroom/house-style/": "REP",
    "/newsroom/house-style/add/": "EP",
    "/newsroom/images/": "REP",
    "/newsroom/images/multiple/add/": "REP",
    "/newsroom/documents/": "REP",
    "/newsroom/fronts/": "EP",
    "/newsroom/fronts/new/": "EP",
    "/newsroom/sections/": "P",
    "/newsroom/sections/new/": "P",
    "/newsroom/settings/paper/paper/1/": "P",
    "/newsroom/old-addresses/": "P",
    "/newsroom/users/": "P",
    "/newsroom/users/new/": "P",
    "/newsroom/collections/": "P",
    "/newsroom/groups/": "",
    "/newsroom/sites/": "",
    "/newsroom/workflows/list/": "",
}
"""Each screen, and the initials of the roles it opens to."""


@pytest.mark.parametrize("role", Role)
def test_each_door_opens_to_whom_it_should(role):
    client = log_in(role)
    client.get("/newsroom/settings/paper/paper/", follow=True)
    open_to = {door for door in DOORS if client.get(door).status_code == 200}
    assert open_to == {door for door, roles in DOORS.items() if role.value[0] in roles}


@pytest.mark.parametrize("role", Role)
def test_a_publisher_alone_comes_to_the_standing_pages(role):
    root = Site.objects.get().root_page
    opened = log_in(role).get(f"/newsroom/pages/{root.pk}/").status_code == 200
    assert opened == (role is Role.PUBLISHER)


class TestRights:
    @pytest.mark.parametrize(
        ("right", "roles"),
        [
            ("stories.add_story", "REP"),
            ("stories.change_story", "REP"),
            ("stories.publish_story", "EP"),
            ("stories.lock_story", "EP"),
            ("stories.unlock_story", "EP"),
            ("stories.delete_story", "P"),
            ("topics.add_topic", "REP"),
            ("topics.change_topic", "EP"),
            ("topics.delete_topic", "P"),
            ("topics.add_section", "P"),
            ("paper.change_paper", "P"),
            ("accounts.change_user", "P"),
        ],
    )
    def test_are_their_roles(self, right, roles):
        for role in Role:
            assert staff(role).has_perm(right) == (role.value[0] in roles), role

    def test_let_a_reporter_add_a_topic_and_not_change_one(self):
        reporter = log_in(Role.REPORTER)
        topic = make_topic("harbour")
        assert reporter.get(f"/newsroom/topics/edit/{topic.pk}/").status_code == 302
        reporter.post(f"/newsroom/topics/edit/{topic.pk}/", {"name": "Mine"})
        topic.refresh_from_db()
        assert topic.name == "Harbour"

    def test_are_nobodys_without_a_role(self):
        user = User.objects.create_user("reader@example.org", "x")
        assert not user.has_perm("wagtailadmin.access_admin")


class TestPictures:
    @pytest.fixture
    def reporter(self):
        return staff(Role.REPORTER)

    def upload(self, user):
        picture = photograph()
        picture.uploaded_by_user = user
        picture.save()
        return picture

    def may_change(self, user, picture):
        return at_desk(user).get(f"/newsroom/images/{picture.pk}/").status_code == 200

    def test_of_ones_own_are_ones_own_to_change(self, reporter):
        assert self.may_change(reporter, self.upload(reporter))

    def test_of_others_are_an_editors_to_change(self, reporter):
        editor = staff(Role.EDITOR)
        assert not self.may_change(reporter, self.upload(editor))
        assert self.may_change(editor, self.upload(reporter))

    def delete(self, user, picture):
        """In each way there is: from its own page, from the page of an upload, among many."""
        desk = at_desk(user)
        desk.post(f"/newsroom/images/{picture.pk}/delete/")
        in_background = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
        desk.post(f"/newsroom/images/multiple/{picture.pk}/delete/", **in_background)
        desk.post(f"/newsroom/bulk/media/picture/delete/?id={picture.pk}&next=/newsroom/")
        return not Picture.objects.filter(pk=picture.pk).exists()

    def test_of_ones_own_are_ones_own_to_delete(self, reporter):
        assert self.delete(reporter, self.upload(reporter))

    def test_of_others_are_a_publishers_to_delete(self, reporter):
        picture = self.upload(reporter)
        assert not self.delete(staff(Role.EDITOR), picture)
        assert self.delete(staff(Role.PUBLISHER), picture)

    def test_of_others_have_no_button_to_delete_them(self, reporter):
        picture = self.upload(reporter)
        screen = at_desk(staff(Role.EDITOR)).get(f"/newsroom/images/{picture.pk}/")
        assert f"/newsroom/images/{picture.pk}/delete/" not in screen.content.decode()

    def test_are_all_in_the_list_of_whoever_may_change_them(self, reporter):
        self.upload(reporter)
        assert "Quay" in at_desk(staff(Role.EDITOR)).get("/newsroom/images/").content.decode()

    def test_are_called_so(self, reporter):
        assert "Pictures" in at_desk(reporter).get("/newsroom/images/").content.decode()

    @pytest.mark.parametrize(
        ("screen", "words"),
        [
            ("/newsroom/images/multiple/add/", "Add pictures"),
            ("/newsroom/documents/multiple/add/", "Add files"),
            ("/newsroom/stories/add/", "Choose a picture"),
            ("/newsroom/images/chooser/", "Choose a picture"),
            ("/newsroom/documents/chooser/", "Choose a file"),
        ],
    )
    def test_are_called_so_where_they_are_added_and_chosen(self, reporter, screen, words):
        assert words in at_desk(reporter).get(screen).content.decode()


class TestFiles:
    @pytest.mark.parametrize("role", Role)
    @pytest.mark.parametrize(
        "way",
        [
            "/newsroom/documents/delete/{}/",
            "/newsroom/bulk/wagtaildocs/document/delete/?id={}&next=/newsroom/",
        ],
    )
    def test_of_others_are_a_publishers_to_delete(self, role, way):
        file = Document.objects.create(title="Budget", file=ContentFile(b"x", "budget.pdf"))
        at_desk(staff(role)).post(way.format(file.pk))
        assert Document.objects.exists() == (role is not Role.PUBLISHER)

    def test_of_ones_own_are_ones_own_to_delete(self):
        reporter = staff(Role.REPORTER)
        file = Document.objects.create(
            title="Budget", file=ContentFile(b"x", "budget.pdf"), uploaded_by_user=reporter
        )
        at_desk(reporter).post(f"/newsroom/documents/delete/{file.pk}/")
        assert not Document.objects.exists()


class TestMediaPolicy:
    """Asked for one right or several, for one picture or all, it says the same."""

    @pytest.mark.parametrize("role", Role)
    @pytest.mark.parametrize("actions", [["delete"], ["change"], ["change", "delete"]])
    def test_lists_what_it_lets_somebody_do(self, role, actions):
        user = staff(role)
        mine, other = photograph("Mine"), photograph("Other")
        Picture.objects.filter(pk=mine.pk).update(uploaded_by_user=user)
        mine.refresh_from_db()
        policy = policy_registry.get_by_type(Picture)
        listed = set(policy.instances_user_has_any_permission_for(user, actions))
        assert listed == {
            each
            for each in (mine, other)
            if policy.user_has_any_permission_for_instance(user, actions, each)
        }
        assert mine in listed

    def test_lets_nobody_do_anything_who_has_left(self):
        user = staff(Role.PUBLISHER)
        user.is_active = False
        policy = policy_registry.get_by_type(Picture)
        assert not policy.user_has_permission(user, "delete")
        assert not policy.user_has_permission_for_instance(user, "delete", photograph())


class TestReports:
    def test_leave_out_what_says_nothing_here(self):
        request = RequestFactory().get("/newsroom/")
        request.user = staff(Role.PUBLISHER)
        names = {item.name for item in reports_menu.menu_items_for_request(request)}
        assert names == {"workflows", "site-history"}

    @pytest.mark.parametrize("role", Role)
    @pytest.mark.parametrize("address", ["", "results/", "?export=csv"])
    def test_show_everyones_deeds_to_publishers_alone(self, role, address):
        response = log_in(role).get(f"/newsroom/reports/site-history/{address}")
        assert (response.status_code == 200) == (role is Role.PUBLISHER)


class TestMigration:
    def test_leaves_no_example_groups_of_wagtails(self):
        assert {group.name for group in Group.objects.all()} == {role.value for role in Role}

    def test_makes_one_review_which_editors_and_publishers_approve(self):
        workflow = Story.get_default_workflow()
        assert workflow.name == "Review"
        (task,) = workflow.tasks
        groups = {group.name for group in task.specific.groups.all()}
        assert groups == {Role.EDITOR.value, Role.PUBLISHER.value}
        assert (Workflow.objects.count(), Task.objects.count()) == (1, 1)

    def test_makes_no_right_twice(self):
        names = list(Permission.objects.values_list("content_type", "codename"))
        assert len(names) == len(set(names))

    def test_makes_the_root_of_the_standing_pages(self):
        root = Site.objects.get().root_page.specific
        assert isinstance(root, StandingPage)
        assert root.depth == 2

    @pytest.mark.django_db(transaction=True)
    def test_can_be_undone_and_done_again(self):
        call_command("migrate", "desk", "zero", verbosity=0)
        call_command("migrate", "fronts", "0002", verbosity=0)
        assert not Group.objects.exists()
        assert not StandingPage.objects.exists()
        assert Site.objects.get().root_page is not None
        call_command("migrate", verbosity=0)
        assert Group.objects.count() == 3
        assert isinstance(Site.objects.get().root_page.specific, StandingPage)
        connection.close()


class TestMakeStaff:
    def test_lets_somebody_in(self, client):
        make_staff("Ann@Example.org", Role.EDITOR, password="let me in", first_name="Ann")
        assert client.login(username="ann@example.org", password="let me in")
        assert client.get("/newsroom/").status_code == 200

    def test_changes_the_role_of_somebody_who_is_there(self):
        make_staff("ann@example.org", Role.REPORTER, password="x")
        make_staff("ann@example.org", Role.EDITOR, password="y")
        user = User.objects.get()
        assert [group.name for group in user.groups.all()] == ["Editor"]
        assert user.check_password("y")


@pytest.mark.parametrize("kind", ["section", "author", "picture"])
def test_what_a_story_uses_is_not_deleted(kind):
    used = {"section": make_section, "author": make_author, "picture": photograph}[kind]("sport")
    story = make_draft(headline="Cup final", **USES[kind](used))
    ReferenceIndex.create_or_update_for_object(story)
    address = {
        "section": "/newsroom/sections/delete/{}/",
        "author": "/newsroom/authors/delete/{}/",
        "picture": "/newsroom/images/{}/delete/",
    }[kind].format(used.pk)
    publisher = log_in(Role.PUBLISHER)
    assert publisher.get(address).status_code == 200
    told = said(publisher.post(address, follow=True))
    assert "Not deleted, because it is still in use by" in told
    assert "permission" not in told
    used.refresh_from_db()
