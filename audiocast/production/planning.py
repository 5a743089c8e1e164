"""From a source to a script, with the proof that it says what the story says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audiocast.models.source_options import SourceOptions
from audiocast.production.proof import check_script
from audiocast.script import check_templates, render, write_script
from audiocast.sources import read

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from audiocast.models.article import Article
    from audiocast.models.script import Script
    from audiocast.models.show import Show, Voice

_NO_OPTIONS = SourceOptions()


@dataclass(frozen=True, slots=True)
class Plan:
    """A story, what will be said of it, and the summary that the feed shows."""

    article: Article
    script: Script
    summary: str


def plan(source: str | Path, show: Show, voices: Mapping[str, Voice], *, options: SourceOptions = _NO_OPTIONS) -> Plan:
    """Read a source ("-" is standard input) as the options say, and write its script.

    Raises SourceError, NoStoryError, ConfigError for a bad template, ScriptError where a word would be lost.
    """
    check_templates(show)
    article = read(source, show.reader, options=options)
    script = write_script(article, show, voices)
    check_script(article, script)
    return Plan(article, script, render("summary", article, show))
