"""The words that an author chooses from, in front matter, in `references.bib` and in `primer.yml`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from primer.content.vocabulary import ClaimType, ReadStatus, Relation, Strength, Technique, Verdict, Verified
from primer.project.primer_fields import key_meanings
from primer.project.settings import read_settings
from primer.project.taxonomy import Taxonomy


def choices(words: Taxonomy) -> dict[str, Sequence[str]]:
    """Each field that holds one of a list of words, and the words; none where any will do."""
    return {
        "topics": words.topics,
        "lifecycle": words.stages,
        "roles": words.roles,
        "basis": words.basis,
        "level": words.levels,
        "need.level": words.needs,
        "effect.level": words.effects,
        "strength": tuple(Strength),
        "claim_type": tuple(ClaimType),
        "verdict": tuple(Verdict),
        "technique": tuple(Technique),
        "relation": tuple(Relation),
        "studytype": words.study_types,
        "read": tuple(ReadStatus),
        "verified": tuple(Verified),
    }


def vocabulary_lines(root: Path) -> Iterator[str]:
    """The keys of `primer.yml`, then each list of words."""
    yield "primer.yml, where every key may be left out:"
    for key, meaning in key_meanings().items():
        yield f"  {key}: {' '.join(meaning.split())}"
    yield "front matter and references.bib:"
    words = read_settings(root.resolve()).taxonomy
    yield f"  id: {', '.join(f'{letter}1 ({kind})' for letter, kind in words.letters.kinds.items())}"
    for name, own in choices(words).items():
        yield f"  {name}: {', '.join(map(str, own)) or 'any'}"
