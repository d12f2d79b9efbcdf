"""What became of the works that a primer cites: asked of the registries of DOIs, and kept in `sources-status.yml`."""
