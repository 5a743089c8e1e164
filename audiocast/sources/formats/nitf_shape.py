"""The shape of an IPTC NITF document, version 3.x, with or without its namespace: which element says what.

Source: iptc.org/std/NITF, the elements of nitf-3-6.xsd; in the comments of the tables, their names there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audiocast.models.article import Label
from audiocast.sources.formats.elements import local_name
from audiocast.sources.formats.markup import pieces_of
from audiocast.sources.formats.values import one_line

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

DATES = (("date.issue", "norm"), ("date.release", "norm"), ("pubdata", "date.publication"), ("story.date", "norm"))
"""Where a date of publication stands, and what it is worth before the next."""
_CONTAINERS = ("nitf", "body", "body.head", "hedline", "body.end")
_KNOWN = frozenset({
    "abstract", "bibliography", "body", "body.content", "body.end", "body.head", "byline", "copyrite", "dateline",
    "distributor", "head", "hedline", "hl1", "hl2", "note", "rights", "series", "tagline",
})  # fmt: skip
"""Elements that hold others, and those in them, where the standard has them."""
_XML = "{http://www.w3.org/XML/1998/namespace}"


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline: what it says, the persons that it marks, and their titles or organisations."""

    text: str
    persons: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """What a NITF document says that can be heard, or that says when and whether it may be.

    `others` are elements that the standard does not have where they stand, and `stray` is text beside elements.
    """

    identifier: str
    status: str
    language: str
    address: str
    working_title: str
    headlines: tuple[str, ...]
    subheadlines: tuple[str, ...]
    abstracts: tuple[Element, ...]
    bylines: tuple[Byline, ...]
    dates: tuple[str, ...]
    datelines: tuple[str, ...]
    sources: tuple[str, ...]
    copyright_notices: tuple[str, ...]
    rights: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]
    content: tuple[Element, ...]
    others: tuple[Element, ...]
    stray: tuple[str, ...]
    taglines: tuple[str, ...]


def item(root: Element) -> Item:
    """The item of a document's root element."""
    content = _content(root)
    told = {each for body in content for each in body.iter()} - set(content)
    elements: dict[str, list[Element]] = {}
    for element in root.iter():
        if element not in told:
            elements.setdefault(local_name(element), []).append(element)

    def attribute(tag: str, key: str) -> str:
        return next((value for each in elements.get(tag, ()) if (value := one_line(each.get(key) or ""))), "")

    def texts(tag: str, *parents: str) -> tuple[str, ...]:
        return tuple(_text(each) for each in elements.get(tag, ()) if not parents or _parent(each) in parents)

    def attributes(word: str, tag: str, *keys: str) -> tuple[tuple[str, str], ...]:
        found = (
            ", ".join(filter(None, (one_line(each.get(key) or "") for key in keys))) for each in elements.get(tag, ())
        )
        return tuple((word, text) for text in found)

    containers = [each for tag in _CONTAINERS for each in elements.get(tag, ())]
    notices = texts("copyrite")
    year, holder = attribute("doc.copyright", "year"), attribute("doc.copyright", "holder")
    return Item(
        identifier=attribute("doc-id", "id-string"),
        status=attribute("docdata", "management-status"),
        language=_language(elements),
        address=attribute("pubdata", "ex-ref"),
        working_title=next(iter(texts("title", "head")), ""),
        headlines=texts("hl1", "hedline"),
        subheadlines=texts("hl2", "hedline"),
        abstracts=tuple(elements.get("abstract", ())),
        bylines=tuple(_byline(each) for each in elements.get("byline", ()) if _parent(each) == "body.head"),
        dates=tuple(value for tag, key in DATES if (value := attribute(tag, key))),
        datelines=texts("dateline", "body.head"),
        sources=(*filter(None, (attribute("pubdata", "name"), holder)), *texts("distributor")),
        copyright_notices=((" ".join(filter(None, ("Copyright", year, holder))),) if holder else ()) + notices,
        rights=texts("rights"),
        notes=(
            *attributes("editors-note", "ed-msg", "info"),
            *attributes("correction", "correction", "info"),
            *(("note", text) for text in texts("note", "body.head")),
            *attributes("series", "series", "series.name"),
            *attributes("edition", "pubdata", "edition.name", "edition.area", "position.section"),
            *attributes("revision", "revision-history", "name", "function", "comment"),
            *attributes("slugline", "du-key", "key"),
            *(("bibliography", text) for text in texts("bibliography")),
        ),
        content=content,
        others=tuple(each for parent in containers for each in parent if local_name(each) not in _KNOWN),
        stray=tuple(filter(None, map(_stray, containers))),
        taglines=texts("tagline"),
    )


def _content(root: Element) -> tuple[Element, ...]:
    """The bodies of the document itself; notes have some too."""
    bodies = (each for each in root.iter() if local_name(each) == "body.content")
    return tuple(each for each in bodies if _parent(each) in {"body", "nitf", ""})


def _stray(parent: Element) -> str:
    return one_line(" ".join([parent.text or "", *(child.tail or "" for child in parent)]))


def _parent(element: Element) -> str:
    parent = element.getparent()
    return "" if parent is None else local_name(parent)


def _text(element: Element) -> str:
    return " ".join(piece.text for piece in pieces_of(element))


def _byline(element: Element) -> Byline:
    pieces = pieces_of(element)
    persons = tuple(_text(each) for each in element.iter() if local_name(each) == "person")
    said = " ".join(piece.text for piece in pieces if piece.label is not Label.METADATA)
    return Byline(said, persons, tuple(piece.text for piece in pieces if piece.label is Label.METADATA))


def _language(elements: dict[str, list[Element]]) -> str:
    for tag in ("nitf", "body", "body.content"):
        for element in elements.get(tag, ())[:1]:
            if found := element.get(f"{_XML}lang") or element.get("lang"):
                return found
    return ""
