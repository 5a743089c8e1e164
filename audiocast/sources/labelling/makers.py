"""Finds the lines of a run that say who made the picture, and tells whether its caption stands below them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from audiocast.models.article import Label
from audiocast.sources.labelling.attribution import names_its_speaker
from audiocast.sources.labelling.credits import RIGHTS, is_labelled_credit, is_plain_credit, may_be_name
from audiocast.sources.labelling.dates import is_weekday
from audiocast.sources.labelling.names import call_letters, is_organisation, is_person
from audiocast.sources.labelling.rulebook import Place
from audiocast.sources.labelling.sheet import QUOTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audiocast.sources.labelling.sheet import Sheet, Verdicts
    from audiocast.sources.labelling.verdict import Verdict

_MOST_LINES, _LINES_WITH_A_SLASH, _MOST_WORDS_UNDER_A_MAKER = 12, 3, 30
_KINDS_OF_PICTURES = frozenset({"file photo", "photo", "photos", "provided", "provided by", "illustration", "courtesy"})
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_MOST_WORDS_BESIDE_A_NAME, _MOST_WORDS_OF_A_MAKER = 45, 8
_MOST_WORDS_OF_A_CAPTION, _FEWEST_WORDS_ABOVE_A_LEAD, _MOST_WORDS_ABOVE_A_LEAD = 15, 6, 22
# Of texts, or of a picture that was read as a whole already.
_OTHER_CREDITS = frozenset(
    {"agency-alone", "credit-below-picture", "post-signature", "reporter-of-an-item", "with-agencies-fr"}
)


def credit_lines(sheet: Sheet, run: Sequence[int], done: Verdicts) -> range:
    """The lines of a run that say who made the picture, next to one another; empty where there are none."""
    texts = [sheet.units[index].text for index in run[:_MOST_LINES]]
    if "/" in texts[1:-1]:
        slash = texts.index("/", 1)
        is_last = not may_be_name(texts[slash + 1]) and sheet.units[run[slash + 1]].is_sentence
        if may_be_name(texts[slash - 1]) and (may_be_name(texts[slash + 1]) or is_last):
            return range(slash - 1, slash + 2 - is_last)
    strong = [place for place, index in enumerate(run[:_MOST_LINES]) if _is_credit_line(sheet, index, done)]
    if strong:
        first = strong[-1]
        while first - 1 in strong or first - 2 in strong:
            first -= 1 if first - 1 in strong else 2
        return range(first, strong[-1] + 1)
    return _maker_beside_a_caption(sheet, run, done) if 1 < len(run) <= _MOST_LINES else range(0)


def credit_groups(sheet: Sheet, run: Sequence[int], done: Verdicts) -> Iterator[range]:
    """The credits in a run of lines, those of one picture together."""
    places = [place for place, index in enumerate(run) if _is_credit_line(sheet, index, done)]
    while places:
        stop = next((place + 1 for place, below in pairwise([*places, len(run) + 2]) if below - place > 2), places[-1])
        yield range(places[0], stop)
        places = [place for place in places if place >= stop]


def _maker_beside_a_caption(sheet: Sheet, run: Sequence[int], done: Verdicts) -> range:
    """The one line of several that is the bare name of a person or an institution, with a caption beside it."""
    texts = [sheet.units[index].text for index in run]
    if len(run) == 2 and is_slide(sheet, run[0] - 1) and len(texts[1].split()) <= _MOST_WORDS_OF_A_MAKER:
        return range(1, 2)
    is_first = all(unit.index in done for unit in sheet.units[: run[0]])
    if is_first and len(set(texts)) == len(texts):  # the headline must be among them, and names are no proof
        return range(0)
    persons = [
        place
        for place, text in enumerate(texts)
        if sheet.ask(is_person, text) and not _has_bio(texts, text) and not _is_above_a_byline(sheet, run[place])
    ]
    if any(map(is_weekday, texts)) or (persons and _is_on_a_card(sheet, run[persons[-1]])):
        return range(0)
    makers = persons or [
        place
        for place, text in enumerate(texts)
        if sheet.ask(_is_station, text) and not is_in_the_story(sheet, run[place] - 1, done)
    ]
    if not persons and len(makers) == len(run) == 2:  # "WQXZ News headlines" above "WQXZ graphic"
        makers = makers[1:]
    is_announced = run[0] > 0 and sheet.units[run[0] - 1].text.endswith(":")
    are_alike = all(map(_is_institution, texts)) or all(", " in text for text in texts) or is_announced
    near = sheet.units[max(0, run[0] - 4) : run[0]]
    is_headed = not are_alike and any(unit.index not in done and unit.words > 2 for unit in near)
    if not makers and is_headed and len(run) == 3 and _is_institution(texts[1]) and not sheet.matches[run[1]]:
        makers = [1]
    is_long = any(sheet.units[index].words > _MOST_WORDS_BESIDE_A_NAME for index in run)
    is_picture = len(makers) == 1 and makers[0] > 0 and not is_long
    return range(makers[0], makers[0] + 1) if is_picture and not _has_quotation(texts) else range(0)


def is_maker_above_a_caption(sheet: Sheet, run: Sequence[int]) -> bool:
    """Whether a run is a maker's name and a short sentence, on a page that sets each paragraph apart.

    Above the story, such a name is rather the author's, unless the page is of those whose bylines have their "By".
    """
    if len(run) not in {2, 3} or not sheet.has_paragraphs_apart or not sheet.units[run[-1]].ends_group:
        return False
    name, *newsroom, caption = (sheet.units[index] for index in run)
    is_top = sheet.has_player and not any(unit.is_prose for unit in sheet.units[run[0] - 1 : run[0]])
    most = _MOST_WORDS_BESIDE_A_NAME if is_top else _MOST_WORDS_UNDER_A_MAKER
    is_short = name.starts_group and _FEWEST_WORDS_ABOVE_A_LEAD <= caption.words <= most
    is_short = is_short and all(sheet.ask(is_organisation, unit.text) for unit in newsroom)
    is_name = is_short and (sheet.ask(is_person, name.text) or bool(_ACRONYM.fullmatch(name.text)))
    is_caption = (
        caption.is_sentence and not caption.text.startswith((*QUOTES, "I ")) and caption.index not in sheet.turns
    )
    is_below = any(unit.is_prose for unit in sheet.units[: run[0]]) or sheet.has_player
    return is_name and is_caption and is_below and not names_its_speaker(caption.text)


def is_in_the_story(sheet: Sheet, index: int, done: Verdicts) -> bool:
    """Whether free prose stands above a line."""
    return any(unit.is_prose and unit.index not in done for unit in sheet.units[:index])


def _is_above_a_byline(sheet: Sheet, index: int) -> bool:
    """Whether a byline stands right below a line: then it is a headline, whose words are in capitals as names are."""
    below = sheet.abouts[index + 1] if index + 1 < len(sheet.abouts) else None
    return below is not None and bool(below.names)


def _is_on_a_card(sheet: Sheet, index: int) -> bool:
    """Whether a line is the name of the page's author above a link to more stories by the same."""
    below = sheet.matches[index + 1] if index + 1 < len(sheet.matches) else None
    return below is not None and below.rule == "related-list" and sheet.units[index].text in sheet.authors


