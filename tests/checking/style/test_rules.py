"""What the house does not write, found in copy."""

import sys
from datetime import date

import pytest

from broadsheet.checking.draft import Draft, Kind, Passage
from broadsheet.checking.galley import Galley
from broadsheet.checking.known import Known
from broadsheet.checking.remarks import Weight
from broadsheet.checking.style.rules import Rule, remarks_on_style

DAY = date(2018, 5, 3)


def rule(*patterns, number=1, **fields):
    return Rule(number, patterns, "Because.", **fields)


def remarks(text, *rules, kind=Kind.TEXT):
    draft = Draft((Passage("p", text, kind),), DAY)
    return list(remarks_on_style(Galley(draft, Known()), rules))


def found(text, *patterns, **fields):
    return [
        (each.words, each.fix and each.fix.text)
        for each in remarks(text, rule(*patterns, **fields))
    ]


def test_an_open_mark_excuses_its_own_sentence_alone():
    text = 'All was done. "It is very unique, said Ada Byrne. It was very unique.'
    (remark,) = remarks(text, rule("very unique"))
    assert remark.start == text.rindex("very")


def test_a_quotation_of_several_paragraphs_is_left_alone_in_all_of_them():
    told = ("He said: “It rains. It is very unique.", "“It rains. It is very unique.”")
    draft = Draft.of_text("\n\n".join(told), day=DAY)
    assert list(remarks_on_style(Galley(draft, Known()), (rule("very unique"),))) == []


class TestWords:
    @pytest.mark.parametrize(
        ("pattern", "instead", "text", "expected"),
        [
            ("in order to", "to", "He ran in  order\nto win.", ("in  order\nto", "to")),
            ("# percent", "# per cent", "It rose 12.5 percent.", ("12.5 percent", "12.5 per cent")),
            ("both _ as well as", "both _ and", "both Ann as well as", (None, "both Ann and")),
            ("utilis*", "us*", "They utilised it.", ("utilised", "used")),
            ("over*ed it", "", "They overstated it.", ("overstated it", None)),
            ("e-mail", "email", "Send an e-mail, please.", ("e-mail", "email")),
            ("between #-#", "between # and #", "between 5-10", (None, "between 5 and 10")),
            ("driver’s licence", "licence", "A driver's licence.", ("driver's licence", "licence")),
            ("Kiev", "Kyiv", "In Kiev’s streets.", ("Kiev", "Kyiv")),
            ("ministers", "", "The ministers’ aide.", ("ministers", None)),
        ],
    )
    def test_are_found(self, pattern, instead, text, expected):
        ((words, fix),) = found(text, pattern, instead=instead)
        assert fix == expected[1]
        assert words == (expected[0] or text)

    @pytest.mark.parametrize(
        ("pattern", "text"),
        [
            ("in order to", "All is in order. To win he ran."),
            ("in order to", "In order, to win."),
            ("email", "Send an e-mail."),
            ("e-mail", "Send an email, or an e mail."),
            ("free gift", "A duty-free gift, a free gift-box."),
            ("Kiev mayor", "Kiev’s mayor came."),
            ("cafe", "A café, two cafés."),
            ("# percent", "Some percent."),
            ("utilis*", "A utility."),
        ],
    )
    def test_are_not_seen_in_others(self, pattern, text):
        assert found(text, pattern) == []

    def test_are_found_where_they_stand(self):
        (remark,) = remarks("So: less people.", rule("less people", instead="fewer people"))
        assert (remark.place, remark.start, remark.end) == ("p", 4, 15)
        assert (remark.kind, remark.weight) == ("style", Weight.WARNING)
        assert (remark.sentence, remark.record) == ("Because.", "style:1")

    def test_are_found_once_and_as_wide_as_they_are(self):
        text = "a very unique and unique thing"
        assert found(text, "unique", "very unique", "(very|) unique") == [
            ("very unique", None),
            ("unique", None),
        ]


class TestUnless:
    def test_leaves_alone_what_stands_within(self):
        fields = {"unless": ("new record label",)}
        assert found("A new record label.", "new record", **fields) == []
        assert found("A new record: a label.", "new record", **fields) == [("new record", None)]

    def test_holds_for_its_own_rule_alone(self):
        rules = (rule("new record", unless=("new record label",)), rule("record label", number=2))
        (remark,) = remarks("A new record label.", *rules)
        assert remark.record == "style:2"


class TestLarge:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("In order to win.", ("In order to", "To")),
            ("A Plan In Order To Win", ("In Order To", "To")),
            ("IN ORDER TO WIN", ("IN ORDER TO", "TO")),
        ],
    )
    def test_letters_stay_large(self, text, expected):
        assert found(text, "in order to", instead="to") == [expected]

    def test_letters_of_shortened_words_are_no_shouting(self):
        assert found("The UK is.", "UK", instead="Britain") == [("UK", "Britain")]

    def test_letters_count_where_the_rule_says_so(self):
        exact = {"instead": "internet", "is_exact": True}
        assert found("The internet, the INTERNET.", "Internet", **exact) == []
        assert found("On the Internet.", "Internet", **exact) == [("Internet", "internet")]
        assert found("Web on. The web.", "web", is_exact=True) == [("Web", None), ("web", None)]

    def test_letters_at_the_beginning_of_a_sentence_do_not_count(self):
        assert found("Internet for all.", "Internet", instead="internet", is_exact=True) == []


class TestQuotations:
    TEXT = "He said: “I did it in order to win.”"

    def test_are_left_alone(self):
        assert found(self.TEXT, "in order to") == []
        assert remarks("In order to win.", rule("in order to"), kind=Kind.QUOTE) == []

    def test_are_looked_at_where_the_rule_says_so_and_weigh_less(self):
        (remark,) = remarks(self.TEXT, rule("in order to", in_quotations=True))
        assert remark.weight is Weight.HINT


def test_one_that_is_no_pattern_is_left_out_and_the_others_hold(caplog):
    broken, sound = rule("(past times"), rule("past times")
    draft = Galley(Draft((Passage("p", "In past times."),), DAY), Known())
    assert [each.words for each in remarks_on_style(draft, (broken, sound))] == ["past times"]
    assert "is left out" in caplog.text


class TestWork:
    """What is done for a text, counted in calls rather than by a clock."""

    TEXT = "The cat and dog, the end of a day, the long way. " * 20

    def calls(self, *patterns, text=TEXT):
        galley = Galley(Draft((Passage("p", text),), DAY), Known())
        rules, counted = (rule(*patterns),), []
        assert not list(remarks_on_style(galley, rules))
        sys.setprofile(lambda _frame, event, _what: counted.append(event))
        list(remarks_on_style(galley, rules))
        sys.setprofile(None)
        return len(counted)

    @pytest.mark.parametrize("before", ["the _", "the _ _", "the cat", "the (cat|dog|end*)"])
    def test_hardly_grows_with_the_words_that_a_rule_has_to_choose_from(self, before):
        few = self.calls(f"{before} a(a|b)")
        many = self.calls(*(f"{before} {letter}(a|b|c|d)(e|f|g|h)" for letter in "abcdefgh"))
        assert many <= few * 1.1

    def test_grows_no_more_than_with_the_text(self):
        patterns = [f"the _ {letter}(a|b|c|d)(e|f|g|h)" for letter in "abcdefgh"]
        assert self.calls(*patterns, text=self.TEXT * 4) < self.calls(*patterns) * 4.4
