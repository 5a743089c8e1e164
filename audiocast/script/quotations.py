"""Finds the quotations that a second voice reads: those that are a whole sentence or a whole paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audiocast.text import QUOTATION_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOSING = QUOTATION_MARKS | {"‘": "’"}
CLOSING_MARKS = frozenset("".join(_CLOSING.values()))
_ENDS_SENTENCE = re.compile(r"[.!?…][\"”’»)\]]*$")
_ENDS_BEFORE_QUOTATION = re.compile(r"(?:[.!?…][\"”’»)\]]*|[:—–])$")
_LOOKS_AT = 120  # characters on either side: enough for "the captain of the harbor ferry said", and linear
_SAYING = re.compile(
    r"(?:\S+\s+){0,3}(?:said|says|say|asked|asks|added|adds|told|tells|wrote|writes|replied|shouted|recalled)\b"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Half-open range of a paragraph that one voice reads."""

    start: int
    end: int
    quoted: bool


def runs(text: str, *, continued: bool = False) -> tuple[Run, ...]:
    """The runs of a paragraph, in order; `continued` says that the next paragraph opens the same quotation again."""
    cuts: list[Run] = []
    start = 0
    for first, last in _quotations(text, continued=continued):
        if _is_whole(text, first, last, continued=continued):
            cuts += [Run(start, first, quoted=False), Run(first, last, quoted=True)]
            start = last
    cuts.append(Run(start, len(text), quoted=False))
    return tuple(run for run in cuts if text[run.start : run.end].strip())


def opens_quotation(text: str) -> bool:
    """Whether a paragraph begins with a quotation mark."""
    return text[:1] in _CLOSING


def is_unclosed(text: str) -> bool:
    """Whether a paragraph ends inside a quotation."""
    return any(last > len(text) for _, last in _quotations(text, continued=False, keep_unclosed=True))


def _quotations(text: str, *, continued: bool, keep_unclosed: bool = False) -> Iterator[tuple[int, int]]:
    """Ranges from opening to closing mark; one that no mark closes ends at the text's end where it is continued."""
    start, closing = 0, ""
    for place, character in enumerate(text):
        if closing:
            if character in closing and not _is_apostrophe(text, place):
                yield start, place + 1
                closing = ""
        elif character in _CLOSING and not _is_inch_mark(text, place):
            start, closing = place, _CLOSING[character]
    if closing and keep_unclosed:
        yield start, len(text) + 1
    elif closing and continued:
        yield start, len(text)


def _is_apostrophe(text: str, place: int) -> bool:
    return text[place] == "’" and text[place + 1 : place + 2].isalnum()


def _is_inch_mark(text: str, place: int) -> bool:
    return text[place] == '"' and place > 0 and text[place - 1].isalnum()


def _is_whole(text: str, first: int, last: int, *, continued: bool) -> bool:
    before = text[max(0, first - _LOOKS_AT) : first].strip()
    inside = text[max(first + 1, last - _LOOKS_AT) : last - 1].strip()
    after = text[last : last + _LOOKS_AT].strip()
    if before and not _ENDS_BEFORE_QUOTATION.search(before):
        return False
    if last == len(text) and continued and not after:
        return True
    if not after:
        return bool(_ENDS_SENTENCE.search(inside)) or not before
    if not _ENDS_SENTENCE.search(inside) or (inside[-1] in "!?…" and _SAYING.match(after)):
        return False
    return after[0].isupper() or after[0].isdigit() or after[0] in _CLOSING
