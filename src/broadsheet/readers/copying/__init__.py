"""Everything that is held of a reader, as they get it: sheets, and a ZIP of them."""
