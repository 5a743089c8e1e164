"""Makes a document of a story document of NPR's Content Distribution Service."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.document import Stated
from audiocast.sources.formats.cds_assets import (
    IMAGE,
    PULL_QUOTE,
    PULL_QUOTE_SPEAKER,
    TRANSCRIPT,
    asset_pieces,
    details,
    image,
)
from audiocast.sources.formats.cds_shape import Asset, is_cds, item, stories
from audiocast.sources.formats.json_values import record, records, text
from audiocast.sources.formats.markup import fragment, plain
from audiocast.sources.formats.pieces import Piece, document_of
from audiocast.sources.formats.values import identifier, language_tag, moment, names, one_line, web_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from audiocast.sources.document import Document
    from audiocast.sources.formats.cds_shape import Item
    from audiocast.sources.formats.json_values import Object

__all__ = ["cds_document", "is_cds", "stories"]

_MOST_COMPARED = 100
_SHORT_TEXTS = {"shortTeaser": "short-teaser", "socialTitle": "social-title", "seoTitle": "search-title"}


def cds_document(value: Object, name: str) -> Document:
    """The document of a story document."""
    found = item(value)
    stated = Stated(
        title=plain(text(value, "title"), name),
        authors=tuple(dict.fromkeys(person for asset in found.bylines for person in names(_byline(asset)))),
        published=next((when for text in _dates(value) if (when := moment(text))), None),
        station=one_line(next(iter(found.organisations), "")),
        language=language_tag(text(value, "language")),
        url=web_address(found.address),
        identifier=identifier(text(value, "id")),
    )
    return document_of("cds", _pieces(found, stated.title, name), stated)


def _byline(asset: Asset) -> str:
    """The name in a byline, or in the documents on persons that it leads to."""
    documents = (record(link.get("embed")) for link in records(asset.value.get("bylineDocuments")))
    named = (text(each, "name", "title") for each in (asset.value, *documents))
    return one_line(next(filter(None, named), ""))


def _dates(value: Object) -> tuple[str, ...]:
    return tuple(filter(None, (text(value, key) for key in ("publishDateTime", "editorialLastModifiedDateTime"))))


def _pieces(found: Item, title: str, name: str) -> Iterator[Piece]:
    value = found.value
    yield Piece(Label.TITLE, title)
    yield Piece(Label.DEK, plain(text(value, "subtitle"), name), "subtitle")
    yield Piece(Label.DEK, plain(text(value, "teaser"), name), "teaser")
    for key, word in _SHORT_TEXTS.items():
        yield Piece(Label.METADATA, plain(text(value, key), name), word)
    yield from (Piece(Label.BYLINE, _byline(asset)) for asset in found.bylines)
    yield from (Piece(Label.STATION, one_line(text), "source") for text in found.organisations)
    yield from (Piece(Label.DATE, one_line(text)) for text in _dates(value))
    placed = {asset.key for asset in found.layout}
    numbers = _numbers(found)
    for number, asset in enumerate(found.images):
        if number == 0 or asset.key not in placed:
            yield from image(asset, numbers[asset.key], name)
    yield from _told(found.notes, "note", name)
    yield from _without_repeats(tuple(_body(found, numbers, name)))
    yield from _told(found.corrections, "correction", name)
    yield Piece(Label.METADATA, plain(text(value, "contributionNotes"), name), "contributions")
    for asset in found.unplaced:
        yield from details(asset, name, Label.METADATA, "unplaced")


def _numbers(found: Item) -> dict[str | int, int]:
    """Numbers for the pictures, which no picture in a text has."""
    pictures = (*found.images, *(asset for asset in found.layout if asset.kind == IMAGE))
    return {key: -number for number, key in enumerate(dict.fromkeys(asset.key for asset in pictures), 1)}


def _body(found: Item, numbers: Mapping[str | int, int], name: str) -> Iterator[Piece]:
    lead = {asset.key for asset in found.images[:1]}
    if found.kind == TRANSCRIPT and not found.layout:
        yield from asset_pieces(Asset("", found.kind, found.value), name)
    for asset in found.layout:
        if asset.kind == IMAGE and not asset.is_promotion:
            if asset.key not in lead:
                yield from image(asset, numbers[asset.key], name)
        else:
            yield from asset_pieces(asset, name)


def _without_repeats(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """The pieces; of the callouts those are dropped that say what the body says too (profile "pull-quote")."""
    body = _letters(" ".join(piece.text for piece in pieces if piece.word != PULL_QUOTE))
    is_repeated = False
    compared = 0
    for piece in pieces:
        if piece.word == PULL_QUOTE:
            compared += 1
            is_repeated = compared <= _MOST_COMPARED and _letters(piece.text) in body
        is_callout = piece.word in {PULL_QUOTE, PULL_QUOTE_SPEAKER}
        yield replace(piece, fate=Fate.DROPPED) if is_callout and is_repeated else piece


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _told(assets: tuple[Asset, ...], word: str, name: str) -> Iterator[Piece]:
    """Notes and corrections that a page shows to its readers: they are told to listeners too."""
    for asset in assets:
        yield Piece(Label.HEADING, plain(text(asset.value, "title"), name), f"{word}-title")
        yield from (replace(piece, word=word) for piece in fragment(text(asset.value, "text"), name))
