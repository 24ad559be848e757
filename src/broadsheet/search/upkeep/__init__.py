"""How the index of this node comes to be, and stays, as the paper is."""
