"""The default engine: pyttsx3 in front, our driver over libespeak-ng behind it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from audiocast.engines.espeak_library import EspeakLibrary, open_library
from audiocast.engines.espeak_voices import profile_name, resolve_voice
from audiocast.engines.marks import around_skipped, marks_from_events, word_spans
from audiocast.engines.protocol import EngineStatus, EngineVoice
from audiocast.errors import EngineError
from audiocast.models.speech import SpokenUtterance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audiocast.engines.marks import WordEvent
    from audiocast.models.show import Voice

LONGEST_TEXT = 100_000
# A control character could start a command of espeak-ng, a NUL end the text, a surrogate cannot be encoded. Each is
# replaced by one space, so that offsets stay.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


class _Said(NamedTuple):
    """16-bit samples, and the words' offsets and times."""

    pcm: bytes
    rate: int
    events: list[WordEvent]


class EspeakEngine:
    """espeak-ng through pyttsx3 and our driver; marks are exact but for words that it merges."""

    name = "espeak"

    def status(self) -> EngineStatus:
        """Available where libespeak-ng opens; loads it and the door in front of it."""
        try:
            version = self._library.version
            # Done here, before the speech server forks, so that no fork pays for it.
            self._door, self._library.voices, self._library.variants  # noqa: B018
        except EngineError as error:
            return EngineStatus(self.name, available=False, problem=error.problem, remedy=error.remedy)
        return EngineStatus(self.name, available=True, version=version, exact_marks=True)

    def voices(self) -> Sequence[EngineVoice]:
        """The voices that have a dictionary; `check_voice` knows their variants too."""
        return tuple(
            EngineVoice(profile_name(voice), voice.name, tuple(code for _, code in voice.languages))
            for voice in self._library.voices
        )

    def check_voice(self, voice: Voice) -> None:
        """EngineError unless the library has the voice and the variant; the engine takes no options."""
        if voice.options:
            unknown = ", ".join(sorted(voice.options))
            raise EngineError(f'the engine "{self.name}" has no options, found: {unknown}', "Remove them from its file")
        resolve_voice(voice.voice, self._library.voices, self._library.variants)

    def speak(self, text: str, voice: Voice) -> SpokenUtterance:
        """Speak up to 100,000 characters; a text without words is an empty sound."""
        if len(text) > LONGEST_TEXT:
            raise EngineError(
                f"an utterance of {len(text)} characters is over the limit of {LONGEST_TEXT}", "Split it into sentences"
            )
        self.check_voice(voice)
        if not word_spans(text):
            return SpokenUtterance(b"", self._library.sample_rate, ())
        clean, properties = _UNSPEAKABLE.sub(" ", text), _properties(voice)
        take = _take(text, self._say(clean, properties))
        # espeak-ng leaves out a letter from its fourth time in a row on ("x x x x"); by itself it speaks each.
        pieces = around_skipped(text, take.marks)
        if len(pieces) == 1:
            return take
        return _take(text, _joined([(start, self._say(clean[start:end], properties)) for start, end in pieces]))

    def _say(self, text: str, properties: dict[str, Any]) -> _Said:
        """The sound of one text through pyttsx3's queue."""
        sounds: list[tuple[bytes, int]] = []
        events: list[tuple[int, int]] = []
        failures: list[Exception] = []
        door = self._door
        tokens = [
            door.connect("audio", lambda pcm, sample_rate, **_: sounds.append((pcm, sample_rate))),
            door.connect("word-mark", lambda location, time_ms, **_: events.append((location, time_ms))),
            door.connect("error", lambda exception, **_: failures.append(exception)),
        ]
        try:
            for name, value in properties.items():
                door.setProperty(name, value)
            door.say(text)
            door.runAndWait()
        finally:
            for token in tokens:
                door.disconnect(token)
        if failures:
            raise failures[0]
        if len(sounds) != 1:
            raise EngineError(f"pyttsx3 answered {len(sounds)} sounds to one text", "Report the text to be spoken")
        return _Said(*sounds[0], events)

    @property
    def _library(self) -> EspeakLibrary:
        return open_library()

    @cached_property
    def _door(self) -> Any:
        """The pyttsx3 engine. Kept here because pyttsx3 itself holds its engines weakly."""
        try:
            import pyttsx3
        except ImportError as error:
            raise EngineError(f"pyttsx3 cannot be imported: {error}", "Install the Python package pyttsx3") from error
        from audiocast.engines.espeak_driver import register

        return pyttsx3.init(register())


def _take(text: str, said: _Said) -> SpokenUtterance:
    return SpokenUtterance(said.pcm, said.rate, marks_from_events(text, said.events, _milliseconds(said)))


def _joined(pieces: Sequence[tuple[int, _Said]]) -> _Said:
    """Pieces of a text, each after its offset, as one sound; the pause after a sentence stays at the end only."""
    pcm = bytearray()
    events: list[WordEvent] = []
    for number, (offset, said) in enumerate(pieces, 1):
        before_ms = len(pcm) // 2 * 1000 // said.rate
        events += [(location + offset, time_ms + before_ms) for location, time_ms in said.events]
        sounding = len(said.pcm) if number == len(pieces) else len(said.pcm.rstrip(b"\0"))
        pcm += said.pcm[: sounding + sounding % 2]
    return _Said(bytes(pcm), pieces[0][1].rate, events)


def _milliseconds(said: _Said) -> int:
    return len(said.pcm) // 2 * 1000 // said.rate


def _properties(voice: Voice) -> dict[str, Any]:
    """A voice profile in the driver's units; espeak-ng counts the gap between words in tens of milliseconds."""
    return {
        "voice": voice.voice,
        "rate": voice.rate,
        "pitch": voice.pitch,
        "range": voice.pitch_range,
        "word_gap": round(voice.word_gap_ms / 10),
    }
