"""Several people at one story: who is in it now, and whose words stand when both save."""