def _has_quotation(texts: Sequence[str]) -> bool:
    return any(text.startswith(QUOTES) for text in texts)


def is_slide(sheet: Sheet, index: int) -> bool:
    """Whether a line numbers the picture below it in a row of several."""
    match = sheet.matches[index] if index >= 0 else None
    return match is not None and match.rule == "number-of-a-picture"


def _is_credit_line(sheet: Sheet, index: int, done: Verdicts) -> bool:
    decided, match, text = done.get(index), sheet.matches[index], sheet.units[index].text
    if decided:
        return is_picture_credit(decided)
    if text.startswith("/ ") and may_be_name(text[2:]):
        return True
    if " | " in text and index > 0 and sheet.units[index - 1].is_sentence and _is_in_columns(text):
        return True
    is_notice = match is not None and match.place in {Place.END, Place.TAIL, Place.HEAD} and not RIGHTS.match(text)
    return not is_notice and sheet.ask(is_plain_credit, text)


def _is_in_columns(text: str) -> bool:
    """Whether a line is "Robin Example | WQXZ News", or "File photo | Robin Example" with or without the newsroom."""
    first, *rest = text.split(" | ")
    is_kind = first.casefold() in _KINDS_OF_PICTURES
    maker, *newsrooms = rest if is_kind else [first, *rest]
    is_named = is_person(maker) or (is_kind and is_organisation(maker))
    return is_named and (is_kind or bool(newsrooms)) and all(map(is_organisation, newsrooms))


