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
# Behind an exclamation mark and a bracket the name of any file is an address.
_FILE, _REFERENCE = r"<?[^\s()<>]{1,500}(?:\([^\s()]{0,100}\)[^\s()]{0,100})?>?", r"\[[^\[\]]{0,60}\]"
_TITLE = r"(?:\"(?P<title>[^\"]{0,300})\"|'(?P<quoted>[^']{0,300})')"
_PICTURE = rf"!\[(?P<alt>[^\[\]]{{0,600}})\](?:\({_FILE}(?:\s{{1,3}}{_TITLE})?\)|{_REFERENCE})"
PICTURE = re.compile(
    rf"\[?{_PICTURE}(?:\](?:{_ADDRESS}|{_REFERENCE}))?(?:\{{[^{{}}]{{0,200}}\}})?"
    r"(?:\s{1,3}(?P<mark>\*{1,3}|_{1,3})(?=[^\s*_])(?P<caption>.{1,600})(?<=[^\s*_])(?P=mark))?"
)
"""A line that is a picture, which may be a link, and nothing but its title and a caption in emphasis beside it."""
_EMPHASISED = re.compile(
    r"(?P<star>\*{1,3})(?=[^\s*])[^*]{1,600}(?<=[^\s*])(?P=star)|(?P<line>_{1,3})(?=[^\s_])[^_]{1,600}(?<=[^\s_])(?P=line)"
)
# An "image" and a "footnote" are cut whole; of all others "open" and "close", and the words between them are kept.
_MARKS = re.compile(
    rf"(?P<image>{_PICTURE})"
    rf"|(?P<link_open>\[)[^\[\]]{{1,300}}(?P<link_close>\]{_ADDRESS})"
    r"|(?P<footnote>\[\^[\w-]{1,20}\](?!:\s?<?(?:https?:|mailto:|/)))"
    r"|(?P<both_open>(?<![\w*])\*{3})(?=[^\s*])[^*]{1,600}(?<=[^\s*])(?P<both_close>\*{3}(?![\w*]))"
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
    """The parts of a text from `start` on that are marks: those of `inline_cuts`, and the bars of a table's row."""
    return tuple(_cells(text, start)) or inline_cuts(text, start)


def inline_cuts(text: str, start: int = 0) -> tuple[Cut, ...]:
    """The parts of a text from `start` on that are marks: emphasis, the addresses of links, pictures, notes.

    In order, and without overlaps; a picture's alternative text is a part of its mark.
    """
    if _MARKED.isdisjoint(text):
        return ()
    found = [cut for match in _MARKS.finditer(text, start, _LOOKS_AT) for cut in _cuts(match)]
    inner = [cut for cut in _nested(text, found) if cut.start >= start]
    return tuple(sorted([*found, *inner], key=lambda cut: cut.start))


def unmarked(text: str) -> str:
    """A text without its marks, and without white space at its ends."""
    place, kept = 0, []
    for cut in inline_cuts(text):
        kept.append(text[place : cut.start])
        place = cut.end
    return "".join([*kept, text[place:]]).strip()


def is_emphasised(text: str) -> bool:
    """Whether a whole text stands between two marks of emphasis."""
    return bool(_EMPHASISED.fullmatch(text))


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
