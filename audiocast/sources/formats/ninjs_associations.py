"""Tells of the items that are associated with a ninjs item: its pictures, and other stories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.formats.markup import plain
from audiocast.sources.formats.pieces import Piece
from audiocast.sources.formats.status import is_unpublishable
from audiocast.sources.formats.values import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audiocast.sources.formats.ninjs_shape import Item

_PICTURES = frozenset({"picture", "graphic"})
_LABELS = (("alt", Label.ALT_TEXT), ("accessib", Label.ALT_TEXT), ("credit", Label.CREDIT))
"""Parts of the roles of descriptions that are no captions."""


def associated(items: Sequence[Item], name: str) -> Iterator[Piece]:
    """What associated items say: a picture's caption, credit and alt text, and what leads to other stories.

    Their pictures have numbers that no picture in the story's body has.
    """
    for number, each in enumerate(items, 1):
        told = _picture(each, -number, name) if each.kind in _PICTURES else _other(each, name)
        if is_unpublishable(each.status):
            told = (Piece(Label.METADATA, piece.text, "withheld") for piece in told)
        yield from told
        yield from (Piece(Label.METADATA, one_line(text), "rendition") for text in each.renditions)


def _picture(found: Item, number: int, name: str) -> Iterator[Piece]:
    described = [(_label(each.role), plain(each.value, name)) for each in found.descriptions]
    headlines = [plain(each.value, name) for each in found.headlines]
    captions = [text for label, text in described if label is Label.CAPTION]
    makers = [text for label, text in described if label is Label.CREDIT]
    makers += [one_line(each.text) for each in found.bylines]
    makers += [one_line(text) for text in (found.copyright_notice, found.copyright_holder)]
    alt_texts = [text for label, text in described if label is Label.ALT_TEXT]
    alt_texts += [one_line(text) for text in found.alt_texts]
    yield from _first_of(Label.CAPTION, captions or headlines, number)
    yield from _first_of(Label.CREDIT, makers, number)
    yield from _first_of(Label.ALT_TEXT, alt_texts, number)
    if captions:
        yield from (Piece(Label.METADATA, text, "picture-headline") for text in headlines)
    yield from (Piece(Label.METADATA, one_line(text), word) for word, text in found.notes)


def _label(role: str) -> Label:
    return next((label for part, label in _LABELS if part in role), Label.CAPTION)


def _first_of(label: Label, texts: Sequence[str], number: int) -> Iterator[Piece]:
    """The first text for the picture's field; the others are other forms of it, or other claims to it."""
    for place, text in enumerate(dict.fromkeys(filter(None, texts))):
        yield Piece(label, text, picture=number, fate=Fate.DROPPED if place else None)


def _other(found: Item, name: str) -> Iterator[Piece]:
    texts = (*found.headlines, *found.descriptions, *found.bodies)
    yield from (Piece(Label.RELATED, plain(each.value, name), "association") for each in texts)
    yield from (Piece(Label.RELATED, one_line(each.text), "association") for each in found.bylines)
