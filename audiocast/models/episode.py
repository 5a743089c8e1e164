"""A finished episode: its stories, its sound, its files and its place in the show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Chapter:
    """A titled stretch of the audio."""

    start_ms: int
    end_ms: int
    title: str


@dataclass(frozen=True, slots=True)
class CueWord:
    """A word of a cue: characters `start` to `end` of its text, and when it is heard."""

    start: int
    end: int
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Cue:
    """A sentence as written, its speaker and its words' times; `section` is the index of its chapter."""

    start_ms: int
    end_ms: int
    speaker: str
    text: str
    section: int
    segment: int
    words: tuple[CueWord, ...]


@dataclass(frozen=True, slots=True)
class Rendition:
    """An audio file that listeners fetch; `name` is its path below the show's public folder."""

    name: str
    media_type: str
    bytes: int
    sha256: str
    duration_ms: int
    bitrate_kbps: int
    loudness_lufs: float
    true_peak_dbtp: float


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with the audio. `kind` is "transcript" or "chapters"."""

    kind: str
    name: str
    media_type: str
    language: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Story:
    """What an episode's record keeps of one story; `sketch` is a fingerprint of the body that tolerates edits."""

    title: str
    byline: tuple[str, ...]
    station: str
    url: str
    language: str
    copyright: str
    dated: bool
    words_spoken: int
    words_dropped: int
    sketch: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Episode:
    """One item of a show's feed.

    `id` is short and readable, `guid` what podcast apps know it by, `identity` the text the guid was made from; none of
    the three ever changes. `published` and `updated` carry an offset. `fingerprint` names what the promise of same
    bytes depends on: versions and architecture. `engines` says who spoke, `voice_credits` what listeners hear of it.
    """

    id: str
    guid: str
    identity: str
    title: str
    summary: str
    language: str
    published: datetime
    updated: datetime
    stories: tuple[Story, ...]
    chapters: tuple[Chapter, ...]
    audio: Rendition
    attachments: tuple[Attachment, ...]
    engines: tuple[str, ...]
    fingerprint: tuple[str, ...]
    voice_credits: tuple[str, ...] = ()
