"""Where in a story something is, in words."""

from __future__ import annotations

from datetime import UTC

import pytest

from broadsheet.checking.copy.pictures import KIND as PICTURES
from broadsheet.checking.draft import Draft
from broadsheet.checking.remarks import Remark, Weight
from broadsheet.stories.proofing.drafting import draft_of
from broadsheet.stories.proofing.placing import where
from tests.making import NOON, make_picture, make_story

pytestmark = pytest.mark.django_db


def block(kind, value, name):
    return {"type": kind, "value": value, "id": name}


def remark(place, kind="sentence"):
    return Remark(place, 0, 3, kind, Weight.WARNING, "Doubled word: “the”.", "the the")


@pytest.fixture
def draft():
    picture = make_picture(caption="The quay")
    body = [
        block("paragraph", "<p>One.</p><p>Two.</p>", "p"),
        block("subhead", "Why", "s"),
        block("picture", {"picture": picture.pk, "caption": ""}, "first"),
        block("quote", {"text": "<p>So it is.</p>", "speaker": "Bo", "source": ""}, "q"),
        block("picture", {"picture": picture.pk, "caption": ""}, "second"),
        block("paragraph", "<p>Three.</p>", "last"),
        block("fact_box", {"title": "The ferry", "text": "<p>Old.</p>"}, "box"),
        block("subhead", "Then", "then"),
        block("table", {"caption": "Ferries", "table": {"data": [["A"], ["1"]]}}, "table"),
    ]
    story = make_story(headline="Ferry", lead_picture=make_picture(), body=body)
    return draft_of(story, zone=UTC, at=NOON)


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("headline", "headline"),
        ("standfirst", "standfirst"),
        ("lead_caption", "caption of the lead picture"),
        ("topics", "topics"),
        ("body:p:1", "paragraph 2"),
        ("body:last:0", "paragraph 3"),
        ("body:s:0", "subhead 1"),
        ("body:q:0", "quotation 1"),
        ("body:second:0", "caption of picture 2 of the text"),
        ("body:box:0", "title “The ferry”"),
        ("body:box:1", "paragraph 4"),
        ("body:then:0", "subhead 2"),
        ("body:table:0", "caption 1"),
    ],
)
def test_is_counted_from_the_beginning(place, told, draft):
    assert where(remark(place), draft) == told


def test_tells_a_picture_from_what_is_written_below_it(draft):
    assert where(remark("lead_picture", PICTURES), draft) == "lead picture"
    assert where(remark("body:second:0", PICTURES), draft) == "picture 2 of the text"


def test_of_other_copy_is_called_as_that_is():
    draft = Draft.of_text("One.\n\nTwo.", day=NOON.date())
    assert where(remark("2"), draft) == "2"
    assert where(remark("line 3"), draft) == "line 3"
