"""Joins the runs of text in a block into lines, and keeps track of where in them another language was marked."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from audiocast.models.article import Passage
from audiocast.sources.formats.values import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

Run = tuple[str, str]
"""Characters and their language, empty where it is the story's."""

BREAK, LINE, CELL = "\n", "\x1e", "\x1f"
"""Signs among the runs: a line break, the end of a line that was set as it is, a new cell.

None of them is left in a text that was cleaned and its spaces made one.
"""
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)]{0,2}$")
_WRAPPED_FROM = 40
_FEWEST_WRAPPED, _SHORT, _MOST_SHORT, _MOST_CAPITALS = 2, 0.6, 0.2, 0.5
_COLUMN = re.compile(r"\S {3}")


def texts(runs: list[Run]) -> Iterator[tuple[str, tuple[Passage, ...]]]:
    """The lines of a block; a line that goes on in the next one is joined with it, as where text was wrapped.

    Lines that were set as they are stay so, unless all of them look wrapped.
    """
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run[0] in {BREAK, LINE}:
            lines.append([])
        else:
            lines[-1].append(run)
    stay = any(run[0] == LINE for run in runs) and not _are_wrapped([_plain(line) for line in lines])
    waiting: list[Run] = []
    for line, below in pairwise([*lines, []]):
        waiting += line
        if stay or not goes_on(_plain(line), _plain(below)):
            if (told := _assembled(waiting))[0]:
                yield told
            waiting = []
        else:
            waiting.append((" ", ""))


def _plain(line: list[Run]) -> str:
    return "".join(text for text, _ in line).strip()


def _are_wrapped(lines: list[str]) -> bool:
    """Whether lines were broken for the width of a page: about as long as each other, and no verse and no columns."""
    followed = [(line, below) for line, below in pairwise(lines) if line and below]
    longest = max((len(line) for line, _ in followed), default=0)
    short = sum(len(line) < _SHORT * longest for line, _ in followed)
    capitals = sum(below[0].isupper() for _, below in followed)
    is_wide = longest >= _WRAPPED_FROM and len(followed) >= _FEWEST_WRAPPED
    is_even = short <= _MOST_SHORT * len(followed) and capitals <= _MOST_CAPITALS * len(followed)
    return is_wide and is_even and not any(_COLUMN.search(line) for line, _ in followed)


def goes_on(line: str, below: str) -> bool:
    """Whether a line is broken off inside of a sentence, and the one below goes on with it."""
    is_open = bool(line) and bool(below) and not _SENTENCE_END.search(line[-4:])
    return is_open and (below[0].islower() or len(line) >= _WRAPPED_FROM)


def _assembled(runs: list[Run]) -> tuple[str, tuple[Passage, ...]]:
    """The text of runs, and where in it another language was marked."""
    parts: list[str] = []
    passages: list[Passage] = []
    length, before, ends_so, is_new_cell = 0, 0, True, False
    for run, language in runs:
        is_new_cell = is_new_cell or run == CELL
        text = "" if run == CELL else run.lstrip(" ") if ends_so or is_new_cell else run
        if not text:
            continue
        if is_new_cell and length:
            last = parts.pop().rstrip(" ")
            length += len(last) - before + 2
            parts += [last, ", "]
        is_new_cell, ends_so, before = False, text.endswith(" "), len(text)
        parts.append(text)
        if language:
            passages.append(Passage(length, length + len(text), language))
        length += len(text)
    text = "".join(parts).rstrip(" ")
    if one_line(text) != text:
        return one_line(text), ()
    return text, tuple(_trimmed(text, passages))


def _trimmed(text: str, passages: list[Passage]) -> Iterator[Passage]:
    """The passages without white space at their ends, those of one language that touch as one."""
    merged: list[Passage] = []
    for each in passages:
        last = merged[-1] if merged else None
        if last and last.language == each.language and last.end == each.start:
            merged[-1] = Passage(last.start, each.end, each.language)
        else:
            merged.append(each)
    for each in merged:
        told = text[each.start : each.end]
        start = each.start + len(told) - len(told.lstrip())
        end = start + len(told.strip())
        if start < end:
            yield Passage(start, end, each.language)
