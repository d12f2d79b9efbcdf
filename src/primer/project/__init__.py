"""The folder as text: settings, files, git, YAML with places."""
