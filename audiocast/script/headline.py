"""Turns a headline in Title Case into a sentence's case, on the evidence of the story itself."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Words that open a sentence say nothing of their case.
_INSIDE = re.compile(r"(?<=[^\W_,;:)]\s)" + _WORD.pattern + r"|(?<=[,;:]\s)" + _WORD.pattern)
_ALWAYS_SMALL = frozenset(
    "a an and as at but by for from in into of on or over the to up with".split()  # noqa: SIM905
)


def sentence_case(headline: str, body: Iterable[str]) -> str:
    """The headline with those words in small letters that the body writes in small letters.

    Nothing changes unless the headline is in Title Case; words that the body never uses keep theirs.
    """
    words = _WORD.findall(headline)
    if sum(word[0].islower() for word in words if word.lower() not in _ALWAYS_SMALL):
        return headline
    seen = Counter(word for paragraph in body for word in _INSIDE.findall(paragraph))
    first = _WORD.search(headline)

    def cased(match: re.Match[str]) -> str:
        word, small = match[0], match[0].lower()
        if match.start() == (first.start() if first else 0) or (not word.istitle() and "-" not in word):
            return word
        if small in _ALWAYS_SMALL or seen[small] > seen[word]:
            return small
        return word

    return _WORD.sub(cased, headline)
