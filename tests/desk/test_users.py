"""Taking people into the newsroom, and letting them go."""

import pytest
from django.contrib.auth.models import Group

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
        assert "They log in with it" in page

    def test_knows_an_address_in_any_case(self, publisher):
        publisher.post(NEW, form())
        response = publisher.post(NEW, form(email="Ann@Example.ORG"))
        assert "here already" in complaints(response)["email"]

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
