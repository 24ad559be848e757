"""Whether somebody held the office that a text gives them on the day it speaks of."""
