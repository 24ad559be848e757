"""What is said of an office that somebody does not hold, how much it weighs, and what mends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from broadsheet.checking.draft import Draft, Kind, Passage
from broadsheet.checking.galley import Galley
from broadsheet.checking.known import Known, Office, Place
from broadsheet.checking.offices.checks import remarks_on_offices
from broadsheet.checking.offices.telling import named
from broadsheet.checking.remarks import Weight
from tests.checking.knowing import register

MAY_2018 = date(2018, 5, 3)


def remarks(text, *, day=MAY_2018, known=None, kind=Kind.TEXT):
    draft = Draft((Passage("body", text, kind),), day)
    return list(remarks_on_offices(Galley(draft, known or register())))


def only(text, **given):
    (remark,) = remarks(text, **given)
    return remark


KNOWN_ON = date(2018, 3, 1)


def known_as_of(day=KNOWN_ON, *, office_day=None):
    """The register as it would be if nobody had looked at it since."""
    known = register()
    return replace(
        known,
        persons=tuple(replace(each, known_on=day) for each in known.persons),
        offices=tuple(replace(each, known_on=office_day) for each in known.offices),
    )


class TestKnownAsOf:
    LASTING = (
        "Former Russian Foreign Minister Sergey Lavrov arrived.",
        "The late Russian Foreign Minister Sergey Lavrov was there.",
        "Russian Foreign Minister-designate Sergey Lavrov arrived.",
        "Acting Russian Foreign Minister Sergey Lavrov arrived.",
        "Theresa May, the Russian foreign minister, arrived.",
    )

    @pytest.mark.parametrize("text", LASTING)
    def test_a_later_day_has_no_more_than_a_hint_of_who_still_holds_an_office(self, text):
        remark = only(text, known=known_as_of())
        assert remark.weight is Weight.HINT
        assert remark.sentence.endswith("The register was last checked on 1 March 2018.")

    @pytest.mark.parametrize("text", LASTING)
    @pytest.mark.parametrize(
        "known", [known_as_of(MAY_2018), known_as_of(office_day=MAY_2018), known_as_of(None)]
    )
    def test_a_day_within_it_weighs_as_ever(self, text, known):
        assert only(text, known=known).weight > Weight.HINT

    def test_what_is_over_stays_over(self):
        remark = only("Russian Foreign Minister Igor Ivanov arrived.", known=known_as_of())
        assert remark.weight is Weight.ERROR
        assert remark.sentence.endswith("until 9 March 2004.")

    def test_a_day_that_the_sentence_gives_counts_and_not_that_of_the_story(self):
        text = "In October 2017 Theresa May, the Russian foreign minister, arrived."
        assert only(text, known=known_as_of()).weight is Weight.ERROR


RIGHT = {
    "Former Chancellor Angela Merkel spoke.": (
        "Angela Merkel was still chancellor of Germany on 3 May 2018: "
        "in office from 22 November 2005 to 8 December 2021."
    ),
    "Former Russian Foreign Minister Sergey Lavrov spoke.": (
        "Sergey Lavrov was still foreign minister of Russia on 3 May 2018: "
        "in office since 9 March 2004."
    ),
    "The late Russian Foreign Minister Sergey Lavrov was there.": (
        "The register has no death of Sergey Lavrov, "
        "who was foreign minister of Russia on 3 May 2018."
    ),
    "Foreign Minister-designate Sergey Lavrov of Russia spoke.": (
        "Sergey Lavrov was already foreign minister of Russia on 3 May 2018: "
        "in office since 9 March 2004."
    ),
    "Acting Russian Foreign Minister Sergey Lavrov arrived.": (
        "Not acting: Sergey Lavrov has been foreign minister of Russia since 9 March 2004."
    ),
    "Emmanuel Macron, the president of Germany, spoke.": (
        "Not Emmanuel Macron: "
        "Frank-Walter Steinmeier has been president of Germany since 19 March 2017."
    ),
    "Chancellor Emmanuel Macron spoke.": (
        "Emmanuel Macron has been president of France since 14 May 2017, not chancellor."
    ),
    "Emmanuel Macron, the prime minister of Germany, spoke.": (
        "Emmanuel Macron has been president of France since 14 May 2017, "
        "not prime minister of Germany."
    ),
    "David Cameron became prime minister in May 2012.": (
        "David Cameron was prime minister of the United Kingdom from 11 May 2010 to 13 July 2016."
    ),
}
"""By what is wrong: what is said of it."""


class TestRemark:
    def test_says_until_when_and_who_it_was_instead(self):
        said = only("US Vice President Joe Biden arrived.").sentence
        assert said == (
            "Joe Biden was vice president of the United States until 20 January 2017; "
            "on 3 May 2018 it was Mike Pence."
        )

    def test_says_when_somebody_began(self):
        said = only("Prime Minister Boris Johnson of Britain waved. He left.").sentence
        assert said == (
            "Boris Johnson did not become prime minister of the United Kingdom until 24 July 2019; "
            "on 3 May 2018 it was Theresa May."
        )

    @pytest.mark.parametrize(("text", "said"), RIGHT.items())
    def test_says_what_is_right_as_of_the_day_of_the_story(self, text, said):
        assert only(text).sentence == said

    def test_says_what_was_last_seen_where_that_is_longer_ago(self):
        said = only("Former Russian Foreign Minister Sergey Lavrov spoke.", known=known_as_of())
        assert said.sentence.startswith(
            "Sergey Lavrov was still foreign minister of Russia on 1 March 2018: "
        )

    def test_stands_at_its_words(self):
        text = "On the way, the vice president, Joe Biden, said no."
        remark = only(text)
        assert text[remark.start : remark.end] == remark.words == "the vice president, Joe Biden"
        assert (remark.place, remark.kind, remark.weight) == ("body", "office", Weight.ERROR)

    def test_names_the_row_it_rests_on_and_its_source(self):
        remark = only("Vice President Joe Biden arrived.")
        rows = {f"tenure:{each.id}": each for each in register().tenures}
        assert rows[remark.record].ends.last == date(2017, 1, 20)
        assert remark.source == "test"

    @pytest.mark.parametrize(
        ("text", "mended"),
        [
            ("Vice President Joe Biden came.", "Former Vice President Joe Biden"),
            ("Then US Vice President Joe Biden came.", None),
            ("He met US Vice President Joe Biden.", "former US Vice President Joe Biden"),
            ("He met Joe Biden, the vice president.", "Joe Biden, the former vice president"),
            ("He met Joe Biden, its vice president.", "Joe Biden, its former vice president"),
            ("He met Britain's prime minister, Theresa May.", None),
            ("Joe Biden is vice president.", None),
            ("He met the current US Vice President Joe Biden.", None),
        ],
    )
    def test_brings_a_fix_where_one_word_mends_it(self, text, mended):
        fixes = [remark.fix and remark.fix.text for remark in remarks(text)]
        assert fixes == ([mended] if mended or " is " in text or "current" in text else [])

    def test_weighs_less_in_a_quotation(self):
        assert only("“Vice President Joe Biden knows,” he said.").weight is Weight.WARNING
        assert only("Vice President Joe Biden", kind=Kind.QUOTE).weight is Weight.WARNING

    def test_weighs_less_where_a_surname_alone_may_be_another_ones(self):
        assert only("President Medvedev of Russia spoke.").weight is Weight.WARNING
        text = "Dmitry Medvedev came. President Medvedev spoke."
        assert only(text).weight is Weight.ERROR


class TestAnotherCountry:
    @pytest.mark.parametrize(
        "words",
        [
            "Emmanuel Macron, the prime minister of Germany",
            "German Prime Minister Emmanuel Macron",
            "French Secretary of State Rex Tillerson",
            "Emmanuel Macron is prime minister of Germany",
        ],
    )
    def test_cannot_have_somebody_who_holds_an_office_elsewhere(self, words):
        remark = only(f"Back at home {words}.", day=date(2018, 3, 3))
        assert (remark.words, remark.weight) == (words, Weight.WARNING)

    def test_could_not_have_somebody_on_the_day_that_is_told(self):
        text = "In January 2018 Emmanuel Macron was chancellor of India."
        assert only(text).weight is Weight.WARNING

    def test_may_have_a_post_on_record_that_nobody_is_known_to_have_held(self):
        known = register()
        office = Office(99, "prime minister", of="Germany", is_of_country=True)
        known = replace(known, offices=(*known.offices, office))
        assert only("Emmanuel Macron, the prime minister of Germany, spoke.", known=known)

    @pytest.mark.parametrize(
        "text",
        [
            "Emmanuel Macron, the grand vizier of Freedonia, spoke.",
            "Freedonian Grand Vizier Emmanuel Macron spoke.",
        ],
    )
    def test_may_have_no_office_on_record_at_all(self, text):
        freedonia = Place(1, "Freedonia", adjectives=("Freedonian",))
        titles = frozenset({"grand vizier"})
        known = replace(register(), places=(freedonia,), titles=titles)
        assert "grand vizier of Freedonia" in only(text, known=known).sentence
        assert remarks(text, known=replace(known, titles=frozenset())) == []

    @pytest.mark.parametrize(
        ("text", "title"),
        [
            ("Emmanuel Macron, the Commander-in-Chief of Germany, spoke.", "commander-in-chief"),
            ("EMMANUEL MACRON, PRIME MINISTER OF GERMANY", "prime minister"),
            ("EMMANUEL MACRON, GRAND VIZIER OF GERMANY", "grand vizier"),
            ("Emmanuel Macron, the PM of Germany, spoke.", "PM"),
        ],
    )
    def test_is_told_with_the_title_as_the_register_writes_it(self, text, title):
        titles = frozenset({"commander in chief", "grand vizier"})
        said = only(text, known=replace(register(), titles=titles)).sentence
        assert said.endswith(f", not {title} of Germany.")

    @pytest.mark.parametrize("title", ["Prince", "co-prince", "King"])
    def test_may_have_given_its_crown_to_somebody_who_holds_an_office_elsewhere(self, title):
        known = replace(register(), titles=frozenset({"prince", "co prince", "king"}))
        assert remarks(f"Emmanuel Macron, the {title} of Germany, spoke.", known=known) == []

    @pytest.mark.parametrize(
        "text",
        [
            "Emmanuel Macron, prime minister of Freedonia, spoke.",
            "Emmanuel Macron, secretary-general of France, spoke.",
            "Barack Obama, prime minister of Germany, spoke.",
            "Angela Merkel, foreign secretary of Germany, spoke.",
            "Jens Stoltenberg, vice president of Germany, spoke.",
            "Emmanuel Macron, secretary of state of NATO, spoke.",
            "In Germany President Emmanuel Macron spoke.",
            "Back from Germany Prime Minister Narendra Modi spoke.",
            "On China President Donald Trump said nothing.",
            "In the United Kingdom President Donald Trump met the king.",
            "In talks with Germany President Donald Trump spoke of trade.",
            "Amid threats against Russia Prime Minister Theresa May spoke.",
        ],
    )
    def test_is_not_told_of_who_may_have_both(self, text):
        assert remarks(text) == []


class TestMisspelt:
    def test_names_are_judged_for_whom_they_are_meant(self):
        remark = only("Prime Minister Boris Jonson spoke.")
        assert (remark.words, remark.weight) == ("Prime Minister Boris Jonson", Weight.WARNING)
        assert "Boris Johnson" in remark.sentence

    @pytest.mark.parametrize(
        ("text", "fix"),
        [
            ("Prime Minister Boris Jonson spoke.", "Former Prime Minister Boris Johnson"),
            ("He met Prime Minister Boris Jonson’s aide.", "former Prime Minister Boris Johnson’s"),
            (
                "Boris Jonson, the prime minister, spoke.",
                "Boris Johnson, the former prime minister",
            ),
        ],
    )
    def test_names_are_put_right_with_the_office(self, text, fix):
        assert only(text, day=date(2023, 5, 3)).fix.text == fix

    def test_names_are_right_in_an_office_that_was_theirs(self):
        assert remarks("Prime Minister Boris Jonson spoke.", day=date(2020, 5, 3)) == []

    def test_names_weigh_less_in_an_office_that_never_was(self):
        assert only("President Angela Merkle spoke.").weight is Weight.HINT
        assert only("French President Angela Merkle spoke.").weight is Weight.WARNING

    def test_names_do_not_make_a_surname_alone_weigh_more(self):
        text = "A bystander, Boris Jonson, 34, spoke. Prime Minister Johnson said no."
        assert only(text).weight is Weight.WARNING

    @pytest.mark.parametrize(
        "text",
        ["Chair Angela Merkle spoke.", "The president of the rowing club, Angela Merkle, spoke."],
    )
    def test_names_are_left_alone_in_one_that_is_not_on_record(self, text):
        assert remarks(text) == []


@pytest.mark.parametrize(
    ("of", "told"),
    [
        ("France", "president of France"),
        ("United States", "president of the United States"),
        ("the United States", "president of the United States"),
        ("Czech Republic", "president of the Czech Republic"),
        ("", "president"),
    ],
)
def test_an_office_is_told_with_what_it_is_of(of, told):
    assert named(Office(1, "president", of=of)) == told


class TestSilence:
    @pytest.mark.parametrize(
        "text",
        [
            "President Ada Byrne of the rowing club spoke.",
            "The president of the rowing club, Joe Biden, spoke.",
            "FIFA President Joe Biden spoke.",
            "Vice President Ada Byrne spoke.",
            "Deputy Prime Minister Theresa May spoke.",
            "Joe Biden spoke to the president's aides.",
            "President Hunter Biden spoke.",
            "In 2011, former President Barack Obama announced it.",
            "After talks with the Russian president, Emmanuel Macron said no.",
            "Joe Biden, vice president, and our president spoke.",
        ],
    )
    def test_is_kept_of_whom_or_what_is_not_on_record(self, text):
        assert remarks(text) == []

    def test_is_kept_where_nothing_is_known(self):
        assert remarks("Vice President Joe Biden arrived.", known=Known()) == []

    @pytest.mark.parametrize("day", ["2017-01-20", "2017-01-21"])
    def test_is_kept_on_the_day_of_a_change_and_the_next(self, day):
        assert remarks("Vice President Joe Biden spoke.", day=date.fromisoformat(day)) == []
