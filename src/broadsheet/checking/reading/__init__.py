"""Takes English news prose apart: words, sentences, quotations, days."""
