"""The passage that shows why a story was found."""

from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.kit.folding import words
from broadsheet.search.index.schema import stem
from broadsheet.search.language.passages import LENGTH, Marker

LONG = "It was a long evening and nobody said much of anything. " * 20


def marker(typed: str) -> Marker:
    return Marker(words(typed), stem)


def shown(pieces) -> str:
    return "".join(f"[{piece.text}]" if piece.is_found else piece.text for piece in pieces)


class TestMarked:
    def test_marks_words_in_all_their_forms(self):
        assert shown(marker("ferry").marked("Two Ferries, one ferry.")) == (
            "Two [Ferries], one [ferry]."
        )

    def test_marks_what_stands_side_by_side_as_one(self):
        assert shown(marker("night train").marked("The Night Train’s late")) == (
            "The [Night Train]’s late"
        )

    def test_marks_letters_within_a_script_without_spaces(self):
        assert shown(marker("经济发").marked("中国经济发展")) == "中国[经济发]展"

    def test_marks_accented_words(self):
        assert shown(marker("societe").marked("la Socie\u0301te\u0301")) == "la [Société]"

    def test_marks_nothing_where_nothing_was_looked_for(self):
        assert shown(marker("").marked("The ferry")) == "The ferry"

    @given(st.text(max_size=60), st.text(max_size=10))
    def test_leaves_every_text_whole(self, text, typed):
        pieces = marker(typed).marked(text)
        assert "".join(piece.text for piece in pieces) == normalize("NFC", text)


class TestPassage:
    def test_is_a_short_text_as_it_is(self):
        assert shown(marker("fog").passage("Fog over\n the sound.")) == "[Fog] over the sound."

    def test_is_where_the_words_stand(self):
        text = f"{LONG}The ferry was late in the fog. {LONG}"
        passage = shown(marker("ferry fog").passage(text))
        assert "[ferry] was late in the [fog]" in passage
        assert passage.startswith("…")
        assert passage.endswith("…")

    def test_is_where_most_of_the_words_stand(self):
        text = f"A ferry. {LONG}Fog. {LONG}The ferry was late in the fog. {LONG}"
        assert "[ferry] was late in the [fog]" in shown(marker("ferry fog").passage(text))

    def test_is_the_beginning_where_no_word_is(self):
        passage = shown(marker("ferry").passage(LONG))
        assert passage.startswith("It was a long evening")

    def test_is_cut_between_words(self):
        passage = shown(marker("ferry").passage(f"{LONG}ferry {LONG}"))
        assert set(passage.strip("…").replace("[ferry]", "").split()) <= set(LONG.split())

    @given(st.text(alphabet="ab 中国é", max_size=900), st.text(alphabet="ab中国é ", max_size=6))
    def test_is_never_long(self, text, typed):
        passage = "".join(piece.text for piece in marker(typed).passage(text))
        assert len(passage) <= LENGTH + 2
