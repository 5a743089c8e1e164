"""`audiocast serve`: the shows of a workspace on this machine, for a podcast app."""

from __future__ import annotations

from typing import Annotated

import typer

from audiocast.cli.options import ShowOption, WorkspaceOption
from audiocast.cli.output import line


def command(
    workspace: WorkspaceOption = None,
    show: ShowOption = None,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")] = 8000,
) -> None:
    """Serve the feeds to podcast apps on this machine."""
    import sys

    from audiocast.config import find_workspace, load_show
    from audiocast.serve import serve

    place = find_workspace(workspace)
    shows = {name: load_show(place, name) for name in ([show] if show else place.shows)}

    def ready(address: str) -> None:
        for name in shows:
            line(f"Subscribe to {address.rstrip('/')}/{name}/feed.xml")
        line("Stop with Ctrl-C.")
        sys.stdout.flush()

    serve(shows, port=port, ready=ready)
