"""Slugs in the scripts that papers are written in."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.kit import slugs

WORDS = ["കായികം", "हिन्दी", "தமிழ்", "كَتَبَ", "ไทยรัฐ", "café", "sport", "21"]


class TestPattern:
    @pytest.mark.parametrize("word", WORDS)
    def test_takes_a_word_whole(self, word):
        assert slugs.is_slug(word)
        assert re.findall(slugs.PATTERN, f"({word})") == [word]

    @pytest.mark.parametrize("text", ["", "a b", "a/b", "a.b", "കായികം!", "a\u200db", "\ufe0f"])
    def test_takes_nothing_else(self, text):
        assert not slugs.is_slug(text)


class TestSettled:
    def test_joins_signs_to_their_letters(self):
        assert slugs.settled("കെ\u0d3e") == "കൊ"
        assert slugs.settled("CAFE\u0301") == "café"

    @given(st.text())
    def test_is_settled_once(self, text):
        once = slugs.settled(text)
        assert slugs.settled(once) == once


class TestSlugify:
    @pytest.mark.parametrize(
        ("words", "slug"),
        [
            ("വാർത്ത ഇന്ന്", "വാർത്ത-ഇന്ന്"),
            ("हिन्दी समाचार", "हिन्दी-समाचार"),
            ("Ferry — runs, again!", "ferry-runs-again"),
            ("ﬁne  print", "fine-print"),
            ("❤️ ?", ""),
            ("അവന്\u200d", "അവന്"),
        ],
    )
    def test_keeps_letters_with_their_marks(self, words, slug):
        assert slugs.slugify(words) == slug

    @given(st.text())
    def test_makes_a_slug_in_its_one_spelling_or_none(self, words):
        slug = slugs.slugify(words)
        assert not slug or slugs.is_slug(slug)
        assert slugs.settled(slug) == slug
