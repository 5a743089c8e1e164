"""Makes units: what is mastered and encoded as one, a segment or a whole section that a sound is mixed into."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import soundfile

from audiocast.audio import mixing
from audiocast.audio.decibels import to_decibels
from audiocast.audio.encoder import encode
from audiocast.audio.frames import FRAME_SAMPLES, SAMPLE_RATE, padded_length
from audiocast.audio.joining import join, resample
from audiocast.audio.mastering import Target, master
from audiocast.audio.true_peak import highest
from audiocast.errors import MediaError
from audiocast.models.script import Pause, SectionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from audiocast.audio.encoder import Encoding
    from audiocast.audio.joining import Placed
    from audiocast.models.speech import SpokenSegment

# MP3 carries the waveform beyond the limiter's ceiling: speech by 0.4 dB at 96 kbit/s, 1.5 at 64, 2.1 at 32, at most.
_OVERSHOOT_DB = 1.0
_TRUSTED_KBPS = 96  # from here on the margin was always enough for speech; below, the decoded sound is looked at
_ATTEMPTS = 4
_CLEARANCE_DB = 0.1  # meters differ by a few hundredths


@dataclass(frozen=True, slots=True)
class Goal:
    """The loudness and the true peak that the decoded file must have, and how it is encoded."""

    target: Target
    encoding: Encoding


@dataclass(frozen=True, slots=True)
class Sound:
    """A show's sound for a section, mono at 44.1 kHz, and its loudness in LUFS."""

    kind: SectionKind
    samples: NDArray[np.float32]
    level_lufs: float


@dataclass(frozen=True, slots=True)
class Spoken:
    """A segment inside a unit: who spoke it, and its utterances."""

    engine: str
    placed: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """Whole frames, the last `silence` samples of which are digital silence, and what is heard in them.

    `powers` are the K-weighted ones of 100 ms blocks; `peak` is the true peak as an amplitude.
    """

    frames: bytes
    frame_count: int
    silence: int
    powers: NDArray[np.float64]
    peak: float
    spoken: tuple[Spoken, ...]


def speech_unit(spoken: SpokenSegment, goal: Goal) -> Unit:
    """A segment as a unit; it has no frames where the segment has no sound."""
    joined = join(spoken)
    checked = goal.encoding.bitrate_kbps < _TRUSTED_KBPS
    return _unit(joined.samples, joined.rate, (Spoken(spoken.engine, joined.placed),), goal, checked=checked)


def mixed_unit(parts: Sequence[SpokenSegment | Pause], sound: Sound, goal: Goal) -> Unit:
    """A section with a sound as a unit: the segments are mastered, then mixed with it, then mastered as a whole."""
    speech, heard = _speech(parts, _aim(goal.target))
    begin = 0
    if sound.kind is SectionKind.INTRO:
        mixed, begin = mixing.intro(sound.samples, speech, sound.level_lufs)
    else:
        mixed = mixing.sign_off(sound.samples, speech, sound.level_lufs)
    offset_ms = begin * 1000 / SAMPLE_RATE
    moved = tuple(Spoken(spoken.engine, _later(spoken.placed, offset_ms)) for spoken in heard)
    return _unit(mixed, SAMPLE_RATE, moved, goal, checked=True)


def _speech(parts: Sequence[SpokenSegment | Pause], target: Target) -> tuple[NDArray[np.float32], tuple[Spoken, ...]]:
    """Segments and the pauses between them as one sound at 44.1 kHz."""
    pieces: list[NDArray[np.float32]] = [np.zeros(0, np.float32)]
    heard: list[Spoken] = []
    position = 0
    for part in parts:
        if isinstance(part, Pause):
            piece = np.zeros(part.duration_ms * SAMPLE_RATE // 1000, np.float32)
        else:
            joined = join(part)
            piece = resample(master(joined.samples, joined.rate, target).samples, joined.rate)
            heard.append(Spoken(part.engine, _later(joined.placed, position * 1000 / SAMPLE_RATE)))
        pieces.append(piece)
        position += len(piece)
    return np.concatenate(pieces), tuple(heard)


def _later(placed: Sequence[Placed], offset_ms: float) -> tuple[Placed, ...]:
    return tuple(utterance.later(offset_ms) for utterance in placed)


def _aim(target: Target) -> Target:
    return replace(target, true_peak_dbtp=target.true_peak_dbtp - _OVERSHOOT_DB)


def _unit(samples: NDArray[np.float32], rate: int, spoken: tuple[Spoken, ...], goal: Goal, *, checked: bool) -> Unit:
    """Master and encode; where `checked`, decode again, and aim lower until the decoded true peak is right."""
    aim = _aim(goal.target)
    for _ in range(_ATTEMPTS):
        mastered = master(samples, rate, aim)
        finished = resample(mastered.samples, rate)
        frames = encode(finished, goal.encoding) if len(finished) else b""
        peak = _decoded_peak(frames) if checked and frames else mastered.peak
        excess = to_decibels(peak) - (goal.target.true_peak_dbtp - _CLEARANCE_DB)
        if excess <= 0:
            break
        aim = replace(aim, true_peak_dbtp=aim.true_peak_dbtp - excess - _CLEARANCE_DB)
    length = padded_length(len(finished)) if frames else 0
    return Unit(frames, length // FRAME_SAMPLES, length - len(finished), mastered.powers, peak, spoken)


def _decoded_peak(frames: bytes) -> float:
    """The true peak that a listener gets, as an amplitude."""
    try:
        samples, rate = soundfile.read(io.BytesIO(frames), dtype="float32")
    except (soundfile.LibsndfileError, RuntimeError) as error:
        raise MediaError(f"The encoded sound cannot be decoded: {error}", "Install soundfile 0.12 or later") from error
    return highest(samples, rate)
