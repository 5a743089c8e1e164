from __future__ import annotations

import io

import numpy as np
import pytest
import soundfile

from audiocast.audio import frames
from audiocast.audio.encoder import Encoding, encode
from audiocast.audio.frames import BITRATES, FRAME_SAMPLES, TAIL_SAMPLES, padded_length
from audiocast.errors import MediaError
from tests.audio.sounds import speech_like

DELAY = 1105


@pytest.mark.parametrize("count", [1, FRAME_SAMPLES, 50_000])
def test_whole_frames_with_silence_before_the_cut(count: int) -> None:
    length = padded_length(count)
    assert length % FRAME_SAMPLES == 0
    assert TAIL_SAMPLES <= length - count < TAIL_SAMPLES + FRAME_SAMPLES
    stream = encode(speech_like(2, rate=44_100)[:count], Encoding(96, 7))
    assert len(soundfile.read(io.BytesIO(stream))[0]) == length


@pytest.mark.parametrize("bitrate", BITRATES)
def test_the_decoded_sound_is_as_loud_as_the_samples(bitrate: int) -> None:
    sound = speech_like(1.5, rate=44_100)
    decoded = soundfile.read(io.BytesIO(encode(sound, Encoding(bitrate, 7))), dtype="float32")[0][DELAY:]
    spectra = [np.abs(np.fft.rfft(each[: len(sound)]))[: 4000 * len(sound) // 44_100] for each in (sound, decoded)]
    factor = np.sqrt(np.sum(spectra[1] ** 2) / np.sum(spectra[0] ** 2))
    assert 20 * np.log10(factor) == pytest.approx(0, abs=0.25)


@pytest.mark.parametrize("bitrate", BITRATES)
def test_a_silent_frame_is_a_frame_of_silence(bitrate: int) -> None:
    sound = soundfile.read(io.BytesIO(frames.silent_frame(bitrate) * 12))[0]
    assert len(sound) == 12 * FRAME_SAMPLES
    assert not sound.any()


def test_a_rate_that_mp3_does_not_have_is_refused_with_those_it_has() -> None:
    with pytest.raises(MediaError, match=r"100 is no bit rate of MP3\. Use one of 32, 40, .*, 320"):
        frames.require_bitrate(100)
