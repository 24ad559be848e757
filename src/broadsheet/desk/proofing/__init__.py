"""Checks copy from anywhere: a file, an address, whatever an editor has in front of them."""
