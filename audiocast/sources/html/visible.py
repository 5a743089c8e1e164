"""Collects all text that a reader of a page would see, in order, one line a block, with where on the page it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from audiocast.models.article import Passage
from audiocast.sources.html.asides import ASIDE_TAGS, Aside, aside_of, is_visually_hidden
from audiocast.sources.html.places import SILENT, Place, place_of
from audiocast.sources.html.tags import BLOCKS, CELLS, IMAGES, UNSEEN
from audiocast.text import clean

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MAY_BE_ASIDE = frozenset(ASIDE_TAGS)
_SPLITS_A_ROW = tuple(sorted(BLOCKS | {"br"}))
_ON_ONE_LINE = frozenset([Aside.REFERENCE, Aside.READING])
_HIDING = re.compile(r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page: its text, the innermost block's tag, and where it stands.

    `opens` says that a new block begins with it; `aside` what it is, where it stood beside or inside of another line's
    words and is none of them. `passages` are marked as another language than the page's.
    """

    text: str
    tag: str
    places: frozenset[Place]
    opens: bool
    aside: Aside | None = None
    passages: tuple[Passage, ...] = ()


# As browsers show them: outer marks, inner marks.
_QUOTES = {"de": ("„“", "‚‘"), "es": ("«»", "“”"), "fr": ("«»", "“”"), "it": ("«»", "“”"), "ru": ("«»", "„“")}
_QUOTES_ELSEWHERE = ("“”", "‘’")
_LOOKS_BACK = 20
_ANY_QUOTES = tuple("\"'‚‘’„“”«»‹›")
# What an open element changed, to be undone at its end: whether it is a block, the place it opened, whether it has a
# language, is a row, is parted from its neighbours by spaces. A plain tuple: there is one for every element.
_Frame = tuple[bool, "Place | None", bool, bool, bool]


@dataclass(slots=True)
class _Walk:
    """What the walk over a tree has open at a moment."""

    language: str
    lines: list[Line] = field(default_factory=list)
    words: int = 0
    text: list[str] = field(default_factory=list)
    size: int = 0
    tags: list[str] = field(default_factory=lambda: ["body"])
    places: list[Place] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    rows: list[bool] = field(default_factory=list)
    languages: list[tuple[str, int]] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    asides: list[tuple[Aside, str]] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    opens: bool = True

    def say(self, raw: str | None) -> None:
        """Add text to the line that is open, with its white space folded."""
        if not raw:
            return
        if raw.isspace():  # what most text between tags is
            if self.size and not self.text[-1].endswith(" "):
                self.text.append(" ")
                self.size += 1
            return
        piece = _folded(raw if raw.isascii() else clean(raw))
        if not self.size or self.text[-1].endswith(" "):
            piece = piece.removeprefix(" ")
        if piece:
            self.text.append(piece)
            self.size += len(piece)

    def open_quote(self, said: str) -> None:
        """Say the mark that opens a quotation, unless the page writes one itself."""
        before = "".join(self.text[-_LOOKS_BACK:])
        is_marked = said.lstrip().startswith(_ANY_QUOTES) or before.endswith(_ANY_QUOTES)
        outer, inner = _QUOTES.get(self.language, _QUOTES_ELSEWHERE)
        is_inside = len(self.quotes) % 2 == 1 or (not self.quotes and before.rfind(outer[0]) > before.rfind(outer[1]))
        marks = inner if is_inside else outer
        self.quotes.append("" if is_marked else marks[1])
        self.say("" if is_marked else marks[0])

    def put_aside(self, aside: Aside, raw: str) -> None:
        """Keep a text for below the line that is open; marks of notes stand on one line, and so do readings."""
        text = " ".join(clean(raw).split())
        if aside in _ON_ONE_LINE and self.asides and self.asides[-1][0] is aside:
            text = f"{self.asides.pop()[1]} {text}"
        if text:
            self.asides.append((aside, text))

    def end_line(self, *, block: bool) -> None:
        """Close the line that is open, if anything is on it; what was put aside from it follows."""
        if not self.size and not self.asides:
            self.opens = self.opens or block
            return
        text = "".join(self.text).rstrip()
        places = frozenset(self.places)
        if text:
            passages = (*self.passages, *(Passage(start, len(text), tag) for tag, start in self.languages if tag))
            kept = tuple(each for each in passages if each.start < min(each.end, len(text)))
            self.lines.append(Line(text, self.tags[-1], places, self.opens, passages=kept))
            self.words += len(text.split())
        for aside, said in self.asides:
            self.lines.append(Line(said, self.tags[-1], places, opens=True, aside=aside))
        self.opens = block or (self.opens and not text) or bool(self.asides)
        self.text, self.size, self.passages, self.asides = [], 0, [], []
        self.languages = [(tag, 0) for tag, _ in self.languages]


