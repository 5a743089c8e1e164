"""What `audiocast doctor` knows: libraries, engines, voices and shows, each with a remedy where something is wrong."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING

from audiocast.config import load_show, load_voice, load_voices
from audiocast.errors import AudiocastError
from audiocast.script import check_templates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audiocast.config import Workspace

LIBRARIES = ("espeakng-loader", "pyttsx3", "pydub", "mutagen", "lameenc", "soxr", "soundfile", "numpy", "lxml")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `remedy` is empty where nothing is to be done; `serious` stops an episode."""

    subject: str
    state: str
    remedy: str = ""
    serious: bool = False


def diagnose(workspace: Workspace) -> tuple[Finding, ...]:
    """Everything an episode needs, in the order in which it is needed; never raises an AudiocastError."""
    return (
        _house(),
        *_libraries(),
        *_engines(),
        *_voices(workspace),
        *_shows(workspace),
    )


def _house() -> Finding:
    from audiocast import __version__

    where = f"{platform.system()} {platform.machine()}"
    return Finding("audiocast", f"version {__version__} on Python {platform.python_version()}, {where}")


def _libraries() -> Iterator[Finding]:
    for name in LIBRARIES:
        try:
            yield Finding(f"library {name}", f"version {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            yield Finding(f"library {name}", "not installed", f"Install it with: pip install {name}")


def _engines() -> Iterator[Finding]:
    from audiocast.speech import engine_statuses

    for status in engine_statuses():
        if status.available:
            marks = "exact word times" if status.exact_marks else "estimated word times"
            state = ", ".join(part for part in ("available", status.version, marks, status.note) if part)
            yield Finding(f"engine {status.name}", state)
        else:
            yield Finding(f"engine {status.name}", f"not available: {status.problem}", status.remedy)


def _voices(workspace: Workspace) -> Iterator[Finding]:
    from audiocast.speech import SpeechServer

    for name in workspace.voices:
        try:
            voice = load_voice(workspace, name)
            with SpeechServer(voice.engine) as server:
                server.check_voice(voice)
        except AudiocastError as error:
            yield Finding(f"voice {name}", error.problem, error.remedy, serious=True)
        else:
            yield Finding(f"voice {name}", f"ready, {voice.voice} of the engine {voice.engine}")


def _shows(workspace: Workspace) -> Iterator[Finding]:
    from audiocast.production.show_files import read_cover

    if not workspace.shows:
        yield Finding("shows", "none here", 'Make an example with "audiocast init DIR", and copy it', serious=True)
    for name in workspace.shows:
        try:
            show = load_show(workspace, name)
            load_voices(workspace, show)
            check_templates(show)
            read_cover(show)
        except AudiocastError as error:
            yield Finding(f"show {name}", error.problem, error.remedy, serious=True)
        else:
            yield Finding(f"show {name}", f"ready: {show.title}, its feed will be {show.feed_url}")
