"""Broadsheet: the web site of a newspaper and the newsroom behind it."""

__version__ = "0.1.0"
