from __future__ import annotations

import numpy as np
import pytest

from audiocast.audio import mixing
from audiocast.audio.loudness import block_powers, integrated
from audiocast.audio.station_sounds import synthesise
from tests.audio.sounds import sine

RATE = 44_100
NOTHING = np.zeros(0, np.float32)


def test_the_speech_lies_at_the_sample_that_is_told() -> None:
    speech = np.zeros(RATE, np.float32)
    speech[[100, 40_000]] = 0.5
    mixed, begin = mixing.intro(synthesise("ident"), speech, -21)
    bed, _ = mixing.intro(synthesise("ident"), np.zeros(RATE, np.float32), -21)
    assert list(np.flatnonzero(np.abs(mixed - bed) > 0.4)) == [begin + 100, begin + 40_000]


def test_the_ident_is_heard_first_and_fades_under_the_first_words() -> None:
    mixed, begin = mixing.intro(synthesise("ident"), np.zeros(3 * RATE, np.float32), -21)
    assert 1.0 < begin / RATE < len(synthesise("ident")) / RATE
    assert integrated(block_powers(mixed[:begin], RATE)) == pytest.approx(-21, abs=2)
    after = mixed[begin + RATE // 2 :]
    assert np.abs(after).max() < 0.5 * np.abs(mixed[:begin]).max()
    assert not mixed[len(synthesise("ident")) + 100 :].any()


def test_the_sign_off_sound_follows_the_last_word() -> None:
    speech = sine(300, 1, RATE, 0.3)
    mixed = mixing.sign_off(synthesise("sign_off"), speech, -21)
    assert mixed[: len(speech)] == pytest.approx(speech, abs=1e-6)
    assert not mixed[len(speech) : len(speech) + RATE // 5].any()
    assert np.abs(mixed[len(speech) + RATE // 4 :]).max() > 0.05
    assert mixed[-1] == 0


@pytest.mark.parametrize("level", [-31.0, -21.0, -10.0])
def test_a_sound_has_the_loudness_asked_for(level: float) -> None:
    mixed = mixing.sign_off(synthesise("sign_off"), NOTHING, level)
    assert integrated(block_powers(mixed, RATE), alone=True) == pytest.approx(level, abs=0.5)


def test_full_scale_together_is_not_clipped() -> None:
    loud = sine(100, 1, RATE, 1.0)
    mixed, begin = mixing.intro(loud, loud, 0.0)
    assert np.abs(mixed[begin:]).max() > 1.1
