"""`audiocast init`: a workspace that works at once."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from audiocast.cli.options import JsonOption
from audiocast.cli.output import as_json, line


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.", show_default=False)],
    json: JsonOption = False,
) -> None:
    """Make a workspace that works at once.

    It has an example show, two voices and sample pages.
    """
    from audiocast.config import create_workspace

    workspace = create_workspace(folder)
    pages = sorted(str(path) for path in folder.glob("feeds/*/pages/*.txt"))
    if json:
        as_json({"workspace": str(folder), "shows": workspace.shows, "voices": workspace.voices, "pages": pages})
        return
    line(f"Made a workspace in {folder}, with the show {workspace.shows[0]}.")
    line(f"Try: audiocast make --workspace {quote(str(folder))} {quote(pages[0])}")
