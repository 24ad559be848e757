"""Taking a thing off every node, and proving that it is gone. Knows no content."""
