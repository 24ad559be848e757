"""How moments are told, by language. Pages for readers bring formats of their own."""
