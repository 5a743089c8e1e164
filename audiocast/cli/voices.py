"""`audiocast voices`: the voice profiles, and what the engines offer."""

from __future__ import annotations

from typing import Annotated

import typer

from audiocast.cli.options import JsonOption, ShowOption, WorkspaceOption
from audiocast.cli.output import as_json, line


def command(
    workspace: WorkspaceOption = None,
    show: ShowOption = None,
    engine: Annotated[
        str | None,
        typer.Option("--engine", metavar="NAME", help="List what this engine offers.", show_default=False),
    ] = None,
    json: JsonOption = False,
) -> None:
    """List the voice profiles, or all voices of an engine."""
    rows = _profiles(workspace, show) if engine is None else _offered(engine)
    if json:
        as_json(rows)
        return
    for row in rows:
        line(", ".join(f"{value}" if key == "name" else f"{key} {value}" for key, value in row.items() if value != ""))


def _profiles(workspace: WorkspaceOption, show: ShowOption) -> list[dict[str, object]]:
    from audiocast.config import find_workspace, load_show, load_voice, load_voices

    place = find_workspace(workspace, or_bundled=True)
    names = place.voices if show is None else tuple(load_voices(place, load_show(place, show)))
    return [
        {
            "name": voice.name,
            "engine": voice.engine,
            "voice": voice.voice,
            "language": voice.language,
            "rate": voice.rate,
            "pitch": voice.pitch,
            "speaker": voice.speaker,
        }
        for voice in (load_voice(place, name) for name in names)
    ]


def _offered(engine: str) -> list[dict[str, object]]:
    from audiocast.speech import SpeechServer

    with SpeechServer(engine) as server:
        return [
            {"name": voice.id, "title": voice.name, "languages": " ".join(voice.languages)} for voice in server.voices()
        ]
