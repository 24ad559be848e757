"""Who is named in a text."""

from datetime import date

import pytest

from broadsheet.checking.draft import Draft
from broadsheet.checking.people import People, named_in
from broadsheet.checking.reading.tokens import sentences
from tests.checking.knowing import register


def named(text):
    people, known = People(register()), register()
    return [
        (known.person[mention.persons[0]].name, mention.is_full, mention.was_named)
        for sentence in sentences(text)
        for mention in people.mentions(sentence)
    ]


class TestMentions:
    def test_are_full_or_short_once_somebody_was_named(self):
        assert named("Joe Biden came. Biden left.") == [
            ("Joe Biden", True, True), ("Joe Biden", False, True),
        ]  # fmt: skip

    def test_are_found_in_every_spelling(self):
        text = "Volodymyr Zelensky came. Zelensky left. Zelenskyy rested."
        assert {name for name, *_ in named(text)} == {"Volodymyr Zelenskyy"}

    @pytest.mark.parametrize(
        "name",
        ["Ban Ki-moon", "Luiz Inácio Lula da Silva", "Ursula von der Leyen", "Jean-Yves Le Drian"],
    )
    def test_are_found_with_small_words_and_hyphens(self, name):
        assert named(f"He met {name}’s aide.") == [(name, True, True)]

    @pytest.mark.parametrize(
        "text", ["the Joe Biden Foundation", "Melania Trump", "Andrew Johnson"]
    )
    def test_are_none_of_what_is_named_after_somebody_or_shares_a_name(self, text):
        assert all(not was_named for _name, _full, was_named in named(text))


class TestMisspelt:
    @pytest.mark.parametrize(
        "text",
        [
            "Angela Merkle left.",
            "Chancellor Angela Merkle left.",
            "He met German Chancellor Angela Merkle’s aide.",
            "Chancellor Angela Merkle Quits After Long Talks",
        ],
    )
    def test_names_are_mentions_of_whom_they_are_meant_for(self, text):
        people, known = People(register()), register()
        [mention] = [each for some in sentences(text) for each in people.mentions(some)]
        assert known.person[mention.persons[0]].name == "Angela Merkel"
        assert mention.is_misspelt

    def test_names_are_none_where_they_go_on(self):
        assert named("He met Angela Merkle Byrne today.") == []

    def test_names_vouch_for_nobody_who_is_named_in_short_later(self):
        text = "Angela Merkle came. Merkel left."
        assert [was_named for _name, _full, was_named in named(text)] == [True, False]

    def test_names_take_nothing_from_who_was_named_before(self):
        text = "Angela Merkel came. Angela Merkle left. Merkel rested."
        assert [was_named for _name, _full, was_named in named(text)] == [True, True, True]


def test_a_draft_is_looked_up_by_its_names_and_by_all_its_words():
    found = named_in(Draft.of_text("The vice president, Joe Biden, left.", day=date(2018, 5, 3)))
    assert "joe biden" in found.names
    assert "vice president" in found.words
    assert "the vice president" not in found.words
    assert "vice president" not in found.names
