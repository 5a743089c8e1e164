"""The shape of RSS 2.0, RSS 1.0 and Atom: which element of a feed or of an item says what.

Elements go by prefix and name ("dc:creator"). Sources: the RSS 2.0 specification (rssboard.org), RFC 4287 (Atom), the
content module of RSS 1.0, Dublin Core, and Media RSS.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audiocast.sources.formats.elements import local_name
from audiocast.sources.formats.feed_elements import Content, by_name, contents, name_of, resolved, texts
from audiocast.sources.formats.values import one_line

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from audiocast.sources.formats.feed_elements import ByName

FEEDS = frozenset({"rss", "rdf", "feed", "channel", "entry", "item"})
"""The names of root elements that hold items, or are one."""
_CONTENTS = ("content:encoded", "atom:content", "content")
_SUMMARIES = ("description", "atom:summary", "summary", "itunes:summary")
_OTHERS = ("itunes:title", "itunes:subtitle")
_DATES = ("pubDate", "atom:published", "published", "dc:date", "dcterms:created", "atom:updated", "updated")
_MEDIA = ("media:title", "media:text", "media:description", "media:credit")
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_MAILBOX = re.compile(r"(?<![^\s@()<>])[^\s@()<>]++@[^\s@()<>]++")


@dataclass(frozen=True, slots=True)
class Picture:
    """What a feed says of a picture beside its item."""

    caption: Content
    credit: Content


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a feed, with what it has from the feed around it."""

    title: Content
    link: str
    identifier: str
    authors: tuple[str, ...]
    dates: tuple[str, ...]
    contents: tuple[Content, ...]
    summaries: tuple[Content, ...]
    pictures: tuple[Picture, ...]
    others: tuple[Content, ...]
    station: Content
    language: str
    copyright: Content


def items(root: Element) -> tuple[Element, ...]:
    """The items of a feed, in its order; a root that is an item is the only one."""
    if local_name(root) in {"item", "entry"}:
        return (root,)
    return tuple(each for each in root.iter() if local_name(each) in {"item", "entry"} and _is_own(each, root))


def item(element: Element, root: Element) -> Item:
    """What an item says, and the feed around it."""
    own = by_name(element)
    around = by_name(_channel(root))
    pictures, others = _media(element)
    rights = (
        *contents(own, "atom:rights", "dc:rights", "media:copyright"),
        *contents(around, "copyright", "atom:rights", "dc:rights"),
    )
    return Item(
        title=title(element),
        link=link(element, page(root)),
        identifier=identifier(element),
        authors=_authors(own) or (_authors(around) if local_name(element) == "entry" else ()),
        dates=texts(own, *_DATES),
        contents=tuple(contents(own, *_CONTENTS)),
        summaries=tuple(contents(own, *_SUMMARIES)),
        pictures=pictures,
        others=(*contents(own, *_OTHERS), *others),
        station=next(contents(around, "title", "atom:title"), Content()) if element is not root else Content(),
        language=_language(element, around),
        copyright=next(iter(rights), Content()),
    )


def identifier(element: Element) -> str:
    """An item's own name for itself: its guid, or its id in Atom."""
    return next(iter(texts(by_name(element), "guid", "atom:id", "id")), "") or element.get(_ABOUT) or ""


def page(root: Element) -> str:
    """The address of the page that a feed stands for; links of its items may be relative to it."""
    around = by_name(_channel(root))
    return next(filter(None, map(_target, (*around.get("link", ()), *around.get("atom:link", ())))), "")


def link(element: Element, around: str) -> str:
    """The address of an item's page; `around` is that of the feed's."""
    own = by_name(element)
    for each in (*own.get("link", ()), *own.get("atom:link", ())):
        if found := _target(each):
            return resolved(found, each, around)
    permanent = (each for each in own.get("guid", ()) if each.get("isPermaLink", "true") == "true")
    return next((one_line(each.text or "") for each in permanent), "")


def names(element: Element, around: str) -> frozenset[str]:
    """What an item may be named by: its id, and the address of its page, also as it is written."""
    own = by_name(element)
    written = map(_target, (*own.get("link", ()), *own.get("atom:link", ())))
    return frozenset(filter(None, (identifier(element), link(element, around), *written)))


def _target(link: Element) -> str:
    return one_line(link.get("href") or link.text or "") if link.get("rel", "alternate") == "alternate" else ""


def title(element: Element) -> Content:
    """The title of an item."""
    return next(contents(by_name(element), "title", "atom:title"), Content())


def _channel(root: Element) -> Element:
    return next((each for each in root if local_name(each) == "channel"), root)


def _is_own(element: Element, root: Element) -> bool:
    """Whether an item is the feed's and not a part of another item's content."""
    parent = element.getparent()
    return parent is not None and (parent is root or (local_name(parent) == "channel" and parent.getparent() is root))


def _authors(named: ByName) -> tuple[str, ...]:
    people = (person for name in ("atom:author", "author") for person in named.get(name, ()))
    nested = tuple(
        text
        for person in people
        for child in person
        if local_name(child) == "name" and (text := one_line(child.text or ""))
    )
    plain = texts(named, "dc:creator") or texts({"": [each for each in named.get("author", ()) if not len(each)]}, "")
    return nested or tuple(filter(None, map(_without_mailbox, plain or texts(named, "itunes:author"))))


def _without_mailbox(text: str) -> str:
    """The names in RSS's "desk@station.example (Robin Example)"."""
    if not _MAILBOX.search(text):
        return text
    parts = (part.strip(" ()<>") for part in re.split("[,;]", _MAILBOX.sub("", text)))
    return ", ".join(filter(None, parts))


def _media(element: Element) -> tuple[tuple[Picture, ...], tuple[Content, ...]]:
    """The pictures of Media RSS, and all of its texts; a group's words are those of all that is in it."""
    pictures: list[Picture] = []
    others: list[Content] = []
    groups = [each for each in element if name_of(each) == "media:group"]
    for place in (element, *groups):
        around = by_name(place)
        media = around.get("media:content", [])
        shown = [each for each in media if _is_picture(each)]
        pictures += [_picture(by_name(each), around) for each in shown]
        if not media:
            pictures.append(_picture({}, around))
        for each in (around, *map(by_name, media)):
            others += contents(each, *_MEDIA)
    return tuple(pictures), tuple(others)


def _is_picture(media: Element) -> bool:
    kind = f"{media.get('medium') or ''} {media.get('type') or ''}"
    return "image" in kind or not kind.strip()


def _picture(own: ByName, around: ByName) -> Picture:
    captions = (
        *contents(own, "media:description"),
        *contents(around, "media:description"),
        *contents(own, "media:title"),
    )
    credits_ = (*contents(own, "media:credit"), *contents(around, "media:credit"))
    return Picture(next(iter(captions), Content()), next(iter(credits_), Content()))


def _language(element: Element, around: ByName) -> str:
    own = next(
        (value for each in (element, *element.iterancestors()) if (value := each.get(_LANGUAGE))),
        "",
    )
    return own or next(iter(texts(around, "language", "dc:language")), "")
