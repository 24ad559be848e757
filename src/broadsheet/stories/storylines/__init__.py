"""The story so far: what pages tell of storylines, what is done to them, and their screens."""
