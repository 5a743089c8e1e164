"""What the reader of one kind of source hands on to the labeller: lines, and what the source itself says of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from audiocast.models.article import Fate, Image, Label, LedgerEntry, Passage


@dataclass(frozen=True, slots=True)
class Stated:
    """What a source states of its story, apart from the lines; what it does not state is empty or None.

    Texts are clean, in one line; `authors` are names of persons; `language` is a BCP 47 tag.
    """

    title: str = ""
    dek: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | date | None = None
    station: str = ""
    language: str = ""
    copyright: str = ""
    image: Image | None = None
    url: str = ""
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """What the structure of a source says of one line, and the rule that says so.

    A binding hint is the verdict. Any other says what the line is if it belongs to the story: the labeller may still
    find that it is a pitch, a bio or the like.
    """

    label: Label
    rule: str
    fate: Fate
    is_binding: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """A source as lines of clean text, in reading order, with blank lines between its paragraphs.

    `lines` of a plain text are those of the file; those of HTML, XML and JSON are all text that a reader would see.
    Hints and foreign passages go by the line's number, which begins at 1. The first `settled` lines are accounted for
    by `ledger`, and no others. Only lines of a plain text may be parts of a paragraph that was hard-wrapped.
    Lines in `apart` have a hint that binds, stand far from the story, and say nothing that any field may hold: the
    labeller need not see them.
    """

    lines: tuple[str, ...]
    stated: Stated = field(default_factory=Stated)
    hints: Mapping[int, Hint] = field(default_factory=dict)
    foreign: Mapping[int, tuple[Passage, ...]] = field(default_factory=dict)
    may_be_wrapped: bool = False
    settled: int = 0
    apart: frozenset[int] = frozenset()
    ledger: tuple[LedgerEntry, ...] = ()
