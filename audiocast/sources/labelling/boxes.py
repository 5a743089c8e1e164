"""Finds boxes between a story's paragraphs by what stands around a line: share bars, forms, parts to be skipped."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from audiocast.models.article import Label
from audiocast.sources.labelling.attribution import says_of_an_event
from audiocast.sources.labelling.names import is_person
from audiocast.sources.labelling.rulebook import Place
from audiocast.sources.labelling.sheet import QUOTES
from audiocast.sources.labelling.verdict import Verdict, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audiocast.sources.labelling.sheet import Sheet, Verdicts
    from audiocast.sources.labelling.units import Unit

_MOST_WORDS_OF_A_BUTTON, _MOST_WORDS_OF_A_PLEA = 7, 40
_FEWEST_KNOWN, _FEWEST_WORDS_OF_A_HEADLINE = 2, 5
_LONGEST_PART = 12
_FEWEST_ENTRIES, _MOST_WORDS_OF_AN_ENTRY = 2, 14
_ENDS = re.compile(r"^(?:end of|fin de|fin du|final de|ende von) ", re.IGNORECASE)
_MORE = frozenset({"more", "mehr", "plus", "más"})
_MORE_OF = re.compile(r"^(?:(?:read more|lire plus|mehr lesen|leer más) ?: |(?:more|mehr|plus|más) )")
_ARROWS = " :«»‹›<>←→"
_NEIGHBOURS = ({"previous", "next"}, {"anterior", "siguiente"}, {"précédent", "suivant"}, {"zurück", "weiter"})
_SKIPS, _FIELD = "part-to-skip", "field-name"
PLACES = frozenset({"address", "telephone"})
"""Rules for where something is: buttons of a menu say no such thing, and lists of shelters do."""
_OF_A_PAGE = frozenset({Label.FURNITURE, Label.PITCH, Label.CONTACT, Label.RELATED})


def skipped_parts(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for boxes of links that say where they end, as screen readers are told, or say their headline twice.

    "Skip X and continue reading" and "X" end with "End of X"; "More" with "More X" or "Read more: X", X being a line.
    """
    found: dict[int, Verdict] = {}
    ended = {unit.text[end.end() :].casefold() for unit in sheet.units if (end := _ENDS.match(unit.text))}
    for unit, match in zip(sheet.units, sheet.matches, strict=True):
        is_skip = match is not None and match.rule == _SKIPS
        text = unit.text.casefold() if unit.words <= _MOST_WORDS_OF_A_BUTTON else ""
        if not is_skip and text not in ended and text not in _MORE:
            continue
        ahead = sheet.units[unit.index + 1 : unit.index + _LONGEST_PART]
        if is_skip:
            end_of_part = _end_of_what_is_skipped(unit.text, ahead)
        else:
            end_of_part = _end_of_named(text, ahead) or (_end_of_more(ahead) if text in _MORE else 0)
        part = range(unit.index, end_of_part + 1) if end_of_part else range(0)
        found |= {index: verdict(Label.RELATED, _SKIPS) for index in part if index not in done}
    return found


