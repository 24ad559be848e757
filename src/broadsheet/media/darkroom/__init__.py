"""What is done to the bytes of a picture: read, clean, cut. No database, no settings."""
