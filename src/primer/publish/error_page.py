"""The page that stands in for a site whose content has errors."""

from __future__ import annotations

from mkdocs_bibliography.text.escape import literal
from mkdocs_bibliography.text.issues import Issue, issue_line
from primer.checks.report import summary_of
from primer.site.model import SiteFiles


def error_page(issues: tuple[Issue, ...]) -> SiteFiles:
    """A single page that tells the issues, for a preview of a project that has not been right yet."""
    told = "\n".join(f"- {literal(issue_line(issue))}" for issue in issues)
    return SiteFiles({"index.md": f"# {summary_of(issues)}\n\nMend them; this page follows.\n\n{told}\n"}, {})
