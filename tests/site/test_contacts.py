"""Contacts of services as links that a telephone dials and a browser opens."""

from __future__ import annotations

import html
import re
from typing import Literal

import pytest

from primer.content.page_models import Contact
from primer.site.contacts import contact_link


@pytest.mark.parametrize(
    ("kind", "value", "href"),
    [
        ("phone", "911", "tel:911"),
        ("phone", "1-800-786-2929", "tel:+18007862929"),
        ("phone", "08000 121 700", "tel:08000121700"),
        ("text", "233733", "sms:233733"),
        ("text", "CONNECT to 686868", ""),
        ("chat", "988lifeline.org", "https://988lifeline.org"),
        ("web", "iwf.org.uk/report", "https://iwf.org.uk/report"),
        ("web", "through the school", ""),
    ],
)
def test_a_number_and_an_address_are_links(
    kind: Literal["phone", "text", "chat", "web"], value: str, href: str
) -> None:
    link = html.unescape(contact_link(Contact(kind=kind, value=value)))
    assert re.findall(r'href="([^"]*)"', link) == ([href] if href else [])
    assert value in link


def test_a_note_stands_beside_its_contact() -> None:
    assert contact_link(Contact(kind="phone", value="988", note="day and night")).endswith("(day and night)")
