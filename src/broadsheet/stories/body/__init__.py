"""A story's body: as it is edited, as it comes from elsewhere, as it is printed."""
