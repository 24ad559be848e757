"""E-mail addresses in the one spelling in which mail takes them."""

import stringprep
from unicodedata import normalize


def settled(address: str) -> str:
    """The address as mail goes there: without letters that nobody sees, none wide, none large.

    Hosts are prepared so before they are looked up (RFC 3491), and mailboxes do not tell capitals
    apart: what is counted, kept or looked for in any other spelling would be somebody else's, and
    the mail would go to the same place.
    """
    seen = "".join(letter for letter in address if not stringprep.in_table_b1(letter))
    return normalize("NFKC", normalize("NFKC", seen).casefold()).strip()
