"""Citations and references formatted by pandoc's citeproc: `format_citations`.

This is the only place that formats references; the site, search, exports and paper all print what it gives. Pandoc runs
in at most two processes a build, never one a page, and what it gave is kept on disk.
"""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
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
from mkdocs_bibliography.citeproc.plan import Document, plan_documents
from mkdocs_bibliography.citeproc.style import Style, StyleNotFound
from mkdocs_bibliography.references.pandoc import PandocUnavailable, run_script
from mkdocs_bibliography.references.reference import Reference
from mkdocs_bibliography.text.files import digest, read_kept_json, remove_old_drafts, write_kept_json

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
_FORM = 2
"""Raised when what is kept is to be written otherwise."""
_KEPT_FILES = 400


def format_citations(
    references: Mapping[str, Reference],
    clusters: Sequence[tuple[str, Cluster]],
    style: Style,
    cache: Path | None,
    nocite: Sequence[str] = (),
    by_page: Mapping[str, Sequence[str]] | None = None,
) -> Formatted:
    """Every cluster, each with the address of its page and in the site's order, and every cited work, as printed.

    Clusters with a key that is not in `references` are left out. `nocite` names works to be listed without being cited.
    `by_page` has, for each page whose letters and numbers begin anew, what it lists without citing.
    `cache` is a folder; None keeps nothing. Raises StyleNotFound and PandocUnavailable.
    """
    style.check()
    plans = {"": plan_documents(references, clusters, style, nocite)}
    for page, listed in (by_page or {}).items() if style.kind != "note" else ():
        own = [one for one in clusters if one[0] == page]
        plans[page] = plan_documents(references, own, style, listed)
    names = {page: [_cache_name(document, style) for document in plan.documents] for page, plan in plans.items()}
    every_name = [name for some in names.values() for name in some]
    whole = digest([every_name, [[page, list(plan.places)] for page, plan in plans.items()], style.name, _FORM])
    kept = read_kept_json(cache / f"{whole}.json") if cache else None
    if kept is not None:
        return with_retractions(restored(kept), references)
    documents = [document for plan in plans.values() for document in plan.documents]
    blocks = _format_all(documents, every_name, style, cache)
    done = {page: assemble(plan, [blocks[name] for name in names[page]]) for page, plan in plans.items()}
    formatted = replace(done.pop(""), pages=done)
    if cache:
        write_kept_json(cache / f"{whole}.json", stored(formatted))
        _prune(cache, {whole, *every_name})
    return with_retractions(formatted, references)


def _format_all(
    documents: Sequence[Document], names: Sequence[str], style: Style, cache: Path | None
) -> Mapping[str, Sequence[Node]]:
    """The formatted blocks of each document by its name, from the cache or from pandoc."""
    known: dict[str, Sequence[Node]] = {}
    for name in names if cache else ():
        if (kept := read_kept_json(cast("Path", cache) / f"{name}.json")) is not None:
            known[name] = cast("Sequence[Node]", kept)
    missing = {name: one for name, one in zip(names, documents, strict=True) if name not in known}
    for name, blocks in zip(missing, run_pandoc([*missing.values()], style), strict=True):
        known[name] = blocks
        if cache:
            write_kept_json(cache / f"{name}.json", blocks)
    return known


def _cache_name(document: Document, style: Style) -> str:
    """A name that changes with everything that the result depends on."""
    parts = [
        document.bibliography(),
        document.job(),
        style.substituting_text,
        style.language,
        _SCRIPT.read_text("utf-8"),
    ]
    parts.append(version("pypandoc-binary"))
    return digest(parts)


def _prune(cache: Path | None, used: set[str]) -> None:
    """Drop what this build did not use once the folder holds many files."""
    if not cache:
        return
    remove_old_drafts(cache)
    with contextlib.suppress(OSError):  # It is read-only, or another process drops the same.
        files = sorted(cache.glob("*.json"))
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
        texts = {"style": style.plain_text if documents[index].plain else style.text}
        if style.substitutes and not documents[index].plain:
            texts["substituting"] = style.substituting_text
        files = {kind: str(path) for kind, path in paths.items()}
        for kind, text in texts.items():
            path = folder / f"{index}.{kind}.csl"
            path.write_text(text, "utf-8")
            files[kind] = str(path)
        jobs.append({**files, **documents[index].job()})
    return {"locale": style.language, "documents": jobs}
