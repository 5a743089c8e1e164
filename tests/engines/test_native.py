"""The native engine with a small real pyttsx3 driver in the place of the operating system's."""

from __future__ import annotations

import sys
import wave
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from audiocast.engines.native import NativeEngine
from audiocast.engines.tone import ToneEngine
from audiocast.errors import EngineError
from tests.engines.voices import voice


class _SystemDriver:
    """Writes a sound of a second to the file, as WAV or AIFF, or nothing."""

    def __init__(self, proxy: Any, kind: str) -> None:
        self.proxy, self.kind = proxy, kind

    def destroy(self) -> None: ...

    def getProperty(self, name: str) -> Any:  # noqa: N802
        return [SimpleNamespace(id="system.anna", name="Anna", languages=["en-US"])]

    def setProperty(self, name: str, value: Any) -> None:  # noqa: N802
        if name == "rate" and value == 400:
            raise RuntimeError("too fast")

    def save_to_file(self, text: str, filename: str) -> None:
        pcm = ToneEngine().speak(text, voice("tone", "tone")).pcm
        if self.kind == "wav":
            with wave.open(filename, "wb") as sink:
                sink.setparams((1, 2, 22_050, 0, "NONE", ""))
                sink.writeframes(pcm)
        elif self.kind == "aiff":
            import numpy
            import soundfile

            soundfile.write(filename, numpy.frombuffer(pcm, "<i2"), 22_050, format="AIFF")
        elif self.kind == "garbage":
            Path(filename).write_bytes(b"no sound at all")

    def startLoop(self) -> None:  # noqa: N802
        self.proxy.setBusy(False)

    def endLoop(self) -> None: ...  # noqa: N802

    def stop(self) -> None: ...


def _install(monkeypatch: pytest.MonkeyPatch, name: str, kind: str) -> None:
    module = ModuleType(f"pyttsx3.drivers.{name}")
    monkeypatch.setattr(module, "buildDriver", lambda proxy: _SystemDriver(proxy, kind), raising=False)
    monkeypatch.setitem(sys.modules, module.__name__, module)


@pytest.mark.parametrize(("platform", "driver", "kind"), [("darwin", "nsss", "aiff"), ("win32", "sapi5", "wav")])
def test_sound_comes_back_with_estimated_marks(
    monkeypatch: pytest.MonkeyPatch, platform: str, driver: str, kind: str
) -> None:
    _install(monkeypatch, driver, kind)
    engine = NativeEngine(platform)
    assert [entry.id for entry in engine.voices()] == ["system.anna"]
    spoken = engine.speak("one two three", voice("native", "Anna"))
    assert spoken.pcm == ToneEngine().speak("one two three", voice("tone", "tone")).pcm
    assert [mark.exact for mark in spoken.marks] == [False] * 3
    assert spoken.marks[-1].end_ms == len(spoken.pcm) // 2 * 1000 // spoken.sample_rate


@pytest.mark.parametrize(
    ("kind", "rate", "message"),
    [("nothing", 175, "wrote no sound"), ("garbage", 175, "cannot be read"), ("wav", 400, "failed: too fast")],
)
def test_failures_of_the_system_are_errors(monkeypatch: pytest.MonkeyPatch, kind: str, rate: int, message: str) -> None:
    _install(monkeypatch, "sapi5", kind)
    with pytest.raises(EngineError, match=message):
        NativeEngine("win32").speak("one", voice("native", "Anna", rate=rate))


def test_unknown_voice_names_those_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    _install(monkeypatch, "sapi5", "wav")
    with pytest.raises(EngineError, match=r'no voice "Ann".*Anna'):
        NativeEngine("win32").check_voice(voice("native", "Ann"))


def test_text_without_words_is_an_empty_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    _install(monkeypatch, "sapi5", "wav")
    assert NativeEngine("win32").speak("…", voice("native", "Anna")).pcm == b""


def test_linux_is_told_what_to_use() -> None:
    status = NativeEngine("linux").status()
    assert (status.available, status.problem) == (False, "it is for macOS and Windows")
    assert status.remedy == 'Use the engine "espeak"'
    with pytest.raises(EngineError, match="for macOS and Windows"):
        NativeEngine("linux").voices()


def test_a_system_that_pyttsx3_cannot_open_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyttsx3.drivers.nsss", None)
    assert NativeEngine("darwin").status().note == "untested; word times are estimated"
    with pytest.raises(EngineError, match='cannot open "nsss"'):
        NativeEngine("darwin").voices()
