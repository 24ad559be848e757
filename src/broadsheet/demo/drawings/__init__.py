"""Every picture of the demo paper, drawn with Pillow alone on one kind of canvas."""
