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

BREAK, CELL = "\n", "\x1f"
"""Signs among the runs: a new line, a new cell. Neither is left in a text that was cleaned and its spaces made one."""
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)]{0,2}$")
_WRAPPED_FROM = 40


def texts(runs: list[Run]) -> Iterator[tuple[str, tuple[Passage, ...]]]:
    """The lines of a block; a line that goes on in the next one is joined with it, as where text was wrapped."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run[0] == BREAK:
            lines.append([])
        else:
            lines[-1].append(run)
    waiting: list[Run] = []
    for line, below in pairwise([*lines, []]):
        waiting += line
        if not goes_on(_plain(line), _plain(below)):
            if (told := _assembled(waiting))[0]:
                yield told
            waiting = []
        else:
            waiting.append((" ", ""))


def _plain(line: list[Run]) -> str:
    return "".join(text for text, _ in line).strip()


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