def _folded(text: str) -> str:
    """A text with one space for each run of white space, at its ends too."""
    folded = " ".join(text.split())
    before, after = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' if before else ''}{folded}{' ' if after and folded else ''}"


def visible_lines(tree: HtmlElement, language: str = "", *, most_words: int | None = None) -> list[Line]:
    """All visible lines of a page; `language` is the page's own. The walk keeps its own stack, whatever the depth.

    It ends below the line with which `most_words` are passed.
    """
    walk = _Walk(language.partition("-")[0].lower())
    skipped = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if skipped:
            skipped += 1 if event == "start" else -1
            if not skipped:
                walk.say(element.tail)
        elif event == "end":
            _leave(walk, element)
        elif _is_passed_over(walk, element):
            skipped = 1
        else:
            _enter(walk, element)
            if most_words is not None and walk.words > most_words:
                return walk.lines
    walk.end_line(block=True)
    return walk.lines


def _is_passed_over(walk: _Walk, element: HtmlElement) -> bool:
    """Whether the text in an element is none of a line's; what a reader sees of it nevertheless is put aside."""
    tag = element.tag
    if not isinstance(tag, str) or tag in UNSEEN or element.get("hidden") is not None:
        return True
    style = element.get("style")
    if style and _HIDING.search(style):
        return True
    aside = aside_of(element) if tag in _MAY_BE_ASIDE else None
    if aside:
        walk.put_aside(aside, "".join(element.itertext()))
    return aside is not None


def _enter(walk: _Walk, element: HtmlElement) -> None:
    tag = element.tag
    is_row = tag == "tr"
    is_block = tag in BLOCKS or (tag in CELLS and bool(walk.rows) and walk.rows[-1])
    place = place_of(element, walk.places)
    if place is not None and not is_block and place in SILENT:
        place = None
    has_language = element.get("lang") is not None
    is_line = is_block or place is not None
    is_spaced = not is_line and (tag in CELLS or is_visually_hidden(element))
    walk.frames.append((is_block, place, has_language, is_row, is_spaced))
    if is_row:
        walk.rows.append(next(element.iterdescendants(*_SPLITS_A_ROW), None) is not None)
    if tag == "br":
        walk.end_line(block=False)
    elif tag in IMAGES:
        alt = element.get("alt") or ""
        walk.put_aside(Aside.ALT, alt if any(map(str.isalnum, alt)) else "")
    elif is_spaced:
        walk.say(" ")
    if is_line:
        walk.end_line(block=True)
        walk.tags.append(tag if is_block else walk.tags[-1])
    if place:
        walk.places.append(place)
    if tag == "q":
        walk.open_quote(element.text or "")
    if has_language:
        marked = (element.get("lang") or "").strip()
        is_foreign = bool(walk.language) and marked.partition("-")[0].lower() != walk.language
        walk.languages.append((marked if is_foreign else "", walk.size))
    walk.say(element.text)


def _leave(walk: _Walk, element: HtmlElement) -> None:
    is_block, place, has_language, is_row, is_spaced = walk.frames.pop()
    if has_language:
        foreign, start = walk.languages.pop()
        if foreign and start < walk.size:
            walk.passages.append(Passage(start, walk.size, foreign))
    if element.tag == "q":
        walk.say(walk.quotes.pop())
    if is_block or place is not None:
        walk.end_line(block=True)
        walk.tags.pop()
    if place:
        walk.places.pop()
    if is_row:
        walk.rows.pop()
    if is_spaced:
        walk.say(" ")
    walk.say(element.tail)
