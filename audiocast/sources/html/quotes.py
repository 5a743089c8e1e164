"""Finds the pull quotes of a page: what the story says elsewhere too, set large in its midst."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audiocast.sources.html.alignment import letters
from audiocast.sources.html.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from audiocast.sources.html.visible import Line

_SET_APART = frozenset([Place.EXHIBIT, Place.PULL_QUOTE, Place.ASIDE])
_MOST_QUOTES, _MOST_WORDS_OF_A_NAME, _SHORTEST = 50, 12, 12


def repeated_quotes(lines: Sequence[Line], story: Iterable[int]) -> frozenset[int]:
    """The indices of the story's lines that repeat others of them, set apart, and of the names right below those."""
    own = list(story)
    apart = sorted(index for index in own if not _SET_APART.isdisjoint(lines[index].places))
    if not apart or len(apart) > _MOST_QUOTES:
        return frozenset()
    rest = "\n".join(letters(lines[index].text) for index in own if index not in set(apart))
    found: set[int] = set()
    for index in apart:
        line = lines[index]
        key = letters(line.text)
        is_name = index - 1 in found and len(line.text.split()) <= _MOST_WORDS_OF_A_NAME
        if is_name or (len(key) >= _SHORTEST and key in rest):
            found.add(index)
    return frozenset(found)
