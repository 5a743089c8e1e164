"""Reads a show's own sound files."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

import numpy as np
import soundfile

from audiocast.audio.frames import HIGHEST_RATE, LOWEST_RATE
from audiocast.audio.joining import resample, sounding
from audiocast.audio.loudness import block_powers, integrated
from audiocast.audio.station_sounds import synthesise
from audiocast.errors import MediaError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from audiocast.models.show import Show

SYNTHESISED, NONE = "synthesised", "none"
LONGEST_S = 60
_SHORTEST_MS = 100
_SOFTEST_LUFS = -60.0
_KINDS = "a WAV, FLAC, MP3 or Ogg file"
_CHOICES = f'"{SYNTHESISED}" or "{NONE}"'


def load_sound(show: Show, key: str) -> NDArray[np.float32] | None:
    """The show's sound of a key of its `[sounds]` table, mono at 44.1 kHz, or None where it wants none.

    MediaError, with file and remedy, for a file that is missing, no sound, longer than a minute or silent.
    """
    name: str = getattr(show.sounds, key)
    if name == NONE:
        return None
    if name == SYNTHESISED:
        return synthesise(key)
    if PurePath(name).is_absolute() or ".." in PurePath(name).parts:
        raise _refused(key, name, "does not lie below the show's folder", f"Put {_KINDS} there and name it")
    return _read(show.folder / name, key)


def _read(path: Path, key: str) -> NDArray[np.float32]:
    try:
        with soundfile.SoundFile(path) as sound:
            _require_usual(sound, path, key)
            samples = sound.read(LONGEST_S * sound.samplerate + 1, dtype="float32", always_2d=True)
            rate = sound.samplerate
    except soundfile.LibsndfileError as error:
        if not path.is_file():
            raise _refused(key, path, "is not there", f"Put {_KINDS} there, or write {_CHOICES}") from error
        raise _refused(key, path, f"cannot be read: {_first(error)}", f"Give {_KINDS}, or write {_CHOICES}") from error
    except (OSError, RuntimeError) as error:
        raise _refused(key, path, f"cannot be read: {error}", f"Give {_KINDS}, or write {_CHOICES}") from error
    if len(samples) > LONGEST_S * rate:
        raise _refused(key, path, f"is longer than {LONGEST_S} seconds", "Give a shorter one")
    mono = samples.mean(axis=1, dtype=np.float32)
    if not np.isfinite(mono).all():
        raise _refused(key, path, "holds samples that are no numbers", "Export it again from the program that made it")
    if integrated(block_powers(mono, rate), alone=True) < _SOFTEST_LUFS:
        raise _refused(key, path, "is silent", f"Give one that can be heard, or write {_CHOICES}")
    start, end = sounding(mono, rate)
    if (end - start) * 1000 < _SHORTEST_MS * rate:
        raise _refused(key, path, f"is shorter than {_SHORTEST_MS} milliseconds", "Give a longer one")
    return resample(mono[start:end], rate)


def _require_usual(sound: soundfile.SoundFile, path: Path, key: str) -> None:
    if sound.channels > 2 or not LOWEST_RATE <= sound.samplerate <= HIGHEST_RATE:
        raise _refused(
            key,
            path,
            f"has {sound.channels} channels at {sound.samplerate} Hz",
            f"Give a mono or stereo one at {LOWEST_RATE} to {HIGHEST_RATE} Hz",
        )


def _first(error: soundfile.LibsndfileError) -> str:
    return str(error.error_string).rstrip(".")


def _refused(key: str, path: Path | str, problem: str, remedy: str) -> MediaError:
    return MediaError(f"the sound file {path}, which sounds.{key} names, {problem}", remedy)
