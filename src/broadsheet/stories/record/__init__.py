"""What readers could read of a story, version by version: in plain words, compared, and sealed."""
