"""What several formats have in common: clean text, moments, XML, JSON, borrowed vocabularies."""
