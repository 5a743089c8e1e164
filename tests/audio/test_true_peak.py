from __future__ import annotations

import numpy as np
import pytest

from audiocast.audio.true_peak import highest, peaks_above
from tests.audio.sounds import sine


@pytest.mark.parametrize(("part", "phase"), [(4, 45), (6, 60), (8, 22.5), (3, 10)])
def test_the_waveform_between_the_samples_counts(part: int, phase: float) -> None:
    # EBU Tech 3341, cases 15 to 19: sines whose samples miss the crests by up to 3 dB.
    rate = 44_100
    sound = sine(rate / part, 0.2, rate, 0.5, np.deg2rad(phase))
    envelope = np.hanning(len(sound)).astype(np.float32) ** 0.2
    assert 20 * np.log10(highest(sound * envelope, rate)) == pytest.approx(-6.02, abs=0.2)


@pytest.mark.parametrize("rate", [8000, 22_050, 44_100, 192_000])
def test_a_low_tone_peaks_at_its_amplitude(rate: int) -> None:
    assert highest(sine(220, 0.5, rate, 0.3), rate) == pytest.approx(0.3, rel=0.005)


@pytest.mark.parametrize("count", [0, 1, 2, 30])
def test_sounds_of_hardly_any_samples(count: int) -> None:
    assert highest(np.zeros(count, np.float32), 44_100) == 0
    assert highest(np.full(count, 0.5, np.float32), 44_100) == pytest.approx(0.5 if count else 0, rel=0.3)


def test_only_peaks_above_the_limit_are_told() -> None:
    sound = np.zeros(2000, np.float32)
    sound[500], sound[1500] = 0.9, 0.4
    positions, heights = peaks_above(sound, 44_100, 0.5)
    assert list(positions) == [500]
    assert heights[0] == pytest.approx(0.9, rel=0.02)
