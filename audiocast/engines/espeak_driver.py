"""A pyttsx3 driver over libespeak-ng that speaks into memory, synchronously, with exact word marks.

`register` makes it known, then `pyttsx3.init(DRIVER_NAME)` takes it. Beside pyttsx3's own topics it notifies:

- `audio`: name, pcm (16-bit little-endian mono), sample_rate; once an utterance
- `word-mark`: name, location (0-based character offset), time_ms; once a word

They are topics of their own because pyttsx3 swallows the TypeError of a callback that gets an unknown argument.
"""

from __future__ import annotations

import sys
import wave
from array import array
from typing import Any

from audiocast.engines.espeak_library import EspeakLibrary, Synthesis, open_library
from audiocast.engines.espeak_voices import resolve_voice
from audiocast.errors import EngineError

DRIVER_NAME = "audiocast_espeak"
_DEFAULTS: dict[str, Any] = {"voice": "en-us", "rate": 175, "volume": 1.0, "pitch": 50, "range": 50, "word_gap": 0}


def register() -> str:
    """Make the driver importable under the name that pyttsx3 looks for, and return what `pyttsx3.init` takes."""
    sys.modules[f"pyttsx3.drivers.{DRIVER_NAME}"] = sys.modules[__name__]
    return DRIVER_NAME


def buildDriver(proxy: Any) -> EspeakDriver:  # noqa: N802 - the name is pyttsx3's
    """Called by pyttsx3 with its proxy; EngineError where no libespeak-ng can be opened."""
    return EspeakDriver(proxy, open_library())


class EspeakDriver:
    """What pyttsx3 asks of a driver. All work is done inside `say`, so its loops have nothing to wait for."""

    def __init__(self, proxy: Any, library: EspeakLibrary) -> None:
        self._proxy = proxy
        self._library = library
        self._properties = dict(_DEFAULTS)

    def destroy(self) -> None:
        """The library stays open: it is the process's, and cannot be opened afresh."""

    def say(self, text: str) -> None:
        """Speak into memory, then notify: callbacks may ask for more speech, which the library's own may not."""
        self._proxy.notify("started-utterance")
        spoken = self._synthesize(text)
        for location, length, sample in spoken.words:
            self._proxy.notify("started-word", location=location, length=length)
            self._proxy.notify("word-mark", location=location, time_ms=sample * 1000 // spoken.sample_rate)
        self._proxy.notify("audio", pcm=_little_endian(spoken.pcm), sample_rate=spoken.sample_rate)
        self._proxy.notify("finished-utterance", completed=True)

    def save_to_file(self, text: str, filename: str) -> None:
        """Speak into a WAV file."""
        spoken = self._synthesize(text)
        with wave.open(filename, "wb") as sink:
            sink.setnchannels(1)
            sink.setsampwidth(2)
            sink.setframerate(spoken.sample_rate)
            sink.writeframes(_little_endian(spoken.pcm))

    def _synthesize(self, text: str) -> Synthesis:
        wanted, library = self._properties, self._library
        library.select_voice(*resolve_voice(wanted["voice"], library.voices, library.variants))
        # A voice brings parameters of its own, so ours follow it.
        for name in ("rate", "pitch", "range", "word_gap"):
            library.set_parameter(name, int(wanted[name]))
        library.set_parameter("volume", round(100 * wanted["volume"]))
        return library.synthesize(text)

    def stop(self) -> None:
        """Nothing can be speaking when this is called."""

    def getProperty(self, name: str) -> Any:  # noqa: N802 - the name is pyttsx3's
        """A property's value; `voices` are those of the library."""
        if name == "voices":
            return [_pyttsx3_voice(voice.identifier, voice.name, voice.languages) for voice in self._library.voices]
        try:
            return self._properties[name]
        except KeyError as error:
            raise KeyError(f"unknown property {name}") from error

    def setProperty(self, name: str, value: Any) -> None:  # noqa: N802 - the name is pyttsx3's
        """Keep a property for the next utterance; an unknown voice is an EngineError on the topic `error`."""
        if name not in self._properties:
            raise KeyError(f"unknown property {name}")
        if name == "voice":
            resolve_voice(value, self._library.voices, self._library.variants)
        elif not isinstance(value, int | float):
            raise EngineError(f"{name} is not a number: {value!r}", "Set it to a number")
        self._properties[name] = value

    def startLoop(self) -> None:  # noqa: N802 - the name is pyttsx3's
        """Let the proxy work off its queue. From its second run on pyttsx3 has done so, and ended the loop, before."""
        self._proxy.setBusy(False)

    def endLoop(self) -> None:  # noqa: N802 - the name is pyttsx3's
        """There is no loop to leave."""

    def iterate(self) -> Any:
        """Let the proxy work off its queue inside a loop of the caller's."""
        self._proxy.setBusy(False)
        yield


def _little_endian(pcm: bytes) -> bytes:
    if sys.byteorder == "little":
        return pcm
    samples = array("h", pcm)
    samples.byteswap()
    return samples.tobytes()


def _pyttsx3_voice(identifier: str, name: str, languages: tuple[tuple[int, str], ...]) -> Any:
    from pyttsx3.voice import Voice

    return Voice(id=identifier, name=name, languages=[code for _, code in languages])
