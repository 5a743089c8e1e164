"""Finds summaries of the story above it that begin with its headline, in one line with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audiocast.models.article import Label
from audiocast.sources.labelling.verdict import Verdict, verdict

if TYPE_CHECKING:
    from audiocast.sources.labelling.sheet import Sheet, Verdicts

_FEWEST_WORDS_SAID_AGAIN = 6
_LOOKS_AT, _MOST_WORDS_OF_A_HEADLINE, _MOST_WORDS_OF_A_SUMMARY = 7, 20, 80


def said_again_below(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """The verdict on a sentence above the story with which the next paragraph begins: what search engines show."""
    first = next((unit for unit in sheet.units if unit.index not in done and unit.is_sentence), None)
    if first is None or first.index + 1 >= len(sheet.units) or first.words < _FEWEST_WORDS_SAID_AGAIN or sheet.hints:
        return {}
    below = sheet.units[first.index + 1]
    is_again = below.words > first.words and below.text.startswith(f"{first.text} ")
    is_again = is_again and any(unit.is_prose for unit in sheet.units[below.index + 1 :])
    return {first.index: verdict(Label.DEK, "said-again-below")} if is_again else {}


def headline_and_summary(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """The verdict on a first line that is the headline right below it and what the story is about, without a mark.

    "The Ferry Is Back The old boat sails again." above "The Ferry Is Back".
    """
    first = next((unit for unit in sheet.units if unit.index not in done and sheet.matches[unit.index] is None), None)
    if first is None or not first.is_sentence or first.words > _MOST_WORDS_OF_A_SUMMARY or sheet.title:
        return {}
    near = sheet.units[first.index + 1 : first.index + _LOOKS_AT]
    is_headed = any(
        first.text.startswith(f"{unit.text} ") and first.text[len(unit.text) + 1].isupper()
        for unit in near
        if 1 < unit.words <= _MOST_WORDS_OF_A_HEADLINE and not unit.is_sentence
    )
    return {first.index: verdict(Label.DEK, "headline-and-summary")} if is_headed else {}
