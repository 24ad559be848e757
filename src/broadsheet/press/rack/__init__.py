"""Where sheets are kept, and what each of them was made from: one file a node."""
