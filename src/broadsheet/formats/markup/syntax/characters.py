"""Which characters of foreign text survive, and what entities stand for."""

import re
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


def tidy(text: str) -> str:
    """The text without what is invisible and harmful; line ends are all newlines."""
    text = _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _SURROGATES.sub("\ufffd", _SPACES.sub(" ", text))
    return _WINDOWS.sub(lambda found: found[0].encode("latin-1").decode("cp1252"), text)


def decoded(text: str) -> str:
    """The text with its entities resolved, and tidied once more: they too can hide controls."""
    if "&" not in text:
        return text
    return tidy(unescape(_LONG_REFERENCE.sub("\ufffd", text)))
