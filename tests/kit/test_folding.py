"""What is typed is found however it was written, in whatever script."""

import re
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.kit.folding import fold, spans, words

ANY = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)
TANGLED = st.text(
    alphabet=".,'’aOsSU1 0-…\u0301\u0327中国ー゛ｶﾞ\u0e01\u0e31ൻ്\u200d\xadéﬁ½㏂가각",
    max_size=16,
)


class TestFold:
    @pytest.mark.parametrize(
        ("written", "typed"),
        [
            ("HARBOUR", "harbour"),
            ("Café Zoë", "cafe zoe"),
            ("Cafe\u0301", "café"),
            ("Łódź, Tromsø", "lodz tromso"),
            ("Straße", "STRASSE"),
            ("the U.S. and the U.K.", "the US and the UK"),
            ("1,200 boats", "1200 boats"),
            ("the mayor’s plan", "the mayor plan"),
            ("O’Brien", "obrien"),
            ("co\xadoperate", "cooperate"),
            ("ｆｕｌｌ ｗｉｄｔｈ", "full width"),
            ("ﬁre", "fire"),
            ("Алёна, ЁЖ", "алена еж"),
            ("за́мок", "замок"),
            ("Ἀθήναι", "αθηναι"),
            ("שָׁלוֹם", "שלום"),
        ],
    )
    def test_makes_no_difference_between(self, written, typed):
        assert words(written) == words(typed)

    @pytest.mark.parametrize(
        ("written", "typed"),
        [
            ("أَلْحُكُومَةُ", "الحكومه"),
            ("مـــدرسة", "مدرسة"),
            ("إسلام آباد", "اسلام اباد"),
            ("کراچی", "كراچي"),
            ("٢٠٢٦", "2026"),
        ],
    )
    def test_makes_no_difference_between_ways_to_write_arabic(self, written, typed):
        assert words(written) == words(typed)

    @pytest.mark.parametrize(
        ("written", "typed"),
        [
            ("അവൻ", "അവന്\u200d"),  # the letter of its own, and the older spelling with a joiner
            ("മൌനം", "മൗനം"),
            ("കേരള\u200cം", "കേരളം"),
            ("ज़मीन", "जमीन"),
            ("चाँद", "चांद"),
            ("२०२६", "2026"),
        ],
    )
    def test_makes_no_difference_between_ways_to_write_indian_scripts(self, written, typed):
        assert words(written) == words(typed)

    def test_keeps_what_makes_indian_words_others(self):
        assert words("കേരളം") == ["കേരളം"]
        assert words("कि") != words("की")
        assert words("മല") != words("മാല")

    def test_keeps_letters_that_only_look_accented(self):
        assert words("мой") != words("мои")
        assert words("їжак") != words("іжак")

    def test_pairs_the_letters_of_scripts_without_spaces(self):
        assert words("中国经济") == ["中国", "国经", "经济"]
        assert words("新冠covid疫苗") == ["新冠", "covid", "疫苗"]
        assert words("東京タワー") == ["東京", "京タ", "タワ", "ワー"]
        assert words("ｶﾞｷﾞ") == ["ガギ"]
        assert words("정부는") == ["정부", "부는"]

    def test_keeps_thai_marks_with_their_letters(self):
        assert words("ที่นี่") == ["ที่นี่"]

    def test_leaves_a_letter_alone_that_is_alone(self):
        assert words("国 a") == ["国", "a"]

    @given(ANY)
    def test_gives_the_same_again(self, text):
        alone = [word for word in words(text) if not re.search("[\u0e00-\U0003ffff]", word)]
        assert words(" ".join(alone)) == alone

    @given(ANY)
    def test_takes_word_by_word_what_spaces_part(self, text):
        assert words(text) == [word for part in text.split() for word in words(part)]


class TestSpans:
    @given(st.one_of(ANY, TANGLED).map(lambda text: normalize("NFC", text)))
    @settings(max_examples=500)
    def test_are_of_the_words_that_are_looked_for(self, text):
        assert [span.word for span in spans(text)] == words(text)

    @given(st.one_of(ANY, TANGLED).map(lambda text: normalize("NFC", text)))
    def test_lie_in_the_text_in_its_order(self, text):
        places = [(span.start, span.end) for span in spans(text)]
        assert all(0 <= start < end <= len(text) for start, end in places)
        assert places == sorted(places)

    def test_show_where_a_word_stands(self):
        text = "“The mayor’s cease-fire”"
        assert [text[s.start : s.end] for s in spans(text)] == ["The", "mayor", "cease", "fire"]

    def test_of_pairs_overlap(self):
        assert [(s.start, s.end) for s in spans("中国经")] == [(0, 2), (1, 3)]


def test_fold_parts_words_by_spaces():
    assert fold("Night-train, 5 a.m.").split() == ["night", "train", "5", "am"]
