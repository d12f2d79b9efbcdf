"""Citations and references formatted by pandoc's citeproc: `format_citations`.

This is the only place that formats references; the site, search, exports and paper all print what it gives. Pandoc runs
in at most two processes a build, never one a page, and what it gave is kept on disk.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import cast

from mkdocs_bibliography.citations.syntax import Cluster
from mkdocs_bibliography.citeproc.assemble import assemble
from mkdocs_bibliography.citeproc.formatted import (
    Formatted,
    FormattedCitation,
    FormattedEntry,
    restored,
    stored,
    with_retractions,
)
from mkdocs_bibliography.citeproc.pandoc_ast import Node
from mkdocs_bibliography.citeproc.plan import Document, Plan, plan_documents
from mkdocs_bibliography.citeproc.style import Style, StyleNotFound
from mkdocs_bibliography.references.pandoc import PandocUnavailable, run_script
from mkdocs_bibliography.references.reference import Reference
from mkdocs_bibliography.text.files import digest, read_kept_json, write_kept_json

__all__ = [
    "Formatted",
    "FormattedCitation",
    "FormattedEntry",
    "PandocUnavailable",
    "Style",
    "StyleNotFound",
    "format_citations",
]

_SCRIPT = Path(__file__).with_name("citeproc.lua")
_WORKERS = 2
_KEPT_FILES = 400


def format_citations(
    references: Mapping[str, Reference],
    clusters: Sequence[tuple[str, Cluster]],
    style: Style,
    cache: Path | None,
    nocite: Sequence[str] = (),
) -> Formatted:
    """Every cluster, each with the address of its page and in the site's order, and every cited work, as printed.

    Clusters with a key that is not in `references` are left out. `nocite` names works to be listed without being cited.
    `cache` is a folder; None keeps nothing. Raises StyleNotFound and PandocUnavailable.
    """
    style.check()
    plan = plan_documents(references, clusters, style, nocite)
    names = [_cache_name(document, style) for document in plan.documents]
    whole = digest([*names, list(plan.places), style.name])
    kept = read_kept_json(cache / f"{whole}.json") if cache else None
    if kept is not None:
        return with_retractions(restored(kept), references)
    formatted = assemble(plan, _format_all(plan, names, style, cache))
    if cache:
        write_kept_json(cache / f"{whole}.json", stored(formatted))
        _prune(cache, {whole, *names})
    return with_retractions(formatted, references)


def _format_all(plan: Plan, names: Sequence[str], style: Style, cache: Path | None) -> list[Sequence[Node]]:
    """The formatted blocks of each document, from the cache or from pandoc."""
    known: dict[str, Sequence[Node]] = {}
    for name in names if cache else ():
        if (kept := read_kept_json(cast("Path", cache) / f"{name}.json")) is not None:
            known[name] = cast("Sequence[Node]", kept)
    missing = [index for index, name in enumerate(names) if name not in known]
    found = run_pandoc([plan.documents[index] for index in missing], style)
    for index, blocks in zip(missing, found, strict=True):
        known[names[index]] = blocks
        if cache:
            write_kept_json(cache / f"{names[index]}.json", blocks)
    return [known[name] for name in names]


def _cache_name(document: Document, style: Style) -> str:
    """A name that changes with everything that the result depends on."""
    parts = [document.bibliography(), document.job(), style.text, style.locale, _SCRIPT.read_text("utf-8")]
    parts.append(version("pypandoc-binary"))
    return digest(parts)


def _prune(cache: Path | None, used: set[str]) -> None:
    """Drop what this build did not use once the folder holds many files."""
    files = sorted(cache.glob("*.json")) if cache and cache.is_dir() else []
    for path in files if len(files) > _KEPT_FILES else ():
        if path.stem not in used:
            path.unlink(missing_ok=True)


def run_pandoc(documents: Sequence[Document], style: Style) -> list[Sequence[Node]]:
    """The formatted blocks of each document, made in up to two processes. Raises PandocUnavailable."""
    if not documents:
        return []
    shares = _shares(documents)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(_WORKERS) as pool:
        jobs = [_job(documents, share, Path(folder), style) for share in shares]
        answers = list(pool.map(lambda job: run_script(_SCRIPT, job, "format the citations"), jobs))
    results: dict[int, Sequence[Node]] = {}
    for share, answer in zip(shares, answers, strict=True):
        lines = answer.rstrip("\n").split("\n")  # Other line ends stand in texts.
        results |= {index: json.loads(line)["blocks"] for index, line in zip(share, lines, strict=True)}
    return [results[index] for index in range(len(documents))]


def _shares(documents: Sequence[Document]) -> list[list[int]]:
    """The documents of each process: the heaviest first, each to the process that has least to do."""
    loads: list[tuple[float, list[int]]] = [(0.0, []) for _ in range(_WORKERS)]
    for index in sorted(range(len(documents)), key=lambda index: -documents[index].weight):
        load, share = min(loads, key=lambda one: one[0])
        loads[loads.index((load, share))] = (load + documents[index].weight, [*share, index])
    return [share for _, share in loads if share]


def _job(documents: Sequence[Document], share: Sequence[int], folder: Path, style: Style) -> object:
    """The job for one process; its styles and bibliographies are put into the folder."""
    jobs = []
    for index in share:
        paths = {kind: folder / f"{index}.{kind}.json" for kind in ("metadata", "csl")}
        for kind, works in documents[index].bibliography().items():
            paths[kind].write_text(json.dumps(works), "utf-8")
        style_path = folder / f"{index}.csl"
        style_path.write_text(style.plain_text if documents[index].plain else style.text, "utf-8")
        files = {kind: str(path) for kind, path in paths.items()}
        jobs.append({**files, "style": str(style_path), **documents[index].job()})
    return {"locale": style.locale, "documents": jobs}
