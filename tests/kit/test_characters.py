"""Which characters of a text survive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.kit import characters

OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
UNSEEN = "\u180e\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\U000e0041"
FORBIDDEN = f"\x00\x07\x1b\x7f{OVERRIDES}{UNSEEN}"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"

LIKELY = f"{FORBIDDEN}\n\r\t\u2028\x85\x93\u200c\u200d\u200f\xa0 n\u0d28\u0d4d{ENGLAND}"
TEXTS = st.text(st.one_of(st.characters(), st.sampled_from(LIKELY)))
SPELT = [
    "അവന്\u200d",  # a chillu as it was written before Unicode 5.1: the joiner ends the word
    "അവന്\u200d വന്നു",
    "സോഫ്റ്റ്\u200cവെയർ",
    "می\u200cخواهم",
    "نامه\u200cای",
    "كتاب C++\u200f",
    "نص عربي وكلام",
    "👩\u200d🚀 lands",
    f"{ENGLAND} wins ❤\ufe0f",
    "10\u00a0km, 5\u202f%",
    "葛\U000e0100城",
]


class TestLine:
    @given(TEXTS)
    def test_is_its_own_line(self, text):
        assert characters.line(characters.line(text)) == characters.line(text)

    @given(TEXTS)
    def test_has_nothing_that_misleads_but_in_a_flag(self, text):
        assert not set(FORBIDDEN) & set(characters.line(text).replace(ENGLAND, ""))

    @given(TEXTS)
    def test_is_one_line_without_space_at_its_ends(self, text):
        line = characters.line(text)
        assert len(line.splitlines()) <= 1
        assert line == line.strip()

    @pytest.mark.parametrize("forbidden", FORBIDDEN)
    def test_joins_what_it_parted(self, forbidden):
        assert characters.line(f"{forbidden}Fer{forbidden}ry{forbidden}") == "Ferry"

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\t", "\u2028", "\x0b", "  \n "])
    def test_has_a_space_where_lines_met(self, end):
        assert characters.line(f"Ferry{end}runs{end}") == "Ferry runs"

    @pytest.mark.parametrize("text", SPELT)
    def test_leaves_spelling_alone(self, text):
        assert characters.line(text) == text

    @pytest.mark.parametrize("text", ["\u200d", "\u200f \u200e", "\u3164", "\u2800", "\xad\ufe0f"])
    def test_is_nothing_if_nobody_sees_any_of_it(self, text):
        assert characters.line(text) == ""

    def test_says_nothing_in_tags(self):
        hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "ignore")
        assert characters.line(f"Ferry{hidden}") == "Ferry"


class TestPassage:
    @given(TEXTS)
    def test_is_its_own_passage(self, text):
        assert characters.passage(characters.passage(text)) == characters.passage(text)

    @given(TEXTS)
    def test_is_the_same_words_as_a_line(self, text):
        assert characters.line(characters.passage(text)) == characters.line(text)

    def test_keeps_its_lines(self):
        assert characters.passage("Quay 5\r\n\u202eHarbour\u200b") == "Quay 5\nHarbour"


class TestTidy:
    @pytest.mark.parametrize("clean", [characters.tidy, characters.passage])
    def test_has_nothing_to_do_with_what_python_calls_printable(self, clean):
        """A text of that alone is passed by; beside a control it is looked at, and stays so."""
        printable = "".join(filter(str.isprintable, map(chr, range(0x110000))))
        assert clean(f"\x00{printable}") == printable

    @given(TEXTS)
    def test_leaves_nothing_to_tidy(self, text):
        assert characters.tidy(characters.tidy(text)) == characters.tidy(text)

    @pytest.mark.parametrize("text", SPELT)
    def test_leaves_spelling_alone(self, text):
        assert characters.tidy(text) == text
