"""What an episode is called, and how its headline is told: in a sentence's case, on the evidence of the story."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from audiocast.models.article import Article

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Words that say nothing of a headline's own case: a headline that writes only these small is in Title Case.
_SMALL_WORDS = """
a about after against amid an and are as at be before between but by during for from has have he her his how in into
is it its not of off on or over she than that the their they this to under up was we were what when where who why will
with without you
"""
_CAPITAL_WORDS = """
I Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August September
October November December
"""
_SMALL = frozenset(_SMALL_WORDS.split())
_CAPITAL = frozenset(_CAPITAL_WORDS.split())
_LONGEST_OPENING = 60


def episode_title(article: Article) -> str:
    """The story's headline, else the first words of its body."""
    if article.title:
        return article.title
    opening = next((block.text for block in article.body), "")
    if len(opening) <= _LONGEST_OPENING:
        return opening
    return opening[:_LONGEST_OPENING].rpartition(" ")[0].rstrip(" ,;:.") + "…"


def sentence_case(headline: str, body: Iterable[str]) -> str:
    """A headline in Title Case as a sentence would write it; any other headline as it is.

    A word keeps its capital where the body writes it so, as it does with the names it tells of; a word that the body
    writes small, or not at all, is written small. Words in capitals or mixed case stay as they are.
    """
    words = _WORD.findall(headline)
    if not words or any(word[0].islower() for word in words if word.lower() not in _SMALL):
        return headline
    text = " ".join(body)
    seen = Counter(_WORD.findall(text))
    opening = _WORD.search(headline)

    def cased(match: re.Match[str]) -> str:
        word = match[0]
        if opening is not None and match.start() == opening.start():
            return word
        if len(word) == 1 and headline[match.end() : match.end() + 1] == ".":  # an initial
            return word
        if word.lower() in _SMALL:
            return word.lower()
        kept = not _is_title_case(word) or word in _CAPITAL or _is_name(match, seen, text)
        return word if kept else word.lower()

    return _WORD.sub(cased, headline)


def _is_title_case(word: str) -> bool:
    return all(part[1:].islower() for part in word.split("-"))


def _is_name(match: re.Match[str], seen: Counter[str], text: str) -> bool:
    """Whether the body writes a word with a capital: mostly, or beside the same neighbour ("New Haven")."""
    word = re.sub("['’]s$", "", match[0])
    if seen[word] > seen[word.lower()]:
        return True
    before, after = match.string[: match.start()].split()[-1:], match.string[match.end() :].split()[:1]
    pairs = [f"{neighbour} {word}" for neighbour in before] + [f"{word} {neighbour}" for neighbour in after]
    return any(pair in text for pair in pairs if pair.istitle())
