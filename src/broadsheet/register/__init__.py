"""Who held which office when, and what places and organisations are called; all with sources."""
