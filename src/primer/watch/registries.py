"""Crossref and DataCite, asked about one DOI at a time.

Crossref gives notices in `updated-by` of a work, those of the publisher and those of Retraction Watch. DataCite has no
word for a retraction: a work that another one made obsolete, or that is no longer findable, is told as a correction.
Requests come one after another with a pause, name the program and, if given, an address of mail, as Crossref asks;
what a registry says of waiting (`Retry-After`) is done. Answers are kept, so that a second run asks only what is old.
"""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from mkdocs_bibliography.text.files import digest, read_kept_json, write_kept_json
from primer.watch.updates import Update, bare_doi, kind_of, matters

_TRIES = 3
_LONGEST_WAIT = 60.0
_LARGEST = 8_000_000
_TIMEOUT = 20.0
_WAIT = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE})


@dataclass(frozen=True)
class Answer:
    """What a registry says of a DOI."""

    registry: str
    """`crossref`, `datacite`, or empty when none knows it."""
    updates: tuple[Update, ...] = ()
    error: str = ""
    """Why there is no answer; empty when there is one."""
    asked: bool = True
    """Whether a request was made for it, and it did not come from what was kept."""


@dataclass
class Registries:
    """A client of both registries."""

    agent: str
    """What the program calls itself, with an address of mail if there is one."""
    cache: Path
    max_age: timedelta = timedelta(days=7)
    today: date = field(default_factory=lambda: datetime.now(UTC).date())
    pause: float = 0.25
    """Seconds between two requests; Crossref allows five a second to those who name no address of mail."""
    crossref: str = "https://api.crossref.org"
    datacite: str = "https://api.datacite.org"
    _last: float = field(default=0.0, init=False)

    def ask(self, doi: str) -> Answer:
        """What became of a work; from what was kept when that is not older than `max_age`."""
        doi = bare_doi(doi)
        kept = self.cache / f"{digest(doi)}.json"
        if (answer := self._kept(kept)) is not None:
            return answer
        try:
            answer = self._crossref(doi) or self._datacite(doi)
        except _NoAnswer as error:
            return Answer("", error=str(error))
        if answer is None:
            answer = Answer("", error="Neither Crossref nor DataCite knows this DOI.")
        updates = [[one.date, one.kind, one.notice, one.source, one.reason] for one in answer.updates]
        write_kept_json(kept, [self.today.isoformat(), answer.registry, updates, answer.error])
        return answer

    def _kept(self, path: Path) -> Answer | None:
        match read_kept_json(path):
            case [str(day), str(registry), list(updates), str(error)]:
                if timedelta(0) <= self.today - date.fromisoformat(day) <= self.max_age:
                    return Answer(registry, tuple(Update(*one) for one in updates), error, asked=False)
        return None

    def _crossref(self, doi: str) -> Answer | None:
        data = self._get(f"{self.crossref}/works/{quote(doi, safe='')}")
        if data is None:
            return None
        return Answer("crossref", tuple(sorted(set(_crossref_updates(_mapping(data.get("message")))))))

    def _datacite(self, doi: str) -> Answer | None:
        data = self._get(f"{self.datacite}/dois/{quote(doi, safe='')}")
        if data is None:
            return None
        attributes = _mapping(_mapping(data.get("data")).get("attributes"))
        return Answer("datacite", tuple(sorted(set(_datacite_updates(attributes)))))

    def _get(self, url: str) -> Mapping[str, Any] | None:
        """The JSON at an address; None where there is nothing. Raises _NoAnswer."""
        for attempt in range(_TRIES):
            time.sleep(max(0.0, self._last + self.pause - time.monotonic()))
            try:
                request = urllib.request.Request(url, headers={"User-Agent": self.agent, "Accept": "application/json"})
                with urllib.request.urlopen(request, timeout=_TIMEOUT) as response:
                    return _json(response.read(_LARGEST + 1), url)
            except urllib.error.HTTPError as error:
                if error.code in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
                    return None
                if error.code not in _WAIT or attempt == _TRIES - 1:
                    raise _NoAnswer(f"{_host(url)} answered {error.code}.") from error
                time.sleep(_wait(error.headers.get("Retry-After"), attempt))
            except (OSError, ValueError) as error:
                if attempt == _TRIES - 1:
                    raise _NoAnswer(f"{_host(url)} cannot be reached ({getattr(error, 'reason', error)}).") from error
                time.sleep(min(_LONGEST_WAIT, self.pause * 2**attempt))
            finally:
                self._last = time.monotonic()
        return None


class _NoAnswer(Exception):
    """A registry did not answer in a way that can be read."""


def _json(data: bytes, url: str) -> Mapping[str, Any]:
    if len(data) > _LARGEST:
        raise _NoAnswer(f"{_host(url)} sent more than {_LARGEST:,} bytes.")
    try:
        return _mapping(json.loads(data))
    except (ValueError, RecursionError) as error:
        raise _NoAnswer(f"{_host(url)} sent something that is no JSON.") from error


def _host(url: str) -> str:
    return urlsplit(url).netloc


def _wait(retry_after: str | None, attempt: int) -> float:
    """Seconds to wait, by the header's number or day."""
    wanted = 2.0**attempt
    if retry_after and retry_after.strip().isdigit():
        wanted = float(retry_after)
    elif retry_after:
        with suppress(ValueError, TypeError):
            wanted = (parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds()
    return min(max(wanted, 0.0), _LONGEST_WAIT)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _crossref_updates(work: Mapping[str, Any]) -> Iterator[Update]:
    for one in work.get("updated-by") or ():
        one = _mapping(one)
        kind = kind_of(str(one.get("type") or one.get("label") or ""))
        if matters(kind):
            notice, source = bare_doi(str(one.get("DOI") or "")), str(one.get("source") or "publisher")
            yield Update(_day(_mapping(one.get("updated"))), kind, notice, source)


def _day(value: Mapping[str, Any]) -> str:
    """Crossref's `date-parts` as 2024-03-01; the first of what is missing."""
    match value.get("date-parts"):
        case [[int(year), *rest]]:
            month, day, *_ = (*(part for part in rest if isinstance(part, int)), 1, 1)
            try:
                return date(year, month, day).isoformat()
            except ValueError:
                return ""
    return ""


def _datacite_updates(work: Mapping[str, Any]) -> Iterator[Update]:
    for one in work.get("relatedIdentifiers") or ():
        one = _mapping(one)
        if one.get("relationType") == "IsObsoletedBy":
            yield Update(
                "", "correction", bare_doi(str(one.get("relatedIdentifier") or "")), "datacite", "Made obsolete."
            )
    if work.get("state") not in (None, "findable"):
        yield Update("", "correction", "", "datacite", "The registry no longer offers it.")
