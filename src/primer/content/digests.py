"""Short digests, by which a change of words is noticed."""

from __future__ import annotations

import hashlib
import json


def digest_of(value: object) -> str:
    """The first eight hexadecimal digits of the SHA-256 of a value as JSON."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8]
