"""Reads what a reader's own pages show. The number of queries never grows with what they keep.

Of stories only what is public at that moment: everything else goes quietly.
"""
