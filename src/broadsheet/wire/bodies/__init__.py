"""Bodies on their way in: made to fit, and linked."""
