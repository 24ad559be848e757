"""A reader’s own addresses: their pages, their deeds, what islands ask, and all that is theirs."""
