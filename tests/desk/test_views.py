"""Checking a draft from the newsroom."""

from __future__ import annotations

import json

import pytest

from broadsheet.checking.remarks import Weight
from broadsheet.desk.proofing.asking import LONGEST
from broadsheet.desk.roles import Role
from tests.making import make_story, paragraph
from tests.newsroom import log_in
from tests.stylebook.making import make_rule

pytestmark = pytest.mark.django_db

ADDRESS = "/newsroom/desk/check/"
DRAFT = {
    "day": "2017-05-03",
    "passages": [{"place": "headline", "kind": "headline", "text": "On Wednesday, 2 May 2017"}],
}


@pytest.fixture
def ask():
    client = log_in(Role.REPORTER)

    def ask(draft):
        body = draft if isinstance(draft, str) else json.dumps(draft)
        return client.post(ADDRESS, body, content_type="application/json")

    return ask


def test_is_answered_with_remarks(ask):
    (remark,) = ask(DRAFT).json()["remarks"]
    assert len(remark.pop("key")) == 32
    assert remark == {
        "place": "headline",
        "start": 3,
        "end": 12,
        "words": "Wednesday",
        "kind": "day",
        "weight": "error",
        "sentence": "2 May 2017 was a Tuesday.",
        "fix": "Tuesday",
        "record": "",
        "source": "",
        "kept": None,
    }


def test_is_looked_at_by_the_rules_of_the_house(ask):
    rule = make_rule(instead="long ago", weight=Weight.HINT)
    (remark,) = ask({"passages": [{"place": "p", "text": "In past times it rained."}]}).json()[
        "remarks"
    ]
    told = {name: remark[name] for name in ("words", "kind", "weight", "fix", "record")}
    assert told == {
        "words": "past times",
        "kind": "style",
        "weight": "hint",
        "fix": "long ago",
        "record": f"style:{rule.pk}",
    }


def test_is_compared_with_the_story_that_it_quotes(ask):
    said = "We may not open the bridge before Easter, whatever anybody tells you"
    story = make_story(body=[paragraph(f"“{said},” she said.")])
    written = said.replace("may", "will")
    passage = {"place": "p", "text": f"She said: “{written}.”"}
    link = {"place": "p", "words": "said", "address": story.get_absolute_url()}
    found = ask({"passages": [passage], "links": [link]}).json()["remarks"]
    (remark,) = (each for each in found if each["kind"] == "quotation")
    assert (remark["words"], remark["fix"]) == (written, said)
    assert remark["record"] == f"story:{story.pk}"
    assert ask({"passages": [passage], "related": [story.pk]}).json()["remarks"] == found


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        ("nonsense", 400, "That is no JSON."),
        ("[" * 100_000, 400, "That is no JSON."),
        ({"passages": 5}, 400, "draft: “passages” must be a list of objects."),
        ("x" * (LONGEST + 1), 413, "That is more than a draft can be."),
    ],
)
def test_that_is_none_is_told_why(ask, body, status, sentence):
    response = ask(body)
    assert (response.status_code, response.json()["error"]) == (status, sentence)


def test_is_taken_from_nobody_else(client):
    assert client.post(ADDRESS, "{}", content_type="application/json").status_code == 401
    assert client.get(ADDRESS).status_code in {302, 405}
