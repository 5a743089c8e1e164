"""Tells which newsroom format a JSON or XML text has, and hands it to the reader of that format."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Any

from audiocast.errors import SourceError
from audiocast.models.source_options import SourceOptions

if TYPE_CHECKING:
    from audiocast.sources.document import Document

_NO_OPTIONS = SourceOptions()
_JSON_START = re.compile(r"\s{0,99}(?:(?:\[\s{0,99})?\{\s{0,99}\"[^\"\n]{1,80}\"\s{0,99}:|(?:[\[{]\s{0,9}){50})")
_FIRST_TAG = re.compile(r"<(?:[A-Za-z][\w.-]{0,40}:)?([A-Za-z][\w.-]{0,40})")
_XML_ROOTS = frozenset({"rss", "feed", "entry", "nitf", "rdf"})
_ROOT_WITHIN = 4_000
_JSON_SHAPES = "ninjs (IPTC) and story documents of NPR's CDS"
_XML_SHAPES = "NITF (IPTC), RSS and Atom"
_MOST_KEYS = 6


def looks_like_json(text: str) -> bool:
    """Whether a text begins as JSON does, whole or broken off."""
    return bool(_JSON_START.match(text))


def looks_like_xml(source: bytes | str) -> bool:
    """Whether a source begins as the XML formats do that are read here; XHTML is none of them."""
    start = (source if isinstance(source, str) else _start(source))[:_ROOT_WITHIN].lstrip("\ufeff \t\r\n")
    if not start.startswith("<"):
        return False
    first = _FIRST_TAG.search(start)
    root = first[1].lower() if first else ""
    return root in _XML_ROOTS or (start.startswith("<?xml") and root != "html")


def document_of_json(text: str, name: str) -> Document:
    """The document of a newsroom's JSON; raises SourceError where it is broken, or of no shape that is known."""
    from audiocast.sources.formats.cds import cds_document, is_cds, stories
    from audiocast.sources.formats.json_values import parse
    from audiocast.sources.formats.ninjs import ninjs_document
    from audiocast.sources.formats.ninjs_shape import is_ninjs

    value = parse(text, name)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, dict):
        value = stories(value, name)
        if is_cds(value):
            return cds_document(value, name)
        if is_ninjs(value):
            return ninjs_document(value, name)
    raise SourceError(
        f"{name} is {_seen(value)}, and no story format that is known",
        f"Give one of these: {_JSON_SHAPES}; or save the story as text",
    )


def document_of_xml(data: bytes | str, name: str, options: SourceOptions = _NO_OPTIONS) -> Document:
    """The document of a newsroom's XML, of a feed the item that the options name.

    Raises SourceError where it is broken, of no shape that is known, or where it is unclear which item is meant;
    NoStoryError where the item holds no story.
    """
    from audiocast.sources.formats.elements import local_name
    from audiocast.sources.formats.feed import feed_document
    from audiocast.sources.formats.feed_shape import FEEDS
    from audiocast.sources.formats.nitf import nitf_document
    from audiocast.sources.formats.xml_tree import tree

    root = tree(data, name)
    kind = local_name(root)
    if kind in FEEDS:
        return feed_document(root, name, options)
    refuse_item(options, name)
    if kind == "nitf":
        return nitf_document(root, name)
    raise SourceError(
        f'{name} is XML that begins with "{kind[:40]}", and no story format that is known',
        f"Give one of these: {_XML_SHAPES}; or save the story as text",
    )


def refuse_item(options: SourceOptions, name: str) -> None:
    """Raise SourceError where an item is named of a source that has none."""
    if options.item.strip():
        raise SourceError(f"{name} is no feed, so it has no items", "Leave out --item, or name a feed")


def _start(data: bytes) -> str:
    """The first characters of a file, as far as tags show in them."""
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    start = data[: 2 * _ROOT_WITHIN]
    return start.decode("utf-16", "ignore") if is_wide else start.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _seen(value: Any) -> str:
    if isinstance(value, dict):
        keys = ", ".join(f'"{key[:30]}"' for key in list(value)[:_MOST_KEYS])
        return f"JSON with the keys {keys}" if keys else "an empty JSON object"
    return f"a JSON list of {len(value)}" if isinstance(value, list) else "a JSON value"
