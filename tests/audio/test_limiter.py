from __future__ import annotations

import numpy as np
import pytest

from audiocast.audio.limiter import limit
from audiocast.audio.true_peak import highest
from tests.audio.sounds import sine, speech_like


@pytest.mark.parametrize("rate", [8000, 22_050, 44_100])
@pytest.mark.parametrize("ceiling", [0.4, 0.1])
def test_no_true_peak_passes_the_ceiling(rate: int, ceiling: float) -> None:
    limited = limit(speech_like(3, rate=rate), rate, ceiling)
    assert highest(limited, rate) < ceiling * 1.01


def test_what_needs_no_limiting_is_left_alone() -> None:
    sound = speech_like(1)
    assert limit(sound, 22_050, 0.9) is sound


def test_only_the_neighbourhood_of_a_peak_is_turned_down() -> None:
    sound = sine(200, 2, 22_050, 0.2)
    sound[22_050] = 0.9
    limited = limit(sound, 22_050, 0.5)
    changed = np.flatnonzero(limited != sound)
    assert 22_050 - 22_050 * 0.012 < changed[0] < 22_050 < changed[-1] < 22_050 + 22_050 * 0.035


def test_the_gain_bends_instead_of_jumping() -> None:
    sound = np.full(22_050, 0.2, np.float32)
    sound[11_000] = 1.0
    limited = np.delete(limit(sound, 22_050, 0.25), 11_000)
    assert np.abs(np.diff(limited)).max() < 0.2 / 50


@pytest.mark.parametrize("place", [0, 1, -1])
def test_a_peak_at_the_very_edge(place: int) -> None:
    sound = np.zeros(100, np.float32)
    sound[place] = 1.0
    assert highest(limit(sound, 22_050, 0.5), 22_050) == pytest.approx(0.5, rel=0.01)
