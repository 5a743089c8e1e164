"""What a reader of sources hands on: the story as written, and where every character of the input went."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Fate(StrEnum):
    """What became of a span of the input."""

    SPOKEN = "spoken"
    USED = "used"
    DROPPED = "dropped"


class Label(StrEnum):
    """What a span of the input is."""

    TITLE = "title"
    DEK = "dek"
    BYLINE = "byline"
    STATION = "station"
    DATE = "date"
    BODY = "body"
    QUOTE = "quote"
    HEADING = "heading"
    LIST_ITEM = "list item"
    SPEAKER_TURN = "speaker turn"
    CAPTION = "caption"
    CREDIT = "credit"
    ALT_TEXT = "alt text"
    BIO = "bio"
    PITCH = "pitch"
    COPYRIGHT = "copyright"
    FURNITURE = "furniture"
    RELATED = "related"
    CONTACT = "contact"
    SOUND_CUE = "sound cue"
    METADATA = "metadata"


class BlockKind(StrEnum):
    """The kinds of body blocks, in the words of the `inspect` JSON."""

    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    HEADING = "heading"
    LIST_ITEM = "list item"
    SPEAKER_TURN = "speaker turn"


@dataclass(frozen=True, slots=True)
class LedgerSpan:
    """Characters `start` to `end` (half open) of one cleaned line, and what became of them."""

    start: int
    end: int
    fate: Fate
    label: Label
    rule: str


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One non-blank line (1-based): its main label and rule, and spans that partition its characters."""

    line: int
    label: Label
    rule: str
    spans: tuple[LedgerSpan, ...]


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """Characters `start` to `end` (half open) of line `line` (1-based) of the cleaned input."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `start` to `end` (half open) of a text that are marked as another language, a BCP 47 tag."""

    start: int
    end: int
    language: str


@dataclass(frozen=True, slots=True)
class Block:
    """A unit of the body as written: its source spans, with a space wherever white space stood between two of them.

    `foreign` are the passages of `text` that the source marks as another language than the story's.
    """

    kind: BlockKind
    text: str
    source: tuple[SourceSpan, ...]
    speaker: str = ""
    foreign: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Image:
    """The story's picture in words; fields the page did not give are empty."""

    caption: str = ""
    credit: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A story as its page told it; what the page did not say is empty or None.

    `lines` are what the ledger's spans address: the cleaned lines of a plain text, or, where `is_rendered`, all text of
    a page or a document of a newsroom that a reader would see, a line for each of its blocks. `published` is a date
    where the page gives no time, and a datetime without an offset where it gives no zone. `copyright` is the notice as
    written, `copyright_holder` the name in it. `dek` is the line that sums the story up below its headline.
    `identifier` and `url` are the story's own, where the source names them.
    """

    title: str
    body: tuple[Block, ...]
    byline: tuple[str, ...] = ()
    station: str = ""
    published: datetime | date | None = None
    language: str = ""
    copyright: str = ""
    copyright_holder: str = ""
    image: Image | None = None
    dek: str = ""
    url: str = ""
    identifier: str = ""
    lines: tuple[str, ...] = ()
    is_rendered: bool = False
    ledger: tuple[LedgerEntry, ...] = field(default=())
