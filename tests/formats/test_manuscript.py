"""Copy as people type it."""

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.formats.manuscript import read

COPY = """---
title: none of this is read
---
# Ferry is late

ELLERMOUTH – The *night* ferry
was late, [the mayor](https://example.org/) said.

> It is late.

## Why

- Fog
- “Wind”

![A ferry](ferry.jpg "The ferry on Monday")
"""


def test_passages_are_read_without_markup():
    parts = [(part.kind, part.text, part.line) for part in read(COPY).parts]
    assert parts == [
        ("headline", "Ferry is late", 4),
        ("text", "ELLERMOUTH – The night ferry was late, the mayor said.", 6),
        ("quote", "It is late.", 9),
        ("subhead", "Why", 11),
        ("text", "Fog", 13),
        ("text", "“Wind”", 14),
    ]


def test_pictures_are_read_with_their_words():
    (image,) = read(COPY).images
    assert (image.alt, image.title, image.address) == (
        "A ferry",
        "The ferry on Monday",
        "ferry.jpg",
    )
    assert image.line == 16


def test_plain_text_is_read_as_it_is():
    parts = read("First.\r\n\r\n    Second, indented.\n\n<b>Third</b> `x`").parts
    assert [part.text for part in parts] == ["First.", "Second, indented.", "Third `x`"]


def test_a_later_large_heading_is_a_subhead():
    assert [part.kind for part in read("Text.\n\n# Large").parts] == ["text", "subhead"]


@given(st.text())
def test_any_text_can_be_read(text):
    for part in read(text).parts:
        assert part.text == " ".join(part.text.split())
        assert part.line >= 1
