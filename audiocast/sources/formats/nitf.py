"""Makes a document of an IPTC NITF document."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.document import Stated
from audiocast.sources.formats.markup import pieces_of
from audiocast.sources.formats.nitf_shape import item
from audiocast.sources.formats.pieces import Piece, document_of
from audiocast.sources.formats.status import refuse_unpublishable
from audiocast.sources.formats.values import identifier, language_tag, moment, names, web_address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lxml.etree import _Element as Element

    from audiocast.sources.document import Document
    from audiocast.sources.formats.nitf_shape import Byline, Item


def nitf_document(root: Element, name: str) -> Document:
    """The document of a NITF document's root; raises SourceError where its newsroom withholds it."""
    found = item(root)
    refuse_unpublishable(found.status, name)
    stated = Stated(
        title=next(iter(found.headlines), found.working_title),
        authors=tuple(dict.fromkeys(person for byline in found.bylines for person in _persons(byline))),
        published=next((when for text in found.dates if (when := _moment(text))), None),
        station=next(iter(found.sources), ""),
        language=language_tag(found.language),
        url=web_address(found.address),
        identifier=identifier(found.identifier),
    )
    return document_of("nitf", _pieces(found), stated)


def _persons(byline: Byline) -> tuple[str, ...]:
    marked = tuple(person for text in byline.persons for person in names(text))
    return marked or names(byline.text)


def _moment(text: str) -> datetime | date | None:
    """A date of NITF; midnight sharp is how it writes a day without a time (nitf-3-6.xsd, date.issue)."""
    found = moment(text)
    return found.date() if isinstance(found, datetime) and found.time() == time() else found


def _pieces(found: Item) -> Iterator[Piece]:
    if found.working_title and not found.headlines:
        yield Piece(Label.TITLE, found.working_title, "title")
    yield from (Piece(Label.TITLE, text) for text in found.headlines)
    if found.headlines and found.working_title not in found.headlines:
        yield Piece(Label.METADATA, found.working_title, "title")
    yield from (Piece(Label.DEK, text, "subheadline") for text in found.subheadlines)
    for abstract in found.abstracts:
        yield from (Piece(Label.DEK, piece.text) for piece in pieces_of(abstract))
    for byline in found.bylines:
        yield Piece(Label.BYLINE, byline.text)
        yield from (Piece(Label.BYLINE, text, "byline-title", fate=Fate.DROPPED) for text in byline.titles)
    yield from (Piece(Label.STATION, text, "source") for text in dict.fromkeys(found.sources))
    yield from (Piece(Label.DATE, text) for text in dict.fromkeys(found.dates))
    yield from (Piece(Label.DATE, text, "dateline", fate=Fate.DROPPED) for text in found.datelines)
    for content in found.content or found.others:
        yield from pieces_of(content)
    for other in found.others if found.content else ():
        yield from (Piece(Label.METADATA, piece.text, "other") for piece in pieces_of(other))
    yield from (Piece(Label.BIO, text, "tagline") for text in found.taglines)
    yield from (Piece(Label.COPYRIGHT, text) for text in dict.fromkeys(found.copyright_notices))
    label = Label.METADATA if found.copyright_notices else Label.COPYRIGHT
    yield from (Piece(label, text, "rights") for text in found.rights)
    yield from (Piece(Label.METADATA, text, word) for word, text in found.notes)
    yield from (Piece(Label.METADATA, text, "other") for text in found.stray)
