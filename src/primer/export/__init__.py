"""A primer as text to paste, records, JSON, CSV and Atom."""
