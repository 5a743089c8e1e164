"""Every error that audiocast raises on purpose.

::

    AudiocastError             exit 1
    ├── ConfigError            a workspace, show or voice file
    ├── SourceError            the input could not be read
    │   └── NoStoryError       the input was read and holds no story (exit 3)
    ├── ScriptError            words were lost between the page and the voice
    ├── EngineError            a speech engine failed
    ├── MediaError             sound could not be made or read
    ├── ArchiveError           the show's folder could not be read or changed
    ├── ExportError            a feed, transcript or chapter file could not be written
    └── ServeError             the web server could not be started

Each says what was wrong and what to do about it, and survives pickling.
"""

from __future__ import annotations

from typing import ClassVar, Self


class AudiocastError(Exception):
    """The root: a problem and its remedy, each a phrase without a closing full stop."""

    exit_code: ClassVar[int] = 1

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.problem}. {self.remedy}."

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        return type(self), (self.problem, self.remedy)


class ConfigError(AudiocastError):
    """A workspace, show or voice file is absent or says something it may not."""


class SourceError(AudiocastError):
    """The input is absent, unreadable, not text or over a limit."""


class NoStoryError(SourceError):
    """The input was read and holds no story."""

    exit_code: ClassVar[int] = 3


class ScriptError(AudiocastError):
    """What would be spoken is not what the story says."""


class EngineError(AudiocastError):
    """A speech engine is missing, refused a voice, crashed, hung or was silent."""


class MediaError(AudiocastError):
    """Sound could not be decoded, mixed, mastered, encoded or tagged."""


class ArchiveError(AudiocastError):
    """A record or a media file could not be read or written, or which episode is meant is unclear."""


class ExportError(AudiocastError):
    """A feed, transcript or chapter file could not be written."""


class ServeError(AudiocastError):
    """The web server could not have its address or port."""
