"""Matches whole lines against patterns in which `*` stands for any text, in time linear in the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def fits_any(text: str, patterns: Iterable[str]) -> bool:
    """Whether a whole line fits one of several patterns."""
    folded = _folded(text)
    return any(_fits(folded, _folded(pattern)) for pattern in patterns)


def _fits(text: str, pattern: str) -> bool:
    first, *rest = pattern.split("*")
    if not rest:
        return text == first
    last = rest.pop()
    if len(text) < len(first) + len(last) or not text.startswith(first) or not text.endswith(last):
        return False
    # The earliest place for each part leaves the most room for those that follow, so no way back is needed.
    place, end = len(first), len(text) - len(last)
    for part in rest:
        found = text.find(part, place, end)
        if found < 0:
            return False
        place = found + len(part)
    return True


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())
