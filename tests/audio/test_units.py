from __future__ import annotations

import io

import numpy as np
import pytest
import soundfile

from audiocast.audio import units
from audiocast.audio.decibels import to_decibels
from audiocast.audio.encoder import Encoding
from audiocast.audio.mastering import Target
from audiocast.audio.units import Goal, speech_unit
from audiocast.errors import MediaError
from tests.audio.sounds import RATE, speech_like, spoken


def decoded_peak(unit: units.Unit) -> float:
    return to_decibels(units._decoded_peak(unit.frames))


@pytest.mark.parametrize("bitrate", [96, 128])
def test_hard_limited_speech_stays_under_the_ceiling(bitrate: int) -> None:
    """The limiter takes some twenty decibels of these clicks; unseen, they came out above the ceiling."""
    samples = speech_like(4)
    samples[:: RATE // 3] = 0.99
    unit = speech_unit(spoken(samples), Goal(Target(-12, -1), Encoding(bitrate, 7)))
    assert decoded_peak(unit) <= -1
    assert to_decibels(unit.peak) == pytest.approx(decoded_peak(unit), abs=0.01)


def test_gently_limited_speech_is_believed_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "_decoded_peak", lambda frames: pytest.fail("looked at"))
    speech_unit(spoken(speech_like(2)), Goal(Target(-20, -1), Encoding(96, 7)))
    with pytest.raises(pytest.fail.Exception):
        speech_unit(spoken(speech_like(2)), Goal(Target(-20, -1), Encoding(80, 7)))


def test_what_the_limiter_cannot_hold_gets_softer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for an encoder whose overshoot no ceiling changes: only the sound's level does."""
    levels: list[float] = []

    def peak(frames: bytes) -> float:
        samples = soundfile.read(io.BytesIO(frames))[0]
        levels.append(float(np.sqrt(np.mean(samples**2))))
        tried = units._ATTEMPTS
        return 10.0 if len(levels) <= tried else 10.0 * levels[-1] / levels[tried - 1]

    monkeypatch.setattr(units, "_decoded_peak", peak)
    unit = speech_unit(spoken(speech_like(2)), Goal(Target(-14, -1), Encoding(64, 7)))
    assert to_decibels(unit.peak) <= -1
    assert units._ATTEMPTS < len(levels) < units._ATTEMPTS + 4


def test_a_peak_that_nothing_lowers_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "_decoded_peak", lambda frames: 1.0)
    with pytest.raises(MediaError, match=r"1\.1 dB over the true peak of -1 dBTP"):
        speech_unit(spoken(speech_like(0.5)), Goal(Target(-19, -1), Encoding(64, 7)))
