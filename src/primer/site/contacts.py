"""Ways to reach a service as links: a telephone dials, a browser opens."""

from __future__ import annotations

import re

from mkdocs_bibliography.text.escape import attributes, inert
from primer.content.page_models import Contact

_SITE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}(?:/\S*)?")
_NUMBER = re.compile(r"\+?[\d ().-]+")


def contact_link(contact: Contact) -> str:
    """A contact as HTML: a number or an address is a link, anything else its own words."""
    href = _href(contact)
    words = inert(contact.value)
    shown = f"<a {attributes({'href': href})}>{words}</a>" if href else words
    return shown + (f" ({inert(contact.note)})" if contact.note else "")


def _href(contact: Contact) -> str:
    if contact.kind in ("phone", "text") and _NUMBER.fullmatch(contact.value):
        scheme = "tel" if contact.kind == "phone" else "sms"
        digits = re.sub(r"[^\d+]", "", contact.value)
        # A number that begins with 1 and has ten digits more is one of North America, with its code of country.
        return f"{scheme}:{'+' if re.fullmatch(r'1[0-9]{10}', digits) else ''}{digits}"
    return f"https://{contact.value}" if _SITE.fullmatch(contact.value) else ""
