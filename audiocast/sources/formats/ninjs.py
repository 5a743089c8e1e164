"""Makes a document of an IPTC ninjs item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.document import Stated
from audiocast.sources.formats.markup import fragment, is_marked_up, plain
from audiocast.sources.formats.ninjs_shape import item
from audiocast.sources.formats.pieces import Piece, document_of
from audiocast.sources.formats.plain import paragraphs
from audiocast.sources.formats.status import refuse_unpublishable
from audiocast.sources.formats.values import identifier, language_tag, moment, names, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audiocast.sources.document import Document
    from audiocast.sources.formats.json_values import Object
    from audiocast.sources.formats.ninjs_shape import Item, Variant

_PICTURES = frozenset({"picture", "graphic"})
_SUBHEADLINES = ("sub", "deck", "dek", "standfirst")
_SHORTER = 0.5
"""A body with less than half of the longest one's text is a summary."""


def ninjs_document(value: Object, name: str) -> Document:
    """The document of a ninjs object; raises SourceError where its newsroom withholds it."""
    found = item(value)
    refuse_unpublishable(found.status, name)
    headline = _main(found.headlines)
    stated = Stated(
        title=plain(headline.value, name) if headline else "",
        authors=names(one_line(found.by)),
        published=next((when for text in found.dates if (when := moment(text))), None),
        station=_station(found),
        language=language_tag(found.language),
        identifier=identifier(found.uri),
    )
    return document_of("ninjs", _pieces(found, headline, name), stated)


def _main(variants: Sequence[Variant]) -> Variant | None:
    return next((each for each in variants if each.role == "main"), variants[0] if variants else None)


def _station(found: Item) -> str:
    return one_line(next(iter(found.sources), found.copyright_holder))


def _pieces(found: Item, headline: Variant | None, name: str) -> Iterator[Piece]:
    for each in found.headlines:
        text = plain(each.value, name)
        if each is headline:
            yield Piece(Label.TITLE, text)
        elif any(word in each.role for word in _SUBHEADLINES):
            yield Piece(Label.DEK, text, "subheadline")
        else:
            yield Piece(Label.METADATA, text, "other-headline")
    for each in found.descriptions:
        yield Piece(Label.DEK, plain(each.value, name))
    yield Piece(Label.BYLINE, one_line(found.by))
    yield from (Piece(Label.DATE, one_line(text)) for text in found.dates)
    yield from (Piece(Label.STATION, one_line(text), "source") for text in found.sources)
    yield from _pictures(found.associations, name)
    yield from _body(found.bodies, name)
    yield from _notices(found)


def _pictures(associations: Sequence[Item], name: str) -> Iterator[Piece]:
    """The pictures of an item, with numbers that no picture in its body has; of other items only the headline."""
    for number, each in enumerate(associations, 1):
        is_picture = each.kind.lower() in _PICTURES
        texts = each.descriptions or each.headlines if is_picture else each.headlines
        for text in texts[:1]:
            if is_picture:
                yield Piece(Label.CAPTION, plain(text.value, name), picture=-number)
            else:
                yield Piece(Label.RELATED, plain(text.value, name), "association")
        if is_picture:
            credit = each.by or each.copyright_notice or each.copyright_holder
            yield Piece(Label.CREDIT, one_line(credit), picture=-number)


def _body(bodies: Sequence[Variant], name: str) -> tuple[Piece, ...]:
    """The fullest body, with its markup if it has one: the others say the same in other forms."""
    longest = max((len(each.value) for each in bodies), default=0)
    full = [each for each in bodies if len(each.value) >= _SHORTER * longest]
    best = max(full, key=lambda each: (_rank(each), each.role == "main"), default=None)
    if best is None:
        return ()
    return fragment(best.value, name) if _rank(best) else paragraphs(best.value)


def _rank(body: Variant) -> int:
    """2 for HTML, 1 for anything else that is marked up, 0 for plain text."""
    if "html" in body.content_type:
        return 2
    if body.content_type in {"text/plain", "text"}:
        return 0
    return 1 if is_marked_up(body.value) else 0


def _notices(found: Item) -> Iterator[Piece]:
    if found.copyright_notice:
        yield Piece(Label.COPYRIGHT, one_line(found.copyright_notice))
    if found.copyright_holder:
        label = Label.STATION if found.copyright_notice else Label.COPYRIGHT
        text = one_line(found.copyright_holder)
        yield Piece(label, text if found.copyright_notice else f"© {text}", "copyright-holder")
    for word, text in found.notes:
        yield Piece(Label.METADATA, one_line(text), word, fate=Fate.DROPPED)