def is_picture_credit(decided: Verdict) -> bool:
    """Whether a verdict calls a line the credit of a picture of which more may stand around it."""
    return decided.label is Label.CREDIT and decided.rule not in _OTHER_CREDITS


def _has_bio(texts: Sequence[str], name: str) -> bool:
    """Whether another line of a run tells of a person: then it is the card of an author."""
    return any(text != name and text.startswith((f"{name} ", f"{name.split(maxsplit=1)[0]} ")) for text in texts)


def _is_station(text: str) -> bool:
    """Whether a line is the name of a station or its archive, and no more."""
    return len(text.split()) <= 5 and not text.endswith((".", "!", "?", ":")) and bool(call_letters(text))


def _is_institution(text: str) -> bool:
    is_name = (
        2 <= len(text.split()) <= 8 and not any(map(str.isdigit, text)) and not text.endswith((".", "!", "?", ":", ","))
    )
    return is_name and is_organisation(text)


def is_paragraph_below(sheet: Sheet, run: Sequence[int], credits_: range) -> bool:
    """Whether the story goes on right below the credits of a picture without a caption, as below "Photo: …".

    A caption there is short; station pages with a player have longer ones below their maker's name.
    """
    if credits_.stop >= len(run):
        return False
    below, named = sheet.units[run[credits_.stop]], sheet.units[run[0]].text
    most = _MOST_WORDS_BESIDE_A_NAME if sheet.has_player else _MOST_WORDS_UNDER_A_MAKER
    return below.is_prose and (below.words > most or is_labelled_credit(named))


def is_caption_below(sheet: Sheet, run: Sequence[int], credits_: range) -> bool:
    """Whether the line below credits is their caption: a short sentence, where no caption stands above them.

    Between byline and story, that is one shorter than the paragraph below it: most pages have the caption there.
    """
    if credits_.stop >= len(run) or not (below := sheet.units[run[credits_.stop]]).is_sentence:
        return False
    is_slashed = len(credits_) == _LINES_WITH_A_SLASH and sheet.units[run[credits_.start + 1]].text == "/"
    if credits_.start > 1 or (credits_.start and sheet.units[run[0]].is_sentence and not is_slashed):
        return False
    named = sheet.units[run[credits_.start]].text
    if named.startswith("Credit "):
        return below.words <= _MOST_WORDS_OF_A_CAPTION
    after = sheet.units[below.index + 1] if below.index + 1 < len(sheet.units) else below
    above = zip(sheet.units, sheet.matches[: run[0]], strict=False)
    is_lead = not any(unit.is_prose and match is None for unit, match in above)
    is_short = _FEWEST_WORDS_ABOVE_A_LEAD <= below.words <= _MOST_WORDS_ABOVE_A_LEAD
    is_shorter = is_short and after.is_prose and after.words > below.words
    is_told = names_its_speaker(below.text) or " for " in named or below.text.startswith(QUOTES)
    return is_lead and is_shorter and not is_told and any(sheet.abouts[: run[credits_.start]])
