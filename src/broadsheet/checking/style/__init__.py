"""House style: words that the house does not write, found in copy; a pattern is made of words."""
