"""`primer audit`: a blind sheet of cited sentences for a reader to judge, and the table that its verdicts make."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from mkdocs_bibliography.text.errors import UserError
from primer.content.addresses import address_of
from primer.content.model import Primer
from primer.content.sentences import Sentence
from primer.content.tracing import cited_sentences
from primer.export.plain import plain, short_citation
from primer.export.spreadsheet import csv_text

COLUMNS = ("number", "page", "address", "sentence", "citation", "source", "verdict", "fault")
"""The columns of a sheet; a reader fills the last two."""
VERDICTS = {
    "right": "Right: it says no more than the source",
    "more": "Claims more than the source",
    "wrong": "Wrong",
    "not-found": "The source's words could not be found",
}
"""What a reader may write as a verdict, with the words of the table."""


class UnreadSheet(UserError):
    """A sheet that cannot be read, or has rows without a verdict."""


def blind_sheet(primer: Primer, sample: int, seed: int) -> str:
    """A sample of cited sentences as CSV: without extracts, notes or levels, so that a reader goes to the source."""
    known = primer.bibliography.references
    cited = [one for one in cited_sentences(primer) if any(key in known for key in one.keys) and one.page.valid]
    chosen = sorted(random.Random(seed).sample(range(len(cited)), min(sample, len(cited))))
    rows = (_row(primer, number, cited[place]) for number, place in enumerate(chosen, 1))
    return csv_text((COLUMNS, *rows))


def _row(primer: Primer, number: int, sentence: Sentence) -> Sequence[object]:
    known = primer.bibliography.references
    works = [known[key] for key in sentence.keys if key in known]
    name = str(getattr(sentence.page.fields, "id", "") or address_of(sentence.page))
    citation = "; ".join(f"{short_citation(primer.strings, one, one.key)}. {one.title}" for one in works)
    links = " ".join(one.url for one in works if one.url)
    address = primer.settings.url(address_of(sentence.page))
    return (number, name, address, plain(primer, sentence.words), citation, links, "", "")


def read_sheet(path: Path) -> str:
    """The Markdown table of a sheet's verdicts.

    Raises UnreadSheet when a row has no verdict, or one that is not known.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadSheet(f"{path}: {error}. Give a sheet that 'primer audit --sample' wrote.") from error
    if not rows or not {"number", "verdict"} <= rows[0].keys():
        raise UnreadSheet(f"{path}: no rows with number and verdict. Give a sheet that 'primer audit --sample' wrote.")
    for row in rows:
        if (row["verdict"] or "").strip().lower() not in VERDICTS:
            said = row["verdict"] or "empty"
            choices = ", ".join(VERDICTS)
            raise UnreadSheet(f"{path}: the verdict of row {row['number']} is {said!r}. Write one of: {choices}.")
    return _table(rows)


def _table(rows: Sequence[dict[str, str]]) -> str:
    counts = Counter(row["verdict"].strip().lower() for row in rows)
    faults = Counter(fault for row in rows if (fault := (row.get("fault") or "").strip()))
    lines = ["| Verdict | Sentences | Share |", "| --- | --- | --- |"]
    lines += [
        f"| {words} | {counts[verdict]} | {100 * counts[verdict] / len(rows):.0f} per cent |"
        for verdict, words in VERDICTS.items()
    ]
    lines.append(f"| In all | {len(rows)} | 100 per cent |")
    if faults:
        lines += ["", "| Fault | Sentences |", "| --- | --- |"]
        lines += [
            f"| {fault} | {count} |" for fault, count in sorted(faults.items(), key=lambda one: (-one[1], one[0]))
        ]
    return "\n".join(lines) + "\n"
