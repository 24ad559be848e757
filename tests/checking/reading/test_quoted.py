"""Where a passage has somebody else's words."""

import pytest

from broadsheet.checking.reading.quoted import quotations


def quoted(text, following=""):
    return [text[start:end] for start, end in sorted(quotations(text, following))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He said “it is late. So it was” again.", ["“it is late. So it was”"]),
        ('He said "it is late. So it was" again.', ['"it is late. So it was"']),
        ("He said ‘it’s late. So it was’ again.", ["‘it’s late. So it was’"]),
        ("‘It is “late” now,’ he said.", ["‘It is “late” now,’", "“late”"]),
    ],
)
def test_reaches_from_mark_to_mark(text, words):
    assert quoted(text) == words


@pytest.mark.parametrize("mark", ["“", '"', "‘"])
def test_reaches_no_further_than_its_sentence_where_it_is_not_closed(mark):
    text = f"All was done. {mark}We will build it, said Ada Byrne. It rained."
    assert quoted(text) == [f"{mark}We will build it, said Ada Byrne."]


@pytest.mark.parametrize(("mark", "closing"), [("“", "”"), ('"', '"')])
def test_that_is_not_closed_leaves_the_next_one_whole(mark, closing):
    text = f"{mark}We will, said Ada. It rained. {mark}It is late,{closing} he said."
    assert quoted(text) == [f"{mark}We will, said Ada.", f"{mark}It is late,{closing}"]


@pytest.mark.parametrize("mark", ["“", '"', "‘"])
def test_goes_on_where_the_next_paragraph_opens_it_again(mark):
    text = f"He said: {mark}It is late. And it rains."
    assert quoted(text, f"{mark}And later.") == [f"{mark}It is late. And it rains."]


def test_may_be_closed_by_a_mark_of_another_shape():
    assert quoted('“It is late. It rains" again.') == ['“It is late. It rains"']


def test_is_no_measure_in_inches():
    assert quoted('A pipe of 12" broke. "It rains," he said.') == ['"It rains,"']
