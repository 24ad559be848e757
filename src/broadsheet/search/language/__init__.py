"""What words are, whatever script they are written in. Pure."""
