"""Station sounds made from nothing: bells by frequency modulation over a soft chord, in a small room.

The same samples every time: the room's echoes are seeded noise. Source of the bells: J. Chowning, "The Synthesis of
Complex Audio Spectra by Means of Frequency Modulation", 1973.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from audiocast.audio.frames import SAMPLE_RATE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

PEAK_DBFS = -6.0
_PEAK = 10 ** (PEAK_DBFS / 20)
_PITCH = {"D3": 146.83, "F#3": 185.0, "A3": 220.0, "C#4": 277.18, "E4": 329.63}
_PITCH |= {"D5": 587.33, "A5": 880.0, "B5": 987.77, "E6": 1318.51}
_RATIO, _INDEX, _INDEX_DECAY_S = 3.5, 2.2, 0.25
_ATTACK_S, _DECAY_S = 0.004, 0.55
_CHORD = ("D3", "F#3", "A3", "C#4", "E4")
_CHORD_LEVEL, _CHORD_ATTACK_S, _CHORD_RELEASE_S = 0.05, 0.25, 0.9
_ROOM_LEVEL, _ROOM_S, _ROOM_DECAY_S, _ROOM_SEED = 0.18, 0.9, 0.22, 1
_END_FADE_S = 0.25


@dataclass(frozen=True, slots=True)
class Melody:
    """Bells as (seconds, pitch) over the chord, and how long the whole sounds."""

    bells: tuple[tuple[float, str], ...]
    length_s: float


MELODIES: Mapping[str, Melody] = {
    "ident": Melody(((0.0, "D5"), (0.16, "A5"), (0.32, "B5"), (0.56, "E6")), 2.8),
    "sign_off": Melody(((0.0, "B5"), (0.2, "A5"), (0.44, "D5")), 2.8),
}


@lru_cache(maxsize=len(MELODIES))
def synthesise(name: str) -> NDArray[np.float32]:
    """The sound of a melody by its name, mono at 44.1 kHz, its highest sample at PEAK_DBFS; not to be written to."""
    melody = MELODIES[name]
    dry = np.zeros(round(melody.length_s * SAMPLE_RATE))
    for start_s, pitch in melody.bells:
        start = round(start_s * SAMPLE_RATE)
        dry[start:] += _bell(_PITCH[pitch], len(dry) - start)
    dry += _chord(len(dry))
    wet = dry + _ROOM_LEVEL * _in_a_room(dry)
    fade = round(_END_FADE_S * SAMPLE_RATE)
    wet[-fade:] *= np.cos(np.linspace(0, np.pi / 2, fade)) ** 2
    sound: NDArray[np.float32] = (wet * (_PEAK / np.abs(wet).max())).astype(np.float32)
    sound.flags.writeable = False
    return sound


def _bell(frequency: float, length: int) -> NDArray[np.float64]:
    time = np.arange(length) / SAMPLE_RATE
    index = _INDEX * np.exp(-time / _INDEX_DECAY_S)
    wave = np.sin(2 * np.pi * frequency * time + index * np.sin(2 * np.pi * frequency * _RATIO * time))
    bell: NDArray[np.float64] = wave * np.minimum(time / _ATTACK_S, 1) * np.exp(-time / _DECAY_S)
    return bell


def _chord(length: int) -> NDArray[np.float64]:
    time = np.arange(length) / SAMPLE_RATE
    envelope = np.minimum(np.minimum(time / _CHORD_ATTACK_S, (time[-1] - time) / _CHORD_RELEASE_S), 1)
    waves = [np.sin(2 * np.pi * _PITCH[pitch] * time) for pitch in _CHORD]
    chord: NDArray[np.float64] = _CHORD_LEVEL * envelope * np.sum(waves, axis=0)
    return chord


def _in_a_room(dry: NDArray[np.float64]) -> NDArray[np.float64]:
    """The sound's echoes, as loud in all as the sound, for as long as the sound is."""
    time = np.arange(round(_ROOM_S * SAMPLE_RATE)) / SAMPLE_RATE
    echoes = np.random.RandomState(_ROOM_SEED).standard_normal(len(time)) * np.exp(-time / _ROOM_DECAY_S)
    echoes /= np.sqrt(np.sum(echoes**2))
    size = 1 << (len(dry) + len(echoes)).bit_length()
    wet: NDArray[np.float64] = np.fft.irfft(np.fft.rfft(dry, size) * np.fft.rfft(echoes, size), size)[: len(dry)]
    return wet
