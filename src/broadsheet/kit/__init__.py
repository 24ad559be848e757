"""Plain functions that know no framework: time, prose, addresses."""
