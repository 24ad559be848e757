"""What a photographer would have brought back, and portraits."""
