"""The limits of one source, and the refusal of what is longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audiocast.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_BYTES = 10_000_000
MOST_WORDS = 250_000
"""Ten million bytes, and a quarter of a million words (some 28 hours of speech)."""

SPLIT = "Split it into several stories"


def refuse_long(lines: Iterable[str], name: str) -> None:
    """Raise SourceError where the lines of a source have too many words; it is told before anything else is asked."""
    left = MOST_WORDS
    for line in lines:
        left -= len(line.split())
        if left < 0:
            raise SourceError(f"{name} has more than {MOST_WORDS:,} words, the most that is read", SPLIT)
