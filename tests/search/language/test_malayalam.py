"""All forms of a Malayalam noun are one word, and two nouns are two."""

import pytest

from broadsheet.kit.folding import fold
from broadsheet.search.language import malayalam


def stem(word: str) -> str:
    return malayalam.stem(fold(word))


FORMS = [
    "കേരളം കേരളത്തിൽ കേരളത്തിന്റെ കേരളത്തിൻ്റെ കേരളത്തിന് കേരളത്തെ കേരളത്തോട് കേരളത്തിലെ കേരളവും",
    "കേരളം കേരളത്തിലേക്ക് കേരളത്തിൽനിന്ന് കേരളത്തിലൂടെ",
    "ചിത്രം ചിത്രങ്ങൾ ചിത്രങ്ങളുടെ ചിത്രങ്ങളിൽ ചിത്രങ്ങൾക്ക് ചിത്രങ്ങളും ചിത്രങ്ങളെ",
    "മന്ത്രി മന്ത്രിയുടെ മന്ത്രിയെ മന്ത്രിക്ക് മന്ത്രിയും മന്ത്രിമാർ മന്ത്രിമാരുടെ മന്ത്രിമാർക്ക്",
    "തിരുവനന്തപുരം തിരുവനന്തപുരത്ത് തിരുവനന്തപുരത്തെ",
    "മഴ മഴയിൽ മഴയുടെ മഴയ്ക്ക് മഴയും",
    "വീട് വീടിന്റെ വീട്ടിൽ വീടുകൾ വീടുകളിൽ വീടും",
    "തമിഴ്നാട് തമിഴ്നാട്ടിൽ തമിഴ്നാടിന്റെ",
    "കടൽ കടലിൽ കടലിന്റെ കടലും",
    "സർക്കാർ സർക്കാരിന്റെ സർക്കാരിന്",
    "രാമൻ രാമന്റെ രാമനെ രാമനും രാമനോട്",
    "അവർ അവരുടെ അവർക്ക് അവരെ അവരും",
    "വാർത്ത വാർത്തകൾ വാർത്തയിൽ വാർത്തകളിൽ",
    "പശു പശുക്കൾ പശുവിന്റെ പശുവും",
    "കൊച്ചി കൊച്ചിയിൽ കൊച്ചിയുടെ കൊച്ചിയിലെ",
    "തൊഴിൽ തൊഴിലിന്റെ തൊഴിലുകൾ",
    "ഫയൽ ഫയലുകൾ ഫയലുകളും",
]


@pytest.mark.parametrize("forms", FORMS)
def test_forms_of_a_noun_are_one(forms):
    assert len({stem(word) for word in forms.split()}) == 1


def test_nouns_that_are_alike_are_not_one():
    alike = "പാലം പാൽ പാല പാട് പാട്ട് പശ പശു ഗുരു മകൾ മക്കൾ മക്ക കുമാർ മയിൽ മരം മര വില്ല് വില"
    words = alike.split()
    assert len({stem(word) for word in words}) == len(words)


@pytest.mark.parametrize("word", ["വില്ല്", "മകൾ", "കുമാർ", "അമ്മ", "വരും", "ഇല്ല", "ഇന്ത്യ"])
def test_what_only_looks_like_an_ending_stays(word):
    assert stem(word) == fold(word)
