"""A small bibliography and its formatted citations, for tests of what is made of them."""

from __future__ import annotations

from functools import lru_cache

from mkdocs_bibliography.citations.syntax import parse_citations
from mkdocs_bibliography.citeproc.format import Formatted, Style, format_citations
from mkdocs_bibliography.html.citations import CitationPage
from mkdocs_bibliography.references.bibliography import Bibliography, read_bibliography
from mkdocs_bibliography.text.source import Source

BIB = r"""@article{rain2020,
  author = {Okafor, Ada and Lind, Per},
  title = {Counting Rain},
  journal = {Letters},
  year = {2020},
  volume = {3},
  number = {2},
  pages = {100--120},
  doi = {10.5555/rain},
  url = {https://rain.example/a_b?c=1&d=2},
  studytype = {observational},
  population = {Twelve gauges, 2018.},
  limits = {One valley \& one year.},
  read = {abstract},
  verified = {partly},
  keywords = {rain, gauges},
  note = {First of two.}
}

@book{Manual.2019,
  author = {{World Weather Office}},
  title = {Manual of *Gauges*},
  publisher = {Press},
  year = {2019}
}

@online{fog,
  title = {Notes on Fog},
  author = {Smith, Jo},
  date = {2024-05-03},
  url = {https://fog.example/}
}
"""


@lru_cache
def bibliography() -> Bibliography:
    return read_bibliography([Source("refs.bib", BIB)])


@lru_cache
def formatted(text: str, style: str = "apa", address: str = "guide/g1.html") -> Formatted:
    works = bibliography().references
    clusters = [(address, cluster) for cluster in parse_citations(text).clusters]
    return format_citations(works, clusters, Style(style), None, list(works))


def page(
    text: str, address: str = "guide/g1.html", title: str = "G1 Rain", nocite: tuple[str, ...] = ()
) -> CitationPage:
    return CitationPage(address, title, Source("docs/g1.md", text), text, nocite)
