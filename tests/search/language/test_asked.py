"""Whatever a reader types can be read."""

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.search.language.asked import LONGEST, MOST_PIECES, read

TYPED = st.one_of(
    st.text(max_size=300),
    st.text(alphabet='ab -":“”«»author topic', max_size=60),
)


class TestRead:
    def test_takes_words(self):
        assert read("Night  train").words == (("night",), ("train",))

    def test_takes_what_is_several_words_to_us_as_one_after_the_other(self):
        assert read("cease-fire 中国经济").words == (("cease", "fire"), ("中国", "国经", "经济"))

    def test_takes_phrases_in_any_quotes(self):
        assert read('"night train"').phrases == (("night", "train"),)
        assert read("“night train” «slow boat»").phrases == (("night", "train"), ("slow", "boat"))

    def test_takes_the_rest_for_a_phrase_whose_end_is_missing(self):
        assert read('harbour "night train').phrases == (("night", "train"),)

    def test_takes_what_is_to_be_left_out(self):
        asked = read('harbour -council -"night train"')
        assert (asked.words, asked.without) == ((("harbour",),), (("council",), ("night", "train")))

    def test_takes_a_dash_within_a_word_for_no_sign(self):
        assert read("well-known").without == ()

    def test_takes_filters(self):
        asked = read('author:ada-byrne Topic:"North Quay" lights')
        assert asked.authors == (("ada", "byrne"),)
        assert asked.topics == (("north", "quay"),)
        assert asked.words == (("lights",),)

    def test_takes_each_word_once(self):
        assert read("Quay quay QUAY").words == (("quay",),)

    def test_has_nothing_to_look_for_in_signs(self):
        assert all(read(typed).is_empty for typed in ("", " ", '"', "- --", "!?", '""'))

    def test_may_say_only_what_is_to_be_left_out(self):
        assert read("-quay").without == (("quay",),)
        assert not read("-quay").is_empty

    def test_cuts_what_is_too_long_and_says_so(self):
        asked = read("x" * (LONGEST + 1))
        assert asked.is_cut
        assert len(asked.text) == LONGEST
        assert read("quay " * (MOST_PIECES + 1)).is_cut
        assert not read("quay").is_cut

    @given(TYPED)
    def test_reads_anything(self, typed):
        asked = read(typed)
        assert len(asked.text) <= LONGEST
        groups = [*asked.words, *asked.phrases, *asked.without, *asked.authors, *asked.topics]
        assert len(groups) <= MOST_PIECES
        assert all(group and all(group) for group in groups)

    @given(TYPED)
    def test_reads_the_same_in_what_it_says_was_typed(self, typed):
        asked = read(typed)
        assert read(asked.text).words == asked.words
