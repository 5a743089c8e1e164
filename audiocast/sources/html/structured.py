"""Reads the JSON-LD of a page: what schema.org's types for articles say of the story, whatever shape they have."""

from __future__ import annotations

import json
import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

_ARTICLE = re.compile(r"(?:Article|Posting|Report|RadioEpisode|PodcastEpisode|Episode)$")
_CREDITS = ("creditText", "copyrightNotice", "creator", "author", "copyrightHolder")
_MOST_NODES, _MOST_VALUES, _LONGEST, _DEEPEST = 2_000, 20_000, 4_000_000, 5
_CONTROLS = re.compile(r"[\x00-\x1f]+")
_COMMENT = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/)\s*$")


@dataclass(frozen=True, slots=True)
class StructuredArticle:
    """The properties of an article that a page's JSON-LD states, as it writes them; lists for what may be several."""

    headline: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    publisher: str = ""
    language: str = ""
    url: str = ""
    identifier: str = ""
    caption: str = ""
    credit: str = ""
    body: str = ""


def structured_article(tree: HtmlElement) -> StructuredArticle:
    """The first article of a page's JSON-LD with a headline or a body; empty where there is none."""
    values = [
        _loaded(script.text or "") for script in tree.iter("script") if "ld+json" in (script.get("type") or "").lower()
    ]
    known = _Known(values)
    nodes = [node for node in _nodes(values) if _is_article(node)]
    best = next((node for node in nodes if node.get("headline") or node.get("articleBody")), nodes[0] if nodes else {})
    image = next((item for item in known.all_of(best.get("image")) if isinstance(item, dict)), {})
    return StructuredArticle(
        headline=_text(best.get("headline") or best.get("name")),
        authors=tuple(_names(known.all_of(best.get("author") or best.get("creator")))),
        published=_text(best.get("datePublished") or best.get("dateCreated")),
        publisher=next(_names(known.all_of(best.get("publisher"))), ""),
        language=_text(best.get("inLanguage")),
        url=_text(best.get("url")) or _identity(best.get("mainEntityOfPage")),
        identifier=_text(best.get("identifier")),
        caption=_text(image.get("caption")),
        credit=next((text for name in _CREDITS for text in _names(known.all_of(image.get(name)))), ""),
        body=_text(best.get("articleBody")),
    )


class _Known:
    """What all JSON-LD of a page says of each of its objects by its name: "@id" stands for it wherever it is meant."""

    def __init__(self, values: Sequence[Any]) -> None:
        self._said: dict[str, dict[str, Any]] = {}
        waiting, left = deque(values), _MOST_VALUES
        while waiting and left:
            left -= 1
            value = waiting.popleft()
            if isinstance(value, dict):
                if isinstance(name := value.get("@id"), str):
                    said = self._said.setdefault(name, {})
                    for key, what in value.items():
                        said.setdefault(key, what)
                value = value.values()
            elif not isinstance(value, list):
                continue
            waiting.extend(each for each in value if isinstance(each, dict | list))

    def all_of(self, value: Any) -> Iterator[Any]:
        """The values of a property, with what is said of them elsewhere: one step, so that none leads in a circle."""
        for item in value if isinstance(value, list) else [value]:
            name = item.get("@id") if isinstance(item, dict) else item
            said = self._said.get(name, {}) if isinstance(name, str) else {}
            yield {**said, **item} if isinstance(item, dict) else said or item


def _nodes(values: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """All objects in a page's JSON-LD, those of graphs and lists too."""
    left = _MOST_NODES
    for root in values:
        waiting = deque([root])
        while waiting and left:
            left -= 1
            value = waiting.popleft()
            if isinstance(value, list):
                waiting.extendleft(reversed(value[:left]))
            elif isinstance(value, dict):
                yield value
                waiting.extend(value[key] for key in ("@graph", "mainEntity", "itemListElement") if key in value)


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


def _text(value: Any, depth: int = _DEEPEST) -> str:
    if not depth:
        return ""
    if isinstance(value, list):
        return next((text for item in value if (text := _text(item, depth - 1))), "")
    if isinstance(value, dict):
        return _text(value.get("@value") or value.get("value") or value.get("name"), depth - 1)
    return value.strip() if isinstance(value, str) else ""


def _names(values: Iterable[Any]) -> Iterator[str]:
    """The names in values that may be texts or objects."""
    for item in values:
        if text := _text(item.get("name") if isinstance(item, dict) else item):
            yield text


def _identity(value: Any) -> str:
    return _text(value.get("@id") or value.get("url")) if isinstance(value, dict) else _text(value)
