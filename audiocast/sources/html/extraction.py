"""Asks trafilatura which text of a page is its story, and what kind of block each piece of it is."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from lxml import etree

from audiocast.models.article import Label
from audiocast.sources.html.asides import ASIDE_TAGS, aside_of
from audiocast.sources.html.parse import size
from audiocast.sources.html.places import is_picture
from audiocast.sources.html.tags import BLOCKS, CELLS, IMAGES, INLINE, PICTURES, UNSEEN
from audiocast.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element
    from lxml.html import HtmlElement

_KINDS = {"head": Label.HEADING, "quote": Label.QUOTE, "item": Label.LIST_ITEM, "p": Label.BODY}
_BREAKS = frozenset(
    ["lb", "row", "head", "quote", "item", "p", "list", "table", "code", "div", "ab", "body", "graphic"]
)
# What should go becomes this first: lxml copies the text before it each time that it takes out one.
_NOTHING = "b"
# What trafilatura goes by: how much of a block is linked, and names of classes; times that stand alone are none of it.
_HEEDED = frozenset(["a", "span", "time"])
_OF_SENTENCES = frozenset(["p", "li", "dd", "blockquote"])
_STRUCTURE = BLOCKS | CELLS | UNSEEN | PICTURES | {"html", "meta", "link", "br", "label", "rp", "rt", "rtc", "noindex"}
_MOST_CHILDREN, _MOST_INLINE, _MOST_ELEMENTS, _MOST_BLOCKS = 1_000, 4_000, 30_000, 5_000
_DEEPEST = 250
"""The depth to which libraries that call themselves go; real pages have 20 to 60 levels."""
_WIDE = etree.XPath(f"boolean(//*[count(*) > {_MOST_CHILDREN}])")
_DEEPER = etree.XPath(f"boolean(//*[count(ancestor::*) >= {_DEEPEST}])")
_UNREAD = etree.XPath(
    "//script[not(@type = 'application/ld+json')] | //style | //svg | //template | //body//*[@hidden]"
    " | //iframe | //noscript | //button | //select | (//nav | //footer)[count(.//p) < 3 and not(.//article)]"
    f" | //tr[count(*) > {_MOST_CHILDREN}]"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the story as the extractor gives it, and what it is."""

    text: str
    label: Label


def story_pieces(tree: HtmlElement) -> list[Piece]:
    """The story's lines in order; none where the extractor finds no story, or cannot be asked. The tree is used up.

    trafilatura 2: structure kept (headings, quotations, lists, line breaks), links' words kept, comments left out.
    """
    _prepare(tree)
    if size(tree) > _MOST_ELEMENTS or _DEEPER(tree):
        return []
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    # Its comparison with other extractors takes the square of the paragraphs: 32 s for 15,000.
    fast = sum(1 for _ in tree.iter(*BLOCKS)) > _MOST_BLOCKS
    document = bare_extraction(tree, fast=fast, include_comments=False, include_tables=True, with_metadata=False)
    body = getattr(document, "body", None)
    return [] if body is None else list(_pieces(body))


def _prepare(tree: HtmlElement) -> None:
    """Take out what is no part of the visible lines, and what the extractor would copy again and again unread.

    trafilatura's cost grows with the square of the texts in all paragraphs (43 s for 25,000 pairs of b and a): most
    inline tags say nothing to it and go, all of them where there are many, and pages of more than 30,000 elements are
    not for it.
    It copies a page five times before it takes out menus and footers itself; without them it takes a quarter less. A
    story in one of them, for want of an end tag, stays.
    """
    for figure in tree.iter("figure"):
        if not is_picture(figure):
            figure.tag = "div"
            for caption in figure.iterdescendants("figcaption"):
                caption.tag = "p"
                caption.attrib.pop("class", None)
    asides = [each for each in tree.iter(*ASIDE_TAGS) if aside_of(each)]
    for element in cast("list[HtmlElement]", _UNREAD(tree)) + asides:
        element.clear(keep_tail=True)
        element.tag = _NOTHING
    for element in list(tree.iter("pre")):
        element.tag = "p" if next(element.iterdescendants(*BLOCKS), None) is None else "div"
    for element in [each for each in tree.iter("time") if _is_in_a_sentence(each)]:
        element.tag = _NOTHING
    _without_tags(tree, IMAGES | (INLINE - _HEEDED))
    others = frozenset(element.tag for element in tree.iter("*")) - _STRUCTURE
    if others and (_WIDE(tree) or sum(1 for _ in tree.iter(*others)) > _MOST_INLINE):
        _without_tags(tree, others)


def _is_in_a_sentence(element: HtmlElement) -> bool:
    """Whether an element stands among other words of a paragraph: the extractor drops all times, whatever they say."""
    before, above = element.getprevious(), element.getparent()
    while above is not None and above.tag in INLINE:
        above = above.getparent()
    if above is None or above.tag not in _OF_SENTENCES:
        return False
    parts = (element.tail, element.getparent().text if before is None else before.tail)
    return any(part and part.strip() for part in parts)


def _without_tags(tree: HtmlElement, tags: frozenset[str]) -> None:
    """Take tags out of a tree, and make one text of what stood between them.

    To libxml2 the text on each side of a tag stays a text of its own, and what goes over all of them in trafilatura
    takes the square of their number.
    """
    above = {element.getparent() for element in tree.iter(*tags)}
    etree.strip_tags(tree, *tags)
    for element in above:
        if element is None or element.tag in tags:
            continue
        element.text = element.text
        for child in element:
            child.tail = child.tail


def _pieces(body: _Element) -> Iterator[Piece]:
    """The text between the breaks of trafilatura's own tree, each with the nearest kind above it."""
    kinds = [Label.BODY]
    text: list[str] = []

    def flush() -> Iterator[Piece]:
        said = " ".join(clean("".join(text)).split())
        text.clear()
        if said:
            yield Piece(said, kinds[-1])

    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = str(element.tag)
        if tag in _BREAKS:
            yield from flush()
        if event == "start":
            # A paragraph inside a quotation or an item is what holds it.
            own = _KINDS.get(tag)
            kinds.append(kinds[-1] if own in {None, Label.BODY} and kinds[-1] is not Label.BODY else own or kinds[-1])
            text.append(element.text or "")
        else:
            kinds.pop()
            if tag == "cell":
                text.append(" ")
            text.append(element.tail or "")
    yield from flush()
