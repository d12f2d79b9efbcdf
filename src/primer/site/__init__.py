"""A primer as Markdown pages and assets."""
