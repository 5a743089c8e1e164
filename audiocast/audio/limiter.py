"""A look-ahead limiter: smooth dips of the gain around each true peak that is too high, and nothing elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from audiocast.audio.true_peak import peaks_above

if TYPE_CHECKING:
    from numpy.typing import NDArray

# The gain is worked out at nodes a millisecond apart and runs straight between them. A dip is down at the nodes from
# _AHEAD before its peak to some after it. Smoothing reaches three nodes to either side and so leaves the peak itself
# at the bottom of the dip.
_NODES_PER_S = 1000
_AHEAD = 5
# Longer than a low voice's period, or the gain would follow the single waves; and the shortest there can be, which
# changes the sound of a voice, but lets one with sharp pulses become louder.
GENTLE_HOLD, HARD_HOLD = 24, 5
_SMOOTHING = np.array([1, 2, 3, 4, 3, 2, 1], np.float32) / 16


def limit(samples: NDArray[np.float32], rate: int, ceiling: float, hold: int = GENTLE_HOLD) -> NDArray[np.float32]:
    """The samples with no true peak above the amplitude `ceiling`; the very same array where none was.

    `hold` is how many milliseconds the gain stays down after a peak.
    """
    positions, heights = peaks_above(samples, rate, ceiling)
    if not len(positions):
        return samples
    spacing = max(1, rate // _NODES_PER_S)
    needed = np.ones(len(samples) // spacing + 2, np.float32)
    np.minimum.at(needed, positions // spacing, np.float32(ceiling) / heights)
    return _apply(samples, _dips(needed, hold), spacing)


def _dips(needed: NDArray[np.float32], hold: int) -> NDArray[np.float32]:
    """The gain at each node, from what each stretch between two nodes needs."""
    around = np.pad(needed, (hold, _AHEAD), mode="edge")
    gain = np.lib.stride_tricks.sliding_window_view(around, hold + _AHEAD + 1).min(axis=1)
    reach = len(_SMOOTHING) // 2
    smooth: NDArray[np.float32] = np.convolve(np.pad(gain, reach, mode="edge"), _SMOOTHING, "valid")
    return smooth


def _apply(samples: NDArray[np.float32], gain: NDArray[np.float32], spacing: int) -> NDArray[np.float32]:
    """The samples with the gain, which is not one at a few stretches only."""
    stretches = -(-len(samples) // spacing)
    limited = np.zeros(stretches * spacing, np.float32)
    limited[: len(samples)] = samples
    start, end = gain[:stretches], gain[1 : stretches + 1]
    changed = np.flatnonzero((start < 1) | (end < 1))
    ramp = np.arange(spacing, dtype=np.float32) / spacing
    slope = (end - start)[changed, None]
    limited.reshape(stretches, spacing)[changed] *= start[changed, None] + slope * ramp
    return limited[: len(samples)]
