"""Reads the JSON-LD of a page: what schema.org's types for articles say of the story, whatever shape they have."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_ARTICLE = re.compile(r"(?:Article|Posting|Report|RadioEpisode|PodcastEpisode|Episode)$")
_CAPTIONS, _CREDITS = ("caption",), ("creditText", "copyrightNotice", "creator", "author", "copyrightHolder")
_MOST_NODES, _LONGEST = 2_000, 4_000_000
_CONTROLS = re.compile(r"[\x00-\x1f]+")
_COMMENT = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/)\s*$")


@dataclass(frozen=True, slots=True)
class StructuredArticle:
    """The properties of an article that a page's JSON-LD states, as it writes them; lists for what may be several."""

    headline: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    publisher: str = ""
    language: str = ""
    url: str = ""
    identifier: str = ""
    copyright_holder: str = ""
    caption: str = ""
    credit: str = ""
    body: str = ""


def structured_article(tree: HtmlElement) -> StructuredArticle:
    """The first article of a page's JSON-LD with a headline or a body; empty where there is none."""
    nodes = [node for node in _nodes(tree) if _is_article(node)]
    best = next((node for node in nodes if node.get("headline") or node.get("articleBody")), nodes[0] if nodes else {})
    return StructuredArticle(
        headline=_text(best.get("headline") or best.get("name")),
        description=_text(best.get("description")),
        authors=tuple(_names(best.get("author") or best.get("creator"))),
        published=_text(best.get("datePublished") or best.get("dateCreated")),
        publisher=next(_names(best.get("publisher")), ""),
        language=_text(best.get("inLanguage")),
        url=_text(best.get("url")) or _identity(best.get("mainEntityOfPage")),
        identifier=_text(best.get("identifier")),
        copyright_holder=next(_names(best.get("copyrightHolder")), ""),
        caption=_of_image(best.get("image"), _CAPTIONS),
        credit=_of_image(best.get("image"), _CREDITS),
        body=_text(best.get("articleBody")),
    )


def _nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """All objects in a page's JSON-LD, those of graphs and lists too; what is no JSON is passed over."""
    left = _MOST_NODES
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        waiting = [_loaded(script.text or "")]
        while waiting and left:
            left -= 1
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting[:0] = value
            elif isinstance(value, dict):
                yield value
                waiting += [value[key] for key in ("@graph", "mainEntity", "itemListElement") if key in value]


def _loaded(text: str) -> Any:
    text = _COMMENT.sub("", text.strip()[:_LONGEST])
    for attempt in (text, _CONTROLS.sub(" ", text)):  # raw line ends inside of strings are common
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _is_article(node: dict[str, Any]) -> bool:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(each, str) and _ARTICLE.search(each) for each in kinds)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return next((text for item in value if (text := _text(item))), "")
    if isinstance(value, dict):
        return _text(value.get("@value") or value.get("value") or value.get("name"))
    return value.strip() if isinstance(value, str) else ""


def _names(value: Any) -> Iterator[str]:
    """The names in a property that may be a text, an object, or a list of either."""
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        if text := _text(name):
            yield text


def _identity(value: Any) -> str:
    return _text(value.get("@id") or value.get("url")) if isinstance(value, dict) else _text(value)


def _of_image(value: Any, properties: tuple[str, ...]) -> str:
    """What the first image says of itself, in the first of some properties in which it says anything."""
    first = next((item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)), {})
    return next((text for name in properties if (text := next(_names(first.get(name)), ""))), "")
