"""The newsroom's screens for stories: the list, the form, what may be done there."""
