"""Finds the marks of Markdown inside a paragraph, which are part of how it was written and none of its words."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.labelling.verdict import Cut

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATH = r"(?:https?:|mailto:|/|#|\.{1,2}/|www\.)[^\s()<>]{0,500}(?:\([^\s()]{0,100}\)[^\s()]{0,100})?"
_ADDRESS = rf"\(<?{_PATH}>?(?: \"[^\"]{{0,200}}\")?\)"
# An "image" and a "footnote" are cut whole; of all others "open" and "close", and the words between them are kept.
_MARKS = re.compile(
    rf"(?P<image>!\[[^\[\]]{{0,300}}\]{_ADDRESS})"
    rf"|(?P<link_open>\[)[^\[\]]{{1,300}}(?P<link_close>\]{_ADDRESS})"
    r"|(?P<footnote>\[\^[\w-]{1,20}\])"
    r"|(?P<bold_open>(?<![\w*])\*\*)(?=\S)[^*]{1,600}(?<=\S)(?P<bold_close>\*\*(?![\w*]))"
    r"|(?P<strong_open>(?<![\w_])__)(?=\S)[^_]{1,600}(?<=\S)(?P<strong_close>__(?![\w_]))"
    r"|(?P<star_open>(?<![\w*])\*)(?=[^\s*])[^*]{1,600}(?<=[^\s*])(?P<star_close>\*(?![\w*]))"
    r"|(?P<line_open>(?<![\w_])_)(?=[^\s_])[^_]{1,600}(?<=[^\s_])(?P<line_close>_(?![\w_]))"
    r"|(?P<code_open>`)[^`]{1,300}(?P<code_close>`)"
    r"|(?P<auto_open><)(?:https?:|mailto:)[^\s<>]{1,300}(?P<auto_close>>)"
)
_MARKED = frozenset("*_[`<|")
_LOOKS_AT = 20_000


def markdown_cuts(text: str, start: int = 0) -> tuple[Cut, ...]:
    """The parts of a text from `start` on that are marks: emphasis, the addresses of links, pictures, notes, tables.

    In order, and without overlaps; a picture's alternative text is a part of its mark.
    """
    if _MARKED.isdisjoint(text):
        return ()
    found = [*_cells(text, start)] or [cut for match in _MARKS.finditer(text, start, _LOOKS_AT) for cut in _cuts(match)]
    inner = [cut for cut in _nested(text, found) if cut.start >= start]
    return tuple(sorted([*found, *inner], key=lambda cut: cut.start))


def _cuts(match: re.Match[str]) -> Iterator[Cut]:
    for name, label in (("image", Label.ALT_TEXT), ("footnote", Label.FURNITURE)):
        if match[name]:
            yield Cut(*match.span(name), Fate.DROPPED, label, f"markdown-{name}")
            return
    opening = str(match.lastgroup).removesuffix("_close")
    for side in ("open", "close"):
        yield Cut(*match.span(f"{opening}_{side}"), Fate.DROPPED, Label.FURNITURE, "markdown-mark")


def _nested(text: str, found: list[Cut]) -> Iterator[Cut]:
    """Marks inside marks, such as a link in bold: one level deep, as newsrooms write."""
    for opening, closing in pairwise(found):
        if opening.rule == closing.rule == "markdown-mark" and not _MARKED.isdisjoint(
            text[opening.end : closing.start]
        ):
            for match in _MARKS.finditer(text, opening.end, closing.start):
                yield from _cuts(match)


def _cells(text: str, start: int) -> Iterator[Cut]:
    """The bars of a row of a table."""
    row = text[start:].strip()
    if len(row) > 2 and row.startswith("|") and row.endswith("|"):
        for bar in re.finditer(r"\|", text[start:]):
            yield Cut(start + bar.start(), start + bar.end(), Fate.DROPPED, Label.FURNITURE, "markdown-table")
