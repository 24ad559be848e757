"""What other programs are told agrees with what is parsed and answered."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.urls import resolve
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from broadsheet.checking.draft import Kind
from broadsheet.desk import wagtail_hooks
from broadsheet.desk.proofing.drafts import Unreadable, of_json
from broadsheet.desk.proofing.openapi import SCHEMAS, document
from broadsheet.desk.roles import Role
from broadsheet.stories.models import KeptWords
from tests.making import make_draft, make_picture, make_topic
from tests.newsroom import log_in
from tests.register.making import make_person

DOCUMENT = document("https://paper.example", session="sessionid")
DRAFT = {
    "day": "2017-05-03",
    "happened": "",
    "story": None,
    "passages": [
        {"place": "headline", "kind": "headline", "text": "On Wednesday, 2 May 2017"},
        {"place": "body", "text": "The the mayor, Ada Byrn, left in past history. It was “late."},
        {"place": "quote", "kind": "quote", "text": "So.", "speaker": ""},
    ],
    "pictures": [{"place": "lead", "alt": "", "caption": "", "credit": "", "file": "a.jpg"}],
    "topics": [{"name": "Osby", "others": [], "is_named": True}],
    "links": [{"place": "body", "words": "left", "address": "/news/2001/02/03/nothing/"}],
}


def validator(name):
    schema = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": SCHEMAS}}
    return Draft202012Validator(schema, format_checker=FormatChecker())


def is_parsed(given):
    try:
        of_json(given, today=date(2018, 5, 3))
    except Unreadable:
        return False
    return True


def schemas(node):
    """Every schema of the document."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name == "schema":
                yield value
            yield from schemas(value)
    elif isinstance(node, list):
        for value in node:
            yield from schemas(value)


class TestDocument:
    def test_has_schemas_that_are_schemas(self):
        for schema in [*SCHEMAS.values(), *schemas(DOCUMENT["paths"])]:
            Draft202012Validator.check_schema(schema)

    def test_points_to_what_it_has(self):
        written = json.dumps(DOCUMENT)
        pointed = {part.split('"')[0] for part in written.split("#/components/schemas/")[1:]}
        assert pointed == set(SCHEMAS)

    def test_tells_of_all_that_the_checks_take(self):
        told = {path.replace("{story}", "1") for path in DOCUMENT["paths"]}
        taken = {
            f"/newsroom/{str(each.pattern).replace('<int:pk>', '1')}"
            for each in wagtail_hooks.before_wagtails_own()
            if each.name in {"check_copy", "keep_words", "let_words_go"}
        }
        assert told == taken
        assert all(resolve(path) for path in told)

    @pytest.mark.django_db
    def test_is_served_to_the_newsroom(self, client):
        address = "/newsroom/desk/openapi.json"
        assert client.get(address).status_code == 302
        served = log_in(Role.REPORTER).get(address).json()
        assert served["paths"] == json.loads(json.dumps(DOCUMENT["paths"]))
        assert served["components"]["securitySchemes"]["session"]["name"] == "sessionid"


# Of each member what is right and what is not, so that most drafts are nearly ones.
WRONG = st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.just([]) | st.just({})
TEXT = st.text(max_size=5)
DAY = st.dates(min_value=date(1000, 1, 1)).map(str) | st.just("") | st.just("2018-02-30")


def things(**members):
    some = {name: right | WRONG for name, right in members.items()}
    return st.lists(st.fixed_dictionaries({}, optional=some), max_size=2)


DRAFTS = st.fixed_dictionaries(
    {},
    optional={
        "day": DAY | WRONG,
        "happened": DAY | WRONG,
        "story": st.integers() | WRONG,
        "passages": things(
            place=TEXT, text=TEXT, speaker=TEXT, kind=st.sampled_from([k.value for k in Kind])
        )
        | WRONG,
        "pictures": things(id=st.integers(), place=TEXT, alt=TEXT, file=TEXT) | WRONG,
        "topics": things(
            id=st.integers(), name=TEXT, others=st.lists(TEXT | WRONG), is_named=st.booleans()
        )
        | WRONG,
        "related": st.lists(st.integers() | WRONG) | WRONG,
        "links": things(place=TEXT, words=TEXT, address=TEXT) | WRONG,
        "more": WRONG,
    },
)


class TestDraft:
    def test_of_every_kind_is_taken(self):
        validator("Draft").validate(DRAFT)
        assert is_parsed(DRAFT)

    @given(DRAFTS | WRONG)
    def test_is_taken_if_it_is_as_it_is_told(self, given):
        assert is_parsed(given) == validator("Draft").is_valid(given)


@pytest.mark.django_db
class TestAnswers:
    @pytest.fixture
    def ask(self):
        client = log_in(Role.EDITOR)

        def ask(draft, path="check/"):
            body = draft if isinstance(draft, str) else json.dumps(draft)
            address = f"/newsroom/desk/{path}"
            return client.post(address, body, content_type="application/json")

        return ask

    def told(self, response, path="/newsroom/desk/check/"):
        """The answer, which is as the document tells of that status."""
        operation = DOCUMENT["paths"][path]["post"]
        content = operation["responses"][str(response.status_code)]["content"]
        name = content["application/json"]["schema"]["$ref"].rpartition("/")[2]
        validator(name).validate(response.json())
        return response.json()

    def test_are_as_they_are_told(self, ask):
        make_person("Ada Byrne")
        remarks = self.told(ask(DRAFT))["remarks"]
        kinds = {remark["kind"] for remark in remarks}
        assert kinds >= {"day", "sentence", "picture", "topic", "style", "archive", "quotation"}

    def test_to_who_is_not_logged_in_are_told(self, client):
        for path, kinds in DOCUMENT["paths"].items():
            status = client.post(path.replace("{story}", "1")).status_code
            assert str(status) == "401"
            assert "401" in kinds["post"]["responses"]

    def test_know_what_has_but_a_number(self, ask):
        topic, picture = make_topic(name="Osby"), make_picture(credit="")
        draft = {"topics": [{"id": topic.pk}], "pictures": [{"id": picture.pk, "place": "lead"}]}
        validator("Draft").validate(draft)
        assert self.told(ask(draft))["remarks"]

    @pytest.mark.parametrize(
        "body", ["nonsense", "[]", '{"passages": 5}', '{"pictures": [{"id": "x"}]}']
    )
    def test_to_what_is_no_draft_are_as_they_are_told(self, ask, body):
        assert ask(body).status_code == 400
        self.told(ask(body))

    def test_to_who_keeps_words_are_as_they_are_told(self, ask):
        story, path = make_draft(), "/newsroom/desk/keep/{story}/"
        draft = {**DRAFT, "story": story.pk}
        key = self.told(ask(draft))["remarks"][0]["key"]
        keeping = {**draft, "key": key, "reason": "So it is."}
        validator("Draft").validate(keeping)
        validator("Keeping").validate(keeping)
        answer = ask(keeping, f"keep/{story.pk}/")
        assert self.told(answer, path) == {"reason": "So it is."}
        assert "So it is." in {remark["kept"] for remark in self.told(ask(draft))["remarks"]}
        assert self.told(ask({**keeping, "reason": ""}, f"keep/{story.pk}/"), path)
        assert self.told(ask({**keeping, "key": "0" * 32}, f"keep/{story.pk}/"), path)
        assert ask(keeping, "keep/0/").status_code == 404
        assert KeptWords.objects.count() == 1
