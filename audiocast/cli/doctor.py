"""`audiocast doctor`: what is here, what is missing, and how to get it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from audiocast.cli.options import JsonOption, ShowOption, WorkspaceOption
from audiocast.cli.output import as_json, line

if TYPE_CHECKING:
    from audiocast.production.diagnosis import Finding


def command(workspace: WorkspaceOption = None, show: ShowOption = None, json: JsonOption = False) -> None:
    """Check what is here, and say how to mend what is not.

    Engines, voices, shows and libraries are looked at. Exit code 1 says that something stops an episode.
    """
    from audiocast.config import find_workspace
    from audiocast.production.diagnosis import diagnose

    findings = diagnose(find_workspace(workspace, or_bundled=True), show)
    if json:
        as_json([_as_dict(finding) for finding in findings])
    else:
        for finding in findings:
            line(_sentence(finding))
    if any(finding.serious for finding in findings):
        raise typer.Exit(1)


def _sentence(finding: Finding) -> str:
    text = f"{finding.subject}: {finding.state}."
    return f"{text} {finding.remedy}." if finding.remedy else text


def _as_dict(finding: Finding) -> dict[str, object]:
    return {
        "subject": finding.subject,
        "state": finding.state,
        "remedy": finding.remedy,
        "serious": finding.serious,
    }
