"""What pages read of the paper itself, by name: see `press.recording`."""

PAPER = "paper"
"""Its settings and menus."""
PAGES = "pages"
"""The standing pages: which there are, where, and what they say."""
MASTHEAD = "masthead"
"""The fact that feeds and texts read of the paper: its name, language and zone."""
