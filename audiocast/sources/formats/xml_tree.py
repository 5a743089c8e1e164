"""Parses XML that somebody else wrote: nothing is fetched or expanded, and what is broken is mended where it can be."""

from __future__ import annotations

import re
from contextlib import suppress
from html.entities import html5
from typing import TYPE_CHECKING

from audiocast.errors import SourceError
from audiocast.sources.decode import decode
from audiocast.sources.formats.markup import refuse_depth

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DECLARATION = re.compile(r"\s{0,99}<\?xml\b[^>]{0,200}\?>")
_DECLARED = re.compile(rb"<\?xml\b[^>]{0,150}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9._-]{1,40})[\"']")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,2000}(?:\[(?P<subset>.*?)\]\s{0,9})?>", re.DOTALL)
_DOCTYPE_WITHIN = 4_000
_ENTITY = re.compile(r"<!ENTITY\s{1,9}([\w.-]{1,99})")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Ampersands that HTML knows and XML does not: "&eacute;", and the bare one of "AT&T".
_AMPERSAND = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)(?:([A-Za-z][A-Za-z0-9]{0,31});)?"
)
_MARK = "<?xml"
_OPEN, _CLOSE = "<![CDATA[", "]]>"
_BROKEN = "Export it again, whole"


def tree(data: bytes | str, name: str) -> Element:
    """The root of an XML document; raises SourceError where there is none, or where text in it would be lost.

    A declared encoding holds where the bytes are not UTF-8, and are in it.
    """
    from lxml import etree

    text = data if isinstance(data, str) else _decoded(data, name)
    source = _source(_ILLEGAL.sub("", _DECLARATION.sub("", text.lstrip("\ufeff"), count=1)), name).encode()
    root = None
    for is_lenient in (False, True):
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
            huge_tree=True,
            recover=is_lenient,
            encoding="utf-8",
        )
        try:
            root = etree.fromstring(source, parser)
        except etree.XMLSyntaxError as error:
            problem = error.msg
        except ValueError as error:
            problem = str(error)
        refuse_depth(parser.error_log, name)
        if root is not None:
            break
    if root is None:
        raise SourceError(f"{name} is broken XML: {problem}", _BROKEN)
    return root


def _decoded(data: bytes, name: str) -> str:
    """The text of a file; what it declares counts where the bytes are not UTF-8, and its letters can be read so."""
    found = _DECLARED.search(data[:400])
    declared = found[1].decode("ascii") if found else ""
    with suppress(LookupError, ValueError):
        if _MARK.encode().decode(declared) != _MARK:
            declared = ""
    return decode(data, name, declared)


def _source(text: str, name: str) -> str:
    """The text as a parser without a DTD reads it: no document type, and characters in place of HTML's entities.

    What stands between CDATA marks is as it should be.
    """
    begins = text[:_DOCTYPE_WITHIN].find("<!DOCTYPE")
    doctype = _DOCTYPE.match(text, begins) if begins >= 0 else None
    own: frozenset[str] = frozenset()
    if doctype:
        own = frozenset(_ENTITY.findall(doctype["subset"] or ""))
        text = text[: doctype.start()] + text[doctype.end() :]

    def reference(found: re.Match[str]) -> str:
        if found[1] in own:
            problem = f"{name} has an entity of its own, &{found[1]};, which is not expanded"
            raise SourceError(problem, "Export it with the words themselves")
        characters = html5.get(f"{found[1]};", "")
        return "".join(f"&#{ord(each)};" for each in characters) or f"&amp;{found[0][1:]}"

    parts: list[str] = []
    place = 0
    while (start := text.find(_OPEN, place)) >= 0:
        end = text.find(_CLOSE, start)
        if end < 0:  # Cut off inside of the marks: what is there is told.
            end = len(text)
            text += _CLOSE
        parts += [_AMPERSAND.sub(reference, text[place:start]), text[start:end]]
        place = end
    return "".join([*parts, _AMPERSAND.sub(reference, text[place:])])
