from __future__ import annotations

import numpy as np
import pytest

from audiocast.audio.station_sounds import MELODIES, PEAK_DBFS, synthesise


@pytest.mark.parametrize("name", MELODIES)
def test_the_same_sound_every_time(name: str) -> None:
    first = synthesise(name)
    synthesise.cache_clear()
    assert np.array_equal(first, synthesise(name))


@pytest.mark.parametrize("name", MELODIES)
def test_level_and_ends(name: str) -> None:
    sound = synthesise(name)
    assert 20 * np.log10(np.abs(sound).max()) == pytest.approx(PEAK_DBFS, abs=0.01)
    assert len(sound) == pytest.approx(MELODIES[name].length_s * 44_100, abs=1)
    assert abs(sound[0]) < 0.001
    assert abs(sound[-1]) < 0.001


@pytest.mark.parametrize("name", MELODIES)
def test_each_bell_is_struck_at_its_time(name: str) -> None:
    sound = synthesise(name)
    for start_s, _ in MELODIES[name].bells[1:]:
        strike = round(start_s * 44_100)
        before, after = sound[strike - 1500 : strike], sound[strike + 200 : strike + 1700]
        assert np.mean(after**2) > 1.3 * np.mean(before**2)
