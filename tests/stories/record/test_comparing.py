"""Two versions of a story, compared in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.stories.record import comparing
from broadsheet.stories.record.comparing import changes, compared, plain

BEFORE = (
    ("headline", "Ferry runs on Sunday"),
    ("text", "The ferry runs again on Sunday, the harbour board said."),
    ("text", "Nothing was said of the price."),
)


def told(passages):
    """Each passage as one text: [-taken out-], [+put in+]."""
    signs = {"kept": "{}", "gone": "[-{}-]", "new": "[+{}+]"}
    return [
        "".join(signs[piece.was].format(piece.text) for piece in passage.pieces)
        for passage in passages
    ]


def side(passages, *hidden):
    """The words of one of the versions."""
    texts = (
        "".join(piece.text for piece in passage.pieces if piece.was not in hidden)
        for passage in passages
    )
    return [text for text in texts if text]


class TestCompared:
    def test_shows_which_words_took_the_place_of_which(self):
        after = (("headline", "Ferry runs on Monday"), *BEFORE[1:])
        assert told(compared(BEFORE, after))[0] == "Ferry runs on [-Sunday-][+Monday+]"

    def test_shows_words_that_change_together_as_one(self):
        after = (("headline", "Ferry stops at noon"),)
        assert told(compared(BEFORE[:1], after)) == ["Ferry [-runs on Sunday-][+stops at noon+]"]

    def test_leaves_the_comma_out_of_it(self):
        after = (("text", "The ferry runs again on Monday, the harbour board said."),)
        (passage,) = told(compared(BEFORE[1:2], after))
        assert passage == "The ferry runs again on [-Sunday-][+Monday+], the harbour board said."

    @pytest.mark.parametrize(
        ("before", "after", "shown"),
        [
            ("يوم الأحد، قال", "يوم الاثنين، قال", "يوم [-الأحد-][+الاثنين+]، قال"),
            ("रविवार।", "सोमवार।", "[-रविवार-][+सोमवार+]।"),
            ("周日恢复。", "周日停。", "周日[-恢复-][+停+]。"),
        ],
    )
    def test_knows_the_marks_of_other_scripts(self, before, after, shown):
        assert told(compared((("headline", before),), (("headline", after),))) == [shown]

    def test_leaves_the_space_out_of_what_came_or_went(self):
        before, after = (("headline", "Ferry runs"),), (("headline", "Ferry runs again"),)
        assert told(compared(before, after)) == ["Ferry runs [+again+]"]
        assert told(compared(after, before)) == ["Ferry runs [-again-]"]

    def test_shows_a_passage_that_came_and_one_that_went(self):
        after = (BEFORE[0], ("text", "Crews had waited for a month."), BEFORE[1])
        assert told(compared(BEFORE, after)) == [
            BEFORE[0][1],
            "[+Crews had waited for a month.+]",
            BEFORE[1][1],
            f"[-{BEFORE[2][1]}-]",
        ]

    def test_pairs_a_part_with_itself_whatever_became_of_it(self):
        before = (("headline", "One"), ("standfirst", "Two"))
        after = (("kicker", "New"), ("headline", "Uno"), ("standfirst", "Due"))
        found = compared(before, after)
        assert [passage.part for passage in found] == ["kicker", "headline", "standfirst"]
        assert told(found)[1:] == ["[-One-][+Uno+]", "[-Two-][+Due+]"]

    def test_shows_what_changed_in_scripts_without_spaces(self):
        (passage,) = told(compared((("text", "渡轮周日恢复"),), (("text", "渡轮周一恢复"),)))
        assert passage == "渡轮周[-日-][+一+]恢复"

    def test_keeps_letters_and_their_marks_together(self):
        before, after = (("text", "ഫെറി ഞായറാഴ്ച"),), (("text", "ഫെറി തിങ്കളാഴ്ച"),)
        assert told(compared(before, after)) == ["ഫെറി [-ഞായറാഴ്ച-][+തിങ്കളാഴ്ച+]"]

    def test_finds_what_changed_among_what_repeats_itself_over_and_over(self):
        noughts = " 0 1" * 500
        before, after = (f"Goals:{noughts} {last}{noughts}" for last in ("one", "two"))
        before = before.replace("Goals: 0", "Goals: 2", 1)
        (passage,) = told(compared((("text", before),), (("text", after),)))
        assert passage == f"Goals: [-2-][+0+]{noughts[2:]} [-one-][+two+]{noughts}"

    def test_finds_each_of_many_changes_in_a_long_passage(self):
        words = [f"w{number % 700}" for number in range(2000)]
        others = ["changed" if number % 7 == 0 else each for number, each in enumerate(words)]
        (passage,) = told(compared((("text", " ".join(words)),), (("text", " ".join(others)),)))
        assert passage.count("[+changed+]") == others.count("changed")

    def test_shows_as_replaced_what_would_take_too_long_to_find(self, monkeypatch):
        monkeypatch.setattr(comparing, "MOST_STEPS", 8)
        before, after = (("text", "Now a b c d e f now."),), (("text", "Now a x c y e z now."),)
        assert told(compared(before, after)) == ["Now a [-b c d e f-][+x c y e z+] now."]

    def test_gives_each_line_its_part_of_what_may_be_tried(self, monkeypatch):
        monkeypatch.setattr(comparing, "MOST_STEPS", 16)
        before, after = ((("text", f"Now a {b} c {d} e now."),) for b, d in ("bd", "xy"))
        found = "Now a [-b-][+x+] c [-d-][+y+] e now."
        assert told(compared(before, after)) == [found]
        before, after = before[0][1], after[0][1]
        four = [tuple(("text", f"{n} {text}") for n in "1234") for text in (before, after)]
        assert told(compared(*four)) == [f"{n} Now a [-b c d-][+x c y+] e now." for n in "1234"]

    def test_compares_each_paragraph_and_item_of_a_block_by_itself(self):
        before = (("text", "Fares\nAdults pay two crowns.\nChildren go free."),)
        after = (("text", "Fares\nAdults pay three crowns.\nDogs pay one.\nChildren go free."),)
        assert told(compared(before, after)) == [
            "Fares",
            "Adults pay [-two-][+three+] crowns.",
            "[+Dogs pay one.+]",
            "Children go free.",
        ]
        assert told(changes(before, after)) == told(compared(before, after))[1:3]

    def test_pairs_lines_that_nearly_all_are_others(self):
        before, after = (
            tuple(("text", f"{word} {number}a {number}b {number}c") for number in range(400))
            for word in ("was", "is")
        )
        found = told(compared(before, after))
        assert found[0] == "[-was-][+is+] 0a 0b 0c"
        assert len(found) == 400


WORDS = st.lists(st.sampled_from(["ferry", "quay", "on", "Monday", ",", "."]), min_size=1)
VERSIONS = st.lists(
    st.tuples(
        st.sampled_from(["text", "caption"]),
        st.lists(WORDS.map(" ".join), min_size=1, max_size=3).map("\n".join),
    ),
    max_size=6,
).map(tuple)


@given(VERSIONS, VERSIONS)
def test_every_word_of_both_versions_is_there_and_in_its_order(before, after):
    found = compared(before, after)
    for version, hidden in ((after, "gone"), (before, "new")):
        squeezed = "".join("".join(words.split()) for _part, words in version)
        assert "".join("".join(side(found, hidden)).split()) == squeezed


def test_a_version_by_itself_has_nothing_taken_out_or_put_in():
    assert told(plain(BEFORE)) == [words for _part, words in BEFORE]


class TestChanges:
    def test_are_the_passages_that_differ_and_no_others(self):
        after = (*BEFORE[:2], ("text", "Nothing was said of the fare."))
        assert told(changes(BEFORE, after)) == ["Nothing was said of the [-price-][+fare+]."]

    def test_leave_out_what_is_far_from_any_change(self):
        long = " ".join(f"w{number}" for number in range(40))
        before, after = ((("text", f"{long} {day} {long}"),) for day in ("Sunday", "Monday"))
        (passage,) = told(changes(before, after))
        assert passage == (
            "… w33 w34 w35 w36 w37 w38 w39 [-Sunday-][+Monday+] w0 w1 w2 w3 w4 w5 w6 …"
        )
