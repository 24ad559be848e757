"""Words and sentences of a passage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.checking.reading.tokens import sentences, tokens


def words(text):
    return [token.word for token in tokens(text) if token.word]


class TestTokens:
    def test_are_folded_and_without_possessives(self):
        assert words("Ms Byrne’s U.S. Vice-President, François") == [
            "ms", "byrne", "us", "vice", "president", "francois",
        ]  # fmt: skip

    def test_tell_what_ties_them_together(self):
        ex, president, _comma, byrne = tokens("ex-president, Byrne")
        assert (president.is_joined, president.is_near, byrne.is_near) == (True, True, False)
        assert not ex.is_near

    @pytest.mark.parametrize(
        ("text", "possessive"),
        [("Russia's", True), ("ministers' ", True), ("it’s", True), ("aides", False)],
    )
    def test_tell_a_possessive(self, text, possessive):
        assert tokens(text)[0].is_possessive is possessive

    @given(st.text())
    def test_stand_where_they_say(self, text):
        for token in tokens(text):
            assert text[token.start : token.end] == token.text


class TestSentences:
    @pytest.mark.parametrize(
        ("text", "count"),
        [
            ("He came. She left.", 2),
            ("Mr. Byrne of the U.S. Senate came.", 1),
            ("“Come!” she said. “Now.” He came.", 3),
            ("It cost 3.5 million, i.e. too much.", 1),
            ("No. 10 was silent… It stayed so.", 2),
            ("", 0),
        ],
    )
    def test_end_at_stops_and_not_at_shortened_words(self, text, count):
        assert len(sentences(text)) == count

    def test_tell_a_headline_in_title_case(self):
        assert sentences("Council Votes Against Harbour Plan")[0].is_title_case
        assert not sentences("Council votes against harbour plan in Ellermouth")[0].is_title_case

    def test_that_end_with_a_full_stop_are_no_headline(self):
        assert not sentences("Prime Minister Boris Johnson spoke.")[0].is_title_case
        assert sentences("Prime Minister Boris Johnson spoke")[0].is_title_case

    @given(st.text())
    def test_have_all_tokens_in_their_order(self, text):
        assert [t for each in sentences(text) for t in each.tokens] == tokens(text)
