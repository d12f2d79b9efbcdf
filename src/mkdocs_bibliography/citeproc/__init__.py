"""Clusters and references to formatted text: plan, run pandoc, assemble; styles."""
