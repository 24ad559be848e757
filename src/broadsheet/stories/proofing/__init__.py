"""Has a story looked at by the checks of copy, as it is written."""
