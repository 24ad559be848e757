"""What the form says of a rule that cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from broadsheet.checking.style.patterns import MOST_VARIANTS, MOST_WORDS, SHORTEST_STEM, Fault
from broadsheet.checking.style.trying import Failing

if TYPE_CHECKING:
    from broadsheet.checking.style.patterns import NoPattern
    from broadsheet.checking.style.trying import Failure


def about_pattern(error: NoPattern) -> str:
    """Why it is no pattern, or cannot be written instead of one."""
    bounds = {"letters": SHORTEST_STEM, "rows": MOST_VARIANTS, "words": MOST_WORDS}
    why = str(WHY[error.fault]) % bounds
    return f"“{error.written}”: {why}" if error.written else why


WHY: Final = {
    Fault.EMPTY: gettext_lazy("One of its choices leaves no word to look for."),
    Fault.BRACKETS: gettext_lazy(
        "Brackets have a choice in them, as in (less|fewer), and no other brackets."
    ),
    Fault.OPEN: gettext_lazy(
        "Begin with a word, or with at least %(letters)s letters before a *: else it would be "
        "looked for at every word."
    ),
    Fault.LONE: gettext_lazy("A * ends a word, or stands within one. For any word write _."),
    Fault.MANY: gettext_lazy(
        "That stands for more than %(rows)s rows of words. Make it several rules."
    ),
    Fault.LONG: gettext_lazy("That is more than %(words)s words."),
    Fault.UNKNOWN_CHOICE: gettext_lazy("No choice to find has as many parts."),
    Fault.UNKNOWN_SIGN: gettext_lazy("What is found has fewer of this sign."),
}
"""Of every fault why it is one."""

FIELDS: Final = {
    Failing.UNSEEN: "wrong",
    Failing.SEEN: "right",
    Failing.OTHERWISE: "wrong",
    Failing.AGAIN: "wrong",
}
"""Where the example stands."""


def about_failure(failure: Failure) -> str:
    """Which example fails, and how."""
    about = {"copy": failure.copy, "found": failure.found}
    match failure.how:
        case Failing.UNSEEN:
            return _("“%(copy)s” is not remarked on.") % about
        case Failing.SEEN:
            return _("“%(copy)s” is remarked on, for “%(found)s”.") % about
        case Failing.OTHERWISE:
            return _("“%(copy)s” becomes “%(found)s”.") % about
        case Failing.AGAIN:
            return _("“%(copy)s” becomes “%(found)s”, which is remarked on again.") % about
    assert_never(failure.how)
