from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from audiocast.audio.loudness import block_powers, integrated
from tests.audio.sounds import ebur128, sine, speech_like

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def loudness(samples: NDArray[np.float32], rate: int) -> float:
    return integrated(block_powers(samples, rate), alone=True)


@pytest.mark.parametrize("rate", [8000, 16_000, 22_050, 24_000, 44_100, 48_000, 96_000])
def test_the_calibration_tone_of_bs_1770_reads_minus_three(rate: int) -> None:
    assert integrated(block_powers(sine(997, 5, rate), rate)) == pytest.approx(-3.01, abs=0.02)


def test_what_is_soft_beside_the_rest_does_not_count() -> None:
    # EBU Tech 3341, case 3, in one channel: 3.01 LU below its two.
    parts = [sine(1000, seconds, 48_000, 10 ** (level / 20)) for seconds, level in ((10, -36), (60, -23), (10, -36))]
    assert loudness(np.concatenate(parts), 48_000) == pytest.approx(-26.01, abs=0.1)


def test_silence_has_no_loudness() -> None:
    assert loudness(np.zeros(44_100, np.float32), 44_100) == -math.inf
    assert loudness(np.zeros(0, np.float32), 44_100) == -math.inf
    assert integrated(np.ones(3)) == -math.inf


def test_a_sound_shorter_than_a_gating_block_is_measured() -> None:
    assert -20 < loudness(sine(997, 0.15, 22_050), 22_050) < -3


@pytest.mark.outside
@pytest.mark.parametrize("rate", [22_050, 44_100])
def test_it_agrees_with_libebur128(tmp_path: Path, rate: int) -> None:
    sound = np.concatenate([np.zeros(rate // 2, np.float32), speech_like(20, rate=rate), np.zeros(rate, np.float32)])
    path = tmp_path / "speech.wav"
    soundfile.write(path, sound, rate, subtype="FLOAT")
    assert loudness(sound, rate) == pytest.approx(ebur128(path)[0], abs=0.1)  # it prints one decimal
