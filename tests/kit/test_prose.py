import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.kit import prose


class TestPlain:
    @pytest.mark.parametrize(
        ("html", "words"),
        [
            ("<p>One</p><p>Two</p>", "One Two"),
            ("Fish &amp; chips", "Fish & chips"),
            ("a<br>b", "a b"),
            ("un<b>broken</b>", "unbroken"),
        ],
    )
    def test_gives_the_words_alone(self, html, words):
        assert prose.plain(html) == words


class TestWordCount:
    def test_counts_words_between_spaces(self):
        assert prose.word_count("Ten ships  left\nthe harbour.") == 5

    def test_counts_two_characters_of_a_script_without_spaces_as_one(self):
        assert prose.word_count("新聞記者") == 2


class TestReadingMinutes:
    @pytest.mark.parametrize(("words", "minutes"), [(0, 1), (100, 1), (460, 2), (2300, 10)])
    def test_is_at_least_one(self, words, minutes):
        assert prose.reading_minutes(words) == minutes


class TestClip:
    def test_leaves_a_short_text_alone(self):
        assert prose.clip("Short.", at=10) == "Short."

    def test_cuts_at_a_word(self):
        assert prose.clip("The council met, then left", at=17) == "The council met…"

    @given(st.text(), st.integers(2, 80))
    def test_is_never_longer(self, text, at):
        assert len(prose.clip(text, at=at)) <= at
