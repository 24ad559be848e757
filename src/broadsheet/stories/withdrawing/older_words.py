"""What becomes of what readers could read of a story, once its withdrawal is lifted.

Without Django, since what the command may be told is described before that is there.
"""

from enum import StrEnum


class OlderWords(StrEnum):
    BURY = "bury"
    """their words are out of the record of changes for good"""
    KEEP = "keep"
    """they come back with the story"""
