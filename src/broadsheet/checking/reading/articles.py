"""Which names of countries and organisations have an article within a sentence."""

from __future__ import annotations

from typing import Final

from broadsheet.checking.reading.lexicon import lexicon

_LAST_WORDS: Final = lexicon(
    "republic kingdom states union federation emirates islands nations council commission court"
    " bank organisation league netherlands philippines maldives gambia bahamas"
)


def with_article(name: str) -> str:
    """As it stands after “in” or “of”: the United States."""
    needs = name.rpartition(" ")[2].casefold() in _LAST_WORDS
    return f"the {name}" if needs and not name.startswith("the ") else name
