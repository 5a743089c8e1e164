"""`audiocast init`: a workspace that works at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audiocast.cli.output import line


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.", show_default=False)],
) -> None:
    """Make a workspace that works at once.

    It has an example show, two voices and sample pages.
    """
    from audiocast.config import create_workspace

    workspace = create_workspace(folder)
    line(f"Made a workspace in {folder}, with the show {workspace.shows[0]}.")
    sample = next(iter(sorted((folder / "feeds" / workspace.shows[0] / "pages").glob("*.txt"))), None)
    if sample is not None:
        line(f"Try: audiocast make --workspace {folder} {sample}")
