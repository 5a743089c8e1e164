"""The units that the labeller decides about: a line, or the lines over which a paragraph was hard-wrapped."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label, LedgerSpan, SourceSpan
from audiocast.sources.labelling.about import opens_with_byline_word
from audiocast.sources.labelling.markdown import PICTURE, inline_cuts, is_emphasised

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from audiocast.sources.labelling.verdict import Cut

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
_NARROWEST, _WIDEST, _SHORTEST_BROKEN = 40, 120, 20
# Scripts that write no spaces between words have sentences of one "word".
_CHARACTERS_A_WORD = 12
_MOST_WORDS_OF_A_FIRM, _FIRMS = 6, (" Ltd.", " Inc.", " Corp.", " Co.")
_PROSE_WORDS, _LONG_WORDS = 12, 40


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters of a line (1-based) that are none of the words of its unit: marks of Markdown, a store's date."""

    line: int
    span: LedgerSpan


@dataclass(frozen=True, slots=True)
class Unit:
    """Text between two line ends that its author wrote; `pieces` are the lines' parts that make it up, in order.

    Pieces of one line are joined by nothing, for only `marks` stood between them; others by a space. `starts` and
    `ends_group` say whether a blank line, or the page's edge, stands before and after it; `is_emphasised` whether the
    whole of it stood between marks of emphasis.
    """

    index: int
    text: str
    pieces: tuple[SourceSpan, ...]
    starts_group: bool
    ends_group: bool
    words: int
    is_sentence: bool
    is_prose: bool
    marks: tuple[Mark, ...] = ()
    is_emphasised: bool = False


def units(
    lines: Sequence[str], first: int = 0, *, may_be_wrapped: bool = True, apart: AbstractSet[int] = frozenset()
) -> tuple[Unit, ...]:
    """The units of a page's lines, from index `first` on; blank lines, and the lines `apart`, only separate them.

    Unless lines may be wrapped, as those of plain text and Markdown, each is a unit of its own, and has no marks.
    """
    numbered = enumerate(lines[first:], first + 1)
    cores = [_core(number, line) for number, line in numbered if number not in apart and line.strip()]
    groups = list(_groups(lines, cores, _wrap_width(lines, cores) if may_be_wrapped else 0))
    measured: dict[str, tuple[int, bool, bool]] = {}
    found: list[Unit] = []
    above = -1
    for index, group in enumerate(groups):
        each = _written(lines, group, may_be_marked=may_be_wrapped)
        if each.text not in measured:
            measured[each.text] = _measured(each.text)
        below = groups[index + 1][0].line if index + 1 < len(groups) else len(lines) + 2
        starts, ends = above < group[0].line - 1, below > group[-1].line + 1
        words = measured[each.text]
        found.append(Unit(index, each.text, each.pieces, starts, ends, *words, each.marks, each.is_emphasised))
        above = group[-1].line
    return tuple(found)


def _core(number: int, line: str) -> SourceSpan:
    start, end = len(line) - len(line.lstrip()), len(line.rstrip())
    stored = _STORE_DATE.match(line) if line.startswith("date ", start) else None
    return SourceSpan(number, stored.end() if stored and stored.end() < end else start, end)


@dataclass(frozen=True, slots=True)
class _Written:
    """The text of a unit without marks, where it stands, and the marks."""

    text: str
    pieces: tuple[SourceSpan, ...]
    marks: tuple[Mark, ...]
    is_emphasised: bool = False


