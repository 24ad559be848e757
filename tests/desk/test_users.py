"""Taking people into the newsroom, and letting them go."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission
from wagtail.users.models import UserProfile

from broadsheet.accounts.models import User
from broadsheet.desk.roles import Role
from tests.newsroom import at_desk, complaints, log_in, staff

pytestmark = pytest.mark.django_db

NEW = "/newsroom/users/new/"


@pytest.fixture
def publisher():
    return log_in(Role.PUBLISHER)


@pytest.fixture
def administrator():
    return User.objects.create_superuser("root@example.org", "let me in", first_name="Root")


def form(role=Role.REPORTER, **fields):
    return {
        "email": "ann@example.org",
        "first_name": "Ann",
        "last_name": "Byrne",
        "password1": "a ferry at the quay",
        "password2": "a ferry at the quay",
        "groups": [Group.objects.get(name=role.value).pk],
        "is_active": "on",
        **fields,
    }


def edit(user):
    return f"/newsroom/users/edit/{user.pk}/"


class TestTakingIn:
    def test_makes_somebody_who_can_log_in(self, publisher, client):
        publisher.post(NEW, form())
        user = User.objects.get(email="ann@example.org")
        assert (user.is_staff, user.is_superuser) == (True, False)
        assert client.login(username="ANN@example.org", password="a ferry at the quay")
        assert client.get("/newsroom/").status_code == 200

    def test_asks_for_no_username(self, publisher):
        page = publisher.get(NEW).content.decode()
        assert 'name="username"' not in page
        assert "They log in with this address" in page

    def test_calls_roles_what_whoever_looks_calls_them(self):
        user = staff(Role.PUBLISHER)
        UserProfile.objects.create(user=user, preferred_language="ar")
        publisher = at_desk(user)
        form = publisher.get(NEW).content.decode()
        assert all(role in form for role in ("صحفي", "محرر", "ناشر"))
        assert "ناشر" in publisher.get("/newsroom/users/").content.decode()

    def test_knows_an_address_in_any_case(self, publisher):
        publisher.post(NEW, form())
        response = publisher.post(NEW, form(email="Ann@Example.ORG"))
        assert "an account with this e-mail address already" in complaints(response)["email"]

    @pytest.mark.parametrize(
        "wrong",
        [
            {"email": "no address"},
            {"email": ""},
            {"password2": "another"},
            {"password1": "1234", "password2": "1234"},
        ],
    )
    def test_says_what_is_wrong(self, publisher, wrong):
        assert complaints(publisher.post(NEW, form(**wrong)))
        assert not User.objects.filter(first_name="Ann").exists()

    def test_makes_no_administrator_at_a_publishers_wish(self, publisher):
        publisher.post(NEW, form(is_superuser="on"))
        assert not User.objects.get(email="ann@example.org").is_superuser

    def test_makes_one_at_an_administrators(self, administrator):
        at_desk(administrator).post(NEW, form(is_superuser="on"))
        assert User.objects.get(email="ann@example.org").is_superuser


class TestReaders:
    """Whoever only reads the paper is nobody whom the newsroom lists, changes or closes."""

    @pytest.fixture
    def reader(self):
        reader = User.objects.create_user("ann@example.org", "my own words for it")
        User.objects.vouch_for(reader)
        return reader

    def test_are_not_listed(self, publisher, administrator, reader):
        for desk in (publisher, at_desk(administrator)):
            page = desk.get("/newsroom/users/", {"q": "ann"}).content.decode()
            assert "ann@example.org" not in page

    def test_are_not_changed_nor_made_staff_by_the_way(self, publisher, administrator, reader):
        for desk in (publisher, at_desk(administrator)):
            desk.post(edit(reader), form(email="mine@example.org", password1="", password2=""))
            desk.post(f"/newsroom/users/delete/{reader.pk}/")
            desk.post(bulk("set_active_state", reader), {"mark_as_active": "False"})
        reader.refresh_from_db()
        assert (reader.email, reader.is_staff, reader.is_active) == ("ann@example.org", False, True)

    def test_are_taken_in_with_the_password_they_have(self, publisher, reader, client):
        client.force_login(reader)
        page = publisher.post(NEW, form(), follow=True).content.decode()
        assert "had an account as a reader" in page
        reader.refresh_from_db()
        assert reader.is_staff
        assert [group.name for group in reader.groups.all()] == ["Reporter"]
        assert reader.check_password("my own words for it")
        assert client.get("/newsroom/").status_code == 302  # that session was a reader's

    def test_are_not_taken_in_before_the_address_is_theirs(self, publisher):
        stranger = User.objects.create_user("ann@example.org", "what an impostor chose")
        assert "email" in complaints(publisher.post(NEW, form()))
        stranger.refresh_from_db()
        assert not stranger.is_staff


class TestChanging:
    def test_gives_another_role(self, publisher):
        user = staff(Role.REPORTER)
        new = form(Role.EDITOR, email=user.email, password1="", password2="")
        publisher.post(edit(user), new)
        assert [group.name for group in user.groups.all()] == ["Editor"]
        assert User.objects.get(pk=user.pk).check_password("let me in")

    def test_closes_an_account(self, publisher, client):
        user = staff(Role.REPORTER)
        fields = form(email=user.email, password1="", password2="")
        del fields["is_active"]
        publisher.post(edit(user), fields)
        assert not client.login(username=user.email, password="let me in")

    def test_of_an_administrator_is_for_administrators(self, publisher, administrator):
        response = publisher.post(edit(administrator), form())
        assert response.status_code == 302
        administrator.refresh_from_db()
        assert administrator.email == "root@example.org"

    def test_of_oneself_raises_nobody(self, publisher):
        me = User.objects.get(email="publisher@example.org")
        publisher.post(edit(me), form(Role.PUBLISHER, email=me.email, is_superuser="on"))
        me.refresh_from_db()
        assert not me.is_superuser

    def test_and_deleting_are_refused_to_editors(self):
        user, editor = staff(Role.REPORTER), log_in(Role.EDITOR)
        editor.post(edit(user), form(Role.EDITOR, email=user.email))
        editor.post(f"/newsroom/users/delete/{user.pk}/")
        assert [group.name for group in user.groups.all()] == ["Reporter"]


BULK = {
    "delete": {},
    "set_active_state": {"mark_as_active": "False"},
    "assign_role": {},
}


def bulk(action, *people):
    address = reverse("wagtail_bulk_action", args=["accounts", "user", action])
    return f"{address}?{'&'.join(f'id={person.pk}' for person in people)}"


def make_group(name, *codenames):
    group = Group.objects.create(name=name)
    group.permissions.set(Permission.objects.filter(codename__in=codenames))
    return group


class TestInBulk:
    @pytest.fixture
    def reporter(self):
        return staff(Role.REPORTER)

    @pytest.mark.parametrize("action", BULK)
    def test_nothing_is_done_to_an_administrator(self, publisher, administrator, reporter, action):
        role = Group.objects.get(name="Editor")
        form = {**BULK[action], "role": role.pk}
        publisher.post(bulk(action, administrator, reporter), form)
        administrator.refresh_from_db()
        assert administrator.is_active
        assert not administrator.groups.exists()
        # The one among them who is within reach is done unto all the same.
        done = User.objects.filter(pk=reporter.pk, is_active=True).exclude(groups=role)
        assert not done.exists()

    @pytest.mark.parametrize("action", BULK)
    def test_says_who_is_passed_over(self, publisher, administrator, action):
        page = publisher.get(bulk(action, administrator)).content.decode()
        assert "don&#x27;t have permission" in page or "don't have permission" in page
        assert "Root" in page

    def test_an_administrator_may(self, administrator, reporter):
        other = User.objects.create_superuser("other@example.org", "x")
        at_desk(administrator).post(bulk("delete", other, reporter), {})
        assert list(User.objects.all()) == [administrator]

    def test_gives_no_role_beyond_the_givers_own(self, publisher, reporter):
        role = make_group("Keepers", "access_admin", "change_group")
        response = publisher.post(bulk("assign_role", reporter), {"role": role.pk})
        assert "role" in response.context["form"].errors
        assert not reporter.groups.filter(pk=role.pk).exists()

    def test_is_refused_to_editors(self, reporter):
        editor = log_in(Role.EDITOR)
        editor.post(bulk("delete", reporter), {})
        editor.post(bulk("assign_role", reporter), {"role": Group.objects.get(name="Editor").pk})
        assert [group.name for group in reporter.groups.all()] == ["Reporter"]


class TestReach:
    """A role that an administrator has made, with rights that publishers lack."""

    @pytest.fixture
    def keepers(self):
        return make_group("Keepers", "access_admin", "change_group")

    @pytest.fixture
    def keeper(self, keepers):
        user = User.objects.create_user(
            "keeper@example.org", "let me in", first_name="Kim", is_staff=True
        )
        user.groups.add(keepers)
        return user

    def test_ends_at_a_role_with_more_rights(self, publisher, keepers):
        me = User.objects.get(email="publisher@example.org")
        response = publisher.post(edit(me), form(email=me.email, groups=[keepers.pk]))
        assert "groups" in complaints(response)
        assert [group.name for group in me.groups.all()] == ["Publisher"]

    def test_ends_at_whoever_has_it(self, publisher, keeper):
        publisher.post(edit(keeper), form(email="mine@example.org", password1="", password2=""))
        publisher.post(f"/newsroom/users/delete/{keeper.pk}/")
        keeper.refresh_from_db()
        assert keeper.email == "keeper@example.org"

    def test_lists_them_without_a_way_in(self, publisher, keeper, administrator):
        page = publisher.get("/newsroom/users/").content.decode()
        assert "keeper@example.org" in page
        assert edit(keeper) not in page
        assert edit(administrator) not in page

    def test_takes_in_a_role_for_a_part_of_what_one_may(self, publisher):
        sport = Collection.get_first_root_node().add_child(name="Sport")
        desk = make_group("Sports desk", "access_admin", "add_story")
        permission = Permission.objects.get(codename="add_image", content_type__model="image")
        GroupCollectionPermission.objects.create(
            group=desk, collection=sport, permission=permission
        )
        publisher.post(NEW, form(groups=[desk.pk]))
        user = User.objects.get(email="ann@example.org")
        assert [group.name for group in user.groups.all()] == ["Sports desk"]
        assert publisher.get(edit(user)).status_code == 200

    @pytest.mark.parametrize("role", Role)
    def test_is_never_widened_from_ones_own_profile(self, role):
        user = staff(role)
        form = {
            "name_email-first_name": "Ann",
            "name_email-last_name": "Byrne",
            "name_email-email": user.email,
            "name_email-is_superuser": "on",
            "name_email-groups": [group.pk for group in Group.objects.all()],
            "is_superuser": "on",
        }
        at_desk(user).post("/newsroom/account/", form)
        user.refresh_from_db()
        assert not user.is_superuser
        assert [group.name for group in user.groups.all()] == [role.value]

    @pytest.mark.parametrize("role", Role)
    @pytest.mark.parametrize("screen", ["groups", "workflows", "sites"])
    def test_of_nobody_goes_to_what_roles_may_do(self, role, screen, keepers):
        address = {
            "groups": f"/newsroom/groups/edit/{keepers.pk}/",
            "workflows": "/newsroom/workflows/add/",
            "sites": "/newsroom/sites/new/",
        }[screen]
        assert log_in(role).post(address, {"name": "Mine"}).status_code == 302
        keepers.refresh_from_db()
        assert keepers.name == "Keepers"


class TestList:
    def test_shows_roles_and_addresses(self, publisher):
        staff(Role.EDITOR)
        page = publisher.get("/newsroom/users/").content.decode()
        assert "editor@example.org" in page
        assert "Role" in page

    def test_is_searched_by_address(self, publisher):
        staff(Role.EDITOR)
        found = publisher.get("/newsroom/users/", {"q": "editor@"}).context["object_list"]
        assert [user.email for user in found] == ["editor@example.org"]
