"""Finds the language of a text by a vote of its small words; silent where the vote is not clear."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from audiocast.sources.labelling.rulebook import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_WORDS = 2_000
_FEWEST_VOTES = 3
_SHARE = 0.08
_LEAD = 1.5


@cache
def _small_words() -> dict[str, frozenset[str]]:
    data = tomllib.loads((FOLDER / "languages.toml").read_text(encoding="utf-8"))
    return {language: frozenset(words) for language, words in data.items()}


def vote(texts: Iterable[str]) -> str:
    """The BCP 47 tag of the language whose small words are clearly the most frequent; empty where none are."""
    words = list(islice((word.strip('.,:;!?"“”«»()').lower() for text in texts for word in text.split()), _MOST_WORDS))
    counts = Counter(words)
    votes = Counter({tag: sum(counts[word] for word in small) for tag, small in _small_words().items()})
    (first, most), (_, second) = votes.most_common(2)
    clear = most >= _FEWEST_VOTES and most >= _SHARE * len(words) and most >= _LEAD * second
    return first if clear else ""