def _written(lines: Sequence[str], pieces: tuple[SourceSpan, ...], *, may_be_marked: bool) -> _Written:
    text = " ".join(lines[piece.line - 1][piece.start : piece.end] for piece in pieces)
    dates = tuple(
        Mark(piece.line, LedgerSpan(0, piece.start, Fate.DROPPED, Label.DATE, "date-of-the-store"))
        for piece in pieces
        if lines[piece.line - 1][: piece.start].strip()
    )
    cuts = inline_cuts(text) if may_be_marked and not PICTURE.fullmatch(text) else ()
    kept = tuple(_without(lines, pieces, cuts)) if cuts else ()
    if not kept:
        return _Written(text, pieces, dates)
    words = [lines[kept[0].line - 1][kept[0].start : kept[0].end]]
    for above, piece in pairwise(kept):
        words += ["" if piece.line == above.line else " ", lines[piece.line - 1][piece.start : piece.end]]
    return _Written("".join(words), kept, (*dates, *_marks(pieces, cuts)), is_emphasised(text))


def _without(lines: Sequence[str], pieces: Sequence[SourceSpan], cuts: Sequence[Cut]) -> Iterator[SourceSpan]:
    """What is left of a unit's pieces between the cuts, without white space at the ends of a line."""
    for piece, offset, near in _with_their_cuts(pieces, cuts):
        shift, last, place = piece.start - offset, offset + piece.end - piece.start, offset
        kept = []
        for start, end in [*((cut.start, cut.end) for cut in near), (last, last)]:
            if place < min(start, last):
                kept.append(SourceSpan(piece.line, place + shift, min(start, last) + shift))
            place = max(place, end)
        yield from _trimmed(lines[piece.line - 1], kept)


def _with_their_cuts(
    pieces: Sequence[SourceSpan], cuts: Sequence[Cut]
) -> Iterator[tuple[SourceSpan, int, Sequence[Cut]]]:
    """Each piece, where it begins in the unit's text, and those of the cuts, which are in order, that touch it."""
    offset = first = 0
    for piece in pieces:
        last = offset + piece.end - piece.start
        while first < len(cuts) and cuts[first].end <= offset:
            first += 1
        stop = first
        while stop < len(cuts) and cuts[stop].start < last:
            stop += 1
        yield piece, offset, cuts[first:stop]
        offset = last + 1


def _trimmed(line: str, kept: Sequence[SourceSpan]) -> list[SourceSpan]:
    """Parts of a line without white space at the first's beginning and the last's end, and none that is all blank."""
    full = [place for place, span in enumerate(kept) if line[span.start : span.end].strip()]
    if not full:
        return []
    found = list(kept[full[0] : full[-1] + 1])
    first = line[found[0].start : found[0].end]
    found[0] = replace(found[0], start=found[0].end - len(first.lstrip()))
    last = line[found[-1].start : found[-1].end]
    found[-1] = replace(found[-1], end=found[-1].start + len(last.rstrip()))
    return found


def _marks(pieces: Sequence[SourceSpan], cuts: Sequence[Cut]) -> Iterator[Mark]:
    """The cuts as parts of lines; one that goes over the end of a line is a mark on both."""
    for piece, offset, near in _with_their_cuts(pieces, cuts):
        last, shift = offset + piece.end - piece.start, piece.start - offset
        for cut in near:
            start, end = max(cut.start, offset) + shift, min(cut.end, last) + shift
            yield Mark(piece.line, LedgerSpan(start, end, cut.fate, cut.label, cut.rule))


def _measured(text: str) -> tuple[int, bool, bool]:
    """How many words a text has, whether it is a sentence, and whether it is prose."""
    words = len(text.split())
    is_sentence = ends_a_sentence(text) and not (words <= _MOST_WORDS_OF_A_FIRM and text.endswith(_FIRMS))
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
    if _is_broken_off(lines[above.line - 1][above.start : above.end], text):
        return True
    first_word = text.find(" ")
    return above.end + 1 + (len(text) if first_word < 0 else first_word) > width


def _is_broken_off(above: str, below: str) -> bool:
    """Whether a line ends inside a phrase that the next takes up: headlines are wrapped to widths of their own."""
    is_open = len(above) >= _SHORTEST_BROKEN and above[-1].isalnum()
    return is_open and below[0].islower() and " " in below and not opens_with_byline_word(below)


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
