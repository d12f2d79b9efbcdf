"""Formatted text to links, cards, lists, reference pages and backlinks."""
