"""The story so far: what pages tell of storylines, and what is done to them."""
