"""Tells of the assets of a story document of NPR's CDS: what is heard of each kind, and what else it says.

Source: the JSON Schemas of the profiles, which the service itself serves at /v1/profiles.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.formats.json_values import text
from audiocast.sources.formats.markup import fragment, plain
from audiocast.sources.formats.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from audiocast.sources.formats.cds_shape import Asset

BYLINE, IMAGE, TRANSCRIPT = "byline", "image", "transcript"
PULL_QUOTE, PULL_QUOTE_SPEAKER = "pull-quote", "pull-quote-speaker"
_PROMOTION = (Label.RELATED, "promo")
_DROPPED = {
    "external-link": (Label.RELATED, "link"),
    "internal-link": (Label.RELATED, "link"),
    "promo-card": _PROMOTION,
    "audio-card": _PROMOTION,
    "video-carousel-card": _PROMOTION,
    "book-ecommerce": _PROMOTION,
    "audio": (Label.METADATA, "audio-title"),
    "youtube-video": (Label.METADATA, "video-title"),
    "player-video": (Label.METADATA, "video-title"),
    "stream-player-video": (Label.METADATA, "video-title"),
}
"""Assets that point at what is not to be heard, and the label and rule of what they say."""
_SAYS = (
    "title", "subtitle", "headline", "subheadline", "name", "author", "attentionLabel", "eyebrowText", "linkText",
    "linkLabel", "teaser", "introText", "caption", "enlargementCaption", "altText", "description", "text", "html",
    "quote", "attributionParty", "attributionContext", "producer", "provider", "credit", "availabilityMessage",
    "songTitle", "songArtist", "albumTitle", "albumArtist",
)  # fmt: skip
"""Fields that readers may see, of whatever kind an asset is."""
_TECHNICAL = frozenset({"embed", "embedCode", "enclosures", "href", "id", "layout", "profiles", "rels", "type"})


def asset_pieces(asset: Asset, name: str) -> Iterator[Piece]:
    """What an asset of a layout says; an image has its own way. Each field with words comes once."""
    if asset.is_promotion or asset.kind in _DROPPED:
        label, word = _PROMOTION if asset.is_promotion else _DROPPED[asset.kind]
        yield from details(asset, name, label, word)
        return
    reader, keys = _READERS.get(asset.kind, _OTHER)
    yield from reader(asset, name)
    yield from details(asset, name, Label.METADATA, "detail", without=keys)


def details(asset: Asset, name: str, label: Label, word: str, without: tuple[str, ...] = ()) -> Iterator[Piece]:
    """The fields of an asset that say something, but for some, under one label and rule; none of it is spoken."""
    found = (plain(each, name) for each in _texts(asset, without))
    yield from (Piece(label, each, word, fate=Fate.DROPPED) for each in dict.fromkeys(found))


def _texts(asset: Asset, without: tuple[str, ...]) -> Iterator[str]:
    """The texts of an asset; of a kind that is not known all of them, but for addresses."""
    if asset.kind in {*_DROPPED, *_READERS, IMAGE, BYLINE}:
        yield from (text(asset.value, key) for key in _SAYS if key not in without)
        return
    waiting: list[object] = [{key: value for key, value in asset.value.items() if key not in without}]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += [each for key, each in reversed(value.items()) if key not in _TECHNICAL]
        elif isinstance(value, list):
            waiting += reversed(value)
        elif isinstance(value, str) and "://" not in value and not value.startswith(("/", "#")):
            yield value


def image(asset: Asset, picture: int, name: str) -> Iterator[Piece]:
    """What an image shows in words."""
    value = asset.value
    captions = dict.fromkeys(plain(text(value, key), name) for key in ("caption", "enlargementCaption"))
    for place, caption in enumerate(filter(None, captions)):
        yield Piece(Label.CAPTION, caption, picture=picture, fate=Fate.DROPPED if place else None)
    makers = filter(None, (plain(text(value, key), name) for key in ("producer", "provider")))
    yield Piece(Label.CREDIT, " / ".join(dict.fromkeys(makers)), picture=picture)
    yield Piece(Label.ALT_TEXT, plain(text(value, "altText"), name), picture=picture)
    read = ("caption", "enlargementCaption", "producer", "provider", "altText")
    yield from details(asset, name, Label.METADATA, "image-title", without=read)


def _text(asset: Asset, name: str) -> Iterator[Piece]:
    yield from fragment(text(asset.value, "text"), name)


def _transcript(asset: Asset, name: str) -> Iterator[Piece]:
    """What was said on air: the labeller finds its speakers and sound cues."""
    yield from (replace(piece, is_loose=True) for piece in fragment(text(asset.value, "text"), name))


def _html(asset: Asset, name: str) -> Iterator[Piece]:
    """Freeform HTML: what is embedded there need not be a part of the story, so the labeller judges it."""
    yield from (replace(piece, is_loose=True) for piece in fragment(text(asset.value, "html"), name))


def _unknown(asset: Asset, name: str) -> Iterator[Piece]:
    yield from _text(asset, name)
    yield from _html(asset, name)


def _pull_quote(asset: Asset, name: str) -> Iterator[Piece]:
    yield Piece(Label.QUOTE, plain(text(asset.value, "quote"), name), PULL_QUOTE)
    said_by = (plain(text(asset.value, key), name) for key in ("attributionParty", "attributionContext"))
    yield Piece(Label.BODY, ", ".join(filter(None, said_by)), PULL_QUOTE_SPEAKER)


def _container(asset: Asset, name: str) -> Iterator[Piece]:
    """What a list or a gallery says of itself; what is in it comes by itself."""
    yield Piece(Label.HEADING, plain(text(asset.value, "title"), name), "container-title")
    for key in ("introText", "teaser", "caption", "text"):
        yield from fragment(text(asset.value, key), name)


_Reader = tuple["Callable[[Asset, str], Iterator[Piece]]", tuple[str, ...]]
_CONTAINER: _Reader = (_container, ("title", "introText", "teaser", "caption", "text"))
_OTHER: _Reader = (_unknown, ("text", "html"))
_READERS: dict[str, _Reader] = {
    "text": (_text, ("text",)),
    "html-block": (_html, ("html",)),
    "pull-quote": (_pull_quote, ("quote", "attributionParty", "attributionContext")),
    "transcript": (_transcript, ("text",)),
    "image-gallery": _CONTAINER,
    "list": _CONTAINER,
    "container": _CONTAINER,
    "resource-container": _CONTAINER,
    "inset": _CONTAINER,
    "card": _CONTAINER,
    "html-card": _CONTAINER,
}
"""How each kind is read, and the fields that are read so."""
