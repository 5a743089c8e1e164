"""Makes units: what is mastered and encoded as one, a segment or a whole section that a sound is mixed into."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import soundfile

from audiocast.audio import mixing
from audiocast.audio.decibels import to_decibels, to_factor
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

# MP3 carries the waveform beyond the limiter's ceiling: usual speech by 0.4 dB at 96 kbit/s, 1.5 at 64, 2.1 at 32.
_OVERSHOOT_DB = 1.0
# To look at the decoded sound costs a tenth of a unit's work. It is left out where it was never needed: from 96 kbit/s
# on, and with the limiter taking little. Of eleven voices none then overshot by more than 0.7 dB; where it took more
# than 6 dB, as it does for loud shows and peaky voices, they did by up to 1.8.
_TRUSTED_KBPS, _TRUSTED_LIMITING_DB = 96, 6.0
_ATTEMPTS = 4
_SOFTER_ATTEMPTS = 8
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
    trusted = goal.encoding.bitrate_kbps >= _TRUSTED_KBPS
    return _unit(joined.samples, joined.rate, (Spoken(spoken.engine, joined.placed),), goal, trusted=trusted)


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
    return _unit(mixed, SAMPLE_RATE, moved, goal, trusted=False)


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


def _unit(samples: NDArray[np.float32], rate: int, spoken: tuple[Spoken, ...], goal: Goal, *, trusted: bool) -> Unit:
    """Master and encode, then decode unless it can be `trusted`, and aim lower until the decoded true peak is right.

    Where the limiter alone cannot bring that about, the sound gets softer. MediaError where nothing helps.
    """
    aim, gain = _aim(goal.target), 1.0
    for attempt in range(1, _ATTEMPTS + _SOFTER_ATTEMPTS + 1):
        mastered = master(samples, rate, aim)
        finished = resample(mastered.samples * np.float32(gain), rate)
        frames = encode(finished, goal.encoding) if len(finished) else b""
        unseen = not frames or (trusted and mastered.limited_db <= _TRUSTED_LIMITING_DB)
        peak = mastered.peak * gain if unseen else _decoded_peak(frames)
        excess = to_decibels(peak) - (goal.target.true_peak_dbtp - _CLEARANCE_DB)
        if excess <= 0:
            length = padded_length(len(finished)) if frames else 0
            powers = mastered.powers * gain**2
            return Unit(frames, length // FRAME_SAMPLES, length - len(finished), powers, peak, spoken)
        if attempt < _ATTEMPTS:
            aim = replace(aim, true_peak_dbtp=aim.true_peak_dbtp - excess - _CLEARANCE_DB)
        else:
            gain *= to_factor(-excess - _CLEARANCE_DB)
    raise MediaError(
        f"the encoded sound stays {excess:.1f} dB over the true peak of {goal.target.true_peak_dbtp:g} dBTP",
        "Set a lower true_peak_dbtp or loudness_lufs, or a higher bitrate_kbps, in the show's file",
    )


def _decoded_peak(frames: bytes) -> float:
    """The true peak that a listener gets, as an amplitude."""
    try:
        samples, rate = soundfile.read(io.BytesIO(frames), dtype="float32")
    except (soundfile.LibsndfileError, RuntimeError) as error:
        raise MediaError(f"the encoded sound cannot be decoded: {error}", "Install soundfile 0.12 or later") from error
    return highest(samples, rate)
