from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from audiocast.audio.sound_files import load_sound
from audiocast.audio.station_sounds import synthesise
from audiocast.errors import MediaError
from audiocast.models.show import Sounds
from tests.audio.sounds import sine
from tests.shows import example_show

if TYPE_CHECKING:
    from pathlib import Path

    from audiocast.models.show import Show

FORMATS = {
    "sound.wav": ("WAV", "PCM_16"),
    "float.wav": ("WAV", "FLOAT"),
    "sound.flac": ("FLAC", "PCM_24"),
    "sound.mp3": ("MP3", "MPEG_LAYER_III"),
    "sound.ogg": ("OGG", "VORBIS"),
    "sound.opus": ("OGG", "OPUS"),
}


def show(folder: Path, name: str) -> Show:
    return replace(example_show(), folder=folder, sounds=Sounds(ident=name))


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("rate", [8000, 48_000])
@pytest.mark.parametrize("name", FORMATS)
def test_every_kind_of_file_becomes_mono_at_the_output_rate(
    tmp_path: Path, name: str, rate: int, channels: int
) -> None:
    tone = np.repeat(sine(440, 0.8, rate, 0.5)[:, None], channels, axis=1)
    kind, subtype = FORMATS[name]
    soundfile.write(tmp_path / name, tone, rate, format=kind, subtype=subtype)
    sound = load_sound(show(tmp_path, name), "ident")
    assert sound is not None
    assert len(sound) / 44_100 == pytest.approx(0.8, abs=0.15)
    spectrum = np.abs(np.fft.rfft(sound))
    assert spectrum.argmax() * 44_100 / len(sound) == pytest.approx(440, abs=3)
    middle = sound[len(sound) // 4 : -len(sound) // 4]
    assert np.sqrt(np.mean(middle**2)) == pytest.approx(0.5 / np.sqrt(2), abs=0.03)


def test_silence_around_the_sound_is_cut(tmp_path: Path) -> None:
    tone = np.concatenate([np.zeros(44_100), sine(440, 1, 44_100, 0.5), np.zeros(88_200)])
    soundfile.write(tmp_path / "ident.wav", tone, 44_100)
    sound = load_sound(show(tmp_path, "ident.wav"), "ident")
    assert sound is not None
    assert len(sound) / 44_100 == pytest.approx(1.04, abs=0.01)


def test_synthesised_and_none(tmp_path: Path) -> None:
    assert load_sound(show(tmp_path, "synthesised"), "ident") is synthesise("ident")
    assert load_sound(show(tmp_path, "none"), "ident") is None


TONE = sine(440, 1, 44_100, 0.5)
UNUSABLE = {
    "silent": (np.zeros(44_100, np.float32), 44_100),
    "cancelling": (np.stack([TONE, -TONE], axis=1), 44_100),
    "long": (sine(440, 60.1, 8000, 0.5), 8000),
    "short": (TONE[:900], 44_100),
    "six channels": (np.stack([TONE] * 6, axis=1), 44_100),
    "slow": (sine(440, 1, 2000), 2000),
    "no numbers": (np.full(44_100, np.nan, np.float32), 44_100),
}


@pytest.mark.parametrize(
    ("kind", "problem", "remedy"),
    [
        ("silent", "is silent", "can be heard"),
        ("cancelling", "is silent", "can be heard"),
        ("long", "is longer than 60 seconds", "shorter one"),
        ("short", "is shorter than 100 milliseconds", "longer one"),
        ("six channels", "has 6 channels", "mono or stereo"),
        ("slow", "at 2000 Hz", "4000 to 192000 Hz"),
        ("no numbers", "no numbers", "Export it again"),
    ],
)
def test_a_sound_that_cannot_be_used_is_named_with_a_remedy(
    tmp_path: Path, kind: str, problem: str, remedy: str
) -> None:
    sound, rate = UNUSABLE[kind]
    soundfile.write(tmp_path / "ident.wav", sound, rate, subtype="FLOAT")
    with pytest.raises(MediaError) as caught:
        load_sound(show(tmp_path, "ident.wav"), "ident")
    assert f"{tmp_path / 'ident.wav'}, which sounds.ident names" in caught.value.problem
    assert problem in caught.value.problem
    assert remedy in caught.value.remedy


@pytest.mark.parametrize(
    ("content", "problem"),
    [(None, "is not there"), (b"", "cannot be read"), (b"RIFF no sound", "cannot be read"), (b"\0" * 999, "cannot be")],
)
def test_a_file_that_is_missing_or_no_sound(tmp_path: Path, content: bytes | None, problem: str) -> None:
    if content is not None:
        (tmp_path / "ident.wav").write_bytes(content)
    with pytest.raises(MediaError, match=problem):
        load_sound(show(tmp_path, "ident.wav"), "ident")


def test_a_file_cut_short_is_used_as_far_as_it_goes_or_refused(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "whole.mp3", sine(440, 3, 44_100, 0.5), 44_100)
    (tmp_path / "ident.mp3").write_bytes((tmp_path / "whole.mp3").read_bytes()[:9000])
    sound = load_sound(show(tmp_path, "ident.mp3"), "ident")
    assert sound is not None
    assert 0.1 < len(sound) / 44_100 < 3


@pytest.mark.parametrize("name", ["../ident.wav", "/ident.wav", "sounds/../../ident.wav"])
def test_a_file_outside_the_show_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(MediaError, match="below the show's folder"):
        load_sound(show(tmp_path / "show", name), "ident")


def test_a_folder_is_no_sound(tmp_path: Path) -> None:
    (tmp_path / "ident.wav").mkdir()
    with pytest.raises(MediaError, match=r"ident\.wav"):
        load_sound(show(tmp_path, "ident.wav"), "ident")
