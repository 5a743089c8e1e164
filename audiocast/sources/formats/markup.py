"""Turns marked-up text, HTML or NITF, into pieces: paragraphs, headings, quotations, items, captions, credits.

The walk over the elements is iterative, and adds no space between inline ones; `elements` says what each of them is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from audiocast.errors import SourceError
from audiocast.models.article import Label
from audiocast.sources.formats.elements import (
    LABELS,
    OTHER_BLOCKS,
    PICTURES,
    SILENT,
    WHOLES,
    is_caption,
    is_credit,
    is_layout,
    is_smiley,
    language_of,
    local_name,
)
from audiocast.sources.formats.pieces import Piece
from audiocast.sources.formats.runs import BREAK, CELL, LINE, Run, texts
from audiocast.sources.formats.values import one_line
from audiocast.text import QUOTATION_MARKS, clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

_LOOKS_MARKED = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|&(?:[a-zA-Z]{2,31}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_SPACES = re.compile(r"\s+")
_IN_ONE_LINE = frozenset({Label.HEADING, Label.CAPTION, Label.CREDIT})


def is_marked_up(text: str) -> bool:
    """Whether a text has a tag or a character reference in it."""
    return bool(_LOOKS_MARKED.search(text))


def fragment(text: str, name: str) -> tuple[Piece, ...]:
    """The pieces of a fragment of HTML; `name` is what errors call its source.

    Raises SourceError where its elements are nested so deeply that text would be lost.
    """
    from lxml import etree

    if not text.strip():
        return ()
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, encoding="utf-8")
    root = etree.fromstring(clean(text).encode(), parser)
    refuse_depth(parser.error_log, name)
    return () if root is None else pieces_of(root)


def refuse_depth(errors: Iterable[object], name: str) -> None:
    """Raise SourceError where a parser gave up on what was nested too deeply."""
    if any("Excessive depth" in str(getattr(error, "message", "")) for error in errors):
        raise SourceError(f"{name} has elements nested thousands deep", "Save it as plain text, and try again")


def plain(text: str, name: str) -> str:
    """The words of a text that may be marked up, in one line."""
    if not is_marked_up(text):
        return one_line(text)
    return " ".join(piece.text for piece in fragment(text, name) if piece.label is not Label.ALT_TEXT)


def pieces_of(root: Element) -> tuple[Piece, ...]:
    """The pieces of an element and all that is in it."""
    from lxml import etree

    walk = _Walk()
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = local_name(element)
        if tag in SILENT:
            silent += 1 if event == "start" else -1
        if event == "start" and not silent:
            walk.enter(tag, element)
        elif event == "end":
            if not silent and tag not in SILENT:
                walk.leave(tag)
            if not silent and element is not root:
                walk.say(element.tail)
    walk.flush()
    return tuple(walk.pieces)


@dataclass(slots=True)
class _Context:
    """What an open element says of the text in it.

    In what is whole, other blocks have its label too; what holds blocks has no others in it, whatever their names.
    """

    label: Label
    language: str
    picture: int
    is_block: bool
    keeps_lines: bool = False
    is_whole: bool = False
    holds_blocks: bool = False
    closing: str = ""


@dataclass(slots=True)
class _Walk:
    """The pieces so far, the runs of the block at hand, and the open elements around it."""

    pieces: list[Piece] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    open: list[_Context] = field(default_factory=lambda: [_Context(Label.BODY, "", 0, is_block=True)])
    pictures: int = 0
    rows: list[bool] = field(default_factory=list)

    def enter(self, tag: str, element: Element) -> None:
        """Open an element, and say the text before its first child."""
        above = self.open[-1]
        context = self._context(tag, element, above)
        if context.is_block:
            self.flush()
        self.open.append(context)
        match tag:
            case "br":
                self.runs.append((BREAK, ""))
            case "td" | "th" if self.rows and self.rows[-1]:
                self.runs.append((CELL, ""))
            case "img" | "media-reference":
                self._picture(element, context)
            case "frac" if self.runs and self.runs[-1][0][-1:].isdigit():
                self.say(" ")
            case "denom" if self.runs and not self.runs[-1][0].endswith("/"):
                self.say("/")
            case "q":
                self._open_quotation(element, context)
        self.say(element.text)

    def leave(self, tag: str) -> None:
        """Close the element that was opened last."""
        context = self.open[-1]
        self.say(context.closing)
        if tag == "frac-sep" and not (self.runs and self.runs[-1][0].endswith("/")):
            self.say("/")
        if context.is_block:
            self.flush()
        self.open.pop()
        if tag == "tr":
            self.rows.pop()

    def say(self, text: str | None) -> None:
        """Add a text to the block at hand."""
        if not text:
            return
        context = self.open[-1]
        text = clean(text)
        if not context.keeps_lines:
            self.runs.append((_SPACES.sub(" ", text), context.language))
            return
        for number, line in enumerate(text.split("\n")):
            self.runs += [(LINE, "")] * bool(number) + [(line, context.language)]

    def flush(self) -> None:
        """End the block at hand."""
        if self.runs:
            context = self.open[-1]
            if context.label in _IN_ONE_LINE:
                self.runs = [(" " if text in {BREAK, LINE} else text, language) for text, language in self.runs]
            for text, foreign in texts(self.runs):
                self.pieces.append(Piece(context.label, text, foreign=foreign, picture=context.picture))
            self.runs = []

    def _context(self, tag: str, element: Element, above: _Context) -> _Context:
        label, picture = above.label, above.picture
        is_block = tag in LABELS or tag in OTHER_BLOCKS or above.holds_blocks
        if tag == "tr":
            self.rows.append(not is_layout(element))
            is_data = self.rows[-1] and not above.is_whole
            label = Label.BODY if is_data and label is not Label.QUOTE else label
        elif self.rows and self.rows[-1]:
            is_block = False
        else:
            label = _label(tag, above)
            if tag in PICTURES or (not picture and is_caption(element)):
                self.pictures += 1
                label, picture, is_block = Label.CAPTION, self.pictures, True
            elif picture and above.label is Label.CAPTION and is_credit(tag, element):
                label, is_block = Label.CREDIT, True
            elif tag == "credit":
                label, is_block = Label.BODY if label is Label.QUOTE else label, True
        return _Context(
            label,
            language_of(tag, element) or above.language,
            picture,
            is_block,
            keeps_lines=above.keeps_lines or tag == "pre",
            is_whole=above.is_whole or tag in WHOLES,
            holds_blocks=above.holds_blocks or tag == "custom-table",
        )

    def _picture(self, element: Element, context: _Context) -> None:
        """A piece for what a picture shows in words; it stands before the block that it stands in."""
        alt = one_line(element.get("alt") or element.get("alternate-text") or "")
        if is_smiley(element):
            self.say(alt)
        elif alt:
            if not context.picture:
                self.pictures += 1
            self.pieces.append(Piece(Label.ALT_TEXT, alt, picture=context.picture or self.pictures))

    def _open_quotation(self, element: Element, context: _Context) -> None:
        """The marks that a reader of HTML sees around a quotation, unless they are written in it."""
        if (element.text or "").strip()[:1] not in QUOTATION_MARKS:
            self.say("“")
            context.closing = "”"


def _label(tag: str, above: _Context) -> Label:
    found = LABELS.get(tag)
    is_of_picture = above.label is Label.CAPTION and found is Label.HEADING
    return above.label if found is None or above.is_whole or is_of_picture else found
