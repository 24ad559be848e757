"""Brings in what WordPress exported."""
