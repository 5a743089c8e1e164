"""Parses HTML whatever its state: wrong declarations of its encoding, cut-off files, tags nested without end."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from lxml import etree
from lxml import html as lxml_html

from audiocast.errors import SourceError
from audiocast.sources.decode import BYTE_ORDER_MARKS, decode, encoding_of
from audiocast.sources.html.border import encoded, parsable
from audiocast.sources.html.tags import INLINE
from audiocast.sources.limits import SPLIT

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^<>]{0,300}?(?:charset|encoding)\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{2,40})", re.IGNORECASE
)
_DECLARATION = re.compile(r"\s{0,99}<\?xml[^>]{0,300}\?>")
_LOOKS_AT = 4_096
_TAG = re.compile(r"</?(?P<name>[A-Za-z][\w:-]{0,40})[^<>]{0,2000}>")
_UNSEEN = re.compile(r"<(script|style|template|noscript)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
# lxml.html asks Python for the class of each element, whenever it is met again; only forms have one of their own.
_ONE_CLASS = etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement)
_SIZE = etree.XPath("count(//*)")
MOST_ELEMENTS = 300_000
"""The most elements of a page that is read: pages of ten million bytes have a third of that, if they say anything."""


def parse(source: bytes | str, name: str, charset: str = "") -> HtmlElement:
    """The tree of a page; `charset` is what the server declared.

    Nothing of the page is fetched, and entities are those of HTML alone. Raises SourceError where there is no tree, or
    one with too many elements.
    """
    text = source if isinstance(source, str) else _decoded(source, name, charset)
    text = parsable(_DECLARATION.sub("", text, count=1))
    try:
        tree, is_whole = _tree(text)
        tree = tree if is_whole else _tree(_flattened(text))[0]
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(
            f"{name} is no HTML that can be read: {error}", "Save the page again, or save its text"
        ) from None
    if (count := size(tree)) > MOST_ELEMENTS:
        raise SourceError(f"{name} has {count:,} elements; {MOST_ELEMENTS:,} is the most that is read", SPLIT)
    return tree


def size(tree: HtmlElement) -> int:
    """How many elements a tree has."""
    return int(cast("float", _SIZE(tree)))


def _tree(text: str) -> tuple[HtmlElement, bool]:
    """The tree of a page, and whether the parser came to its end: at a depth of 2,048 it gives up, and says so."""
    parser = lxml_html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    parser.set_element_class_lookup(_ONE_CLASS)
    tree = lxml_html.document_fromstring(encoded(text), parser=parser)
    return tree, not any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log)


def _flattened(text: str) -> str:
    """A page without its nesting: its text, and where its blocks begin and end."""
    return _TAG.sub(lambda tag: "" if tag["name"].lower() in INLINE else "<p>", _UNSEEN.sub("", text))


def _decoded(data: bytes, name: str, charset: str) -> str:
    """The text of a page: UTF-8 where it is that, whatever was declared; else what was declared, where that fits."""
    if not data.startswith(BYTE_ORDER_MARKS):
        with suppress(UnicodeDecodeError):
            return data.decode("utf-8")
        found = _DECLARED.search(data[:_LOOKS_AT])
        for declared in (charset, found[1].decode("ascii") if found else ""):
            encoding = encoding_of(declared)
            if encoding and not encoding.startswith("utf"):
                return data.decode(encoding, "replace")
    return decode(data, name)
