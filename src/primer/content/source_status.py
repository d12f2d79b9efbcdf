"""What registries said of sources, joined to the bibliography."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from mkdocs_bibliography.references.bibliography import Bibliography, Reference
from primer.watch.status_file import SourceStatus


def with_statuses(bibliography: Bibliography, statuses: Mapping[str, SourceStatus]) -> Bibliography:
    """The bibliography with each notice in the field that flags a work; what an author wrote there stays."""
    flagged = {key: _flagged(bibliography.references[key], status) for key, status in statuses.items()
               if status.updates and key in bibliography.references}  # fmt: skip
    if not flagged:
        return bibliography
    return replace(bibliography, references=MappingProxyType({**bibliography.references, **flagged}))


def _flagged(reference: Reference, status: SourceStatus) -> Reference:
    flags = {"retracted": status.flag(retracts=True), "corrected": status.flag(retracts=False)}
    added = {name: text for name, text in flags.items() if text and name not in reference.fields}
    return replace(reference, fields={**reference.fields, **added})
