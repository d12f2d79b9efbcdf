"""Comparison with pandoc's own Markdown reader, many texts in one process."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pypandoc

from mkdocs_bibliography.citations.syntax import Cluster, parse_citations
from mkdocs_bibliography.citeproc.plan import items_of

_SCRIPT = Path(__file__).with_name("pandoc_citations.lua")


def disagreements(texts: Sequence[str]) -> list[str]:
    """A description of each text whose clusters differ from pandoc's."""
    cases = [
        {"text": text, "ours": [_described(cluster) for cluster in parse_citations(text).clusters]} for text in texts
    ]
    command = [pypandoc.get_pandoc_path(), "lua", str(_SCRIPT)]
    done = subprocess.run(command, input=json.dumps(cases).encode(), capture_output=True, check=True)
    answers = json.loads(done.stdout)
    assert len(answers) == len(texts)
    return [
        f"--- {text!r}\npandoc:\n{answer['pandoc']}\nours:\n{answer['ours']}"
        for text, answer in zip(texts, answers, strict=True)
        if answer["pandoc"] != answer["ours"]
    ]


def _described(cluster: Cluster) -> list[dict[str, str]]:
    keys = ("key", "prefix", "suffix", "mode")
    return [dict(zip(keys, item, strict=True)) for item in items_of(cluster)]
