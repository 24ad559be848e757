"""Every picture of the demo paper, drawn with Pillow alone; one module a kind."""
