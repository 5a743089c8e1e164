"""What is said, by whom and in which order: sections hold segments, segments hold utterances."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Half-open character ranges of the written and the spoken text that stand for each other."""

    written_start: int
    written_end: int
    spoken_start: int
    spoken_end: int


@dataclass(frozen=True, slots=True)
class SpokenText:
    """Text as written and as spoken, with the pieces that map one to the other; they partition both, in order."""

    written: str
    spoken: str
    pieces: tuple[TextPiece, ...]

    @classmethod
    def identity(cls, text: str) -> SpokenText:
        """Text that is spoken as it is written."""
        pieces = (TextPiece(0, len(text), 0, len(text)),) if text else ()
        return cls(text, text, pieces)

    def is_verbatim(self, piece: TextPiece) -> bool:
        """Whether a piece is spoken letter by letter as it is written."""
        written = self.written[piece.written_start : piece.written_end]
        return written == self.spoken[piece.spoken_start : piece.spoken_end]

    def to_written(self, start: int, end: int) -> tuple[int, int]:
        """The written range that characters `start` to `end` of the spoken text stand for."""
        touched = [p for p in self.pieces if p.spoken_start < end and p.spoken_end > start]
        if not touched:
            return (0, 0)
        first, last = touched[0], touched[-1]
        low, high = first.written_start, last.written_end
        if self.is_verbatim(first):
            low += max(0, start - first.spoken_start)
        if self.is_verbatim(last):
            high -= max(0, last.spoken_end - end)
        return (low, high)


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence. `block` and `start` say where in the story's body it stands; `block` is None for the show's words."""

    text: SpokenText
    block: int | None = None
    start: int = 0


class SegmentKind(StrEnum):
    """What a segment is in the story."""

    INTRO = "intro"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    HEADING = "heading"
    LIST_ITEM = "list item"
    SIGN_OFF = "sign-off"


@dataclass(frozen=True, slots=True)
class Segment:
    """A run in one voice: the unit that is spoken, mastered, encoded and cached.

    `voice` names a voice profile, `speaker` is the name a transcript shows, `sentence_gap_ms` the silence between its
    utterances.
    """

    kind: SegmentKind
    voice: str
    speaker: str
    language: str
    sentence_gap_ms: int
    utterances: tuple[Utterance, ...]


@dataclass(frozen=True, slots=True)
class Pause:
    """Digital silence between segments, part of none."""

    duration_ms: int


class SectionKind(StrEnum):
    """What a section is in the episode."""

    INTRO = "intro"
    STORY = "story"
    SIGN_OFF = "sign-off"


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter: its title, the index of its story, and segments with the pauses between them."""

    kind: SectionKind
    title: str
    story: int
    parts: tuple[Segment | Pause, ...]

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The section's segments without its pauses."""
        return tuple(part for part in self.parts if isinstance(part, Segment))


@dataclass(frozen=True, slots=True)
class Script:
    """Everything one episode says, in order."""

    title: str
    language: str
    sections: tuple[Section, ...]

    @property
    def segments(self) -> tuple[Segment, ...]:
        """All segments in spoken order."""
        return tuple(segment for section in self.sections for segment in section.segments)
