"""The database itself writes the log: triggers, made from what content says of its tables."""
