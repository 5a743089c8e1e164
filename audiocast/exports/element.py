"""The dumb writer of RSS: plain values into well-formed XML, one item after another, in constant memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from audiocast.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.etree import _IncrementalFileWriter

NAMESPACES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
}
# By hand, because lxml writes it with single quotes, which Apple's example and some sniffers do not have.
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True, slots=True)
class Element:
    """An XML element: a tag such as "itunes:author", and text or children; `html` is written as CDATA where it can be.

    lxml before 6 writes CDATA only into elements without a namespace; elsewhere it is escaped, which reads the same.
    """

    tag: str
    text: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Element, ...] = ()
    html: bool = False


def write_rss(channel: Iterable[Element], items: Iterable[Element], destination: BinaryIO) -> None:
    """Write an RSS 2.0 document as UTF-8; raises ExportError where a text cannot stand in XML."""
    from lxml import etree

    destination.write(_DECLARATION)
    try:
        with (
            etree.xmlfile(destination, encoding="utf-8") as file,
            file.element("rss", {"version": "2.0"}, nsmap=NAMESPACES),
            file.element("channel"),
        ):
            for group in (channel, items):
                for element in group:
                    _write(file, element, 1)
            file.write("\n")
    except (ValueError, UnicodeError) as error:
        raise ExportError(f"the feed cannot be written: {error}", "Please report this story as a fault") from error
    destination.write(b"\n")


def _write(file: _IncrementalFileWriter, element: Element, depth: int) -> None:
    from lxml import etree

    file.write("\n" + "  " * depth)
    if element.html and ":" not in element.tag:
        node = etree.Element(element.tag)
        node.text = etree.CDATA(element.text)
        file.write(node)
        return
    with file.element(_qualified(element.tag), dict(element.attributes)):
        if element.text:
            file.write(element.text)
        for child in element.children:
            _write(file, child, depth + 1)
        if element.children:
            file.write("\n" + "  " * depth)


def _qualified(tag: str) -> str:
    prefix, colon, name = tag.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{name}" if colon else tag
