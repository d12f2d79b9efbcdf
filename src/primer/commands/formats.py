"""The names of the forms in which things can be had, as the command line knows them."""

COPY_FORMS = ("link", "markdown", "github", "comment", "jira", "say", "cite", "bibtex", "csl", "ris", "pinned")
"""The forms in which something can be copied, by name."""
SHOW_FORMS = ("text", "md", "json", *COPY_FORMS)
"""The forms in which `primer show` prints something."""
CHECKLISTS = ("github", "issue-form", "jira", "csv")
"""The forms of `primer checklist`."""
