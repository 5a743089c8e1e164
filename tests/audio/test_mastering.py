from __future__ import annotations

import numpy as np
import pytest

from audiocast.audio.loudness import block_powers, integrated
from audiocast.audio.mastering import Target, master
from audiocast.audio.true_peak import highest
from tests.audio.sounds import speech_like


@pytest.mark.parametrize("target", [Target(-19, -2), Target(-16, -2), Target(-23, -3)])
@pytest.mark.parametrize("seconds", [0.3, 2, 10])
@pytest.mark.parametrize("level", [0.01, 1.0])
def test_the_loudness_is_reached_below_the_ceiling(target: Target, seconds: float, level: float) -> None:
    mastered = master(speech_like(seconds) * np.float32(level), 22_050, target)
    powers = block_powers(mastered.samples, 22_050)
    assert integrated(powers, alone=True) == pytest.approx(target.loudness_lufs, abs=0.1)
    assert mastered.powers == pytest.approx(powers, rel=1e-3)
    peak = highest(mastered.samples, 22_050)
    assert peak <= 10 ** (target.true_peak_dbtp / 20) * 1.01
    assert mastered.peak == pytest.approx(peak, rel=0.02)


@pytest.mark.parametrize("count", [0, 1, 10_000])
def test_silence_stays_silence(count: int) -> None:
    mastered = master(np.zeros(count, np.float32), 22_050, Target(-19, -2))
    assert len(mastered.samples) == count
    assert not mastered.samples.any()
    assert mastered.peak == 0


def test_where_the_ceiling_forbids_the_loudness_the_ceiling_wins() -> None:
    mastered = master(speech_like(3), 22_050, Target(-12, -20))
    assert highest(mastered.samples, 22_050) <= 10 ** (-20 / 20) * 1.01
