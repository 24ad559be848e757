"""The demo paper: a believable regional newspaper that shows what Broadsheet can carry."""
