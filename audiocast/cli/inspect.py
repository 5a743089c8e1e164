"""`audiocast inspect`: what was read, and what became of every line."""

from __future__ import annotations

from audiocast.cli.options import JsonOption, ShowOption, SourceArgument, WorkspaceOption
from audiocast.cli.output import as_json, line


def command(
    source: SourceArgument, workspace: WorkspaceOption = None, show: ShowOption = None, json: JsonOption = False
) -> None:
    """Show how a page is read, line by line.

    Each line is spoken, used (as title, byline, caption) or dropped, and the rule that said so is named.
    """
    from audiocast.cli import inspect_text
    from audiocast.sources import read

    if workspace or show:
        from audiocast.config import find_workspace, load_show

        load_show(find_workspace(workspace), show)
    article = read(source)
    if json:
        as_json(inspect_text.as_json(article))
        return
    for text in inspect_text.describe(article):
        line(text)
