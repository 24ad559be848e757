"""What readers look for: the index of this node, how it follows the paper, the result page."""
