"""Finds the language of a text: by a vote of its small words where that is clear, else by a small trained model."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from audiocast.sources.labelling.rulebook import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_WORDS, _MOST_CHARACTERS = 2_000, 4_000
_FEWEST_VOTES = 3
_SHARE = 0.08
_LEAD = 1.5
_FEWEST_LETTERS, _FEWEST_WORDS = 24, 3
_SUREST = 0.9


def find_language(texts: Iterable[str]) -> str:
    """The BCP 47 tag of a story's language; empty where neither its small words nor the model are sure.

    The model (py3langid, 139 languages, Naive Bayes over byte sequences) takes half a second to load, so the vote
    goes first: it settles the languages of most pages.
    """
    told = list(texts)
    return vote(told) or _classified(" ".join(told)[:_MOST_CHARACTERS])


def vote(texts: Iterable[str]) -> str:
    """The tag of the language whose small words are clearly the most frequent; empty where none are."""
    words = list(islice((word.strip('.,:;!?"“”«»()').lower() for text in texts for word in text.split()), _MOST_WORDS))
    counts = Counter(words)
    votes = Counter({tag: sum(counts[word] for word in small) for tag, small in _small_words().items()})
    (first, most), (_, second) = votes.most_common(2)
    clear = most >= _FEWEST_VOTES and most >= _SHARE * len(words) and most >= _LEAD * second
    return first if clear else ""


@cache
def _small_words() -> dict[str, frozenset[str]]:
    data = tomllib.loads((FOLDER / "languages.toml").read_text(encoding="utf-8"))
    return {language: frozenset(words) for language, words in data.items()}


def _classified(text: str) -> str:
    letters = sum(map(str.isalpha, text))
    if letters < _FEWEST_LETTERS or (len(text.split()) < _FEWEST_WORDS and text.isascii()):
        return ""
    language, probability = _model().classify(text)
    return str(language) if probability >= _SUREST else ""


@cache
def _model() -> Any:
    """The identifier of our own, so that nobody else's settings of the library's shared one count."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
