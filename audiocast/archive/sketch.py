"""A fingerprint of a text that tolerates edits: the smallest hashes of its shingles.

Source: A. Broder, "On the resemblance and containment of documents" (1997), the sketch of one permutation.
"""

from __future__ import annotations

import hashlib
import re
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SIZE = 64
_SHINGLE = 3
# Scripts that put no spaces between words are taken letter by letter.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")


def sketch(paragraphs: Iterable[str]) -> tuple[int, ...]:
    """The 64 smallest 32-bit hashes of the three-word shingles of a body, rising; empty where it has no words."""
    words = list(chain.from_iterable(_WORD.findall(text.casefold()) for text in paragraphs))
    if not words:
        return ()
    count = max(1, len(words) - _SHINGLE + 1)
    shingles = {" ".join(words[place : place + _SHINGLE]) for place in range(count)}
    return tuple(sorted({_hash(shingle) for shingle in shingles})[:SIZE])


def similarity(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The share of shingles that two bodies have in common, 0 to 1, within about 0.06; two empty ones are alike."""
    if not one or not other:
        return float(one == other)
    both = set(one) & set(other)
    complete = SIZE not in (len(one), len(other))
    smallest = sorted({*one, *other})[: None if complete else SIZE]
    return sum(value in both for value in smallest) / len(smallest)


def _hash(shingle: str) -> int:
    data = shingle.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=4).digest(), "big")
