"""Words of every script that has endings are cut to their stems, and no others."""

import pytest

from broadsheet.kit.folding import fold
from broadsheet.search.language.stemming import stemmed


@pytest.mark.parametrize(
    "forms",
    ["москва москве москвы", "حكومة الحكومة", "കേരളം കേരളത്തിൽ"],
)
def test_forms_of_a_word_are_one(forms):
    assert len({stemmed(fold(word)) for word in forms.split()}) == 1


@pytest.mark.parametrize("text", ["", "ferries in fog", "中国 经济", "कश्मीर में", "മ ം ് 5"])
def test_other_words_stay(text):
    assert stemmed(text) == text


def test_the_rest_of_a_text_stays():
    assert stemmed("in കേരളത്തില്, 2026") == "in കേരളം, 2026"
    assert stemmed("the москве line") == f"the {stemmed('москве')} line"
