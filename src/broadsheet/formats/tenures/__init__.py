"""Who held which office when, as others write it down: tables, Popolo, Wikidata, rolls."""
