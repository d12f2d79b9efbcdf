"""The only room that knows MkDocs: plugin, staging, preview, offline copy."""
