"""What the speech server and its client say to each other.

Bulk travels in slots (`audiocast.speech.slots`): a job as JSON; an answer as JSON after its length, then takes: sample
rate, number of marks, size of the samples, marks, samples. Frames of a few bytes on the pipes say which slot to look
at, so neither side can block the other on a full pipe.
"""

from __future__ import annotations

import json
import os
import struct
from array import array
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from audiocast.models.speech import Mark, SpokenUtterance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from audiocast.speech.slots import Slot


class JobKind(StrEnum):
    """What a server can be asked."""

    STATUS = "status"
    VOICES = "voices"
    CHECK_VOICE = "check_voice"
    SPEAK = "speak"


class Outcome(IntEnum):
    """How a job ended; the frame's detail is the signal or the exit code."""

    DONE = 0
    REFUSED = 1
    CRASHED = 2
    EXITED = 3
    HUNG = 4


class Request(NamedTuple):
    """A job of `size` bytes lies in `slot`; each attempt at it may take `limit_ms`."""

    slot: int
    size: int
    limit_ms: int


class Reply(NamedTuple):
    """The job in `slot` ended; where it is done or refused, an answer of `size` bytes lies there."""

    slot: int
    outcome: int
    detail: int
    size: int


REQUEST_FRAME = struct.Struct("<IQQ")
REPLY_FRAME = struct.Struct("<IIIQ")
_LENGTH = struct.Struct("<Q")
_TAKE = struct.Struct("<QQQ")
_MARK_FIELDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceSettings:
    """`audiocast.models.show.Voice` field by field, without msgspec, which its constraints import."""

    engine: str
    voice: str
    language: str
    speaker: str
    rate: int
    pitch: int
    pitch_range: int
    word_gap_ms: int
    credit: str
    options: dict[str, str] = field(default_factory=dict)
    name: str = ""


def pack_job(kind: JobKind, voice: dict[str, Any] | None = None, texts: Sequence[str] = ()) -> bytes:
    """A job for a slot; `voice` is a Voice's fields."""
    return json.dumps({"job": kind, "voice": voice, "texts": texts}).encode()


def pack_answer(answer: object) -> list[bytes]:
    """The parts of an answer, or of what stands before takes: anything JSON can hold, after its length."""
    header = json.dumps(answer).encode()
    return [_LENGTH.pack(len(header)), header]


def pack_takes(takes: Iterable[SpokenUtterance]) -> Iterator[bytes]:
    """The parts of each take in turn; lazily, so that its samples reach the slot before the next are spoken."""
    for take in takes:
        yield _TAKE.pack(take.sample_rate, len(take.marks), len(take.pcm))
        yield _pack_marks(take.marks)
        yield take.pcm


def unpack_answer(slot: Slot, position: int = 0) -> tuple[Any, int]:
    """An answer, and where it ends."""
    start = position + _LENGTH.size
    (length,) = _LENGTH.unpack(slot.read(_LENGTH.size, position))
    return json.loads(slot.read(length, start)), start + length


def unpack_takes(slot: Slot, position: int, count: int) -> Iterator[SpokenUtterance]:
    """As many takes, from `position` of the slot."""
    for _ in range(count):
        rate, mark_count, pcm_size = _TAKE.unpack(slot.read(_TAKE.size, position))
        marks_start = position + _TAKE.size
        pcm_start = marks_start + mark_count * _MARK_FIELDS * 8
        marks = _unpack_marks(slot.read(pcm_start - marks_start, marks_start))
        yield SpokenUtterance(slot.read(pcm_size, pcm_start), rate, marks)
        position = pcm_start + pcm_size


def _pack_marks(marks: Sequence[Mark]) -> bytes:
    numbers = array("q")
    for mark in marks:
        numbers.extend((mark.start, mark.end, mark.start_ms, mark.end_ms, int(mark.exact)))
    return numbers.tobytes()


def _unpack_marks(data: bytes) -> tuple[Mark, ...]:
    rows = zip(*[iter(array("q", data))] * _MARK_FIELDS, strict=True)
    return tuple(Mark(start, end, start_ms, end_ms, exact=bool(exact)) for start, end, start_ms, end_ms, exact in rows)


def read_frame(descriptor: int, frame: struct.Struct) -> tuple[int, ...] | None:
    """One frame from a pipe; None where it has ended."""
    data = b""
    while len(data) < frame.size:
        more = os.read(descriptor, frame.size - len(data))
        if not more:
            return None
        data += more
    return tuple(frame.unpack(data))


def write_frame(descriptor: int, frame: struct.Struct, values: tuple[int, ...]) -> None:
    """One frame into a pipe, in one piece: it is shorter than a pipe's atomic write."""
    os.write(descriptor, frame.pack(*values))
