"""Joins the takes of a segment: silence trimmed, gaps set, and every word's time moved along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import soxr

from audiocast.audio.decibels import to_factor
from audiocast.audio.frames import HIGHEST_RATE, LOWEST_RATE, SAMPLE_RATE
from audiocast.errors import MediaError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from audiocast.models.script import Utterance
    from audiocast.models.speech import Mark, SpokenSegment, SpokenUtterance

_NEAR_SILENCE = to_factor(-54)  # beside the take's own peak
_KEPT_BEFORE_MS, _KEPT_AFTER_MS = 10, 30
_FADE_MS = 3


@dataclass(frozen=True, slots=True)
class Placed:
    """An utterance inside a sound, in milliseconds from the sound's start.

    `shift_ms` is what a mark's own time is moved by; the result is kept between `start_ms` and `end_ms`.
    """

    utterance: Utterance
    speaker: str
    start_ms: float
    end_ms: float
    shift_ms: float
    marks: tuple[Mark, ...]

    def later(self, offset_ms: float) -> Placed:
        """The same utterance in a sound that this one stands in from `offset_ms` on."""
        return Placed(
            self.utterance,
            self.speaker,
            self.start_ms + offset_ms,
            self.end_ms + offset_ms,
            self.shift_ms + offset_ms,
            self.marks,
        )


@dataclass(frozen=True, slots=True)
class Joined:
    """A sound of mono samples between -1 and 1, and where the utterances stand in it."""

    samples: NDArray[np.float32]
    rate: int
    placed: tuple[Placed, ...]


def join(spoken: SpokenSegment) -> Joined:
    """One sound of a segment's takes, at their own rate, or at 44.1 kHz where their rates differ.

    What the result lists is what it holds: an utterance without a take is not in it. MediaError for a take that is no
    16-bit mono sound.
    """
    takes = [_samples(take) for take in spoken.takes]
    rates = {take.sample_rate for take in spoken.takes if take.pcm}
    rate = rates.pop() if len(rates) == 1 else SAMPLE_RATE
    if rates:
        takes = [resample(samples, take.sample_rate) for samples, take in zip(takes, spoken.takes, strict=True)]
    gap = np.zeros(spoken.segment.sentence_gap_ms * rate // 1000, np.float32)
    pieces: list[NDArray[np.float32]] = []
    placed: list[Placed] = []
    position = 0
    for utterance, take, samples in zip(spoken.segment.utterances, spoken.takes, takes, strict=False):
        start, end = sounding(samples, rate)
        if pieces and end > start:
            pieces.append(gap)
            position += len(gap)
        begin_ms, length_ms = position * 1000 / rate, (end - start) * 1000 / rate
        shift_ms = begin_ms - start * 1000 / rate
        placed.append(Placed(utterance, spoken.segment.speaker, begin_ms, begin_ms + length_ms, shift_ms, take.marks))
        if end > start:
            pieces.append(_faded(samples[start:end], rate))
            position += end - start
    return Joined(_concatenated(pieces), rate, tuple(placed))


def resample(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """The samples at 44.1 kHz."""
    if rate == SAMPLE_RATE or not len(samples):
        return samples
    converted: NDArray[np.float32] = soxr.resample(samples, rate, SAMPLE_RATE, quality="HQ")
    return converted


def _samples(take: SpokenUtterance) -> NDArray[np.float32]:
    if len(take.pcm) % 2 or not LOWEST_RATE <= take.sample_rate <= HIGHEST_RATE:
        raise MediaError(
            f"a voice gave {len(take.pcm)} bytes of sound at {take.sample_rate} Hz, which is no 16-bit sound",
            f"The engine must give 16-bit samples at {LOWEST_RATE} to {HIGHEST_RATE} Hz; try another one",
        )
    return np.frombuffer(take.pcm, "<i2").astype(np.float32) / np.float32(32768)


def sounding(samples: NDArray[np.float32], rate: int) -> tuple[int, int]:
    """Where the sound begins and ends, with a little of what is around it; nothing at all where it is silent."""
    level = np.abs(samples)
    loud = level > level.max(initial=0) * _NEAR_SILENCE
    first = int(loud.argmax()) if len(loud) else 0
    if not len(loud) or not loud[first]:
        return 0, 0
    last = len(loud) - int(loud[::-1].argmax())
    return max(0, first - rate * _KEPT_BEFORE_MS // 1000), min(len(loud), last + rate * _KEPT_AFTER_MS // 1000)


def _faded(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """A copy with short ramps at both ends, so that a cut into a waveform makes no click."""
    length = min(len(samples) // 2, rate * _FADE_MS // 1000)
    faded = samples.copy()
    if length:
        ramp = np.linspace(0, 1, length, endpoint=False, dtype=np.float32)
        faded[:length] *= ramp
        faded[-length:] *= ramp[::-1]
    return faded


def _concatenated(pieces: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)
