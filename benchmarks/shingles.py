"""How alike two texts are, by article-extraction-benchmark's metric: runs of four words, each page weighed alike."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from statistics import mean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"\w+")
_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Overlap:
    """Shares of a page's runs of words: in both texts, only in the found one, only in the wanted one."""

    both: float
    found: float
    wanted: float

    @property
    def precision(self) -> float:
        """How much of what was found was wanted; 1 where nothing was wanted and nothing found."""
        return self._share(self.found)

    @property
    def recall(self) -> float:
        """How much of what was wanted was found."""
        return self._share(self.wanted)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return harmonic(self.precision, self.recall)

    def _share(self, missed: float) -> float:
        if not self.found and not self.wanted:
            return 1.0
        return self.both / (self.both + missed) if self.both else 0.0


def overlap(wanted: str, found: str) -> Overlap:
    """Compare two texts."""
    first, second = _runs(wanted), _runs(found)
    both = (first & second).total()
    total = first.total() + second.total() - both
    if not total:
        return Overlap(0.0, 0.0, 0.0)
    return Overlap(both / total, (second.total() - both) / total, (first.total() - both) / total)


def scores(pages: Sequence[Overlap]) -> tuple[float, float, float]:
    """Mean precision, mean recall, and the harmonic mean of those two means."""
    precision = mean([page.precision for page in pages if page.both + page.found] or [0.0])
    recall = mean([page.recall for page in pages if page.both + page.wanted] or [0.0])
    return precision, recall, harmonic(precision, recall)


def harmonic(first: float, second: float) -> float:
    """The harmonic mean of two numbers; 0 where both are."""
    return 2 * first * second / (first + second) if first + second else 0.0


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + _LENGTH]) for at in range(max(1, len(words) - _LENGTH + 1)) if words)
