"""Tells by its tag, role and class names on which part of a page an element opens: a table, and one look at it."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from audiocast.sources.html.tags import PICTURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement


class Place(StrEnum):
    """A part of a page that is not running text."""

    NAVIGATION = "navigation"
    HEADER = "header"
    FOOTER = "footer"
    ASIDE = "aside"
    FORM = "form"
    BUTTON = "button"
    FIGURE = "figure"
    CAPTION = "caption"
    CREDIT = "credit"
    RELATED = "related"
    PROMOTION = "promotion"
    COMMENTS = "comments"
    ARTICLE = "article"
    EXHIBIT = "exhibit"
    PULL_QUOTE = "pull quote"
    AUTHOR = "author"


OUTSIDE = frozenset(Place) - {
    Place.FIGURE,
    Place.CAPTION,
    Place.CREDIT,
    Place.ARTICLE,
    Place.EXHIBIT,
    Place.PULL_QUOTE,
    Place.AUTHOR,
}
"""The parts of a page that are none of its article."""
_BY_TAG = {
    "nav": Place.NAVIGATION,
    "header": Place.HEADER,
    "footer": Place.FOOTER,
    "aside": Place.ASIDE,
    "form": Place.FORM,
    "button": Place.BUTTON,
    "select": Place.FORM,
    "figure": Place.FIGURE,
    "figcaption": Place.CAPTION,
    "article": Place.ARTICLE,
    "main": Place.ARTICLE,
}
_BY_ROLE = {
    "navigation": Place.NAVIGATION,
    "banner": Place.HEADER,
    "contentinfo": Place.FOOTER,
    "complementary": Place.ASIDE,
    "search": Place.FORM,
    "button": Place.BUTTON,
}
# Names that only pictures have; inside a figure, others too.
_PICTURE_NAMES = r"(?:image|photo|picture|img|figure)"
_SHOWN = rf"(?:{_PICTURE_NAMES}|pics?|media|fig|gallery|thumb|mod)"
_CAPTION = (
    rf"wp-caption-(?:text|dd)|{_SHOWN}[_-]{{0,2}}(?:caption|cutline|legend)|{_PICTURE_NAMES}[_-]{{0,2}}desc(?:ription)?"
    r"|cutlines?|thumbcaption|caption[_-]{0,2}(?:text|body|content|inner)|bildunterschrift|bildtext|pie-?(?:de-?)?foto"
)
_CREDIT = (
    rf"{_SHOWN}[_-]{{0,2}}(?:credits?|source|copyright|attribution)|{_PICTURE_NAMES}[_-]{{0,2}}(?:author|byline|rights)"
    r"|photographers?|(?:photo(?:graph)?|shot|picture)[_-]?by|(?:caption|cutline)[_-]{0,2}(?:credits?|source|author)"
    r"|credit[_-]{0,2}(?:line|text)|bild(?:quelle|nachweis)|fotograf|credito-?foto"
)
_PROMOTION = r"newsletters?|sign-?up|paywall|subscri(?:be|ption)s?|cta|donat(?:e|ion)s?|membership|promo(?:tion)?s?"
_RELATED = (
    r"related|rel|similar\w*|also-?read|see-?also|recirc\w*|recommend\w*|read-?more|more-stories|most-(?:read|popular)"
)
_PULL_QUOTE = r"pull-?quotes?|pullout-?quotes?|blockquote-pull"
_AUTHOR = r"by-?lines?|authors?|bio|biography|contributors?|writers?|reporters?|author-?(?:bio|box|card|info|name)"
_COMMENTS = r"comments?(?:[_-]?(?:list|area|section))?|disqus\w*|respond"


def _named(names: str) -> re.Pattern[str]:
    """A pattern for whole parts of class names, which hyphens and underscores join."""
    return re.compile(rf"(?:^|[\s_-])(?:{names})(?:$|[\s_-])", re.IGNORECASE)


# "caption" and "credit" say it only as whole names: "credit-cards" are none.
_NAMED = (
    (Place.CREDIT, _named(_CREDIT)),
    (Place.CAPTION, _named(_CAPTION)),
    (Place.CREDIT, re.compile(r"(?:^|\s)credit(?:$|\s)", re.IGNORECASE)),
    (Place.CAPTION, re.compile(r"(?:^|\s)caption(?:$|\s)", re.IGNORECASE)),
    (Place.COMMENTS, _named(_COMMENTS)),
    (Place.RELATED, _named(_RELATED)),
    (Place.PROMOTION, _named(_PROMOTION)),
    (Place.PULL_QUOTE, _named(_PULL_QUOTE)),
    (Place.AUTHOR, _named(_AUTHOR)),
)
# Text that a figure may be there for: a quotation, a table, lines of code.
_TEXTS = ("blockquote", "pre", "table")
_IN_FIGURE = (
    (Place.BUTTON, re.compile(r"hide|toggle|enlarge|expand|zoom", re.IGNORECASE)),
    (Place.CREDIT, re.compile(r"credit|source|copyright|author|photographer|attribution|byline|rights", re.IGNORECASE)),
    (Place.CAPTION, re.compile(r"caption|description|legend", re.IGNORECASE)),
)
_PICTURE = frozenset([Place.FIGURE, Place.CAPTION])
_PICTURE_TEXTS = frozenset([Place.CAPTION, Place.CREDIT])
SILENT = frozenset([Place.PULL_QUOTE, Place.AUTHOR])
"""Places that begin no line where the element is no block: a name in a byline."""
_CONTEXTS = _PICTURE | {Place.ARTICLE, Place.EXHIBIT}
_NOWHERE: frozenset[Place] = frozenset()
_LONGEST = 300


def place_of(element: HtmlElement, above: Sequence[Place]) -> Place | None:
    """The part of a page that an element opens, seen from inside those above it; None where it opens none."""
    get, tag = element.get, element.tag
    if tag == "figure" and not is_picture(element):
        return Place.EXHIBIT
    role, named, identity, prop = get("role"), get("class"), get("id"), get("itemprop")
    if not (role or named or identity or prop or tag in _BY_TAG):
        return None
    names = f"{named or ''} {identity or ''} {prop or ''}"[:_LONGEST]
    return _place(tag, (role or "").strip().lower(), names, frozenset(above) & _CONTEXTS if above else _NOWHERE)


def is_picture(figure: HtmlElement) -> bool:
    """Whether a figure shows a picture, or nothing but a caption of one that is loaded later; else it holds a text."""
    inside = figure.iterdescendants(*PICTURES, *_TEXTS, "figure")
    first = next(inside, None)
    while first is not None and first.tag in _TEXTS:
        first = next(inside, None)
        if first is None:
            return False
    return True


@lru_cache(maxsize=8_192)
def _place(tag: str, role: str, names: str, above: frozenset[Place]) -> Place | None:
    """What a tag, its role and its names say; pages use the same few hundred again and again."""
    if tag in {"body", "html"}:
        return None
    if not above.isdisjoint(_PICTURE):
        return Place.CAPTION if tag == "figcaption" else _named_place(_IN_FIGURE, names)
    found = _BY_TAG.get(tag) or _BY_ROLE.get(role)
    if found is Place.HEADER and Place.ARTICLE in above:
        return None
    found = found or _named_place(_NAMED, names)
    return None if found in _PICTURE_TEXTS and Place.EXHIBIT in above else found


def _named_place(table: Sequence[tuple[Place, re.Pattern[str]]], names: str) -> Place | None:
    return next((place for place, pattern in table if pattern.search(names)), None) if len(names) > 2 else None
