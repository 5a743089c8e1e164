"""From a source to a script, with the proof that it says what the story says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audiocast.production.proof import check_script
from audiocast.script import write_script
from audiocast.sources import read
from audiocast.sources.ledger import check_ledger

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from audiocast.models.article import Article
    from audiocast.models.script import Script
    from audiocast.models.show import Show, Voice


@dataclass(frozen=True, slots=True)
class Plan:
    """A story and what will be said of it."""

    article: Article
    script: Script


def plan(source: str | Path, show: Show, voices: Mapping[str, Voice]) -> Plan:
    """Read a source ("-" is standard input) and write its script.

    Raises SourceError, NoStoryError, ConfigError for a bad template, ScriptError where a word would be lost.
    """
    article = read(source)
    check_ledger(article)
    script = write_script(article, show, voices)
    check_script(article, script)
    return Plan(article, script)
