"""Tells whether texts speak of the same things: what belongs to one story shares its names and its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

_LOOKS_AT = 4_000
_STEM = 6
_WORD = re.compile(r"[^\W\d_]{5,40}")
# A capital behind a small letter: a name, and not the first word of a sentence.
_NAME = re.compile(r"(?<=[a-zà-ÿ,;–—] )[A-ZÀ-Ý][\w'’-]{3,30}")


def long_words(texts: Iterable[str]) -> frozenset[str]:
    """The words of five letters and more, in small letters."""
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text[:_LOOKS_AT]))


def long_words_of(text: str) -> frozenset[str]:
    """The long words of one text."""
    return long_words([text])


def names(texts: Iterable[str]) -> frozenset[str]:
    """The names in the midst of sentences."""
    return frozenset(
        name.removesuffix("'s").removesuffix("’s") for text in texts for name in _NAME.findall(text[:_LOOKS_AT])
    )


def shared(words: frozenset[str], others: frozenset[str]) -> float:
    """The share of some words that are among others; 0 where there are none."""
    return len(words & others) / len(words) if words else 0.0


def kin_words(texts: Iterable[str]) -> frozenset[str]:
    """What texts of one story share: names as they are written, and the beginnings of long words in small letters."""
    several = tuple(texts)
    return names(f"a {text}" for text in several) | frozenset(word[:_STEM] for word in long_words(several))


def are_kin(text: str, told: AbstractSet[str]) -> bool:
    """Whether a text shares a name or two long words with what was told."""
    words = kin_words([text]) & told
    return len(words) > 1 or any(word[:1].isupper() for word in words)
