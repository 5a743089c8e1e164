"""The units that the labeller decides about: a line, or the lines over which a paragraph was hard-wrapped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from audiocast.models.article import SourceSpan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

_AGENCIES = ("EFE", "AFP", "AP", "dpa", "Reuters")
_TRAILER = re.compile(
    rf"(?:(?<=[.!?”\"»] )(?:{'|'.join(_AGENCIES)})|\[\d{{1,3}}\]|\([^()]{{1,40}}\)|https?://\S{{1,200}}|[^\w\s.!?…。！？।؟۔၊။:;,\"'“”’»」』)\]])$"
)
_ENDS_WITHOUT_TRAILER = ".!?…。！？।؟۔၊။:;,\"'“”’»」』"
# A picture stands for a full stop where people write as they chat.
_PICTURE, _PICTURED_WORDS = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]"), 5
_MOST_TRAILERS, _TRAILER_LOOKS_AT = 8, 210
_ENDS = re.compile(r"[.!?…。！？।؟۔။:;][\"'”’»“」』)\]*_ ]{0,4}$")
_STARTS_ITEM = re.compile(r"(?:[•·▪‣◦●○–*+-]|#{1,6}|>|\d{1,3}[.)]) ")
# Stores of pages put the date before a page's first words.
_STORE_DATE = re.compile(r"\s{0,9}date \d{4}-\d\d(?:-\d\d)?\s{1,9}(?=\S)")
_NARROWEST, _WIDEST = 40, 120
# Scripts that write no spaces between words have sentences of one "word".
_CHARACTERS_A_WORD = 12
_PROSE_WORDS, _LONG_WORDS = 12, 40


@dataclass(frozen=True, slots=True)
class Unit:
    """Text between two line ends that its author wrote; `pieces` are the lines' parts that make it up, in order.

    `starts` and `ends_group` say whether a blank line, or the page's edge, stands before and after it.
    """

    index: int
    text: str
    pieces: tuple[SourceSpan, ...]
    starts_group: bool
    ends_group: bool
    words: int
    is_sentence: bool
    is_prose: bool


def units(
    lines: Sequence[str], first: int = 0, *, may_be_wrapped: bool = True, apart: AbstractSet[int] = frozenset()
) -> tuple[Unit, ...]:
    """The units of a page's lines, from index `first` on; blank lines, and the lines `apart`, only separate them.

    Unless lines may be wrapped, each is a unit of its own.
    """
    numbered = enumerate(lines[first:], first + 1)
    cores = [_core(number, line) for number, line in numbered if number not in apart and line.strip()]
    groups = list(_groups(lines, cores, _wrap_width(lines, cores) if may_be_wrapped else 0))
    measured: dict[str, tuple[int, bool, bool]] = {}
    found: list[Unit] = []
    above = -1
    for index, pieces in enumerate(groups):
        text = _text(lines, pieces)
        if text not in measured:
            measured[text] = _measured(text)
        below = groups[index + 1][0].line if index + 1 < len(groups) else len(lines) + 2
        starts, ends = above < pieces[0].line - 1, below > pieces[-1].line + 1
        found.append(Unit(index, text, pieces, starts, ends, *measured[text]))
        above = pieces[-1].line
    return tuple(found)


def _core(number: int, line: str) -> SourceSpan:
    start, end = len(line) - len(line.lstrip()), len(line.rstrip())
    stored = _STORE_DATE.match(line) if line.startswith("date ", start) else None
    return SourceSpan(number, stored.end() if stored and stored.end() < end else start, end)


def _text(lines: Sequence[str], pieces: tuple[SourceSpan, ...]) -> str:
    return " ".join([lines[piece.line - 1][piece.start : piece.end] for piece in pieces])


def _measured(text: str) -> tuple[int, bool, bool]:
    """How many words a text has, whether it is a sentence, and whether it is prose."""
    words, is_sentence = len(text.split()), ends_a_sentence(text)
    return words, is_sentence, _is_prose(text, words, is_sentence=is_sentence)


def ends_a_sentence(text: str) -> bool:
    """Whether a text ends with the mark of a sentence, whatever footnotes, brackets and closing marks follow it."""
    told = _without_trailer(text)
    is_pictured = _PICTURE.search(text[-2:]) and len(text.split(maxsplit=_PICTURED_WORDS)) >= _PICTURED_WORDS
    return bool(_ENDS.search(told, max(0, len(told) - 8)) or is_pictured)


def reads_like_prose(text: str) -> bool:
    """Whether a text by itself is a paragraph: a sentence of some length, or a long text that ends anyhow."""
    return _is_prose(text, len(text.split()), is_sentence=ends_a_sentence(text))


def _is_prose(text: str, words: int, *, is_sentence: bool) -> bool:
    is_long = words >= _PROSE_WORDS or len(text) > _CHARACTERS_A_WORD * words + 20
    return (is_sentence and is_long) or words >= _LONG_WORDS


def _without_trailer(text: str) -> str:
    """A text without what may follow a sentence's full stop: footnotes, brackets, addresses, symbols."""
    is_bare = text[-1:].isalnum() or text[-1:] in _ENDS_WITHOUT_TRAILER
    if is_bare and "://" not in text and not text.endswith(_AGENCIES):
        return text
    for _ in range(_MOST_TRAILERS):
        if not (trailer := _TRAILER.search(text, max(0, len(text) - _TRAILER_LOOKS_AT))):
            break
        text = text[: trailer.start()].rstrip()
    return text


def _groups(lines: Sequence[str], cores: Sequence[SourceSpan], width: int) -> Iterator[tuple[SourceSpan, ...]]:
    pieces: list[SourceSpan] = []
    for core in cores:
        if pieces and not _continues(lines, pieces[-1], core, width):
            yield tuple(pieces)
            pieces = []
        pieces.append(core)
    if pieces:
        yield tuple(pieces)


def _continues(lines: Sequence[str], above: SourceSpan, below: SourceSpan, width: int) -> bool:
    """Whether a line goes on with the one above: it stands right below, and its first word had no room up there."""
    if not width or below.line != above.line + 1 or above.end - above.start > width:
        return False
    text = lines[below.line - 1][below.start : below.end]
    if _STARTS_ITEM.match(text):
        return False
    if below.start > above.start + 1 and _ENDS.search(lines[above.line - 1], max(0, above.end - 8), above.end):
        return False  # an indented line opens a paragraph
    first_word = text.find(" ")
    return above.end + 1 + (len(text) if first_word < 0 else first_word) > width


def _wrap_width(lines: Sequence[str], cores: Sequence[SourceSpan]) -> int:
    """The width to which a page was wrapped; 0 where most of its sentences stand on one line each.

    The evidence is a line of some length that ends inside a sentence, with a small letter right below it.
    """
    broken = 0, 0
    for above, below in pairwise(cores):
        length = above.end
        if (
            below.line == above.line + 1
            and _NARROWEST <= length <= _WIDEST
            and lines[below.line - 1][below.start].islower()
        ):
            text = lines[above.line - 1][: above.end]
            broken = broken if _ENDS.search(text, max(0, length - 8)) else (broken[0] + 1, max(broken[1], length))
    longer = sum(core.end - core.start > _WIDEST for core in cores)
    count, width = broken
    return width if count > 2 * longer else 0
