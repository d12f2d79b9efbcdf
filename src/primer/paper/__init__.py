"""A primer as PDF."""
