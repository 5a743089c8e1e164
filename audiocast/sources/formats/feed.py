"""Makes a document of one item of an RSS or Atom feed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape
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
    from audiocast.sources.formats.feed_elements import Content
    from audiocast.sources.formats.feed_shape import Item

_FEWEST_WORDS = 80
"""A description with fewer words is a summary of a story that stands elsewhere."""
_FULLER = 2
_ENTITY = re.compile(r"&(?!(?:lt|gt|#60|#62|#[xX]3[cCeE]);)(?:[a-zA-Z]{2,31}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_TITLES_SHOWN, _LONGEST_TITLE = 5, 60


def feed_document(root: Element, name: str, options: SourceOptions) -> Document:
    """The document of the item that the options name, or of the only one.

    Raises SourceError where it is unclear which item is meant, NoStoryError where the item has no full text.
    """
    found = feed_shape.item(_chosen(root, name, options.item), root)
    parts = _parts(found, name)
    stated = Stated(
        title=_words(found.title, name),
        authors=tuple(dict.fromkeys(person for author in found.authors for person in names(author))),
        published=next((when for text in found.dates if (when := moment(text))), None),
        station=_words(found.station, name),
        language=language_tag(found.language),
        url=web_address(found.link),
        identifier=identifier(found.identifier),
    )
    return document_of("feed", _pieces(found, stated, parts, name), stated)


def _chosen(root: Element, name: str, wanted: str) -> Element:
    """The item of a feed that is named by its id, its link or its number."""
    items = feed_shape.items(root)
    if not items:
        raise NoStoryError(f"{name} is a feed without items", "Check that it is the feed that you mean")
    wanted = wanted.strip()
    if not wanted and len(items) == 1:
        return items[0]
    page = feed_shape.page(root)
    for each in items if wanted else ():
        if wanted in feed_shape.names(each, page):
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


@dataclass(frozen=True, slots=True)
class _Parts:
    """What an item's texts are: the story, what sums it up, and what says it again in another form."""

    body: tuple[Piece, ...]
    summary: str
    others: tuple[Piece, ...]


def _parts(found: Item, name: str) -> _Parts:
    """The fullest text is the story; a description is, where it is long and no other text is as long."""
    contents = [_blocks(each, name) for each in found.contents]
    summaries = [_blocks(each, name) for each in found.summaries]
    body = max(contents, key=_count, default=())
    longest = max(summaries, key=_count, default=())
    if _count(longest) >= _FEWEST_WORDS and _count(longest) > _FULLER * _count(body):
        body = longest
    if not _count(body):
        page = f"Read the page itself: {found.link}" if web_address(found.link) else "Ask for a feed with full text"
        count = _count(longest)
        raise NoStoryError(f"{name} has only a summary of {count} words in this item", page)
    rest = [pieces for pieces in summaries if pieces is not body]
    first = rest[0] if rest else ()
    summary = " ".join(piece.text for piece in first if piece.label is not Label.ALT_TEXT)
    others = [pieces for pieces in (*contents, *rest[1:]) if pieces is not body]
    alt_texts = [piece for piece in first if piece.label is Label.ALT_TEXT]
    return _Parts(body, _untangled(summary), (*(piece for pieces in others for piece in pieces), *alt_texts))


def _count(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.text.split()) for piece in pieces if piece.label in KINDS)


def _blocks(content: Content, name: str) -> tuple[Piece, ...]:
    if content.element is not None:
        return pieces_of(content.element)
    return fragment(content.text, name) if content.is_markup else paragraphs(content.text)


def _words(content: Content, name: str) -> str:
    if content.element is not None:
        text = " ".join(piece.text for piece in pieces_of(content.element))
    else:
        text = plain(content.text, name) if content.is_markup else one_line(content.text)
    return _untangled(text)


def _untangled(text: str) -> str:
    """A short text without the entities that many feeds write twice; what would become a tag stays as it is."""
    return one_line(_ENTITY.sub(lambda found: unescape(found[0]), text))


def _pieces(found: Item, stated: Stated, parts: _Parts, name: str) -> Iterator[Piece]:
    yield Piece(Label.STATION, stated.station, "source")
    yield Piece(Label.TITLE, stated.title)
    yield Piece(Label.DEK, parts.summary)
    yield from (Piece(Label.BYLINE, author) for author in found.authors)
    yield from (Piece(Label.DATE, text) for text in dict.fromkeys(found.dates))
    told = {stated.title, parts.summary}
    for number, picture in enumerate(found.pictures, 1):
        caption, credit = _words(picture.caption, name), _words(picture.credit, name)
        told |= {caption, credit}
        yield Piece(Label.CAPTION, caption, picture=-number)
        yield Piece(Label.CREDIT, credit, picture=-number)
    for piece in parts.body:
        yield replace(piece, is_loose=piece.label in KINDS)
    yield Piece(Label.COPYRIGHT, _words(found.copyright, name))
    for text in dict.fromkeys(_words(other, name) for other in found.others):
        yield Piece(Label.METADATA, "" if text in told else text, "other-text")
    yield from (Piece(Label.FURNITURE, piece.text, "other-body") for piece in parts.others)
