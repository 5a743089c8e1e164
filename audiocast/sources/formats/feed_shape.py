"""The shape of RSS 2.0, RSS 1.0 and Atom: which element of a feed or of an item says what.

Elements go by prefix and name ("dc:creator"), whatever prefix a feed gives to a namespace. Sources: the RSS 2.0
specification (rssboard.org), RFC 4287 (Atom), the content module of RSS 1.0, Dublin Core, and Media RSS.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audiocast.sources.formats.elements import local_name
from audiocast.sources.formats.values import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

FEEDS = frozenset({"rss", "rdf", "feed", "channel", "entry", "item"})
"""The names of root elements that hold items, or are one."""
PREFIXES = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://purl.org/rss/1.0/": "",
}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_MAILBOX = re.compile(r"[^\s@()<>]{1,64}@[^\s@()<>]{1,255}")


@dataclass(frozen=True, slots=True)
class Content:
    """A text of a feed: its characters and whether they are markup, or the element that holds it."""

    text: str = ""
    is_markup: bool = False
    element: Element | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """What a feed says of a picture beside its item."""

    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a feed, with what it has from the feed around it."""

    title: Content
    link: str
    identifier: str
    authors: tuple[str, ...]
    dates: tuple[str, ...]
    content: Content | None
    summary: Content | None
    pictures: tuple[Picture, ...]
    station: str
    language: str
    copyright: str


def items(root: Element) -> tuple[Element, ...]:
    """The items of a feed, in its order; a root that is an item is the only one."""
    if local_name(root) in {"item", "entry"}:
        return (root,)
    return tuple(each for each in root.iter() if local_name(each) in {"item", "entry"} and _is_own(each, root))


def item(element: Element, root: Element) -> Item:
    """What an item says, and the feed around it."""
    own = _by_name(element)
    around = _by_name(_channel(root))
    content = next(
        (found for name in ("content:encoded", "atom:content", "content") for found in _contents(own, name)), None
    )
    summary = next(
        (found for name in ("description", "atom:summary", "summary") for found in _contents(own, name)), None
    )
    return Item(
        title=next((found for name in ("title", "atom:title") for found in _contents(own, name)), Content()),
        link=link(element),
        identifier=identifier(element),
        authors=_authors(own) or (_authors(around) if local_name(element) == "entry" else ()),
        dates=_texts(
            own, "pubDate", "atom:published", "published", "dc:date", "dcterms:created", "atom:updated", "updated"
        ),
        content=content,
        summary=summary,
        pictures=tuple(_pictures(element)),
        station=next(iter(_texts(around, "title", "atom:title")), "") if element is not root else "",
        language=_language(element, around),
        copyright=next(
            iter(
                (
                    *_texts(own, "atom:rights", "dc:rights", "media:copyright"),
                    *_texts(around, "copyright", "atom:rights"),
                )
            ),
            "",
        ),
    )


def identifier(element: Element) -> str:
    """An item's own name for itself: its guid, or its id in Atom."""
    return next(iter(_texts(_by_name(element), "guid", "atom:id", "id")), "")


def link(element: Element) -> str:
    """The address of an item's page."""
    own = _by_name(element)
    for name in ("link", "atom:link"):
        for each in own.get(name, ()):
            if each.get("rel", "alternate") == "alternate" and (found := one_line(each.get("href") or each.text or "")):
                return found
    permanent = (each for each in own.get("guid", ()) if each.get("isPermaLink", "true") == "true")
    return next((one_line(each.text or "") for each in permanent), "")


def title(element: Element) -> Content:
    """The title of an item."""
    own = _by_name(element)
    return next((found for name in ("title", "atom:title") for found in _contents(own, name)), Content())


def _name(element: Element) -> str:
    """The prefix and name of an element; a prefix that the feed does not declare counts by itself."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    if not tag.startswith("{"):
        return tag
    namespace, _, name = tag[1:].partition("}")
    prefix = PREFIXES.get(namespace, "other")
    return f"{prefix}:{name}" if prefix else name


def _by_name(element: Element) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    for child in element:
        found.setdefault(_name(child), []).append(child)
    return found


def _channel(root: Element) -> Element:
    return next((each for each in root if local_name(each) == "channel"), root)


def _is_own(element: Element, root: Element) -> bool:
    """Whether an item is the feed's and not a part of another item's content."""
    parent = element.getparent()
    return parent is not None and (parent is root or (local_name(parent) == "channel" and parent.getparent() is root))


def _texts(named: dict[str, list[Element]], *names: str) -> tuple[str, ...]:
    found = (one_line("".join(map(str, each.itertext()))) for name in names for each in named.get(name, ()))
    return tuple(text for text in found if text)


def _contents(named: dict[str, list[Element]], name: str) -> Iterator[Content]:
    """The texts of some elements. RSS writes markup as text, and Atom says what it writes (RFC 4287, 3.1 and 4.1.3)."""
    for element in named.get(name, ()):
        kind = (element.get("type") or "").lower()
        if len(element):
            yield Content(is_markup=True, element=element)
        elif (element.text or "").strip():
            is_atom = "atom" in name
            is_markup = "html" in kind if kind or is_atom else True
            yield Content(element.text or "", is_markup)


def _authors(named: dict[str, list[Element]]) -> tuple[str, ...]:
    people = (person for name in ("atom:author", "author") for person in named.get(name, ()))
    nested = tuple(
        text
        for person in people
        for child in person
        if local_name(child) == "name" and (text := one_line(child.text or ""))
    )
    plain = _texts(named, "dc:creator") or _texts({"": [each for each in named.get("author", ()) if not len(each)]}, "")
    return nested or tuple(filter(None, map(_without_mailbox, plain or _texts(named, "itunes:author"))))


def _without_mailbox(text: str) -> str:
    """The name in RSS's "desk@station.example (Robin Example)"."""
    return _MAILBOX.sub("", text).strip(" ()<>")


def _pictures(element: Element) -> Iterator[Picture]:
    """The pictures of Media RSS; a group's words are those of all that is in it."""
    groups = [each for each in element if _name(each) == "media:group"]
    for place in (element, *groups):
        around = {
            _name(each): one_line(each.text or "")
            for each in place
            if _name(each) in {"media:description", "media:credit"}
        }
        for each in place:
            kind = f"{each.get('medium') or ''} {each.get('type') or ''}"
            if _name(each) == "media:content" and ("image" in kind or not kind.strip()):
                own = {_name(child): one_line(child.text or "") for child in each}
                told = around | {name: text for name, text in own.items() if text}
                yield Picture(
                    told.get("media:description") or told.get("media:title", ""), told.get("media:credit", "")
                )
        if around and not any(_name(each) == "media:content" for each in place):
            yield Picture(around.get("media:description", ""), around.get("media:credit", ""))


def _language(element: Element, around: dict[str, list[Element]]) -> str:
    own = next(
        (value for each in (element, *element.iterancestors()) if (value := each.get(_LANGUAGE))),
        "",
    )
    return own or next(iter(_texts(around, "language", "dc:language")), "")
