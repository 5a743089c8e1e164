"""Tells which lists of a page are the story's own, though their lines look like buttons or like a player's contents."""

from __future__ import annotations

import re
from itertools import groupby, islice, pairwise, takewhile
from typing import TYPE_CHECKING

from audiocast.models.article import Label
from audiocast.sources.labelling.dates import has_figure
from audiocast.sources.labelling.rulebook import Place, rulebook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from audiocast.sources.labelling.rulebook import Match
    from audiocast.sources.labelling.units import Unit

ITEM = re.compile(r"(?:[•·▪‣◦●○*–-]|#{1,6}|>)\s{1,8}(?=\S)")
_CONTENTS, _WITH_NEIGHBOURS = "contents-time", 3
_CLOCK = re.compile(r"\(?(\d{1,2}):(\d\d)(?!:?\d)")
_FIRST_HOUR_OF_A_DAY, _LAST_HOUR = 5, 23
_FEWEST_TIMES, _FEWEST_BUTTONS = 2, 2
_FEWEST_WORDS_OF_AN_ANNOUNCEMENT = 4
_FIGURE = re.compile(
    r"(?!.{0,80}\b(?:19|20)\d\d\b)(?:.{0,60}\d[^,:]{0,60}[,:]|.{0,60}[,:][^,:]{0,60}\d|\d{1,3} [a-z]{3})"
)
_FEWEST_FIGURES, _SHARE_OF_FIGURES, _MOST_LINES_OF_A_LIST = 2, 0.5, 40


def told_in_lists(units: Sequence[Unit], alone: Sequence[Match | None]) -> frozenset[int]:
    """The units that stand in a list of the story; `alone` is the rule that each fits wherever it stands."""
    lead = next((unit.index for unit in units if unit.is_prose), len(units))
    told = {index for run in _items(units) if _is_of_the_story(units, alone, run, lead) for index in run}
    told |= {index for run in _timetables(units, alone) for index in run}
    return frozenset(told | {index for run in _announced(units, alone) for index in run})


def told_at_the_end(units: Sequence[Unit], story: Sequence[int], is_free: Callable[[int], bool]) -> bool:
    """Whether the lines at the end of a story that are no sentences are its list: a colon announces it, or it counts.

    `story` are the indices of the units that may be told, `is_free` says whether no rule speaks against one.
    """
    last = islice(reversed(story), _MOST_LINES_OF_A_LIST)
    run = list(takewhile(lambda index: _is_line_of_a_list(units[index]) and is_free(index), last))
    if not run or len(run) == len(story):
        return False
    above = units[story[-len(run) - 1]]
    is_announced = above.text.endswith(":") and above.words >= _FEWEST_WORDS_OF_AN_ANNOUNCEMENT and is_free(above.index)
    figures = sum(counts(units[index].text) for index in run)
    return is_announced or figures >= max(_FEWEST_FIGURES, _SHARE_OF_FIGURES * len(run))


def counts(text: str) -> bool:
    """Whether a line has a figure beside a comma or a colon, or begins with how many there are, and no year."""
    return has_figure(text) and bool(_FIGURE.match(text))


def _is_line_of_a_list(unit: Unit) -> bool:
    return not unit.is_sentence and not unit.text.endswith(":")


def is_button(match: Match | None) -> bool:
    """Whether a unit is no more than what a button of a page says."""
    return match is not None and match.is_phrase and match.place in {Place.ANYWHERE, Place.PLAYER}


def is_contents(match: Match | None) -> bool:
    """Whether a unit begins with a time, as a line of a player's contents does."""
    return match is not None and match.rule == _CONTENTS


def heads_a_section(units: Sequence[Unit], index: int) -> bool:
    """Whether a word such as "Sports", which a menu has too, stands alone between two paragraphs."""
    unit, near = units[index], units[max(0, index - 1) : index + 2]
    is_alone = len(near) == _WITH_NEIGHBOURS and unit.starts_group and unit.ends_group
    is_section = is_alone and unit.text.casefold() in rulebook().vocabularies["sections"]
    return is_section and near[0].is_prose and near[2].is_prose


def is_time_or_place(match: Match | None) -> bool:
    """Whether a unit is a time or an address."""
    return match is not None and (match.place is Place.PLAYER or match.label is Label.CONTACT or is_contents(match))


def _items(units: Sequence[Unit]) -> Iterator[range]:
    """Runs of items with a mark each, without a unit of another kind between them."""
    for is_item, group in groupby(units, lambda unit: bool(ITEM.match(unit.text))):
        run = tuple(group)
        if is_item:
            yield range(run[0].index, run[-1].index + 1)


def _is_of_the_story(units: Sequence[Unit], alone: Sequence[Match | None], run: range, lead: int) -> bool:
    """Whether an item is more than a button, and prose announces the list or follows it."""
    others = [alone[index] for index in run if not is_button(alone[index])]
    above = units[run.start - 1] if run.start else None
    is_announced = above is not None and above.is_sentence and alone[above.index] is None
    is_in_story = is_announced or run.start > lead
    return None in others and is_in_story and (_goes_on(units, alone, run.stop) or is_announced)


def _timetables(units: Sequence[Unit], alone: Sequence[Match | None]) -> Iterator[range]:
    """Runs of lines that begin with a time of day, one later than the other: a player's contents begin at nought."""
    for run in _runs(alone, is_contents):
        times = [_minutes(units[index].text) for index in run]
        is_day = len(run) >= _FEWEST_TIMES and min(times) >= _FIRST_HOUR_OF_A_DAY * 60
        if is_day and all(earlier < later for earlier, later in pairwise(times)):
            yield run


def _minutes(text: str) -> int:
    """The minutes since midnight at which a line says it is; -1 where it says none."""
    clock = _CLOCK.match(text)
    hour, minute = (int(clock[1]), int(clock[2])) if clock else (99, 0)
    return hour * 60 + minute if hour <= _LAST_HOUR and minute < 60 else -1


def _announced(units: Sequence[Unit], alone: Sequence[Match | None]) -> Iterator[range]:
    """Runs of two or more buttons between a sentence that ends in a colon and the prose below: names of apps."""
    for run in _runs(alone, is_button):
        above = units[run.start - 1] if run.start else None
        is_announced = above is not None and above.text.endswith(":") and alone[above.index] is None
        is_sentence = above is not None and above.words >= _FEWEST_WORDS_OF_AN_ANNOUNCEMENT
        goes_on = run.stop < len(units) and units[run.stop].is_sentence and alone[run.stop] is None
        if is_announced and is_sentence and goes_on and len(run) >= _FEWEST_BUTTONS:
            yield run


def _goes_on(units: Sequence[Unit], alone: Sequence[Match | None], index: int) -> bool:
    return index < len(units) and units[index].is_prose and alone[index] is None


def _runs(alone: Sequence[Match | None], fits: Callable[[Match | None], bool]) -> Iterator[range]:
    """Runs of units whose rules fit."""
    start = 0
    for holds, group in groupby(alone, fits):
        stop = start + len(tuple(group))
        if holds:
            yield range(start, stop)
        start = stop
