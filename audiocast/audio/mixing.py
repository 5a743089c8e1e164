"""Mixes speech with the show's sounds, inside one section, with pydub.

pydub is good at short sections and its cost grows with the square of a long one, so nothing longer comes here.
"""

from __future__ import annotations

import os
import warnings
from typing import TYPE_CHECKING

import numpy as np

from audiocast.audio.frames import SAMPLE_RATE
from audiocast.audio.loudness import block_powers, integrated

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it misses ffmpeg, which we do not use, and knows audioop's end
    os.environ.setdefault("PATH", os.defpath)  # pydub asks for it as it is imported
    from pydub import AudioSegment

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WIDTH = 4  # bytes a sample: with 24 bits and more, and 12 dB of room for sums, the mix is as good as exact
_FULL_SCALE = float(1 << 29)
_OVERLAP_SHARE, _LONGEST_OVERLAP_MS = 1 / 3, 1200
_SIGN_OFF_GAP_MS = 250
_SHORT_FADE_MS, _END_FADE_MS = 5, 400


def intro(
    ident: NDArray[np.float32], speech: NDArray[np.float32], level_lufs: float
) -> tuple[NDArray[np.float32], int]:
    """The ident, its tail fading under the first words; all at 44.1 kHz. Also the sample at which the speech begins."""
    sound = _at_level(ident, level_lufs)
    overlap = min(_LONGEST_OVERLAP_MS, int(len(sound) * _OVERLAP_SHARE))
    return _together(sound.fade_in(_SHORT_FADE_MS).fade_out(overlap), speech, speech_at_ms=len(sound) - overlap)


def sign_off(sound: NDArray[np.float32], speech: NDArray[np.float32], level_lufs: float) -> NDArray[np.float32]:
    """The speech, then the sign-off sound."""
    after_ms = -(-len(speech) * 1000 // SAMPLE_RATE) + (_SIGN_OFF_GAP_MS if len(speech) else 0)
    closing = _at_level(sound, level_lufs)
    closing = closing.fade_in(_SHORT_FADE_MS).fade_out(min(_END_FADE_MS, len(closing)))
    mixed, _ = _together(closing, speech, sound_at_ms=after_ms)
    return mixed


def _together(
    sound: AudioSegment, speech: NDArray[np.float32], *, sound_at_ms: int = 0, speech_at_ms: int = 0
) -> tuple[NDArray[np.float32], int]:
    """Both on one silent ground, and the sample at which pydub puts the speech."""
    voice = _segment(speech)
    length_ms = max(sound_at_ms + len(sound), speech_at_ms + len(voice)) + 1
    ground = AudioSegment.silent(length_ms, frame_rate=SAMPLE_RATE).set_sample_width(_WIDTH)
    mixed = ground.overlay(sound, position=sound_at_ms).overlay(voice, position=speech_at_ms)
    samples = np.frombuffer(mixed.raw_data, "<i4").astype(np.float32) / np.float32(_FULL_SCALE)
    return samples, int(speech_at_ms * SAMPLE_RATE / 1000)


def _at_level(sound: NDArray[np.float32], level_lufs: float) -> AudioSegment:
    loudness = integrated(block_powers(sound, SAMPLE_RATE), alone=True)
    return _segment(sound).apply_gain(round(level_lufs - loudness, 2))


def _segment(samples: NDArray[np.float32]) -> AudioSegment:
    whole = np.clip(np.rint(samples.astype(np.float64) * _FULL_SCALE), -(2**31), 2**31 - 1).astype("<i4")
    return AudioSegment(data=whole.tobytes(), sample_width=_WIDTH, frame_rate=SAMPLE_RATE, channels=1)
