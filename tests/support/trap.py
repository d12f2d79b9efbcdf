"""What a page does that it should not: scripts that run, addresses outside the site, reports of its policy."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

_LISTEN = """
window.__trap = [];
for (const name of ["alert", "confirm", "prompt", "print"])
  window[name] = () => { window.__trap.push("executed: " + name); };
document.addEventListener("securitypolicyviolation", event =>
  window.__trap.push("reported: " + event.violatedDirective + " " + event.blockedURI + " " + event.sample));
"""
_LOOK = """() => {
  const found = window.__trap.splice(0), own = location.origin, seen = new Set();
  const safe = /^(https?:|mailto:|tel:|sms:|file:)/;
  for (const node of document.querySelectorAll("*")) {
    const tag = node.localName;
    for (const attribute of node.attributes) {
      const name = attribute.name;
      if (name.startsWith("on")) seen.add("made: " + tag + " " + name);
      if (name === "style" && !/^text-align: *(left|right|center);?$/.test(attribute.value))
        seen.add("made: " + tag + " style=" + attribute.value);
      if (["srcdoc", "srcset", "formaction", "ping"].includes(name)) seen.add("made: " + tag + " " + name);
    }
    const to = node.getAttribute("href") ?? node.getAttribute("xlink:href");
    if (to !== null && (tag === "a" || tag === "area")) {
      let address = null;
      try { address = new URL(to, location.href); } catch { address = null; }
      if (address && !safe.test(address.protocol)) seen.add("made: link " + to.slice(0, 60));
      if (/^[\\s\\u0000-\\u0020]*[\\/\\\\]{2}/.test(to)) seen.add("made: link " + to.slice(0, 60));
    }
    if (["iframe", "frame", "object", "embed", "applet", "base", "foreignobject", "animate", "set", "mglyph", "video",
         "audio", "template", "portal"].includes(tag)) seen.add("made: " + tag);
    if (tag === "meta" && (node.httpEquiv || "").toLowerCase() === "refresh") seen.add("made: refresh");
    if (tag === "style") seen.add("made: style");
    if (tag === "script" && node.type !== "application/ld+json" && !(node.src && new URL(node.src).origin === own)
        && !document.documentElement.dataset.base) seen.add("made: script");
    if ((tag === "img" || tag === "link") && (node.src || node.href) && tag === "img" &&
        !node.src.startsWith("data:") && new URL(node.src).origin !== own) seen.add("made: img " + node.src);
    if (tag === "form" && node.getAttribute("action")) seen.add("made: form action");
  }
  return found.concat([...seen]);
}"""


@dataclass
class Trap:
    """A window in which nothing hostile happens unseen."""

    page: Page
    outside: list[str] = field(default_factory=list)
    """Addresses asked for that are not the site's."""
    dialogs: list[str] = field(default_factory=list)

    def found(self) -> list[str]:
        """What happened since the last question, and what stands in the page that could."""
        seen: list[str] = self.page.evaluate(_LOOK)
        told = [*seen, *(f"asked: {one}" for one in self.outside), *self.dialogs]
        self.outside.clear()
        self.dialogs.clear()
        return told


def trapped(context: BrowserContext, origin: str) -> Trap:
    """A page of a browser that notes dialogs, reports of the policy, and requests beyond an origin."""
    page = context.new_page()
    trap = Trap(page)
    page.add_init_script(_LISTEN)

    def told(address: str) -> None:
        parts = urlsplit(address)
        if f"{parts.scheme}://{parts.netloc}" != origin and parts.scheme not in ("data", "about", "blob"):
            trap.outside.append(address)

    page.on("request", lambda request: told(request.url))
    page.on("dialog", lambda dialog: (trap.dialogs.append(f"executed: {dialog.type}"), dialog.dismiss()))
    return trap
