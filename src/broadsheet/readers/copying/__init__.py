"""Everything that is held of a reader, as they get it: tables, and a ZIP of them."""
