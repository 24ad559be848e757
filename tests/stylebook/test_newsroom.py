"""The newsroom's screens for the style book."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from broadsheet.desk.roles import Role
from broadsheet.stylebook.models import Rule
from tests.newsroom import complaints, log_in
from tests.stylebook.making import make_rule

pytestmark = pytest.mark.django_db

LIST, ADD = "/newsroom/house-style/", "/newsroom/house-style/add/"
FORM = {
    "patterns": "past times", "instead": "long ago", "why": "Times pass.", "weight": "2",
    "unless": "", "wrong": "In past times. → In long ago.", "right": "In times past.",
    "is_on": "on",
}  # fmt: skip


@pytest.fixture
def editor():
    return log_in(Role.EDITOR)


class TestForm:
    def test_adds_a_rule_and_changes_it(self, editor):
        editor.post(ADD, FORM)
        rule = Rule.objects.get(name="past times")
        edit = reverse(rule.snippet_viewset.get_url_name("edit"), args=[rule.pk])
        editor.post(edit, {**FORM, "why": "They pass.", "is_on": ""})
        rule.refresh_from_db()
        assert (rule.why, rule.is_on) == ("They pass.", False)
        assert ModelLogEntry.objects.for_instance(rule).count() == 2

    def test_says_which_example_fails(self, editor):
        answer = editor.post(ADD, {**FORM, "right": "In past times."})
        assert complaints(answer) == {"right": "“In past times.” is remarked on, for “past times”."}
        assert not Rule.objects.filter(name="past times").exists()

    def test_says_what_is_no_pattern(self, editor):
        answer = editor.post(ADD, {**FORM, "patterns": "(past times"})
        assert "Brackets have a choice" in complaints(answer)["patterns"]

    def test_says_that_the_rule_is_there(self, editor):
        make_rule()
        assert complaints(editor.post(ADD, FORM)) == {
            "patterns": "The style book has this rule already."
        }


class TestList:
    def list(self, client, **query):
        return [str(rule) for rule in client.get(LIST, query).context["object_list"]]

    @pytest.mark.parametrize("words", ["past tim", "TIMES PASS", "long ago"])
    def test_is_searched_by_what_is_found_and_written_and_why(self, editor, words):
        make_rule(instead="long ago", why="Times pass.")
        assert self.list(editor, q=words) == ["past times"]

    def test_says_in_words_whether_it_is_looked_for(self, editor):
        make_rule()
        page = editor.get(LIST).content.decode()
        assert ">Yes</td>" in page
        assert "True" not in page

    def test_goes_by_one_name(self, editor):
        page = editor.get(LIST).content.decode()
        assert "House style" in page
        assert "rules of style" not in page.lower()

    def test_is_narrowed_to_what_is_not_looked_for(self, editor):
        make_rule(is_on=False)
        assert self.list(editor, is_on="false") == ["past times"]
