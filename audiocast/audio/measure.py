"""Measures a finished sound file by decoding it, without any outside program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import soundfile

from audiocast.audio.decibels import to_decibels
from audiocast.audio.loudness import block_powers, block_size, integrated
from audiocast.audio.true_peak import highest
from audiocast.errors import MediaError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

_BLOCKS_AT_ONCE = 100
_OVERLAP = 32  # samples that the next piece begins with again, so that no peak is lost at the cut


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a listener gets: integrated loudness (LUFS), true peak (dBTP), length as decoded without gaps."""

    loudness_lufs: float
    true_peak_dbtp: float
    duration_ms: int
    sample_rate: int
    channels: int


def measure(path: Path) -> Measurement:
    """Decode a file and measure it, a few seconds at a time; MediaError where it cannot be decoded."""
    try:
        with soundfile.SoundFile(path) as sound:
            return _measure(sound)
    except (soundfile.LibsndfileError, OSError, RuntimeError) as error:
        raise MediaError(f"{path} cannot be measured: {error}", "Give a sound file that is whole") from error


def _measure(sound: soundfile.SoundFile) -> Measurement:
    rate, channels = sound.samplerate, sound.channels
    powers, peak, frames = [], 0.0, 0
    before = np.zeros((0, channels), np.float32)
    for piece in _pieces(sound, block_size(rate) * _BLOCKS_AT_ONCE):
        powers.append(np.sum([block_powers(channel, rate) for channel in piece.T], axis=0))
        with_end = np.concatenate([before, piece])
        peak = max(peak, *(highest(np.ascontiguousarray(channel), rate) for channel in with_end.T))
        before = piece[-_OVERLAP:]
        frames += len(piece)
    return Measurement(
        loudness_lufs=integrated(np.concatenate(powers)) if powers else integrated(np.zeros(0)),
        true_peak_dbtp=to_decibels(peak),
        duration_ms=round(frames * 1000 / rate),
        sample_rate=rate,
        channels=channels,
    )


def _pieces(sound: soundfile.SoundFile, length: int) -> Iterator[NDArray[np.float32]]:
    while len(piece := sound.read(length, dtype="float32", always_2d=True)):
        yield piece
