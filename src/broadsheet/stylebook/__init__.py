"""The style book: what the house does not write, what it writes instead, and why."""
