"""The planning board: who does what today, and each story's way from a plan to readers."""
