"""Tells by its tag, role and class names on which part of a page an element opens: a table, and one look at it."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

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
_CAPTION = r"wp-caption-text|(?:image|photo|picture|media|figure|img)[_-]{0,2}caption|caption[_-]{0,2}text"
_CREDIT = (
    r"(?:image|photo|picture|media|img)[_-]{0,2}(?:credits?|source|copyright|attribution)|photographer|photo[_-]?by"
)
_PROMOTION = r"newsletters?|sign-?up|paywall|subscri(?:be|ption)s?|cta|donat(?:e|ion)s?|membership|promo(?:tion)?s?"
_RELATED = (
    r"related|rel|similar\w*|also-?read|see-?also|recirc\w*|recommend\w*|read-?more|more-stories|most-(?:read|popular)"
)
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
)
_IN_FIGURE = (
    (Place.BUTTON, re.compile(r"hide|toggle|enlarge|expand|zoom", re.IGNORECASE)),
    (Place.CREDIT, re.compile(r"credit|source|copyright|author|photographer|attribution|byline|rights", re.IGNORECASE)),
    (Place.CAPTION, re.compile(r"caption|description|legend", re.IGNORECASE)),
)
_LONGEST = 300


def place_of(element: HtmlElement, above: Sequence[Place]) -> Place | None:
    """The part of a page that an element opens, seen from inside those above it; None where it opens none."""
    get = element.get
    names = f"{get('class') or ''} {get('id') or ''} {get('itemprop') or ''}"[:_LONGEST]
    role = (get("role") or "").strip().lower()
    in_figure = Place.FIGURE in above or Place.CAPTION in above
    return _place(str(element.tag), role, names, in_figure=in_figure, in_article=Place.ARTICLE in above)


@lru_cache(maxsize=8_192)
def _place(tag: str, role: str, names: str, *, in_figure: bool, in_article: bool) -> Place | None:
    """What a tag, its role and its names say; pages use the same few hundred again and again."""
    if tag in {"body", "html"}:
        return None
    table: Sequence[tuple[Place, re.Pattern[str]]] = _IN_FIGURE if in_figure else _NAMED
    found = (Place.CAPTION if tag == "figcaption" else None) if in_figure else _BY_TAG.get(tag) or _BY_ROLE.get(role)
    if found is Place.HEADER and in_article:
        return None
    if found is not None or len(names) <= 2:
        return found
    return next((place for place, pattern in table if pattern.search(names)), None)
