"""The index of this node, in Tantivy: its folders, its writer, its readers. Knows no database."""
