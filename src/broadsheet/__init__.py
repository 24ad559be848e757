"""Broadsheet: the web site of a newspaper and the newsroom behind it."""
