"""All checks together."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.checking.draft import Draft
from broadsheet.checking.looking import look_at
from broadsheet.checking.reading import tokens
from tests.checking.knowing import register

DAY = date(2018, 5, 3)
PIECES = st.sampled_from(
    [
        "Joe Biden",
        "Biden",
        "the",
        "vice president",
        ",",
        ".",
        "“",
        "”",
        "(",
        ")",
        "who",
        "is",
        "was",
        "former",
        "-elect",
        "president of",
        "Russia",
        "'s",
        "in 2012",
        "since",
        "Theresa May",
        "and",
        "Bombay",
        "on Wednesday, 2 May 2017",
        "61",
        "the the",
        "–",
        "of",
        "US",
    ]
)


def test_are_told_in_the_order_of_reading():
    text = "He met the the mayor.\n\nVice President Joe Biden came on Wednesday, 2 May 2017."
    kinds = [(each.place, each.kind) for each in look_at(Draft.of_text(text, day=DAY), register())]
    assert kinds == [("1", "sentence"), ("2", "office"), ("2", "day")]


@given(st.lists(PIECES).map(" ".join) | st.text())
def test_stand_at_their_words_whatever_the_text(text):
    draft = Draft.of_text(text, day=DAY)
    texts = {passage.place: passage.text for passage in draft.passages}
    for remark in look_at(draft, register()):
        assert texts[remark.place][remark.start : remark.end] == remark.words
        assert remark.sentence.strip()


def test_has_its_sentence_around_it():
    text = "He came. He met the the mayor. He went."
    [remark] = look_at(Draft.of_text(text, day=DAY), register())
    assert remark.around == "He met the the mayor."


def test_takes_a_long_passage_apart_as_often_for_many_remarks_as_for_few(monkeypatch):
    taken_apart = []
    cut = tokens.tokens

    def counted(text):
        taken_apart.append(text)
        return cut(text)

    monkeypatch.setattr(tokens, "tokens", counted)
    counts = []
    for sentence in ("He met the mayor of the town. ", "He met the the mayor of a town. "):
        taken_apart.clear()
        long = sentence * (tokens.LONGEST_REMEMBERED // len(sentence) + 1)
        look_at(Draft.of_text(long, day=DAY), register())
        counts.append(len(taken_apart))
    few, many = counts
    assert many == few
