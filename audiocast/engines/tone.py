"""An engine without speech for tests and dry runs: each word a short tone, at once and always the same.

The profile's `voice` key chooses how it behaves:

=========  ==============================================================
tone       speaks
silent     gives sound of the right length that holds nothing
short      gives one millisecond a word
error      raises an EngineError
crash      ends its process with SIGABRT
exit       ends its process with exit code 3
hang       never answers
flaky      crashes once, then speaks; option `marker` names a file that remembers it
=========  ==============================================================

Options, in milliseconds: `word_ms` (60) a word's tone, `gap_ms` (40) the silence after it. Both are for a rate of 175
words a minute and shrink or grow with it.
"""

from __future__ import annotations

import math
import os
import time
from array import array
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from audiocast.engines.marks import word_spans
from audiocast.engines.protocol import EngineStatus, EngineVoice
from audiocast.errors import EngineError
from audiocast.models.speech import Mark, SpokenUtterance

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from audiocast.models.show import Voice

SAMPLE_RATE = 22_050
_USUAL_RATE = 175
_AMPLITUDE = 8000
_LONGEST_MS = 5000
_PITCHES = 48
_DEFAULTS = {"word_ms": 60, "gap_ms": 40}


class ToneEngine:
    """Deterministic tones with exact marks, and modes that fail."""

    name = "tone"

    def status(self) -> EngineStatus:
        """Always available."""
        note = "tones instead of speech, for tests and dry runs"
        return EngineStatus(self.name, available=True, version="1", exact_marks=True, note=note)

    def voices(self) -> Sequence[EngineVoice]:
        """The one voice that works and the modes that fail."""
        return tuple(EngineVoice(mode, f"{mode} (test)", ("und",)) for mode in ("tone", *_MODES))

    def check_voice(self, voice: Voice) -> None:
        """EngineError for an unknown mode or option."""
        known = ("tone", *_MODES)
        if voice.voice not in known:
            raise EngineError(f'the engine "tone" has no voice "{voice.voice}"', f"Known voices: {', '.join(known)}")
        _lengths(voice)

    def speak(self, text: str, voice: Voice) -> SpokenUtterance:
        """A tone for each word, its pitch from the word's letters; a text without words is an empty sound."""
        self.check_voice(voice)
        if voice.voice == "tone":
            return _tones(text, *_lengths(voice))
        return _MODES[voice.voice](text, voice)


def _lengths(voice: Voice) -> tuple[int, int]:
    """The samples of a word's tone and of the gap after it."""
    unknown = sorted(voice.options.keys() - _DEFAULTS.keys() - {"marker"})
    if unknown:
        raise EngineError(
            f'the engine "tone" has no option {", ".join(unknown)}', "Known options: word_ms, gap_ms, marker"
        )
    word, gap = (_option(voice, name) * SAMPLE_RATE * _USUAL_RATE // (1000 * voice.rate) for name in _DEFAULTS)
    return word, gap + voice.word_gap_ms * SAMPLE_RATE // 1000


def _option(voice: Voice, name: str) -> int:
    value = voice.options.get(name, str(_DEFAULTS[name]))
    if not (value.isascii() and value.isdigit() and int(value) <= _LONGEST_MS):
        raise EngineError(f'{name} = "{value}" is no length', f"Give whole milliseconds from 0 to {_LONGEST_MS}")
    return int(value)


def _tones(text: str, word_samples: int, gap_samples: int) -> SpokenUtterance:
    spans = word_spans(text)
    gap = bytes(2 * gap_samples)
    pcm = b"".join(
        _tone(crc32(text[start:end].encode("utf-8", "surrogatepass")) % _PITCHES, word_samples) + gap
        for start, end in spans
    )
    step = word_samples + gap_samples
    marks = tuple(
        Mark(start, end, index * step * 1000 // SAMPLE_RATE, (index + 1) * step * 1000 // SAMPLE_RATE)
        for index, (start, end) in enumerate(spans)
    )
    return SpokenUtterance(pcm, SAMPLE_RATE, marks)


@lru_cache(maxsize=4 * _PITCHES)
def _tone(pitch: int, samples: int) -> bytes:
    """A sine on one of 48 quarter tones above 220 Hz, its ends faded over a tenth of it."""
    frequency = 220 * 2 ** (pitch / 24)
    fade = max(1, samples // 10)
    wave = array("h", bytes(2 * samples))
    for index in range(samples):
        envelope = min(1.0, (index + 1) / fade, (samples - index) / fade)
        wave[index] = round(_AMPLITUDE * envelope * math.sin(2 * math.pi * frequency * index / SAMPLE_RATE))
    if memoryview(b"\x01\x00").cast("h")[0] != 1:
        wave.byteswap()
    return wave.tobytes()


def _silent(text: str, voice: Voice) -> SpokenUtterance:
    spoken = _tones(text, *_lengths(voice))
    return SpokenUtterance(bytes(len(spoken.pcm)), spoken.sample_rate, spoken.marks)


def _short(text: str, voice: Voice) -> SpokenUtterance:  # noqa: ARG001 - the table's common shape
    return _tones(text, SAMPLE_RATE // 1000, 0)


def _error(text: str, voice: Voice) -> SpokenUtterance:  # noqa: ARG001 - the table's common shape
    raise EngineError('the voice "error" of the engine "tone" always fails', 'Use the voice "tone"')


def _crash(text: str, voice: Voice) -> SpokenUtterance:  # noqa: ARG001 - the table's common shape
    os.write(2, b"tone: about to crash\n")
    os.abort()


def _exit(text: str, voice: Voice) -> SpokenUtterance:  # noqa: ARG001 - the table's common shape
    os.write(2, b"tone: about to exit\n")
    os._exit(3)


def _hang(text: str, voice: Voice) -> SpokenUtterance:  # noqa: ARG001 - the table's common shape
    while True:
        time.sleep(60)


def _flaky(text: str, voice: Voice) -> SpokenUtterance:
    marker = Path(voice.options.get("marker") or os.devnull)
    if marker == Path(os.devnull):
        raise EngineError('the voice "flaky" needs the option "marker"', "Name a file that does not exist yet")
    if not marker.exists():
        marker.touch()
        _crash(text, voice)
    return _tones(text, *_lengths(voice))


_MODES: dict[str, Callable[[str, Voice], SpokenUtterance]] = {
    "silent": _silent,
    "short": _short,
    "error": _error,
    "crash": _crash,
    "exit": _exit,
    "hang": _hang,
    "flaky": _flaky,
}
