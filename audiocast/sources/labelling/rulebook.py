"""Loads the rules and vocabularies, a file per language or family of sites, and matches units against them."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from audiocast.models.article import Label

FOLDER = Path(__file__).parent / "rules"
LONGEST = 400
"""No rule for whole lines looks at a longer text: it keeps every pattern's cost bounded."""
_LONGEST_NOTICE = 3_000


class Place(StrEnum):
    """Where on a page a rule holds: the player block, above the story, anywhere, opening what follows it, in there."""

    PLAYER = "player"
    HEAD = "head"
    ANYWHERE = "anywhere"
    END = "end"
    TAIL = "tail"


@dataclass(frozen=True, slots=True)
class Match:
    """The rule that a unit's text fits; `is_phrase` where it is a phrase, whatever marks are about it."""

    place: Place
    label: Label
    rule: str
    is_phrase: bool = False


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules: phrases by their folded text, patterns in the order of their files, and vocabularies by name."""

    phrases: dict[str, Match]
    patterns: tuple[tuple[re.Pattern[str], Match], ...]
    vocabularies: dict[str, tuple[str, ...]]
    finders: dict[str, re.Pattern[str]]

    def match(self, text: str) -> Match | None:
        """The first rule that a whole unit fits."""
        if len(text) > LONGEST:
            return None
        if found := self.phrases.get(_folded(text)):
            return found
        return next((match for pattern, match in self.patterns if pattern.fullmatch(text)), None)

    def hits(self, vocabulary: str, text: str) -> int:
        """How many different entries of a vocabulary a text holds; 0 where it is too long for a notice."""
        if len(text) > _LONGEST_NOTICE:
            return 0
        return len({found.lower() for found in self.finders[vocabulary].findall(text)})


@cache
def rulebook() -> Rulebook:
    """The rules of the files that audiocast brings."""
    phrases: dict[str, Match] = {}
    patterns: list[tuple[re.Pattern[str], Match]] = []
    entries: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(FOLDER.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for rule in data.get("rule", ()):
            match = Match(Place(rule["place"]), Label(rule["label"]), rule["name"])
            phrases |= {_folded(phrase): replace(match, is_phrase=True) for phrase in rule.get("phrases", ())}
            patterns += _compiled(rule, match)
        for name, words in data.get("vocabulary", {}).items():
            entries[name] += words
    finders = {name: re.compile(rf"\b(?:{'|'.join(words)})", re.IGNORECASE) for name, words in entries.items()}
    return Rulebook(phrases, tuple(patterns), {name: tuple(words) for name, words in entries.items()}, finders)


def _compiled(rule: dict[str, Any], match: Match) -> list[tuple[re.Pattern[str], Match]]:
    sources = rule.get("patterns", ())
    flags = re.NOFLAG if rule.get("case") else re.IGNORECASE
    return [(re.compile("|".join(sources), flags), match)] if sources else []


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").strip(" :»›>→•*-–—").split())
