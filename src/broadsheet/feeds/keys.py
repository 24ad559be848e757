"""What feeds are called; what sitemaps read, by name: see `press.recording`."""

SHARDS = "shards"
"""Which sitemaps there are."""
PAGES = "sitemap"
"""Everything that is no story."""
NEWS = "news"
"""The stories of the last two days."""

FEEDS = ("rss.xml", "atom.xml", "feed.json")
"""The last part of a feed's address, whatever it is a feed of."""
