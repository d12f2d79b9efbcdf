"""Pandoc's citation syntax, locators, list markers, and what is wrong with them."""
