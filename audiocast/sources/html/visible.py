"""Collects all text that a reader of a page would see, in order, one line a block, with where on the page it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from audiocast.models.article import Passage
from audiocast.sources.html.places import Place, place_of
from audiocast.text import clean

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_UNSEEN_TAGS = """
applet audio canvas datalist embed frameset head iframe input map math noframes noscript object script source style svg
template textarea title track video
"""
_BLOCK_TAGS = """
address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption figure
footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre search section select
summary table tbody tfoot thead tr ul
"""
_UNSEEN, _BLOCKS = frozenset(_UNSEEN_TAGS.split()), frozenset(_BLOCK_TAGS.split())
_CELLS = frozenset(["td", "th"])
_PICTURES = frozenset(["img", "amp-img"])
_SPACE = re.compile(r"\s+")
_HIDING = re.compile(r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page: its text, the innermost block's tag, and where it stands.

    `opens` says that a new block begins with it, `alt` that it is the alternative text of a picture. `passages` are
    marked as another language than the page's.
    """

    text: str
    tag: str
    places: frozenset[Place]
    opens: bool
    alt: bool = False
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class _Frame:
    """What an open element changed, to be undone at its end."""

    is_block: bool
    place: Place | None
    has_language: bool

    @property
    def is_line(self) -> bool:
        """Whether a line ends before and after the element."""
        return self.is_block or self.place is not None


@dataclass(slots=True)
class _Walk:
    """What the walk over a tree has open at a moment."""

    language: str
    lines: list[Line] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    size: int = 0
    tags: list[str] = field(default_factory=lambda: ["body"])
    places: list[Place] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    languages: list[tuple[str, int]] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    alts: list[str] = field(default_factory=list)
    opens: bool = True

    def say(self, raw: str | None) -> None:
        """Add text to the line that is open, with its white space folded."""
        if not raw:
            return
        piece = _SPACE.sub(" ", raw if raw.isascii() else clean(raw).replace("\n", " "))
        if not self.size or (self.text and self.text[-1].endswith(" ")):
            piece = piece.removeprefix(" ")
        if piece:
            self.text.append(piece)
            self.size += len(piece)

    def end_line(self, *, block: bool) -> None:
        """Close the line that is open, if anything is on it; the alternative texts of its pictures follow."""
        text = "".join(self.text).rstrip()
        if text:
            passages = (*self.passages, *(Passage(start, len(text), tag) for tag, start in self.languages if tag))
            kept = tuple(each for each in passages if each.start < min(each.end, len(text)))
            self.lines.append(Line(text, self.tags[-1], frozenset(self.places), self.opens, passages=kept))
        for alt in self.alts:
            self.lines.append(Line(alt, "img", frozenset(self.places), opens=True, alt=True))
        self.opens = block or (self.opens and not text) or bool(self.alts)
        self.text, self.size, self.passages, self.alts = [], 0, [], []
        self.languages = [(tag, 0) for tag, _ in self.languages]


def visible_lines(tree: HtmlElement, language: str = "") -> list[Line]:
    """All visible lines of a page; `language` is the page's own. The walk keeps its own stack, whatever the depth."""
    walk = _Walk(language.partition("-")[0].lower())
    skipped = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if skipped:
            skipped += 1 if event == "start" else -1
            if not skipped:
                walk.say(element.tail)
        elif event == "start":
            if _is_unseen(element):
                skipped = 1
            else:
                _enter(walk, element)
        else:
            _leave(walk, element)
    walk.end_line(block=True)
    return walk.lines


def _is_unseen(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return True
    return element.get("hidden") is not None or bool(_HIDING.search(element.get("style") or ""))


def _enter(walk: _Walk, element: HtmlElement) -> None:
    tag = element.tag
    frame = _Frame(tag in _BLOCKS, place_of(element, walk.places), element.get("lang") is not None)
    walk.frames.append(frame)
    if tag == "br":
        walk.end_line(block=False)
    elif tag in _PICTURES:
        alt = _SPACE.sub(" ", clean(element.get("alt") or "").replace("\n", " ")).strip()
        walk.alts += [alt] if any(map(str.isalnum, alt)) else []
    elif tag in _CELLS:
        walk.say(" ")
    if frame.is_line:
        walk.end_line(block=True)
        walk.tags.append(tag if frame.is_block else walk.tags[-1])
    if frame.place:
        walk.places.append(frame.place)
    if frame.has_language:
        marked = (element.get("lang") or "").strip()
        is_foreign = bool(walk.language) and marked.partition("-")[0].lower() != walk.language
        walk.languages.append((marked if is_foreign else "", walk.size))
    walk.say(element.text)


def _leave(walk: _Walk, element: HtmlElement) -> None:
    frame = walk.frames.pop()
    if frame.has_language:
        foreign, start = walk.languages.pop()
        if foreign and start < walk.size:
            walk.passages.append(Passage(start, walk.size, foreign))
    if frame.is_line:
        walk.end_line(block=True)
        walk.tags.pop()
    if frame.place:
        walk.places.pop()
    if element.tag in _CELLS:
        walk.say(" ")
    walk.say(element.tail)
