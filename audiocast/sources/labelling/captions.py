"""Finds what a page prints twice: captions with their credit between, and teasers of paragraphs that follow."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.labelling.credits import is_labelled_credit
from audiocast.sources.labelling.names import is_credit, is_person
from audiocast.sources.labelling.pictures import is_picture_button
from audiocast.sources.labelling.rulebook import LONGEST
from audiocast.sources.labelling.verdict import Verdict, verdict

if TYPE_CHECKING:
    from audiocast.sources.labelling.sheet import Sheet, Verdicts
    from audiocast.sources.labelling.units import Unit

_AGENCY_AT_END = re.compile(r"/ ?(?:AFP|AP|EPA|NPR|Getty Images|Reuters)(?: (?:-|via) Getty Images)?\.?$")
_ORGANISATION = re.compile(r" ?/ ?[A-Z][\w.]{1,20}$")
_MAKER_AT_END = re.compile(r"[.!?”\"] \((?P<name>[^()]{5,40})\)$")
_CREDIT_LOOKS_AT = 60
_WINDOW = 8
_MOST_CREDIT_UNITS, _MOST_WORDS_OF_A_CREDIT = 3, 10
_OF_A_PICTURE = frozenset({Label.CAPTION, Label.CREDIT})
_MOST_WORDS_OF_A_MAKER = 5
_FEWEST_WORDS, _FEWEST_WORDS_OF_AN_ALTERNATIVE = 3, 7
_MOST_WORDS_ABOVE_AN_AUTHOR, _MOST_WORDS_ABOVE_A_CREDIT = 30, 22
_FEWEST_WORDS_WITHOUT_CREDIT = 8


def repeated(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for pairs of equal units that stand close together.

    What is between the two is a credit where it is short; a pair with other text between them is a teaser and the
    paragraph itself. A text that stands there three times or more is something else.
    """
    found: dict[int, Verdict] = {}
    last: dict[str, int] = {}
    pairs: list[tuple[int, int]] = []
    often: set[str] = set()
    for unit in sheet.units:
        if unit.index in done or unit.words < _FEWEST_WORDS:
            continue
        before = last.get(unit.text)
        if before is not None and unit.index - before <= _WINDOW:
            often |= {unit.text} if pairs and pairs[-1][1] == before else set()
            pairs.append((before, unit.index))
        last[unit.text] = unit.index
    lead = next((unit.index for unit in sheet.units if unit.is_prose), len(sheet.units))
    for first, second in pairs:
        if sheet.units[first].text not in often:
            found |= _pair(sheet, first, second, above_the_story=first <= lead)
    return found


def _pair(sheet: Sheet, first: int, second: int, *, above_the_story: bool) -> dict[int, Verdict]:
    between = range(first + 1, second)
    is_long = bool(between) or sheet.units[first].words >= _FEWEST_WORDS_WITHOUT_CREDIT
    if is_long and len(between) <= _MOST_CREDIT_UNITS and all(_may_be_credit(sheet, index) for index in between):
        caption = Verdict(Label.CAPTION, "caption-twice", Fate.USED)
        credits_ = {index: Verdict(Label.CREDIT, "credit-between-captions", Fate.USED) for index in between}
        return {first: caption, second: Verdict(Label.CAPTION, "caption-twice", Fate.DROPPED), **credits_}
    is_teaser = above_the_story and sheet.units[second].is_prose and bool(between)
    return {first: verdict(Label.DEK, "said-again-below")} if is_teaser else {}


def _may_be_credit(sheet: Sheet, index: int) -> bool:
    unit = sheet.units[index]
    return unit.words <= 12 and (not unit.is_sentence or is_credit(unit.text)) and not sheet.is_item(index)


