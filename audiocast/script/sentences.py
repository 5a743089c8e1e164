"""Cuts text into utterances: sentences, and stretches short enough for an engine where a sentence is not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audiocast.script.quotations import CLOSING_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_UTTERANCE = 1_000
"""Characters; a newsreader breathes long before, and engines slow down or fail long after."""

_STRETCH = 20_000
_BREATH = re.compile(r"[;:,)—–]\s+")


def sentences(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Half-open ranges of the utterances of a text, in order; only white space lies between them."""
    for start, end in _stretches(text, 0, len(text), _STRETCH):
        for first, last in _split(text[start:end], language):
            yield from _stretches(text, start + first, start + last, LONGEST_UTTERANCE)


def quoted_sentences(text: str, language: str) -> Iterator[tuple[int, int]]:
    """As `sentences`, for a text that stands in quotation marks: they go with the first and the last sentence."""
    opening = len(text) - len(text.lstrip()) + 1
    closing = len(text.rstrip()) - (text.rstrip()[-1:] in CLOSING_MARKS)
    found = [(opening + start, opening + end) for start, end in sentences(text[opening:closing], language)]
    if not found:
        yield from sentences(text, language)
        return
    starts = [opening - 1, *(start for start, _ in found[1:])]
    ends = [*(end for _, end in found[:-1]), len(text.rstrip())]
    yield from zip(starts, ends, strict=True)


def _split(text: str, language: str) -> Iterator[tuple[int, int]]:
    from sentencex import segment

    start = 0
    for sentence in segment(language.split("-", maxsplit=1)[0] or "en", text):
        found = text.find(sentence.strip(), start)
        if found < 0 or text[start:found].strip():
            break
        end = found + len(sentence.strip())
        if end > found:
            yield found, end
        start = end
    rest = text[start:].strip()
    if rest:
        found = text.index(rest, start)
        yield found, found + len(rest)


def _stretches(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """Cut a range at a breath, else at a space, else anywhere, so that no piece is longer than allowed."""
    while end - start > longest:
        window = text[start : start + longest]
        breaths = [match.end() for match in _BREATH.finditer(window, longest // 2)]
        cut = breaths[-1] if breaths else window.rfind(" ") + 1 or longest
        yield from _trimmed(text, start, start + cut)
        start += cut
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if piece.strip():
        yield start + left, start + left + len(piece.strip())
