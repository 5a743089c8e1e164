"""Parses HTML whatever its state: wrong declarations of its encoding, cut-off files, tags nested without end."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from lxml import etree
from lxml import html as lxml_html

from audiocast.errors import SourceError
from audiocast.sources.decode import decode, encoding_of
from audiocast.text import UNSPEAKABLE

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{2,40})", re.IGNORECASE
)
_DECLARATION = re.compile(r"\s{0,99}<\?xml[^>]{0,300}\?>")
_LOOKS_AT = 4_096
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w:-]{0,40})(?P<rest>[^<>]{0,2000})>")
_UNSEEN = re.compile(r"<(script|style|template|noscript)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_VOID_TAGS = "area base br col dd dt embed hr img input li link meta option p param source td th tr track wbr"
_INLINE_TAGS = "a abbr b big cite code em font i mark s small span strong sub sup tt u"
_VOID, _INLINE = frozenset(_VOID_TAGS.split()), frozenset(_INLINE_TAGS.split())
_DEEPEST = 1_000
"""libxml2 gives up at a depth of 2,048, and drops what lies deeper without a word; real pages have 20 to 60 levels."""
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def parse(source: bytes | str, name: str, charset: str = "") -> HtmlElement:
    """The tree of a page; `charset` is what the server declared. Raises SourceError where there is none.

    Nothing of the page is fetched, and entities are those of HTML alone.
    """
    text = source if isinstance(source, str) else _decoded(source, name, charset)
    text = _flattened(UNSPEAKABLE.sub("", _DECLARATION.sub("", text, count=1)))
    parser = lxml_html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        tree = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(
            f"{name} is no HTML that can be read: {error}", "Save the page again, or save its text"
        ) from None
    return tree


def _flattened(text: str) -> str:
    """A page as it is, or without its nesting where that is deeper than the parser goes."""
    depth = deepest = 0
    for tag in _TAG.finditer(text):
        if tag["name"].lower() not in _VOID:
            depth = max(0, depth - 1) if tag["end"] else depth + 1
            deepest = max(deepest, depth)
    if deepest < _DEEPEST:
        return text
    return _TAG.sub(lambda tag: "" if tag["name"].lower() in _INLINE else "<p>", _UNSEEN.sub("", text))


def _decoded(data: bytes, name: str, charset: str) -> str:
    """The text of a page: UTF-8 where it is that, whatever was declared; else what was declared, where that fits."""
    if not data.startswith(_MARKS):
        with suppress(UnicodeDecodeError):
            return data.decode("utf-8")
        found = _DECLARED.search(data[:_LOOKS_AT])
        for declared in (charset, found[1].decode("ascii") if found else ""):
            encoding = encoding_of(declared)
            if encoding and not encoding.startswith("utf"):
                return data.decode(encoding, "replace")
    return decode(data, name)
