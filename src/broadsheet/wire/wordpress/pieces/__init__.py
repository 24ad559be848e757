"""What becomes of each type of item, and of what it is filed under."""
