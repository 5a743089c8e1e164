from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from audiocast.audio.measure import measure
from audiocast.errors import MediaError
from tests.audio.sounds import ebur128, sine, speech_like

if TYPE_CHECKING:
    from pathlib import Path


def test_length_and_shape(tmp_path: Path) -> None:
    path = tmp_path / "sound.flac"
    soundfile.write(path, np.stack([speech_like(25.5)] * 2, axis=1), 22_050)
    found = measure(path)
    assert (found.duration_ms, found.sample_rate, found.channels) == (25_500, 22_050, 2)


def test_a_peak_at_the_seam_of_two_pieces_is_found(tmp_path: Path) -> None:
    sound = np.zeros(441_000 + 9000, np.float32)
    sound[441_000 - 20 : 441_000 + 20] = sine(11_025, 40 / 44_100, 44_100, 0.5, np.pi / 4) * np.hanning(40)
    path = tmp_path / "sound.wav"
    soundfile.write(path, sound, 44_100, subtype="FLOAT")
    assert measure(path).true_peak_dbtp == pytest.approx(-6.02, abs=0.3)


@pytest.mark.outside
@pytest.mark.parametrize("channels", [1, 2])
def test_it_agrees_with_ffmpeg(tmp_path: Path, channels: int) -> None:
    path = tmp_path / "sound.wav"
    sound = speech_like(12, rate=44_100)[:, None] * np.linspace(1, 0.5, channels, dtype=np.float32)
    soundfile.write(path, sound, 44_100, subtype="FLOAT")
    found = measure(path)
    loudness, peak = ebur128(path)
    assert found.loudness_lufs == pytest.approx(loudness, abs=0.1)
    assert found.true_peak_dbtp == pytest.approx(peak, abs=0.15)


@pytest.mark.parametrize("content", [None, b"", b"no sound at all"])
def test_what_cannot_be_decoded_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "sound.mp3"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(MediaError, match=r"sound\.mp3 cannot be measured"):
        measure(path)