def contents(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for a table of contents: lines above the story that are all its headings, further down and apart."""
    last = {
        unit.text: unit.index
        for unit, below in pairwise(sheet.units)
        if unit.words <= _MOST_WORDS_OF_AN_ENTRY
        and (below.is_prose or below.text.endswith(":"))
        and (not unit.is_sentence or unit.text.endswith("?"))
    }
    found: dict[int, Verdict] = {}
    run: list[int] = []
    for unit in sheet.units:
        heading = last.get(unit.text, -1) if unit.index not in done and unit.index not in sheet.turns else -1
        if heading > unit.index + 1 and (not run or heading > last[sheet.units[run[-1]].text] + 1):
            run.append(unit.index)
            continue
        if len(run) >= _FEWEST_ENTRIES:
            found |= {index: verdict(Label.FURNITURE, "table-of-contents") for index in run}
        run = []
    return found


def _end_of_what_is_skipped(text: str, ahead: Sequence[Unit]) -> int:
    words = set(text.casefold().split())
    ends = (
        unit.index
        for unit in ahead
        if 1 < unit.words <= _MOST_WORDS_OF_A_BUTTON and unit.text.casefold().split()[-1] in words
    )
    return next(ends, 0)


def _end_of_named(name: str, ahead: Sequence[Unit]) -> int:
    ends = (
        unit.index for unit in ahead if (end := _ENDS.match(unit.text)) and unit.text[end.end() :].casefold() == name
    )
    return next(ends, 0)


def _end_of_more(ahead: Sequence[Unit]) -> int:
    """The last line of a box in which a headline stands twice, once behind "More"; 0 where none does."""
    seen: set[str] = set()
    end = 0
    for unit in ahead:
        if unit.words > _MOST_WORDS_OF_A_PLEA:
            break
        headline = _MORE_OF.sub("", unit.text.casefold())
        is_behind_more = headline != unit.text.casefold()
        end = unit.index if headline in seen and is_behind_more else end
        seen |= {headline} if unit.words > 1 else set()
    return end


def among_buttons(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for short lines that stand among a page's buttons, of which there are as many as of them.

    The last line of such a run, right above prose, rather heads what follows.
    """
    found: dict[int, Verdict] = {}
    begun = False
    last = max((unit.index for unit in sheet.units if unit.is_prose and unit.index not in done), default=0)
    for whole in _runs(sheet, done):
        run = _without_end(sheet, whole, done)
        if not run or run[-1] > last:
            begun = begun or not whole
            continue
        known = [index for index in run if index in done and _is_button_of_a_page(sheet, index)]
        free = [index for index in run if _is_free(sheet, index, done)]
        while free and free[-1] == run[-1] and _heads(sheet, run[-1], begun=begun):
            free.pop()
            run = run[:-1]
        if free and len(known) >= max(_FEWEST_KNOWN, len(free)):
            found |= {index: verdict(Label.FURNITURE, "among-buttons") for index in free}
    return found


def _without_end(sheet: Sheet, run: Sequence[int], done: Verdicts) -> Sequence[int]:
    """A run without what ends it and is decided but no button: a byline, a date."""
    size = len(run)
    while size and run[size - 1] in done and not _is_button_of_a_page(sheet, run[size - 1]):
        size -= 1
    return run[:size]


def _is_free(sheet: Sheet, index: int, done: Verdicts) -> bool:
    is_about = sheet.abouts[index] is not None or sheet.ask(is_person, sheet.units[index].text)
    return index not in done and sheet.matches[index] is None and not is_about


def _heads(sheet: Sheet, index: int, *, begun: bool) -> bool:
    """Whether a line heads what stands below it; above the story it is apart, or of some length."""
    near = (index, index + 1)[: len(sheet.units) - index]
    is_apart = begun or sheet.units[index].starts_group or sheet.units[index].words >= _FEWEST_WORDS_OF_A_HEADLINE
    return is_apart and any(map(sheet.is_heading_like, near))


def neighbours(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for the stories before and after this one: "Previous", a headline, "Next", a headline."""
    found: dict[int, Verdict] = {}
    for first in range(len(sheet.units) - 3):
        names = {sheet.units[each].text.casefold().strip(_ARROWS) for each in (first, first + 2)}
        part = range(first, first + 4)
        if names in _NEIGHBOURS and not any(sheet.units[each].is_sentence or each in done for each in part[1::2]):
            found |= {index: verdict(Label.RELATED, "story-before-or-after") for index in part}
    return found


def linked(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for headlines of other stories right above "More": a teaser between two paragraphs."""
    return {
        unit.index: verdict(Label.RELATED, "headline-above-more")
        for unit, below in pairwise(sheet.units)
        if not unit.ends_group
        and below.text.casefold() in _MORE
        and unit.index not in done
        and unit.words <= _MOST_WORDS_OF_AN_ENTRY
        and not unit.text.endswith((".", ":", "”", '"'))
        and not sheet.is_item(unit.index)
    }


def fields(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for what a page's form says of a programme, on the line below each name: "Air date:", "Host:"."""
    names = [index for index, match in enumerate(sheet.matches) if match and match.rule == _FIELD]
    if len(names) < _FEWEST_KNOWN:
        return {}
    below = [index + 1 for index in names if index + 1 < len(sheet.units) and index + 1 not in done]
    return {
        index: verdict(Label.FURNITURE, "value-of-a-field")
        for index in below
        if sheet.units[index].words <= _MOST_WORDS_OF_A_BUTTON and not sheet.units[index].is_prose
    }


def sign_up_boxes(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for sentences between the lines of a sign-up form, or right above its button."""
    found: dict[int, Verdict] = {}
    for unit in sheet.units[1:-1]:
        if unit.index in done or unit.starts_group:
            continue
        above, below = (_label(sheet, near, done) for near in (unit.index - 1, unit.index + 1))
        is_boxed = above is Label.PITCH and below in _OF_A_PAGE and not unit.text.startswith(QUOTES)
        is_short = unit.words <= _MOST_WORDS_OF_A_PLEA and unit.index not in sheet.turns
        if is_boxed and is_short:
            found[unit.index] = verdict(Label.PITCH, "inside-a-sign-up-form")
    return found


def _label(sheet: Sheet, index: int, done: Verdicts) -> Label | None:
    """What a unit is by an earlier verdict, or else by the rule that it fits."""
    decided, match = done.get(index), sheet.matches[index]
    is_certain = match is not None and match.place not in {Place.HEAD, Place.TAIL}
    return decided.label if decided else match.label if match and is_certain else None


def _runs(sheet: Sheet, done: Verdicts) -> Iterator[Sequence[int]]:
    """Runs of short lines and of what was decided already below the headline; an empty one stands for prose."""
    title = next((index for index, decided in done.items() if decided.label is Label.TITLE), -1)
    below = sheet.units[title + 1 :]
    for is_short, group in groupby(below, lambda unit: unit.index in done or _is_short(sheet, unit.index)):
        yield [unit.index for unit in group] if is_short else ()


def _is_short(sheet: Sheet, index: int) -> bool:
    unit = sheet.units[index]
    is_line = unit.words <= _MOST_WORDS_OF_A_BUTTON and not unit.is_sentence and not unit.text.startswith(QUOTES)
    return is_line and index not in sheet.turns and not sheet.is_item(index) and not says_of_an_event(unit.text)


def _is_button_of_a_page(sheet: Sheet, index: int) -> bool:
    match = sheet.matches[index]
    is_button = match is not None and match.label in _OF_A_PAGE and match.place in {Place.ANYWHERE, Place.PLAYER}
    is_button = is_button and match is not None and match.rule not in PLACES
    return is_button and sheet.units[index].words <= _MOST_WORDS_OF_A_BUTTON
