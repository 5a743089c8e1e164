"""The elements of feeds by prefix and name, whatever prefix a feed gives to a namespace, and the texts in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from audiocast.sources.formats.values import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    ByName = dict[str, list[Element]]

_PREFIXES = {
    "purl.org/rss/1.0/modules/content": "content",
    "purl.org/dc/elements/1.1": "dc",
    "purl.org/dc/terms": "dcterms",
    "search.yahoo.com/mrss": "media",
    "www.w3.org/2005/atom": "atom",
    "purl.org/atom/ns#": "atom",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "purl.org/rss/1.0": "",
    "purl.org/net/rss1.1#": "",
    "my.netscape.com/rdf/simple/0.9": "",
    "channel.netscape.com/rdf/simple/0.9": "",
    "backend.userland.com/rss2": "",
}
"""The namespaces without their scheme, for feeds write "https" too."""
_BASE = "{http://www.w3.org/XML/1998/namespace}base"


@dataclass(frozen=True, slots=True)
class Content:
    """A text of a feed: its characters and whether they are markup, or the element that holds it."""

    text: str = ""
    is_markup: bool = False
    element: Element | None = None


def name_of(element: Element) -> str:
    """The prefix and name of an element; a prefix that the feed does not declare counts by itself."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    if not tag.startswith("{"):
        return tag
    namespace, _, name = tag[1:].partition("}")
    prefix = _PREFIXES.get(namespace.partition("://")[2].rstrip("/").lower(), "other")
    return f"{prefix}:{name}" if prefix else name


def by_name(element: Element) -> ByName:
    """The children of an element."""
    found: ByName = {}
    for child in element:
        found.setdefault(name_of(child), []).append(child)
    return found


def texts(named: ByName, *names: str) -> tuple[str, ...]:
    """The texts of some elements, each in one line."""
    found = (one_line("".join(map(str, each.itertext()))) for name in names for each in named.get(name, ()))
    return tuple(text for text in found if text)


def contents(named: ByName, *names: str) -> Iterator[Content]:
    """The texts of some elements. RSS writes markup as text, and Atom says what it writes (RFC 4287, 3.1 and 4.1.3)."""
    for name in names:
        for element in named.get(name, ()):
            kind = (element.get("type") or "").lower()
            if len(element):
                yield Content(is_markup=True, element=element)
            elif (element.text or "").strip() and not _is_encoded(kind):
                is_markup = "html" in kind if kind or "atom" in name else True
                yield Content(element.text or "", is_markup)


def _is_encoded(kind: str) -> bool:
    """Whether an Atom text is a picture or the like, written as letters (RFC 4287, 4.1.3.3)."""
    return "/" in kind and not kind.startswith("text/") and not kind.endswith(("xml", "html"))


def resolved(address: str, element: Element, fallback: str) -> str:
    """An address that may be relative to the bases around its element, or else to a fallback."""
    bases = [base for each in (element, *element.iterancestors()) if (base := each.get(_BASE))]
    found = fallback
    for base in [*reversed(bases), address]:
        try:
            found = urljoin(found, base)
        except ValueError:
            return address
    return found
