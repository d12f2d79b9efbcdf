"""The whole site as files: Markdown for an engine to turn into pages, and what is copied as it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from primer.render.markup import as_file
from primer.render.pages import RenderedPage, render_pages
from primer.run import Checked


@dataclass(frozen=True)
class SiteFiles:
    """What a Markdown engine needs to build the site without any plugin of ours."""

    markdown: Mapping[str, str]
    """Pages by their path, such as `g12.md`."""
    assets: Mapping[str, bytes]
    """Everything else that we make, by its path."""


def render_site(checked: Checked) -> SiteFiles:
    """Every file of the site."""
    pages = render_pages(checked.primer)
    return SiteFiles({as_file(page.address): _with_front_matter(page) for page in pages}, {})


def write_stage(files: SiteFiles, folder: Path) -> None:
    """Write the files into a folder, which another engine can build."""
    for name, data in [*files.markdown.items(), *files.assets.items()]:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)


def _with_front_matter(page: RenderedPage) -> str:
    facts = {"title": page.title, "description": page.summary, **({"byb": dict(page.facts)} if page.facts else {})}
    lines = "\n".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items())
    return f"---\n{lines}\n---\n\n{page.text}"
