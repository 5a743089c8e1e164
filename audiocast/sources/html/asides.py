"""Tells which pieces inside a line are none of its words: footnote marks, struck-out text, notices beside a link."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from audiocast.sources.html.tags import BLOCKS

if TYPE_CHECKING:
    from lxml.html import HtmlElement


class Aside(StrEnum):
    """What stands beside a line of text, on a line of its own below it."""

    ALT = "alternative text"
    REFERENCE = "reference"
    STRUCK = "struck-out text"
    NOTICE = "notice"
    READING = "reading aid"


_STRUCK_TAGS = frozenset(["del", "s", "strike"])
_READING_TAGS = frozenset(["rt", "rp", "rtc"])
ASIDE_TAGS = ("sup", "a", "span", *sorted(_STRUCK_TAGS | _READING_TAGS))
"""The tags that `aside_of` asks about."""

_STRUCK_OUT = re.compile(r"text-decoration(?:-line)?\s{0,5}:[^;]{0,40}line-through", re.IGNORECASE)
# "1", "[12]", "(a)", "*", "1,2" and the arrow that leads back.
_REFERENCE = re.compile(r"[(\[]?(?:\d{1,3}|[a-z]|[ivx]{1,5})(?:[,–-]\d{1,3})?[)\]]?|[^\w\s.,:;!?'\"“”‘’]{1,3}")
_IN_BRACKETS = re.compile(r"[(\[](?:\d{1,3}|[a-z])[)\]]|[^\w\s.,:;!?'\"“”‘’]{1,3}")
_NAMED_REFERENCE = re.compile(
    r"(?:^|[\s_-])(?:references?|(?:foot-?|end-?)?notes?|fn|note-?ref|fn-?ref|doc-noteref|doc-backlink)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"(?:^|[\s_-])(?:visually-?hidden|hidden-?visually|sr-?only|screen-?reader(?:-?(?:text|only))?|a11y-hidden"
    r"|element-invisible|assistive-text|off-?screen)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MOST_INSIDE, _LONGEST_MARK, _LONGEST = 6, 12, 300


def aside_of(element: HtmlElement) -> Aside | None:
    """What an inline element is, where its text is none of the line's words; `element` has one of `ASIDE_TAGS`."""
    tag = element.tag
    if tag in _STRUCK_TAGS:
        above = element.getparent()
        is_again = above is not None and above.tag in _STRUCK_TAGS  # what holds for the outer one holds for both
        return None if is_again or _holds_blocks(element) else Aside.STRUCK
    if tag in _READING_TAGS:
        is_left_open = next(element.iterdescendants("rb"), None) is not None  # its end tag may be left out
        return None if is_left_open or _holds_blocks(element) else Aside.READING
    if tag == "sup" or (tag == "a" and "#" in (element.get("href") or "")):
        return Aside.REFERENCE if _is_reference(element) else None
    if tag == "span":
        if _STRUCK_OUT.search(element.get("style") or "") and not _holds_blocks(element):
            return Aside.STRUCK
        return Aside.NOTICE if is_visually_hidden(element) and _follows_the_words_of_a_link(element) else None
    return None


def is_visually_hidden(element: HtmlElement) -> bool:
    """Whether an element is there for screen readers alone, by its class."""
    return _is_hidden((element.get("class") or "")[:_LONGEST])


@lru_cache(maxsize=8_192)
def _is_hidden(names: str) -> bool:
    return bool(names) and bool(_HIDDEN.search(names))


def _holds_blocks(element: HtmlElement) -> bool:
    """Whether blocks stand in an element: then somebody forgot to close it, and it may hold the story."""
    return next(element.iterdescendants(*BLOCKS), None) is not None


def _is_reference(element: HtmlElement) -> bool:
    """Whether an element is the mark of a note: a small text, and a link inside the page or a name that says so."""
    inside = list(islice(element.iter(), _MOST_INSIDE + 1))
    if len(inside) > _MOST_INSIDE:
        return False
    text = "".join(islice(element.itertext(), 2 * _MOST_INSIDE)).strip()
    if not text or len(text) > _LONGEST_MARK:
        return False
    names = " ".join(
        each.get(name) or "" for each in inside for name in ("class", "role", "epub:type") if isinstance(each.tag, str)
    )
    is_named = bool(_NAMED_REFERENCE.search(names[:_LONGEST]))
    if element.tag == "sup":
        is_link = any(each.tag == "a" and "#" in (each.get("href") or "") for each in inside)
        return (is_link or is_named) and bool(_REFERENCE.fullmatch(text))
    return bool((_REFERENCE if is_named else _IN_BRACKETS).fullmatch(text))


def _follows_the_words_of_a_link(element: HtmlElement) -> bool:
    """Whether an element stands at the end of a link: "(opens in a new window)", and not a "By" before its name."""
    link = element.getparent()
    if link is None or link.tag != "a" or (element.tail or "").strip():
        return False
    before = element.getprevious()
    said = (link.text if before is None else before.tail) or ""
    return bool(said.strip()) or (before is not None and any(text.strip() for text in islice(before.itertext(), 4)))
