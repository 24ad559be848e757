"""What is told of an import: while it runs, and when it is done."""
