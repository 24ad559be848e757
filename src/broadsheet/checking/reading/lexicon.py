"""Lists of words, as they are written down in modules."""


def lexicon(words: str) -> frozenset[str]:
    """The words of a text, parted by spaces."""
    return frozenset(words.split())
