"""Finds the story in the text of a whole page, between the menus above and below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audiocast.models.article import Label
from audiocast.sources.labelling.boxes import PLACES
from audiocast.sources.labelling.lists import counts
from audiocast.sources.labelling.people import notice_of_people
from audiocast.sources.labelling.verdict import Verdict, verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audiocast.sources.labelling.sheet import Sheet, Verdicts

_SHORTEST_MENU = 8
_MOST_MENU_WORDS = 6
_MOST_WORDS_OF_A_MENU_ITEM = 4
_FEWEST_KNOWN, _FEWEST_WORDS_OF_A_SENTENCE = 2, 4
_ABOVE_THE_STORY, _NEAR_THE_STORY = 12, 30
_NEUTRAL = frozenset({Label.CAPTION, Label.CREDIT, Label.ALT_TEXT, Label.SOUND_CUE})
_MOST_WORTH, _OF_A_SHORT_LINE, _OF_A_HEADLINE = 60, -5, -2
_FEWEST_SHORT_LINES, _SHARE_OF_SHORT_LINES = 24, 0.4


def menus(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for what stands outside the densest run of prose, on pages that have menus; else none.

    That run is the one with the greatest sum, where prose counts by its words and short lines count against it
    (Kadane's algorithm, one pass). The lines right above it may be headline, byline and caption: other passes decide.
    """
    if not _has_menus(sheet):
        return {}
    story = _densest([_worth(sheet, unit.index, done) for unit in sheet.units])
    if not any(sheet.is_opening(index) and index not in done for index in story):
        return {}
    story = range(story.start, _end_of_list(sheet, story.stop))
    above = [index for index in range(story.start) if index not in done][-_ABOVE_THE_STORY:]
    first = min([*above, story.start])
    return {
        unit.index: _outside(sheet, unit.index, below=story.stop)
        for unit in sheet.units
        if not first <= unit.index < story.stop and unit.index not in done
    }


def _end_of_list(sheet: Sheet, stop: int) -> int:
    """Where the list ends in the midst of which the story would end."""
    while 0 < stop < len(sheet.units) and sheet.is_item(stop) and sheet.is_item(stop - 1):
        stop += 1
    return stop


def _outside(sheet: Sheet, index: int, *, below: int) -> Verdict:
    """The verdict on a unit outside the story; right below it stand its author's card and pleas for support."""
    is_near = below <= index < below + _NEAR_THE_STORY
    people = notice_of_people(sheet.units[index].text) if is_near else None
    return sheet.known(index) or people or verdict(Label.FURNITURE, "outside-the-menus")


def _has_menus(sheet: Sheet) -> bool:
    are_short = [_is_short(sheet, unit.index) for unit in sheet.units]
    short = sum(are_short)
    if short >= _FEWEST_SHORT_LINES and short > _SHARE_OF_SHORT_LINES * len(sheet.units):
        return True
    return any(_is_menu(sheet, run) for run in _short_runs(sheet, are_short))


def _worth(sheet: Sheet, index: int, done: Verdicts) -> int:
    """What a unit counts for or against standing in the story."""
    unit = sheet.units[index]
    if index in done:
        is_neutral = done[index].label in _NEUTRAL or done[index].rule == "no-words"
        return 0 if is_neutral else _OF_A_HEADLINE
    is_cut_off = index == len(sheet.units) - 1 and unit.words > _MOST_MENU_WORDS
    if unit.is_sentence or index in sheet.turns or is_cut_off:
        return min(unit.words, _MOST_WORTH)
    if sheet.is_item(index) and unit.words > _MOST_MENU_WORDS:
        return unit.words // 2
    return _OF_A_SHORT_LINE if unit.words <= _MOST_MENU_WORDS else _OF_A_HEADLINE


def _densest(worths: Sequence[int]) -> range:
    """The run with the greatest sum; the first of equals."""
    best, found, total, start = 0, range(0), 0, 0
    for index, worth in enumerate(worths):
        if total <= 0:
            total, start = 0, index
        total += worth
        if total > best:
            best, found = total, range(start, index + 1)
    return found


def _short_runs(sheet: Sheet, are_short: Sequence[bool]) -> list[range]:
    """Runs of short lines that are no sentences and no list's items; a list may follow a colon."""
    runs: list[range] = []
    start = 0
    for index, is_short in enumerate([*are_short, False]):
        if is_short:
            continue
        announced = start > 0 and sheet.units[start - 1].text.endswith(":") and sheet.units[start - 1].words > 3
        if index - start >= _SHORTEST_MENU and not announced:
            runs.append(range(start, index))
        start = index + 1
    return runs


def _is_short(sheet: Sheet, index: int) -> bool:
    unit = sheet.units[index]
    is_button = not unit.is_sentence or unit.words < _FEWEST_WORDS_OF_A_SENTENCE
    if unit.words > _MOST_MENU_WORDS or not is_button:
        return False
    most = _MOST_WORDS_OF_A_MENU_ITEM if sheet.is_item(index) else _MOST_MENU_WORDS
    return unit.words <= most and not counts(unit.text)


def _is_menu(sheet: Sheet, run: range) -> bool:
    buttons = (index for index in run if (match := sheet.matches[index]) and match.rule not in PLACES)
    known = {sheet.units[index].text.strip("•*- ").casefold() for index in buttons}
    return len(known) >= _FEWEST_KNOWN
