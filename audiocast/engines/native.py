"""The speech of macOS and Windows through pyttsx3's own drivers; word times are estimated. Untested so far."""

from __future__ import annotations

import sys
import tempfile
import wave
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audiocast.engines.marks import estimated_marks, word_spans
from audiocast.engines.protocol import SILENT_RATE, EngineStatus, EngineVoice
from audiocast.errors import EngineError
from audiocast.models.speech import SpokenUtterance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audiocast.models.show import Voice

_DRIVERS = {"darwin": "nsss", "win32": "sapi5"}
_NOTE = "untested; word times are estimated"


class NativeEngine:
    """pyttsx3's nsss driver on macOS, its sapi5 driver on Windows."""

    name = "native"

    def __init__(self, platform: str = sys.platform) -> None:
        self._driver = _DRIVERS.get(platform, "")

    def status(self) -> EngineStatus:
        """Available on macOS and Windows where pyttsx3 is installed."""
        problem = remedy = ""
        if not self._driver:
            problem, remedy = "it is for macOS and Windows", 'Use the engine "espeak"'
        elif find_spec("pyttsx3") is None:
            problem, remedy = "pyttsx3 is not installed", "Install the Python package pyttsx3"
        return EngineStatus(self.name, available=not problem, problem=problem, remedy=remedy, note=_NOTE)

    def voices(self) -> Sequence[EngineVoice]:
        """The voices of the operating system."""
        return tuple(
            EngineVoice(str(voice.id), str(voice.name), tuple(str(code) for code in voice.languages or ()))
            for voice in self._open().getProperty("voices")
        )

    def check_voice(self, voice: Voice) -> None:
        """EngineError unless the system has the voice, by its identifier or its name."""
        self._identifier(voice.voice)

    def speak(self, text: str, voice: Voice) -> SpokenUtterance:
        """Speak through a temporary file; a text without words is an empty sound."""
        identifier = self._identifier(voice.voice)
        if not word_spans(text):
            return SpokenUtterance(b"", SILENT_RATE, ())
        with tempfile.TemporaryDirectory(prefix="audiocast-") as folder:
            path = Path(folder, "speech.aiff" if self._driver == "nsss" else "speech.wav")
            self._save(text, path, {"voice": identifier, "rate": voice.rate})
            pcm, rate = _read_sound(path)
        return SpokenUtterance(pcm, rate, estimated_marks(text, len(pcm) // 2 * 1000 // rate))

    def _save(self, text: str, path: Path, properties: dict[str, Any]) -> None:
        failures: list[Exception] = []
        door = self._open()
        token = door.connect("error", lambda exception, **_: failures.append(exception))
        for key, value in properties.items():
            door.setProperty(key, value)
        door.save_to_file(text, str(path))
        door.runAndWait()
        door.disconnect(token)
        if failures:
            raise EngineError(f"the system's speech failed: {failures[0]}", 'Try another voice or the engine "espeak"')
        if not path.is_file() or path.stat().st_size == 0:
            raise EngineError("the system's speech wrote no sound", 'Try another voice or the engine "espeak"')

    def _identifier(self, wanted: str) -> str:
        voices = self.voices()
        for voice in voices:
            if wanted in (voice.id, voice.name):
                return voice.id
        known = ", ".join(voice.name for voice in voices[:10]) or "none"
        raise EngineError(
            f'the system has no voice "{wanted}"', f'Some it has: {known}; "audiocast voices --engine native" lists all'
        )

    def _open(self) -> Any:
        status = self.status()
        if not status.available:
            raise EngineError(status.problem, status.remedy)
        import pyttsx3

        try:
            return pyttsx3.init(self._driver)
        except Exception as error:
            raise EngineError(f'pyttsx3 cannot open "{self._driver}": {error}', 'Use the engine "espeak"') from error


def _read_sound(path: Path) -> tuple[bytes, int]:
    """The first channel of a sound file as 16-bit little-endian samples, and their rate."""
    try:
        with wave.open(str(path)) as source:
            if (source.getnchannels(), source.getsampwidth()) == (1, 2):
                return source.readframes(source.getnframes()), source.getframerate()
    except (wave.Error, EOFError):
        pass  # an AIFF, or a WAV of another kind: soundfile reads them, at the price of numpy
    import soundfile

    try:
        samples, rate = soundfile.read(str(path), dtype="int16", always_2d=True)
    except soundfile.SoundFileError as error:
        raise EngineError(f"the system's speech cannot be read: {error}", 'Use the engine "espeak"') from error
    return samples[:, 0].astype("<i2").tobytes(), int(rate)
