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
_XML = "{http://www.w3.org/XML/1998/namespace}"


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline: what it says, the persons that it marks, and their titles or organisations."""

    text: str
    persons: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """What a NITF document says that can be heard, or that says when and whether it may be."""

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
    copyright_notice: str
    rights: str
    notes: tuple[tuple[str, str], ...]
    content: tuple[Element, ...]
    taglines: tuple[str, ...]


def item(root: Element) -> Item:
    """The item of a document's root element."""
    elements: dict[str, list[Element]] = {}
    for element in root.iter():
        elements.setdefault(local_name(element), []).append(element)

    def attribute(tag: str, key: str) -> str:
        return next((value for each in elements.get(tag, ()) if (value := one_line(each.get(key) or ""))), "")

    def texts(tag: str, *parents: str) -> tuple[str, ...]:
        return tuple(_text(each) for each in elements.get(tag, ()) if not parents or _parent(each) in parents)

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
        copyright_notice=" ".join(filter(None, ("Copyright", year, holder))) if holder else "",
        rights=next(iter(texts("rights")), ""),
        notes=(
            *(("editors-note", one_line(each.get("info") or "")) for each in elements.get("ed-msg", ())),
            *(("correction", one_line(each.get("info") or "")) for each in elements.get("correction", ())),
            *(("note", text) for text in texts("note", "body.head")),
            *(("series", one_line(each.get("series.name") or "")) for each in elements.get("series", ())),
            *(("bibliography", text) for text in texts("bibliography")),
        ),
        content=tuple(each for each in elements.get("body.content", ()) if _parent(each) in {"body", "nitf", ""})[:1],
        taglines=texts("tagline"),
    )


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
