"""`audiocast feed`: the feed written again from the records."""

from __future__ import annotations

from audiocast.cli.options import JsonOption, ShowOption, WorkspaceOption
from audiocast.cli.output import as_json, line


def command(workspace: WorkspaceOption = None, show: ShowOption = None, json: JsonOption = False) -> None:
    """Write a show's feed again from its records.

    Needed after a change in show.toml; "make" does it by itself.
    """
    from audiocast.config import find_workspace, load_show
    from audiocast.production import rebuild_feed

    podcast = load_show(find_workspace(workspace), show)
    path, episodes = rebuild_feed(podcast)
    if json:
        as_json({"feed": str(path), "address": podcast.feed_url, "episodes": episodes})
        return
    line(f"Wrote {path} with {episodes} episode{'' if episodes == 1 else 's'}.")
    line(f"Its address is {podcast.feed_url}")
