"""Where readers tell what is wrong: the form and the address that `primer.yml` names."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

_PAGE = "{page}"


@dataclass(frozen=True)
class Reports:
    """The ways by which readers reach who publishes a primer; it may have none."""

    tracker: str = ""
    """The address of a public form; where it holds `{page}`, the id or the address of the page is put."""
    contact: str = ""
    """An address for mail that is not public."""

    def form(self, page: str) -> str:
        """The address of the form for a report on a page, or nothing."""
        joined = f"{self.tracker}{'&' if '?' in self.tracker else '?'}title={_PAGE}"
        return (self.tracker if _PAGE in self.tracker else joined).replace(_PAGE, quote(page)) if self.tracker else ""

    def mail(self, page: str) -> str:
        """The link that begins a letter on a page, or nothing."""
        return f"mailto:{quote(self.contact, safe='@')}?subject={quote(page)}" if self.contact else ""
