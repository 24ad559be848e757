"""Which characters of a text survive, and what entities stand for.

Joiners survive everywhere: Malayalam, Persian and others cannot be spelt without them, and a word
may end in one. So do marks of direction, which turn nothing but themselves.
"""

import re
from functools import lru_cache
from html import unescape

# Controls, what turns the reading direction unseen, byte order marks and noncharacters.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d\u202a-\u202e\u2066-\u2069"
    "\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
# Vertical tabs, form feeds and Unicode's line separators part words as a space does.
_SPACES = re.compile("[\x0b\x0c\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Bytes of Windows-1252 that somebody took for Latin-1: most are dashes and curly quotes.
_WINDOWS = re.compile("[\x80-\x9f]")
# Numbers no character has; Python refuses to read very long ones.
_LONG_REFERENCE = re.compile(r"&#(?:[xX][0-9a-fA-F]{9,}|[0-9]{9,});?")

# What has no width and spells nothing. Tags do in the flags of regions, which are kept whole.
_UNSEEN = re.compile(
    "(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)"
    "|[\u180e\u200b\u2060-\u2065\u206a-\u206f\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
# Not the no-break and wide spaces: those are typography.
_GAP = re.compile("[ \t\n]+")
# Joiners, marks, fillers and blanks: they belong beside something that is seen.
_SEEN = re.compile(
    "[^\\s\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200c-\u200f\u2800\u3164\ufe00-\ufe0f"
    "\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U000e0080-\U000e0fff]"
)


def tidy(text: str) -> str:
    """The text without what is invisible and harmful; line ends are all newlines."""
    if text.isprintable():  # as nearly all is: no control, format or separator but the space
        return text
    text = _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _SURROGATES.sub("\ufffd", _SPACES.sub(" ", text))
    return _WINDOWS.sub(lambda found: found[0].encode("latin-1").decode("cp1252"), text)


def passage(text: str) -> str:
    """The text, tidy and without anything that nobody sees; nothing if nobody sees any of it."""
    seen = text if text.isprintable() else _UNSEEN.sub(r"\1", tidy(text))
    return seen if _SEEN.search(seen) else ""


def line(text: str) -> str:
    """The same on one line, without space at its ends."""
    return _GAP.sub(" ", passage(text)).strip()


@lru_cache(maxsize=8192)
def lines(text: str) -> tuple[str, ...]:
    """What stands on each line, without empty ones and without doubles."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, text.splitlines()))))


def decoded(text: str) -> str:
    """The text with its entities resolved, and tidied once more: they too can hide controls."""
    if "&" not in text:
        return text
    return tidy(unescape(_LONG_REFERENCE.sub("\ufffd", text)))
