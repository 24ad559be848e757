"""Storylines while somebody writes: what a story belongs to, and which earlier ones are offered."""
