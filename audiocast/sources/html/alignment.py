"""Finds the lines of a page that the extractor's pieces came from, in one pass and without comparing all with all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from audiocast.models.article import Label
    from audiocast.sources.html.extraction import Piece

_NO_LETTERS = re.compile(r"[\W_]+")
_SHORTEST_PART = 12
_MOST_LINES_A_PIECE = 200
_MOST_BETWEEN = 6
_FEWEST_WORDS, _MOST_ADDED = 3, 2.5


@dataclass(frozen=True, slots=True)
class Alignment:
    """The label of each line (by its index) that belongs to the story, and the pieces that no line holds."""

    labels: Mapping[int, Label]
    strays: tuple[tuple[int, Piece], ...]


def align(texts: Sequence[str], pieces: Sequence[Piece]) -> Alignment:
    """Match pieces to lines by their letters and digits, in reading order where that is possible.

    A piece may be a whole line, several lines one after another, a part of one, which is then kept whole, or a line of
    which the extractor left some words out. A stray comes with the index of the line below which it belongs (-1: above
    all); what stands on the page already is none.
    """
    page = _Page([letters(text) for text in texts], texts)
    labels: dict[int, Label] = {}
    strays: list[tuple[int, Piece]] = []
    for piece in pieces:
        key = letters(piece.text)
        if not key:
            continue
        if found := page.lines_of(key, piece.text):
            labels |= {index: piece.label for index in found if index not in labels}
        elif page.is_new(piece.text):
            strays.append((page.place, piece))
    return Alignment(labels, tuple(strays))


def letters(text: str) -> str:
    """The letters and digits of a text, whatever their case: what is compared."""
    return _NO_LETTERS.sub("", text.casefold())


class _Page:
    """The lines of a page, and how far the pieces have come: `place` is the last line, `read` how much of it."""

    def __init__(self, keys: Sequence[str], texts: Sequence[str]) -> None:
        self._keys, self._texts = keys, texts
        self._known: defaultdict[str, list[int]] = defaultdict(list)
        for index, key in enumerate(keys):
            if key:
                self._known[key].append(index)
        self.place, self._read = -1, 0

    def lines_of(self, key: str, text: str) -> Sequence[int]:
        """The lines that hold a key: what is next, else a whole line further up; else one that has more words."""
        if self._goes_on(key):
            return (self.place,)
        whole = self._known.get(key, ())
        after = bisect_left(whole, self.place + 1)
        if after < len(whole):
            return self._at([whole[after]])
        return self._run_or_part(key) or whole[-1:] or self._thinned(key, text)

    def is_new(self, text: str) -> bool:
        """Whether the page shows none, or not all, of a text's words."""
        return not self._words.issuperset(_words(text))

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for text in self._texts for word in _words(text))

    def _at(self, found: Sequence[int], read: int | None = None) -> Sequence[int]:
        self.place = found[-1]
        self._read = len(self._keys[self.place]) if read is None else read
        return found

    def _goes_on(self, key: str) -> bool:
        """Whether a key is the next part of the line of which another was one."""
        line = self._keys[self.place] if self.place >= 0 else ""
        if self._read >= len(line):
            return False
        start = self._read if line.startswith(key, self._read) else -1
        if start < 0 and len(key) >= _SHORTEST_PART:
            start = line.find(key, self._read)
        self._read = start + len(key) if start >= 0 else self._read
        return start >= 0

    def _next(self) -> Iterable[int]:
        first = self.place + 1
        return (index for index in range(first, min(len(self._keys), first + _MOST_LINES_A_PIECE)) if self._keys[index])

    def _run_or_part(self, key: str) -> Sequence[int]:
        """The next lines that make up a key together, or the next line of which it is a part."""
        for index in self._next():
            line = self._keys[index]
            if key.startswith(line) and (run := _run(key, self._keys, index)):
                return self._at(run)
            if len(key) >= _SHORTEST_PART and (start := line.find(key)) >= 0:
                return self._at((index,), start + len(key))
        return ()

    def _thinned(self, key: str, text: str) -> Sequence[int]:
        """The next line that has all of a text's words in their order, and not many more."""
        words = _words(text)
        for index in self._next() if len(words) >= _FEWEST_WORDS else ():
            if len(key) < len(self._keys[index]) <= _MOST_ADDED * len(key):
                rest = iter(_words(self._texts[index]))
                if all(word in rest for word in words):
                    return self._at((index,))
        return ()


def _words(text: str) -> list[str]:
    return [key for word in text.split() if (key := letters(word))]


def _run(key: str, keys: Sequence[str], first: int) -> list[int]:
    """The lines from the first on that make up a key; below a line of some length, others may stand between."""
    found, end, passed = [first], len(keys[first]), 0
    most = _MOST_BETWEEN if end >= _SHORTEST_PART else 0
    for index in range(first + 1, len(keys)):
        if end == len(key) or passed > most:
            break
        if not keys[index]:
            continue
        if key.startswith(keys[index], end):
            found.append(index)
            end, passed = end + len(keys[index]), 0
        else:
            passed += 1
    return found if end == len(key) else []