def long_with_credit(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for captions too long for a rule about whole lines, known by the agency's name at their very end."""
    return {
        unit.index: Verdict(Label.CAPTION, "agency-at-the-end", Fate.USED)
        for unit in sheet.units
        if unit.index not in done and len(unit.text) > LONGEST and _AGENCY_AT_END.search(unit.text[-_CREDIT_LOOKS_AT:])
    }


def single(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for captions printed once with an agency's credit on the line below, and for makers alone on a line."""
    found: dict[int, Verdict] = {}
    lead = next((unit.index for unit in sheet.units if unit.is_prose and unit.index not in done), -1)
    shown = {sheet.units[i].text for i, each in done.items() if each.label is Label.ALT_TEXT}
    for unit, below in pairwise(sheet.units):
        if unit.index in done:
            if is_picture_button(below.text) and _is_caption_above(sheet, unit.index, done):
                found[unit.index - 1] = Verdict(Label.CAPTION, "caption-above-credit", Fate.USED)
            continue
        free = below.index not in done and not unit.ends_group
        if free and below.ends_group and unit.starts_group and _is_agency(below.text) and 3 <= unit.words <= 60:
            found[unit.index] = Verdict(Label.CAPTION, "caption-above-agency", Fate.USED)
            found[below.index] = Verdict(Label.CREDIT, "agency-below-caption", Fate.USED)
        if unit.index == lead and unit.words <= _MOST_WORDS_ABOVE_AN_AUTHOR:
            found |= _first_prose(sheet, unit, below, is_free=free)
        if unit.text in shown and below.index in done and done[below.index].label in _OF_A_PICTURE:
            found[unit.index] = Verdict(Label.ALT_TEXT, "alt-text-again", Fate.DROPPED)
        elif decided := _of_a_picture(sheet, unit, done, is_top=unit.index <= lead and not unit.is_prose):
            found[unit.index] = decided
    return found


def _of_a_picture(sheet: Sheet, unit: Unit, done: Verdicts, *, is_top: bool) -> Verdict | None:
    """The verdict on a line that goes with a picture by itself, or by what stands right around it."""
    below = sheet.units[unit.index + 1]
    is_boxed = sheet.has_blank_lines and unit.starts_group and below.ends_group
    if unit.starts_group and unit.ends_group and _is_maker(unit.text):
        return Verdict(Label.CREDIT, "maker-alone", Fate.USED)
    if _is_said_by_a_caption(sheet, unit, done):
        return Verdict(Label.CAPTION, "caption-twice", Fate.DROPPED)
    if (is_top or is_boxed or unit.index - 1 in done) and _is_alternative(unit, done, is_boxed=is_boxed):
        return Verdict(Label.ALT_TEXT, "alt-text-above-caption", Fate.USED)
    if _is_apart_from_its_credit(sheet, unit, done):
        return Verdict(Label.CAPTION, "caption-above-credit", Fate.USED)
    is_by_the_author = is_top and _ends_with_author(sheet, unit.text)
    return Verdict(Label.CAPTION, "caption-by-the-author", Fate.USED) if is_by_the_author else None


def _first_prose(sheet: Sheet, unit: Unit, below: Unit, *, is_free: bool) -> dict[int, Verdict]:
    """Verdicts where a page's first prose is a caption: above its author's name, or with a name in brackets behind."""
    if is_free and below.text in sheet.authors and _is_prose(sheet, below.index + 1):
        return {
            unit.index: Verdict(Label.CAPTION, "caption-by-the-author", Fate.USED),
            below.index: Verdict(Label.CREDIT, "author-below-caption", Fate.USED),
        }
    is_caption = _names_its_maker(unit.text) and _is_prose(sheet, below.index)
    return {unit.index: Verdict(Label.CAPTION, "maker-at-the-end", Fate.USED)} if is_caption else {}


def _is_said_by_a_caption(sheet: Sheet, unit: Unit, done: Verdicts) -> bool:
    """Whether a line is the caption of a picture right below it, or right above it with who made that."""
    near = range(unit.index + 1, min(unit.index + _MOST_CREDIT_UNITS, len(sheet.units)))
    if any(i in done and done[i].label is Label.CAPTION and sheet.units[i].text == unit.text for i in near):
        return True
    above = done.get(unit.index - 1)
    is_below = above is not None and above.label is Label.CAPTION and unit.words > _FEWEST_WORDS
    return is_below and sheet.units[unit.index - 1].text.startswith(f"{unit.text} ")


def _is_alternative(unit: Unit, done: Verdicts, *, is_boxed: bool) -> bool:
    """Whether a line that is no sentence stands right above a caption, of some length where no blank lines box them."""
    below = done.get(unit.index + 1)
    is_above = below is not None and below.label is Label.CAPTION and not unit.ends_group
    fewest = _FEWEST_WORDS if is_boxed else _FEWEST_WORDS_OF_AN_ALTERNATIVE
    return is_above and not unit.is_sentence and unit.words >= fewest


def _is_apart_from_its_credit(sheet: Sheet, unit: Unit, done: Verdicts) -> bool:
    """Whether a blank line parts a caption from who made the picture, who has no other: a line that is no sentence.

    Between the buttons of a page and its story it may be one.
    """
    last = unit.index + 1
    while last < len(sheet.units) and last in done and done[last].label is Label.CREDIT:
        last += 1
    is_taken = last in done and done[last].label in _OF_A_PICTURE
    if last == unit.index + 1 or is_taken or not unit.ends_group or last == len(sheet.units):
        return False
    longer = next((below for below in sheet.units[last:] if below.is_prose), unit).words > unit.words
    is_labelled = is_labelled_credit(sheet.units[unit.index + 1].text)  # "Foto: …" may as well belong to the story
    is_below_buttons = (
        unit.index - 1 in done and not is_labelled and unit.words <= _MOST_WORDS_ABOVE_A_CREDIT and longer
    )
    is_line = not unit.is_sentence and _FEWEST_WORDS < unit.words <= _MOST_WORDS_ABOVE_AN_AUTHOR
    return unit.starts_group and (is_line or is_below_buttons) and unit.index not in sheet.turns


def _names_its_maker(text: str) -> bool:
    """Whether a person's name in brackets stands behind the last sentence of a text."""
    named = _MAKER_AT_END.search(text[-_CREDIT_LOOKS_AT:])
    return named is not None and is_person(named["name"])


def _is_prose(sheet: Sheet, index: int) -> bool:
    return index < len(sheet.units) and sheet.units[index].is_prose


def _ends_with_author(sheet: Sheet, text: str) -> bool:
    """Whether a line of some length ends with the name of the page's author, as whoever made the picture."""
    small = _ORGANISATION.sub("", text).casefold()
    names = (name.casefold() for name in sheet.authors)
    return any(small.endswith(f" {name}") and len(small.split()) - len(name.split()) > _FEWEST_WORDS for name in names)


def _is_caption_above(sheet: Sheet, index: int, done: Verdicts) -> bool:
    """Whether a free line stands right above who made the picture that has a button below it."""
    is_credit_line = done[index].label in _OF_A_PICTURE and sheet.units[index].words <= _MOST_WORDS_OF_A_CREDIT
    return is_credit_line and index > 0 and index - 1 not in done and not sheet.units[index].starts_group


def _is_maker(text: str) -> bool:
    """Whether a line is "Robin Example | WQXZ News"."""
    person, bar, organisation = text.partition(" | ")
    return (
        bool(bar)
        and is_person(person)
        and len(organisation.split()) <= _MOST_WORDS_OF_A_MAKER
        and is_credit(organisation)
    )


def _is_agency(text: str) -> bool:
    person, slash, agency = text.partition(" / ")
    return bool(slash) and is_credit(person) and is_credit(agency)
