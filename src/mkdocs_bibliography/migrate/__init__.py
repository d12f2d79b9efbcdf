"""The move of a site from mkdocs-bibtex to the `bibliography` plugin."""

from mkdocs_bibliography.migrate.site import Change, Migration, NotAnMkdocsSite, migrate_mkdocs_bibtex

__all__ = ["Change", "Migration", "NotAnMkdocsSite", "migrate_mkdocs_bibtex"]
