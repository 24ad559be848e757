"""What sitemaps read, by name: see `press.recording`."""

SHARDS = "shards"
"""Which sitemaps there are."""
PAGES = "sitemap"
"""Everything that is no story."""
NEWS = "news"
"""The stories of the last two days."""
