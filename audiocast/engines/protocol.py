"""The one door to speech engines: what a plugin offers and what it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audiocast.models.show import Voice
    from audiocast.models.speech import SpokenUtterance

SILENT_RATE = 22_050  # samples a second of a take without any, where no other take says which


@dataclass(frozen=True, slots=True)
class EngineVoice:
    """A voice an engine offers: what a profile's `voice` key names, a readable name and BCP 47 languages."""

    id: str
    name: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """Whether an engine can speak here; where it cannot, `problem` and `remedy` say why and what to do.

    `exact_marks` says whether word times come from the engine; `note` is anything a user should know ("untested").
    """

    name: str
    available: bool
    version: str = ""
    exact_marks: bool = False
    problem: str = ""
    remedy: str = ""
    note: str = ""


class SpeechEngine(Protocol):
    """A speech engine. It is created once in the speech server; `speak` may run in a fork of that process."""

    name: str

    def status(self) -> EngineStatus:
        """Whether the engine can speak here, found without speaking and without raising."""
        ...

    def voices(self) -> Sequence[EngineVoice]:
        """Every voice that a profile may name; EngineError where the engine cannot be loaded."""
        ...

    def check_voice(self, voice: Voice) -> None:
        """Raise EngineError, with near matches in the remedy, unless the engine has this very voice."""
        ...

    def speak(self, text: str, voice: Voice) -> SpokenUtterance:
        """Speak one utterance; marks cover every word of `text`, in order, in its character offsets."""
        ...
