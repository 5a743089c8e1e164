"""What `audiocast doctor` knows: libraries, engines, voices and shows, each with a remedy where something is wrong.

It looks at what may be missing, so it imports nothing that may be missing.
"""

from __future__ import annotations

import platform
import warnings
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module, metadata
from typing import TYPE_CHECKING

from audiocast.config import load_show, load_voice, load_voices
from audiocast.errors import AudiocastError, ConfigError
from audiocast.script import check_templates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audiocast.config import Workspace

# The libraries that an episode needs, by package and by module, in the order in which it needs them.
LIBRARIES = {
    "pyttsx3": "pyttsx3",
    "numpy": "numpy",
    "soxr": "soxr",
    "soundfile": "soundfile",
    "pydub": "pydub",
    "lameenc": "lameenc",
    "mutagen": "mutagen",
    "lxml": "lxml.etree",
    "trafilatura": "trafilatura",
    "httpx": "httpx",
    "httpcore": "httpcore",
    "protego": "protego",
    "py3langid": "py3langid",
    "filelock": "filelock",
    "sentencex": "sentencex",
    "starlette": "starlette",
    "uvicorn": "uvicorn",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `remedy` is empty where nothing is to be done; `serious` stops an episode."""

    subject: str
    state: str
    remedy: str = ""
    serious: bool = False


def diagnose(workspace: Workspace, show: str | None = None) -> tuple[Finding, ...]:
    """Everything an episode needs, in the order in which it is needed; never raises an AudiocastError.

    With `show` only that show is looked at, else each one that the workspace has.
    """
    return (
        _house(),
        *_libraries(),
        *_engines(),
        *_voices(workspace),
        *_shows(workspace, show),
    )


def _house() -> Finding:
    from audiocast import __version__

    where = f"{platform.system()} {platform.machine()}"
    return Finding("audiocast", f"version {__version__} on Python {platform.python_version()}, {where}")


def _libraries() -> Iterator[Finding]:
    for name, module in LIBRARIES.items():
        subject, remedy = f"library {name}", f"Install it with: pip install {name}"
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # a library's own business
                import_module(module)
            yield Finding(subject, f"version {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            yield Finding(subject, "there, of an unknown version")
        except Exception as error:  # a broken library may raise anything
            yield Finding(subject, f"cannot be used: {error}", remedy, serious=True)


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

    with ExitStack() as stack:
        servers: dict[str, SpeechServer] = {}
        for name in workspace.voices:
            try:
                voice = load_voice(workspace, name)
                if voice.engine not in servers:
                    servers[voice.engine] = stack.enter_context(SpeechServer(voice.engine))
                servers[voice.engine].check_voice(voice)
            except AudiocastError as error:
                yield Finding(f"voice {name}", error.problem, error.remedy, serious=True)
            else:
                yield Finding(f"voice {name}", f"ready, {voice.voice} of the engine {voice.engine}")


def _shows(workspace: Workspace, only: str | None) -> Iterator[Finding]:
    if not workspace.shows:
        yield Finding("shows", "none here", 'Make an example with "audiocast init DIR", and copy it', serious=True)
    for name in (only,) if only else workspace.shows:
        try:
            state = _show(workspace, name)
        except AudiocastError as error:
            yield Finding(f"show {name}", error.problem, error.remedy, serious=True)
        else:
            yield Finding(f"show {name}", state)


def _show(workspace: Workspace, name: str) -> str:
    """That a show is ready; raises AudiocastError where it is not."""
    show = load_show(workspace, name)
    load_voices(workspace, show)
    check_templates(show)
    try:
        from audiocast.audio.sound_files import load_sound
        from audiocast.production.show_files import read_cover
    except ImportError as error:
        raise ConfigError(f"its sounds and cover cannot be checked: {error}", "Install what is missing") from error
    read_cover(show)
    for key in ("ident", "sign_off"):
        load_sound(show, key)
    return f"ready: {show.title}, its feed will be {show.feed_url}"
