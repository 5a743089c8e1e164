"""Makes a document of a story document of NPR's Content Distribution Service."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.document import Stated
from audiocast.sources.formats.cds_shape import Asset, is_cds, item, stories
from audiocast.sources.formats.json_values import text
from audiocast.sources.formats.markup import fragment, plain
from audiocast.sources.formats.pieces import Piece, document_of
from audiocast.sources.formats.values import identifier, language_tag, moment, names, one_line, web_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from audiocast.sources.document import Document
    from audiocast.sources.formats.cds_shape import Item
    from audiocast.sources.formats.json_values import Object

__all__ = ["cds_document", "is_cds", "stories"]

_PULL_QUOTE, _PULL_QUOTE_SPEAKER = "pull-quote", "pull-quote-speaker"
_MOST_COMPARED = 100
_SHORT_TEXTS = {"shortTeaser": "short-teaser", "socialTitle": "social-title", "seoTitle": "search-title"}
_DROPPED = {
    "external-link": (Label.RELATED, "link", ("linkText", "title")),
    "internal-link": (Label.RELATED, "link", ("linkText", "title")),
    "promo-card": (Label.RELATED, "promo", ("eyebrowText", "linkText")),
    "audio": (Label.METADATA, "audio-title", ("title",)),
    "youtube-video": (Label.METADATA, "video-title", ("headline", "subheadline")),
    "player-video": (Label.METADATA, "video-title", ("title", "caption")),
    "stream-player-video": (Label.METADATA, "video-title", ("title", "caption")),
}
"""Assets that point at what is not to be heard: label, word of the rule, and the fields that say something."""


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
    return one_line(text(asset.value, "name", "title"))


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
    lead = {asset.identifier for asset in found.images}
    pictures = [asset for asset in (*found.images, *found.layout) if asset.kind == "image"]
    numbers = {asset.identifier: number for number, asset in enumerate(pictures, 1)}
    for asset in found.images:
        yield from _image(asset, -numbers.get(asset.identifier, 1), name)
    yield from _told(found.notes, "note", name)
    yield from _without_repeats(tuple(_body(found, lead, numbers, name)))
    yield from _told(found.corrections, "correction", name)
    yield Piece(Label.METADATA, plain(text(value, "contributionNotes"), name), "contributions")


def _body(found: Item, lead: set[str], numbers: dict[str, int], name: str) -> Iterator[Piece]:
    if found.kind == "transcript" and not found.layout:
        yield from _transcript(Asset("", found.kind, found.value), name)
    for asset in found.layout:
        if asset.kind == "image":
            if asset.identifier not in lead:
                yield from _image(asset, -numbers[asset.identifier], name)
        elif asset.kind in _DROPPED:
            label, word, keys = _DROPPED[asset.kind]
            yield from (Piece(label, plain(text(asset.value, key), name), word) for key in keys)
        else:
            reader = _READERS.get(asset.kind, _text)
            yield from reader(asset, name)


def _without_repeats(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """The pieces; of the callouts those are dropped that say what the body says too (profile "pull-quote")."""
    body = _letters(" ".join(piece.text for piece in pieces if piece.word != _PULL_QUOTE))
    is_repeated = False
    compared = 0
    for piece in pieces:
        if piece.word == _PULL_QUOTE:
            compared += 1
            is_repeated = compared <= _MOST_COMPARED and _letters(piece.text) in body
        is_callout = piece.word in {_PULL_QUOTE, _PULL_QUOTE_SPEAKER}
        yield replace(piece, fate=Fate.DROPPED) if is_callout and is_repeated else piece


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _text(asset: Asset, name: str) -> Iterator[Piece]:
    yield from fragment(text(asset.value, "text"), name)


def _transcript(asset: Asset, name: str) -> Iterator[Piece]:
    """What was said on air: the labeller finds its speakers and sound cues."""
    yield from (replace(piece, is_loose=True) for piece in fragment(text(asset.value, "text"), name))


def _html(asset: Asset, name: str) -> Iterator[Piece]:
    """Freeform HTML: what is embedded there need not be a part of the story, so the labeller judges it."""
    yield from (replace(piece, is_loose=True) for piece in fragment(text(asset.value, "html"), name))


def _pull_quote(asset: Asset, name: str) -> Iterator[Piece]:
    yield Piece(Label.QUOTE, plain(text(asset.value, "quote"), name), _PULL_QUOTE)
    said_by = (plain(text(asset.value, key), name) for key in ("attributionParty", "attributionContext"))
    yield Piece(Label.BODY, ", ".join(filter(None, said_by)), _PULL_QUOTE_SPEAKER)


def _container(asset: Asset, name: str) -> Iterator[Piece]:
    """What a list or a gallery says of itself; what is in it comes by itself."""
    yield Piece(Label.HEADING, plain(text(asset.value, "title"), name), "container-title")
    yield from fragment(text(asset.value, "introText", "caption", "text"), name)


_READERS: dict[str, Callable[[Asset, str], Iterator[Piece]]] = {
    "html-block": _html,
    "pull-quote": _pull_quote,
    "transcript": _transcript,
    "image-gallery": _container,
    "list": _container,
    "container": _container,
    "resource-container": _container,
}


def _image(asset: Asset, picture: int, name: str) -> Iterator[Piece]:
    value = asset.value
    yield Piece(Label.CAPTION, plain(text(value, "caption", "enlargementCaption"), name), picture=picture)
    makers = filter(None, (plain(text(value, key), name) for key in ("producer", "provider")))
    yield Piece(Label.CREDIT, " / ".join(dict.fromkeys(makers)), picture=picture)
    yield Piece(Label.ALT_TEXT, plain(text(value, "altText"), name), picture=picture)


def _told(assets: tuple[Asset, ...], word: str, name: str) -> Iterator[Piece]:
    """Notes and corrections that a page shows to its readers: they are told to listeners too."""
    for asset in assets:
        yield Piece(Label.HEADING, plain(text(asset.value, "title"), name), f"{word}-title")
        yield from (replace(piece, word=word) for piece in fragment(text(asset.value, "text"), name))
