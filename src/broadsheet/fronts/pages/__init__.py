"""Reads what fronts, lists and standing pages show, and says what that was.

The number of queries never grows with the archive.
"""
