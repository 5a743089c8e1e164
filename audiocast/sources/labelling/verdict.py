"""What the labeller says about a unit, or about a part of one.

What it calls used is used only where a field of the article holds it in the end; `ledger.settled` sees to that.
"""

from __future__ import annotations

from dataclasses import dataclass

from audiocast.models.article import Fate, Label

SHOW_KEEPS, SHOW_DROPS = "show-keeps", "show-drops"
"""The rules of the show itself, from the `[reader]` table of its `show.toml`."""

_USED = frozenset({Label.TITLE, Label.DEK, Label.BYLINE, Label.DATE, Label.STATION, Label.COPYRIGHT, Label.CAPTION})


@dataclass(frozen=True, slots=True)
class Cut:
    """Characters `start` to `end` (half open) of a unit's text that have a verdict of their own."""

    start: int
    end: int
    fate: Fate
    label: Label
    rule: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a unit is and which rule said so; `cuts` are the parts that differ, in order."""

    label: Label
    rule: str
    fate: Fate
    cuts: tuple[Cut, ...] = ()


def verdict(label: Label, rule: str, *cuts: Cut) -> Verdict:
    """A verdict with the fate that its label usually has."""
    return Verdict(label, rule, Fate.USED if label in _USED else Fate.DROPPED, cuts)
