"""Taking a story off the paper for good, with all that goes with it, and the proof of it."""
