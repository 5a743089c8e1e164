"""True peaks: what the waveform reaches between its samples (ITU-R BS.1770-4, annex 2)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FINE_RATE = 176_400  # four times 44.1 kHz, whatever the sound's own rate
_REACH = 12  # samples on either side that an interpolated value is made of
_HEADROOM = 10 ** (-3 / 20)  # a true peak is looked for where a sample comes within 3 dB of the limit
_BATCH = 1 << 15


def peaks_above(samples: NDArray[np.float32], rate: int, limit: float) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """The positions of samples beside which the waveform rises above `limit` (an amplitude), and how high it rises."""
    level = np.abs(samples)
    near = np.flatnonzero(level > limit * _HEADROOM)
    last = len(samples) - 1
    crest = (level[near] >= level[np.maximum(near - 1, 0)]) & (level[near] >= level[np.minimum(near + 1, last)])
    near = near[crest]
    heights = np.empty(len(near), np.float32)
    for first in range(0, len(near), _BATCH):
        batch = near[first : first + _BATCH]
        heights[first : first + _BATCH] = np.maximum(level[batch], _between(samples, batch, rate))
    above = heights > limit
    return near[above], heights[above]


def highest(samples: NDArray[np.float32], rate: int) -> float:
    """The true peak of a sound as an amplitude; 0 for silence."""
    loudest = float(np.abs(samples).max(initial=0))
    if not loudest:
        return 0.0
    _, heights = peaks_above(samples, rate, loudest)
    return float(heights.max(initial=loudest))


def _between(samples: NDArray[np.float32], positions: NDArray[np.intp], rate: int) -> NDArray[np.float32]:
    """The highest amplitude within one sample's distance of each position."""
    taps = np.arange(-_REACH, _REACH + 1)
    places = positions[:, None] + taps
    outside = (places < 0) | (places >= len(samples))
    around = samples[np.clip(places, 0, len(samples) - 1)]
    around[outside] = 0
    # einsum rather than a matrix product: a BLAS would start threads, and its sums differ from machine to machine.
    values = np.einsum("pt,tf->pf", around, _interpolator(-(-_FINE_RATE // rate)))
    return np.asarray(np.abs(values).max(axis=1), np.float32)


@lru_cache(maxsize=8)
def _interpolator(factor: int) -> NDArray[np.float32]:
    """Windowed sinc weights, taps by fractions of a sample from -1 to 1 without 0."""
    factor = max(2, factor)
    fractions = np.array([step / factor for step in range(1 - factor, factor) if step])
    distance = np.arange(-_REACH, _REACH + 1)[:, None] - fractions
    window = np.cos(np.pi * distance / (2 * _REACH + 2)) ** 2
    weights = np.sinc(distance) * window
    return np.asarray(weights / weights.sum(axis=0), np.float32)
