"""`audiocast inspect`: what was read, and what became of every line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audiocast.cli.options import ItemOption, JsonOption, PrivateOption, ShowOption, SourceArgument, WorkspaceOption
from audiocast.cli.output import as_json, line
from audiocast.models.reader_rules import ReaderRules

if TYPE_CHECKING:
    from audiocast.models.article import Article
    from audiocast.sources.doubts import Doubt


def command(
    source: SourceArgument,
    workspace: WorkspaceOption = None,
    show: ShowOption = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say what else the doubtful lines might be.", show_default=False)
    ] = False,
    item: ItemOption = None,
    allow_private: PrivateOption = False,
    json: JsonOption = False,
) -> None:
    """Show how a page is read, line by line.

    Each line is spoken, used (as title, byline, caption) or dropped, and the rule that said so is named.
    """
    from audiocast.cli import inspect_text
    from audiocast.models.source_options import SourceOptions
    from audiocast.sources import read

    article = read(source, _rules(workspace, show), options=SourceOptions(item=item or "", allow_private=allow_private))
    doubtful = _doubts(article) if explain else ()
    if json:
        extra = {"doubts": inspect_text.doubts_as_json(doubtful)} if explain else {}
        as_json(inspect_text.as_json(article) | extra)
        return
    for text in inspect_text.describe(article, doubtful):
        line(text)


def _doubts(article: Article) -> tuple[Doubt, ...]:
    from audiocast.sources.doubts import doubts

    return tuple(doubts(article))


def _rules(workspace: Path | None, show: str | None) -> ReaderRules:
    """The reading rules of the show that is meant; where none can be, no configuration is loaded."""
    if not (workspace or show or os.environ.get("AUDIOCAST_WORKSPACE") or Path("feeds").is_dir()):
        return ReaderRules()
    from audiocast.config import load_reader_rules

    return load_reader_rules(workspace, show)
