"""The texts that a new primer begins with."""

from __future__ import annotations

import json

WORKFLOW = """\
name: pages

on:
  push:
    branches: [main]
  workflow_dispatch:

permissions:
  contents: read

jobs:
  build:
    runs-on: ubuntu-24.04
    timeout-minutes: 20
    steps:
      - uses: actions/checkout@93cb6efe18208431cddfb8368fd83d5badbf9bfd # v5.0.1
        with:
          fetch-depth: 0
          persist-credentials: false
      - uses: actions/setup-python@e797f83bcb11b83ae66e0230d6156d7c80228e7c # v6.0.0
        with:
          python-version: "3.13"
      - run: python -m pip install -r requirements.txt
      - run: primer check --format github
      - run: primer build
      - uses: actions/upload-pages-artifact@7b1f4a764d45c48632c6b24a0339c27f5614fb0b # v4.0.0
        with:
          path: site

  publish:
    needs: build
    runs-on: ubuntu-24.04
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: ${{ steps.deployment.outputs.page_url }}
    steps:
      - id: deployment
        uses: actions/deploy-pages@d6db90164ac5ed86f2b6aed7e0febac5b3c0c03e # v4.0.5
"""
"""Checks, builds and publishes the site on GitHub Pages at every push."""

_INDEX = """\
---
type: page
title: {title}
summary: {summary}
reviewed: {day}
---

TODO Say in three sentences what this primer is about, for whom it is, and what it does not cover.
"""


TITLE = (8, 60)
"""Characters that the title of a page has, at least and at most."""


def index_page(name: str, subtitle: str, day: str) -> str:
    """The start page, to be written by the author."""
    heading = name if TITLE[0] <= len(name) <= TITLE[1] else "Start here"
    title, summary = (json.dumps(text, ensure_ascii=False) for text in (heading, subtitle or f"{name}: start here."))
    return _INDEX.format(title=title, summary=summary, day=day)
