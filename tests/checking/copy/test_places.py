"""Places and organisations under the names they bear now."""

from datetime import date

import pytest

from broadsheet.checking.copy.places import remarks_on_places
from broadsheet.checking.draft import Draft
from broadsheet.checking.galley import Galley
from broadsheet.checking.known import Former, Known, Organisation, Place
from broadsheet.checking.remarks import Weight
from broadsheet.kit.days import Span

KNOWN = Known(
    places=(
        Place(1, "Mumbai", former=(Former("Bombay", Span.read("1995")),), country="India"),
        Place(2, "Kyiv", others=("Kiev",), country="Ukraine"),
        Place(3, "Russia"),
        Place(4, "Georgia"),
    ),
    organisations=(Organisation(1, "African Union", former=(Former("Unity Council"),)),),
)


def found(text):
    remarks = remarks_on_places(Galley(Draft.of_text(text, day=date(2018, 5, 3)), KNOWN))
    return [(each.words, each.fix and each.fix.text) for each in remarks]


@pytest.mark.parametrize(
    ("text", "words", "fix"),
    [
        ("He flew to Bombay on Monday.", "Bombay", "Mumbai"),
        ("Bombay’s port was shut.", "Bombay", "Mumbai"),
        ("Mayors of Bombay met.", "Bombay", "Mumbai"),
        (
            "The Unity Council met.",
            "Unity Council",
            "African Union",
        ),
        ("He flew to Kyiv, Russia, to talk.", "Russia", "Ukraine"),
    ],
)
def test_are_remarked_on(text, words, fix):
    assert found(text) == [(words, fix)]


def test_say_what_is_right():
    text = "He flew from Bombay to Minsk, Russia, by way of the Peking road to Unity Council."
    places = (
        *KNOWN.places,
        Place(5, "Minsk", country="Belarus"),
        Place(6, "Beijing", former=(Former("Peking"),)),
    )
    known = Known(places=places, organisations=KNOWN.organisations)
    draft = Draft.of_text(text, day=date(2018, 5, 3))
    assert [each.sentence for each in remarks_on_places(Galley(draft, known))] == [
        "Bombay was renamed Mumbai in 1995.",
        "The house writes Beijing, not Peking.",
        "The house writes African Union, not Unity Council.",
        "Minsk is in Belarus, not Russia.",
    ]


def test_give_each_country_its_article_where_a_city_may_be_in_either():
    united_states, ukraine = "United States", "Ukraine"
    cities = (
        Place(11, "Springfield", country=united_states),
        Place(12, "Springfield", country=ukraine),
    )
    known = Known(places=(*KNOWN.places, *cities, Place(13, "Quayside", country=united_states)))
    text = "He flew to Springfield, Russia, to talk, then to Quayside, Russia, to rest."
    either, one = remarks_on_places(Galley(Draft.of_text(text, day=date(2018, 5, 3)), known))
    assert either.sentence == "Springfield is in Ukraine or the United States, not Russia."
    assert one.sentence == "Quayside is in the United States, not Russia."
    assert (either.fix, one.fix.text) == (None, "United States")


class TestFormerName:
    def test_of_a_city_in_another_country_is_told_beside_that(self):
        assert found("He flew to Bombay, Russia, to talk.") == [
            ("Bombay", "Mumbai"), ("Russia", "India"),
        ]  # fmt: skip

    def test_of_one_that_is_said_to_be_former_does_not_hide_the_wrong_country(self):
        assert found("He flew to what was once Bombay, Russia.") == [("Russia", "India")]

    def test_is_left_alone_in_the_country_that_it_was_in(self):
        assert found("She was born in Bombay, Russia, in 1960.") == []

    def test_is_no_city_where_another_place_has_that_name_now(self):
        known = Known(places=(*KNOWN.places, Place(9, "Bombay", country="Russia")))
        draft = Draft.of_text("He flew to Bombay, Russia.", day=date(2018, 5, 3))
        assert list(remarks_on_places(Galley(draft, known))) == []


@pytest.mark.parametrize(
    "text",
    [
        "Mumbai, formerly Bombay, is a port.",
        "He was in Bombay in 1980.",
        "He flew to Kyiv, Ukraine, to talk.",
        "He went through Kyiv, Russia and Georgia.",
        "He sits in the Bombay High Court, once at IIT Bombay.",
        "It was so under the Convention of Bombay.",
    ],
)
def test_are_left_alone(text):
    assert found(text) == []


def test_weigh_less_in_a_quotation():
    draft = Draft.of_text("“I love Bombay,” he said.", day=date(2018, 5, 3))
    (remark,) = remarks_on_places(Galley(draft, KNOWN))
    assert remark.weight is Weight.HINT
