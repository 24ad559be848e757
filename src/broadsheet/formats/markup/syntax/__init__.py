"""Foreign markup, cut into pieces and put up as a tree; what it means is left to others."""
