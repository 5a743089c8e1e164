"""The options that several commands share, each said once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

WorkspaceOption = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        metavar="DIR",
        help="The folder with feeds and voices. Else AUDIOCAST_WORKSPACE, else the current folder.",
        show_default=False,
    ),
]
ShowOption = Annotated[
    str | None,
    typer.Option("--show", metavar="NAME", help="The show. Else the only one there is.", show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.", show_default=False)]
SourceArgument = Annotated[
    str, typer.Argument(metavar="SOURCE", help='A file, a web address, or "-" for standard input.')
]


def check_item(item: str | None) -> str | None:
    """The name of an item, which says something where it is given at all."""
    if item is not None and not item.strip():
        raise typer.BadParameter("it is empty; name the story's number (1 is the first), its id or its link")
    return item


ItemOption = Annotated[
    str | None,
    typer.Option(
        "--item",
        metavar="ITEM",
        callback=check_item,
        help="The story of a feed: its number (1 is the first), its id or its link.",
        show_default=False,
    ),
]
PrivateOption = Annotated[
    bool,
    typer.Option(
        "--allow-private",
        help="Let a web address lead to this machine or its own network.",
        show_default=False,
    ),
]


def parse_date(text: str) -> datetime:
    """A date or a date and time as ISO 8601 writes them; without an offset it is in the zone of the show."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date such as 2026-11-24 or 2026-11-24T18:30:00-05:00") from None


DateOption = Annotated[
    datetime | None,
    typer.Option(
        "--date",
        metavar="DATE",
        parser=parse_date,
        help="The date of a story that has none. Else SOURCE_DATE_EPOCH, else now.",
        show_default=False,
    ),
]
