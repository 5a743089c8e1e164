"""Finds the lines of a page that the extractor's pieces came from, in one pass and without comparing all with all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from audiocast.models.article import Label
    from audiocast.sources.html.extraction import Piece

_NO_LETTERS = re.compile(r"[\W_]+")
_SHORTEST_PART = 12
_MOST_LINES_A_PIECE = 200
_MOST_BETWEEN = 6


@dataclass(frozen=True, slots=True)
class Alignment:
    """The label of each line (by its index) that belongs to the story, and the pieces that no line holds."""

    labels: Mapping[int, Label]
    strays: tuple[tuple[int, Piece], ...]


def align(texts: Sequence[str], pieces: Sequence[Piece]) -> Alignment:
    """Match pieces to lines by their letters and digits, in reading order where that is possible.

    A piece may be a whole line, several lines one after another, or a part of one, which is then kept whole. A stray
    comes with the index of the line below which it belongs (-1: above all).
    """
    keys = [letters(text) for text in texts]
    known: defaultdict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        if key:
            known[key].append(index)
    labels: dict[int, Label] = {}
    strays: list[tuple[int, Piece]] = []
    place = -1
    for piece in pieces:
        found = _lines_of(letters(piece.text), keys, known, place)
        if found:
            labels |= {index: piece.label for index in found if index not in labels}
            place = max(place, found[-1]) if found[0] > place else place
        elif letters(piece.text):
            strays.append((place, piece))
    return Alignment(labels, tuple(strays))


def letters(text: str) -> str:
    """The letters and digits of a text, whatever their case: what is compared."""
    return _NO_LETTERS.sub("", text.casefold())


def _lines_of(key: str, keys: Sequence[str], known: Mapping[str, Sequence[int]], place: int) -> Sequence[int]:
    """The lines that hold a key: the next whole one, else the next run or part, else a whole one further up."""
    if not key:
        return ()
    whole = known.get(key, ())
    after = bisect_left(whole, place + 1)
    return whole[after : after + 1] or _run_or_part(key, keys, place) or whole[-1:]


def _run_or_part(key: str, keys: Sequence[str], place: int) -> Sequence[int]:
    """The next lines that make up a key together, or the next line of which it is a part."""
    for index in range(place + 1, min(len(keys), place + 1 + _MOST_LINES_A_PIECE)):
        if not keys[index]:
            continue
        if key.startswith(keys[index]) and (run := _run(key, keys, index)):
            return run
        if len(key) >= _SHORTEST_PART and key in keys[index]:
            return (index,)
    return ()


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
