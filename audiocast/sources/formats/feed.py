"""Makes a document of one item of an RSS or Atom feed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from audiocast.errors import NoStoryError, SourceError
from audiocast.models.article import Label
from audiocast.sources.document import Stated
from audiocast.sources.formats import feed_shape
from audiocast.sources.formats.markup import fragment, pieces_of, plain
from audiocast.sources.formats.pieces import Piece, document_of
from audiocast.sources.formats.plain import paragraphs
from audiocast.sources.formats.values import identifier, language_tag, moment, names, one_line, web_address
from audiocast.sources.labelling.body import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element as Element

    from audiocast.models.source_options import SourceOptions
    from audiocast.sources.document import Document
    from audiocast.sources.formats.feed_shape import Content, Item

_FEWEST_WORDS = 80
"""A description with fewer words is a summary of a story that stands elsewhere."""
_TITLES_SHOWN, _LONGEST_TITLE = 5, 60


def feed_document(root: Element, name: str, options: SourceOptions) -> Document:
    """The document of the item that the options name, or of the only one.

    Raises SourceError where it is unclear which item is meant, NoStoryError where the item has no full text.
    """
    found = feed_shape.item(_chosen(root, name, options.item), root)
    body, summary = _body_and_summary(found, name)
    stated = Stated(
        title=_words(found.title, name),
        authors=tuple(dict.fromkeys(person for author in found.authors for person in names(author))),
        published=next((when for text in found.dates if (when := moment(text))), None),
        station=one_line(found.station),
        language=language_tag(found.language),
        url=web_address(found.link),
        identifier=identifier(found.identifier),
    )
    return document_of("feed", _pieces(found, stated.title, summary, body), stated)


def _chosen(root: Element, name: str, wanted: str) -> Element:
    """The item of a feed that is named by its id, its link or its number."""
    items = feed_shape.items(root)
    if not items:
        raise NoStoryError(f"{name} is a feed without items", "Check that it is the feed that you mean")
    wanted = wanted.strip()
    if not wanted and len(items) == 1:
        return items[0]
    for each in items if wanted else ():
        if wanted in {feed_shape.identifier(each), feed_shape.link(each)}:
            return each
    if wanted.isdecimal() and len(wanted) < 10 and 1 <= int(wanted) <= len(items):
        return items[int(wanted) - 1]
    problem = f'has no item "{wanted[:80]}"' if wanted else f"has {len(items)} items"
    raise SourceError(f"{name} {problem}: {_listed(items, name)}", "Name one with --item")


def _listed(items: Sequence[Element], name: str) -> str:
    titles = (_words(feed_shape.title(each), name) for each in items[:_TITLES_SHOWN])
    told = (f"{number}, {title[:_LONGEST_TITLE] or 'without a title'}" for number, title in enumerate(titles, 1))
    more = len(items) - _TITLES_SHOWN
    return "; ".join([*told, *([f"and {more} more"] if more > 0 else [])])


def _body_and_summary(found: Item, name: str) -> tuple[tuple[Piece, ...], str]:
    """The blocks of the item's full text, and its summary; a long description is the full text where no other is."""
    body = _blocks(found.content, name)
    summary = _words(found.summary, name) if found.summary else ""
    if _count(body):
        return body, summary
    body = _blocks(found.summary, name)
    if (count := _count(body)) < _FEWEST_WORDS:
        page = f"Read the page itself: {found.link}" if web_address(found.link) else "Ask for a feed with full text"
        raise NoStoryError(f"{name} has only a summary of {count} words in this item", page)
    return body, ""


def _count(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.text.split()) for piece in pieces if piece.label in KINDS)


def _blocks(content: Content | None, name: str) -> tuple[Piece, ...]:
    if content is None:
        return ()
    if content.element is not None:
        return pieces_of(content.element)
    return fragment(content.text, name) if content.is_markup else paragraphs(content.text)


def _words(content: Content, name: str) -> str:
    if content.element is not None:
        return " ".join(piece.text for piece in pieces_of(content.element))
    return plain(content.text, name) if content.is_markup else one_line(content.text)


def _pieces(found: Item, title: str, summary: str, body: Sequence[Piece]) -> Iterator[Piece]:
    yield Piece(Label.STATION, one_line(found.station), "source")
    yield Piece(Label.TITLE, title)
    yield Piece(Label.DEK, summary)
    yield from (Piece(Label.BYLINE, author) for author in found.authors)
    yield from (Piece(Label.DATE, text) for text in dict.fromkeys(found.dates))
    for number, picture in enumerate(found.pictures, 1):
        yield Piece(Label.CAPTION, picture.caption, picture=-number)
        yield Piece(Label.CREDIT, picture.credit, picture=-number)
    for piece in body:
        yield replace(piece, is_loose=piece.label in KINDS)
    yield Piece(Label.COPYRIGHT, one_line(found.copyright))
