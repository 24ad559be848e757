"""A draft set for reading: each sentence where it stands, with who is named in it.

All checks read the same one, so that nothing of a text is taken apart twice.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from broadsheet.checking.people import People
from broadsheet.checking.reading.quoted import is_quoted, quotations
from broadsheet.checking.reading.tokens import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.checking.draft import Draft, Passage
    from broadsheet.checking.known import Known
    from broadsheet.checking.people import Mention
    from broadsheet.checking.reading.tokens import Sentence


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a passage."""

    passage: Passage
    sentence: Sentence
    mentions: tuple[Mention, ...]
    """who is named in it, in their order"""
    quoted: list[tuple[int, int]]
    """where the passage has somebody else's words"""

    @property
    def plain(self) -> Iterator[Mention]:
        """Mentions that can be of one person only."""
        return (mention for mention in self.mentions if len(mention.persons) == 1)

    def is_quoted(self, start: int, end: int) -> bool:
        """Whether these characters of the passage are somebody else's."""
        return is_quoted(start, end, self.quoted)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where in the passage these tokens of the sentence begin and end."""
        return self.sentence.tokens[first].start, self.sentence.tokens[last].end

    def name_span(self, mention: Mention) -> tuple[int, int]:
        """Where in the passage a name begins and ends, without its mark of possession."""
        start, end = self.span(mention.first, mention.last)
        return start, end - 2 * self.passage.text[start:end].endswith(("’s", "'s"))


@dataclass(frozen=True)
class Galley:
    """A draft with what is known of whom and what it names."""

    draft: Draft
    known: Known

    @cached_property
    def people(self) -> People:
        """All who may be named; once the lines are read, it has seen who is."""
        return People(self.known)

    @cached_property
    def sentences(self) -> dict[str, tuple[Sentence, ...]]:
        """Of each passage, by its text."""
        return {passage.text: sentences(passage.text) for passage in self.draft.passages}

    def sentence_at(self, text: str, at: int) -> Sentence | None:
        """The first of a passage that ends after that character."""
        ends = self._ends.get(text, ())
        number = bisect_right(ends, at)
        return self.sentences[text][number] if number < len(ends) else None

    @cached_property
    def _ends(self) -> dict[str, list[int]]:
        return {text: [each.end for each in found] for text, found in self.sentences.items()}

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All sentences, in the order of reading."""
        return tuple(self._read())

    def _read(self) -> Iterator[Line]:
        following = self._following()
        for passage in self.draft.passages:
            quoted = quotations(passage.text, following.get(passage.place, ""))
            for sentence in self.sentences[passage.text]:
                yield Line(passage, sentence, tuple(self.people.mentions(sentence)), quoted)

    def _following(self) -> dict[str, str]:
        """By the place of a paragraph, the text of the next."""
        running = [passage for passage in self.draft.passages if passage.kind.is_running]
        return {each.place: after.text for each, after in pairwise(running)}
