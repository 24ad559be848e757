"""What can be seen in copy alone, and of names and places with a register: a module a subject."""
