"""Brings a sound to a loudness under a true-peak ceiling."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from audiocast.audio.decibels import to_decibels, to_factor
from audiocast.audio.limiter import GENTLE_HOLD, HARD_HOLD, limit
from audiocast.audio.loudness import block_powers, block_size, integrated
from audiocast.audio.true_peak import highest

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CLOSE_ENOUGH = 0.1
_FAR_OFF = 0.3
_ATTEMPTS = 4
_LONGEST_STEP = 6.0


@dataclass(frozen=True, slots=True)
class Target:
    """An integrated loudness in LUFS, and the true peak in dBTP that nothing may pass."""

    loudness_lufs: float
    true_peak_dbtp: float


@dataclass(frozen=True, slots=True)
class Mastered:
    """A mastered sound, the K-weighted powers of its 100 ms blocks, and its true peak as an amplitude.

    `limited_db` is how far the highest sample stood above the ceiling before the limiter.
    """

    samples: NDArray[np.float32]
    powers: NDArray[np.float64]
    peak: float
    limited_db: float = 0.0


def master(samples: NDArray[np.float32], rate: int, target: Target) -> Mastered:
    """One gain for the whole sound, then the limiter; again a little louder where the limiter took loudness away.

    A silent sound stays as it is. Where the ceiling does not allow the loudness, the sound stays below it.
    """
    powers = block_powers(samples, rate)
    gain = _gain(powers, target.loudness_lufs)
    if not math.isfinite(gain):
        return Mastered(samples, powers, highest(samples, rate))
    sound = _Sound(samples, powers, rate)
    mastered, missing = _attempt(sound, gain, target, GENTLE_HOLD)
    if missing > _FAR_OFF:
        mastered, _ = _attempt(sound, gain, target, HARD_HOLD)
    return mastered


@dataclass(frozen=True, slots=True)
class _Sound:
    samples: NDArray[np.float32]
    powers: NDArray[np.float64]
    rate: int

    def at(self, gain: float, ceiling: float, hold: int) -> Mastered:
        """The sound with a gain in decibels, limited."""
        # Rounded, so that the last bits of a sum, which differ from one processor to another, do not reach the file.
        factor = to_factor(round(gain, 2))
        louder = self.samples * np.float32(factor)
        limited = limit(louder, self.rate, ceiling, hold)
        if limited is louder:
            return Mastered(louder, self.powers * factor**2, highest(louder, self.rate))
        above = to_decibels(float(np.abs(louder).max()) / ceiling)
        return Mastered(limited, self._powers(limited, louder, factor), ceiling, max(0.0, above))

    def _powers(self, limited: NDArray[np.float32], louder: NDArray[np.float32], factor: float) -> NDArray[np.float64]:
        """The powers after the limiter, measured again only where it did something."""
        size = block_size(self.rate)
        changed = np.zeros(len(self.powers), np.bool_)
        changed[np.flatnonzero(limited != louder) // size] = True
        blocks = np.zeros((len(self.powers), size), np.float32)
        blocks.reshape(-1)[: len(limited)] = limited
        powers = self.powers * factor**2
        powers[changed] = block_powers(blocks[changed].reshape(-1), self.rate)
        return powers


def _attempt(sound: _Sound, gain: float, target: Target, hold: int) -> tuple[Mastered, float]:
    """The sound at the gain that makes up for the limiter, and the loudness that is still missing."""
    ceiling = to_factor(target.true_peak_dbtp)
    before, step = target.loudness_lufs, 0.0
    for _ in range(_ATTEMPTS):
        mastered = sound.at(gain, ceiling, hold)
        reached = integrated(mastered.powers, alone=True)
        missing = target.loudness_lufs - reached
        if abs(missing) < _CLOSE_ENOUGH:
            break
        # The limiter takes back a part of every step, the more the more it limits: the next is longer by as much.
        part = (reached - before) / step if step else 0.7 - 0.2 * missing
        step = min(_LONGEST_STEP, missing / min(1.0, max(0.15, part)))
        gain, before = gain + step, reached
    return mastered, missing


def _gain(powers: NDArray[np.float64], loudness_lufs: float) -> float:
    """The gain in decibels that gives a loudness; not finite for silence."""
    gain = 0.0
    for _ in range(_ATTEMPTS):
        # Again, because a soft sound's gain lifts more of it above the absolute gate.
        missing = loudness_lufs - integrated(powers * to_factor(gain) ** 2, alone=True)
        gain += missing
        if abs(missing) < _CLOSE_ENOUGH or not math.isfinite(missing):
            break
    return gain
