"""Whether a story may go out, when it does, and that it does so whole."""
