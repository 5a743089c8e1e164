"""What came back from a speech engine, and the times it takes on the finished file's clock."""

from __future__ import annotations

from dataclasses import dataclass

from audiocast.models.script import SectionKind, Segment, Utterance


@dataclass(frozen=True, slots=True)
class Mark:
    """A word: characters `start` to `end` of the utterance's spoken text, and when it sounds.

    Times are milliseconds from the start of the sound that carries the mark. `exact` is False where the engine gave
    no time for the word and it was interpolated.
    """

    start: int
    end: int
    start_ms: int
    end_ms: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class SpokenUtterance:
    """One utterance as an engine spoke it: signed 16-bit little-endian mono samples and its words' times."""

    pcm: bytes
    sample_rate: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class SpokenSegment:
    """A segment and the sound of each of its utterances, in order; `engine` says who spoke, with its version."""

    segment: Segment
    takes: tuple[SpokenUtterance, ...]
    engine: str


@dataclass(frozen=True, slots=True)
class TimedUtterance:
    """An utterance on the finished file's clock; `marks` count from the file's start."""

    utterance: Utterance
    section: int
    segment: int
    speaker: str
    start_ms: int
    end_ms: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class TimedSection:
    """A section on the finished file's clock."""

    kind: SectionKind
    title: str
    story: int
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """When everything in an episode is heard; `segment` counts through the whole script."""

    sections: tuple[TimedSection, ...]
    utterances: tuple[TimedUtterance, ...]
    duration_ms: int
