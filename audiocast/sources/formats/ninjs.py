"""Makes a document of an IPTC ninjs item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.document import Stated
from audiocast.sources.formats.markup import fragment, is_marked_up, plain
from audiocast.sources.formats.ninjs_associations import associated
from audiocast.sources.formats.ninjs_shape import item
from audiocast.sources.formats.pieces import Piece, document_of
from audiocast.sources.formats.plain import paragraphs
from audiocast.sources.formats.status import refuse_unpublishable
from audiocast.sources.formats.values import identifier, language_tag, moment, names, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audiocast.sources.document import Document
    from audiocast.sources.formats.json_values import Object
    from audiocast.sources.formats.ninjs_shape import Byline, Item, Variant

_SUBHEADLINES = ("sub", "deck", "dek", "standfirst")
_SHORT_FORMS = frozenset({"abstract", "brief", "short", "summary", "teaser"})
_WORD = re.compile(r"[a-z]+")
_SHORTER = 0.5
"""A body with less than half of the longest one's text is a summary."""


def ninjs_document(value: Object, name: str) -> Document:
    """The document of a ninjs object; raises SourceError where its newsroom withholds it."""
    found = item(value)
    refuse_unpublishable(found.status, name)
    headline = _main(found.headlines)
    stated = Stated(
        title=plain(headline.value, name) if headline else "",
        authors=tuple(
            dict.fromkeys(person for each in found.bylines if _is_author(each) for person in names(one_line(each.text)))
        ),
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
    yield from _summaries(found.bodies, name)
    for byline in dict.fromkeys(found.bylines):
        yield Piece(Label.BYLINE, one_line(byline.text), fate=None if _is_author(byline) else Fate.DROPPED)
    yield from (Piece(Label.DATE, one_line(text)) for text in found.dates)
    yield from (Piece(Label.STATION, one_line(text), "source") for text in found.sources)
    yield from associated(found.associations, name)
    yield from _blocks(_best(found.bodies), name)
    yield from _notices(found)
    yield from _other_bodies(found.bodies, name)
    yield from (Piece(Label.METADATA, one_line(text), "rendition") for text in found.renditions)


def _is_author(byline: Byline) -> bool:
    """Whether a byline names one who wrote the story, and not one who took its pictures."""
    return "photo" not in byline.role


def _summaries(bodies: Sequence[Variant], name: str) -> Iterator[Piece]:
    best = _best(bodies)
    for each in bodies:
        if each is not best and _is_short(each):
            yield from (Piece(Label.DEK, piece.text, "short-body") for piece in _blocks(each, name))


def _other_bodies(bodies: Sequence[Variant], name: str) -> Iterator[Piece]:
    """The bodies that say the story again in other forms."""
    best = _best(bodies)
    for each in bodies:
        if each is not best and not _is_short(each):
            yield from (Piece(Label.FURNITURE, piece.text, "other-body") for piece in _blocks(each, name))


def _best(bodies: Sequence[Variant]) -> Variant | None:
    """The fullest body, with its markup if it has one: the others say the same in other forms."""
    told = [each for each in bodies if not _is_short(each)] or bodies
    longest = max((len(each.value) for each in told), default=0)
    full = [each for each in told if len(each.value) >= _SHORTER * longest]
    return max(full, key=lambda each: (_rank(each), each.role == "main"), default=None)


def _is_short(body: Variant) -> bool:
    return not _SHORT_FORMS.isdisjoint(_WORD.findall(f"{body.role} {body.content_type}"))


def _blocks(body: Variant | None, name: str) -> tuple[Piece, ...]:
    if body is None:
        return ()
    return fragment(body.value, name) if _rank(body) else paragraphs(body.value)


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
