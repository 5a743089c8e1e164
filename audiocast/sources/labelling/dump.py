"""Finds the story in the text of a whole page, between the menus above and below it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from audiocast.models.article import Label
from audiocast.sources.labelling.verdict import Verdict, verdict

if TYPE_CHECKING:
    from audiocast.sources.labelling.sheet import Sheet, Verdicts

_SHORTEST_MENU = 8
_MOST_MENU_WORDS = 6
_FEWEST_KNOWN = 2
_LAST_OF_MENU = 3
_SMALL_PART, _FEWEST_WORDS = 0.25, 60


def menus(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for what stands outside the densest run of prose, on pages that have menus; else none."""
    runs = [run for run in _short_runs(sheet) if _is_menu(sheet, run)]
    if not runs:
        return {}
    edges = [0, *(edge for run in runs for edge in (run.start, run.stop)), len(sheet.units)]
    parts = [range(start, end) for start, end in pairwise(edges)][::2]
    masses = [sheet.prose_words(part, done) for part in parts]
    least = max(_SMALL_PART * max(masses), min(_FEWEST_WORDS, max(masses)))
    kept = [part for part, mass in zip(parts, masses, strict=True) if mass >= least and mass]
    if not kept:
        return {}
    # A short headline right above the story looks like a menu's last entries: the pass for headlines decides on those.
    story = range(max(0, kept[0].start - _LAST_OF_MENU), kept[-1].stop)
    return {
        unit.index: sheet.known(unit.index) or verdict(Label.FURNITURE, "outside-the-menus")
        for unit in sheet.units
        if unit.index not in story and unit.index not in done
    }


def _short_runs(sheet: Sheet) -> list[range]:
    """Runs of short lines that are no sentences and no list's items; a list may follow a colon."""
    runs: list[range] = []
    start = 0
    for index in range(len(sheet.units) + 1):
        if index < len(sheet.units) and _is_short(sheet, index):
            continue
        announced = start > 0 and sheet.units[start - 1].text.endswith(":") and sheet.units[start - 1].words > 3
        if index - start >= _SHORTEST_MENU and not announced:
            runs.append(range(start, index))
        start = index + 1
    return runs


def _is_short(sheet: Sheet, index: int) -> bool:
    unit = sheet.units[index]
    return unit.words <= _MOST_MENU_WORDS and (not unit.is_sentence or unit.words < 4) and not sheet.is_item(index)


def _is_menu(sheet: Sheet, run: range) -> bool:
    known = {sheet.units[index].text.casefold() for index in run if sheet.matches[index]}
    return len(known) >= _FEWEST_KNOWN
