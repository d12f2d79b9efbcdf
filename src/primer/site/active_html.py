"""What in a finished page could act by itself: the last look at it.

Templates escape what authors write, and the check refuses what Markdown would hand on. But readers of Markdown differ,
so each page is looked through once more for elements, attributes and addresses that no template of ours makes.
"""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"""<([a-z][a-z0-9:-]*)((?:[^<>"']|"[^"]*"|'[^']*')*+)>""", re.IGNORECASE)
_OPEN = re.compile(r"<[a-z](?!(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([^\s=<>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?""")
_ELEMENTS = frozenset(
    "applet audio base embed foreignobject frame frameset iframe link meta noscript object portal source style template"
    " track video animate set use mglyph malignmark".split()
)
_ATTRIBUTES = frozenset("action background formaction ping srcdoc srcset xlink:href http-equiv".split())
_OURS = re.compile(r""" type="application/ld\+json"| src="(?:\.\./)*(?:assets/js|data)/[\w.-]+"(?: defer)?""")
_HINT = re.compile(r"[\s/]on|[\s/]style|href|src|action|ping|background|http-equiv", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):|[/\\]{2}", re.IGNORECASE)
_FOLLOWED = frozenset({"http", "https", "mailto", "tel", "sms"})
_STYLE = re.compile(r"text-align: *(?:left|right|center);?")
"""What Markdown writes into aligned tables."""
_BLANK = re.compile(r"[\x00-\x20]+")


def find_active(html: str) -> str:
    """The first tag that could act by itself, shortened; empty when there is none."""
    broken = _OPEN.search(html)
    if broken:
        return html[broken.start() : broken.start() + 60]
    return next((tag[0][:60] for tag in _TAG.finditer(html) if _is_active(tag[1].lower(), tag[2])), "")


def _is_active(name: str, attributes: str) -> bool:
    if name == "script":
        return _OURS.fullmatch(attributes) is None
    if name in _ELEMENTS:
        return True
    if not _HINT.search(attributes):
        return False
    return any(
        _acts(name, found[1].lower(), unescape(found[2] or found[3] or found[4] or ""))
        for found in _ATTRIBUTE.finditer(attributes)
    )


def _acts(element: str, name: str, value: str) -> bool:
    """Whether an attribute runs something, or leads where no reader should go; a picture comes from the site itself."""
    if name.startswith("on") or name in _ATTRIBUTES:
        return True
    if name == "style":
        return _STYLE.fullmatch(value) is None and element != "svg"
    if name not in ("href", "src"):
        return False
    scheme = _SCHEME.match(_BLANK.sub("", value))
    return scheme is not None and (name == "src" or scheme[1] is None or scheme[1].lower() not in _FOLLOWED)
