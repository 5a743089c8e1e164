"""The shape of an IPTC ninjs item: versions 2.x and 3.x, and the texts of 1.x.

Version 3 writes the names of 2 with capitals ("versioncreated", "versionCreated"), and 1.x has one property for each
headline and body ("body_xhtml"), so names are compared in small letters and taken apart at the underscore. Who made an
item is one text in all of them, "byline" in 1.x and "by" since 2.0; agencies' own variants have a list, "bylines".
Source: iptc.org/std/ninjs, ninjs-schema_1.x.json, ninjs-schema_2.x.json and ninjs-schema_3.x.json.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audiocast.sources.formats.json_values import records, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audiocast.sources.formats.json_values import Object

_OWN_KEYS = frozenset({
    "associations", "bodies", "contentcreated", "copyrightholder", "copyrightnotice", "descriptions", "ednote",
    "firstcreated", "headlines", "infosources", "pubstatus", "renditions", "representationtype", "usageterms",
    "versioncreated",
})  # fmt: skip
_ALT_TEXTS = ("alttext", "alt_text", "alt")
_MEDIA_TYPES = ("contenttype", "mimetype")


@dataclass(frozen=True, slots=True)
class Variant:
    """One of several headlines, bodies or descriptions of an item."""

    value: str
    role: str = ""
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says, and what the one whom it names did for the item."""

    text: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """What a ninjs object says that can be heard, or that says when and whether it may be; all else is left out.

    `associations` are all items below this one, in their order; `renditions` are the names that readers see.
    """

    uri: str
    kind: str
    status: str
    language: str
    headlines: tuple[Variant, ...]
    bodies: tuple[Variant, ...]
    descriptions: tuple[Variant, ...]
    alt_texts: tuple[str, ...]
    bylines: tuple[Byline, ...]
    dates: tuple[str, ...]
    sources: tuple[str, ...]
    copyright_notice: str
    copyright_holder: str
    notes: tuple[tuple[str, str], ...]
    renditions: tuple[str, ...]
    associations: tuple[Item, ...]


def is_ninjs(value: Object) -> bool:
    """Whether a JSON object has the shape of a ninjs item: its standard says so, or two of its own properties do."""
    keys = {key.lower() for key in value}
    standard = _lowered(_lowered(value).get("standard"))
    is_named = "ninjs" in text(standard, "name").lower()
    is_first = any(key.startswith(("body_", "headline_")) or key in {"headline", "byline"} for key in keys)
    return (
        is_named
        or len(keys & _OWN_KEYS) >= 2
        or (bool(keys & {"uri", "guid"}) and (is_first or bool(keys & _OWN_KEYS)))
    )


def item(value: Object, *, is_associated: bool = False) -> Item:
    """The item of a JSON object; an associated item has no associations of its own here."""
    value = _lowered(value)
    within = () if is_associated else _below(value)
    return Item(
        uri=text(value, "uri", "guid"),
        kind=_kind(value),
        status=text(value, "pubstatus").lower(),
        language=text(value, "language"),
        headlines=_variants(value, "headlines", "headline"),
        bodies=_variants(value, "bodies", "body"),
        descriptions=_variants(value, "descriptions", "description"),
        alt_texts=tuple(found for key in _ALT_TEXTS if (found := text(value, key))),
        bylines=tuple(_bylines(value)),
        dates=tuple(
            found for key in ("firstcreated", "versioncreated", "contentcreated") if (found := text(value, key))
        ),
        sources=tuple(
            name
            for key in ("infosources", "infosource")
            for each in records(value.get(key))
            if (name := text(_lowered(each), "name", "value"))
        ),
        copyright_notice=text(value, "copyrightnotice"),
        copyright_holder=text(value, "copyrightholder"),
        notes=tuple((word, found) for key, word in NOTES.items() if (found := text(value, key))),
        renditions=_renditions(value),
        associations=tuple(item(each, is_associated=True) for each in within),
    )


NOTES = {
    "ednote": "editors-note",
    "usageterms": "usage-terms",
    "embargoed": "embargo",
    "embargoeduntil": "embargo",
    "located": "place",
    "slugline": "slugline",
    "title": "working-title",
}
"""Texts for the newsroom and not for its audience, with the words that name them in rules."""


def _variants(value: Object, key: str, key_of_1: str) -> tuple[Variant, ...]:
    found = [
        Variant(told, text(each, "role").lower(), text(each, "contenttype").lower())
        for each in map(_lowered, records(value.get(key)))
        if (told := text(each, "value"))
    ]
    for name, told in value.items():
        first, _, rest = name.partition("_")
        if first == key_of_1 and isinstance(told, str) and told.strip():
            found.append(Variant(told, "" if rest else "main", rest))
    return tuple(found)


def _bylines(value: Object) -> Iterator[Byline]:
    """The item's byline, and those of a list that it does not have in it."""
    whole = text(value, "by", "byline")
    if whole:
        yield Byline(whole)
    for each in map(_lowered, records(value.get("bylines"))):
        name = text(each, "byline", "by", "name", "value")
        if name and name.strip() not in whole:
            yield Byline(name, text(each, "role", "jobtitle").lower())


def _kind(value: Object) -> str:
    """The type of an item; one that does not say it is a picture where its media type or its renditions are."""
    stated = text(value, "type").lower()
    media = (text(_lowered(each), *_MEDIA_TYPES) for each in (value, *records(value.get("renditions"))))
    return stated or ("picture" if any(each.lower().startswith("image/") for each in media) else "")


def _renditions(value: Object) -> tuple[str, ...]:
    found = (text(_lowered(each), "title", "name") for each in records(value.get("renditions")))
    return tuple(dict.fromkeys(filter(None, found)))


def _below(value: Object) -> Iterator[Object]:
    """The associated items and those associated with them, each before what is below it."""
    waiting = records(value.get("associations"))[::-1]
    while waiting:
        each = waiting.pop()
        yield each
        waiting += records(_lowered(each).get("associations"))[::-1]


def _lowered(value: object) -> Object:
    return {key.lower(): each for key, each in value.items()} if isinstance(value, dict) else {}
