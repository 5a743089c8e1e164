"""Finds the blocks that stand for a picture: alternative text, who made it, and caption, right below one another."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.labelling.credits import RIGHTS, is_plain_credit, may_be_name
from audiocast.sources.labelling.names import call_letters, is_credit, is_organisation, is_person
from audiocast.sources.labelling.rulebook import Place, rulebook
from audiocast.sources.labelling.sheet import QUOTES
from audiocast.sources.labelling.title import is_edition
from audiocast.sources.labelling.verdict import Verdict, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audiocast.sources.labelling.sheet import Sheet, Verdicts

_MOST_LINES = 12
_FEWEST_SIGNATURES = 3
_TOP_OF_A_PAGE = 60
_MOST_WORDS_BESIDE_A_NAME = 45
_LONG_PARAGRAPH, _MOST_WORDS_OF_A_MAKER = 25, 8
_MOST_CAPTION_WORDS = 80
BARE_NAME = "bare-name-under-headline"
_OTHER_CREDITS = frozenset({"agency-alone", "post-signature", "reporter-of-an-item", "with-agencies-fr"})


def picture_blocks(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for the lines of picture blocks, wherever they stand.

    A block is a run of lines without a blank one between them, one of which says who made the picture: "Name", "/" and
    "Agency" on three lines, "Name / Agency" on one, "Courtesy of …". What stands above that is the alternative text
    where something else stands below it, and the caption otherwise. One block is told from a list of names by its size,
    and from a quotation with its speaker by the quotation mark.
    """
    found: dict[int, Verdict] = {}
    head = _head(sheet)
    runs = [run for run in _runs(sheet, done) if run]
    signed = _signatures(sheet, runs)
    is_bulletin = any(
        sheet.is_title_like(unit.index) and is_edition(unit.text) for unit in sheet.units[:_TOP_OF_A_PAGE]
    )
    for lines_between in runs:
        whole = lines_between[:2] if _is_slide(sheet, lines_between[0] - 1) else lines_between
        if whole[-1] in signed:
            found[whole[-1]] = verdict(Label.BYLINE, "name-below-an-item")
            continue
        if len(whole) == 1 and _is_above_date(sheet, whole[0]):
            found[whole[0]] = verdict(Label.BYLINE, BARE_NAME)
            continue
        if len(whole) == 1 and _is_below_byline(sheet, whole[0]):
            found[whole[0]] = Verdict(Label.BYLINE, "agency-below-byline", Fate.DROPPED)
            continue
        lines = _credit_lines(sheet, whole, done)
        if lines and _is_above_published(sheet, whole[-1]):
            if lines.start == len(whole) - 1 > 0 and not sheet.authors:
                found[whole[-1]] = verdict(Label.BYLINE, BARE_NAME)
                continue
            if lines.start == 0:
                continue
        if lines and is_bulletin and _is_between_heading_and_item(sheet, whole, lines):
            found |= {whole[place]: verdict(Label.BYLINE, "name-below-an-item") for place in lines}
            continue
        run, credits_ = _nearest(sheet, whole, lines) if lines and whole[lines[0]] < head else (whole, lines)
        if credits_ and _is_block(sheet, run, credits_):
            found |= _verdicts(sheet, run, credits_)
    return found


def alt_texts(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for alternative texts right above a caption that names its maker, at the top of a page."""
    head = _head(sheet)
    return {
        above.index: Verdict(Label.ALT_TEXT, "alt-text-above-caption", Fate.USED)
        for above, unit in pairwise(sheet.units[: head + 1])
        if unit.index in done
        and done[unit.index].label is Label.CAPTION
        and above.index not in done
        and not above.ends_group
        and above.is_sentence
        and 3 < above.words <= _LONG_PARAGRAPH
        and not sheet.abouts[above.index]
    }


def _runs(sheet: Sheet, done: Verdicts) -> Iterator[list[int]]:
    """Runs of lines between blank ones, cut where a line is something else already; a lone "/" belongs to its run."""
    run: list[int] = []
    for unit in sheet.units:
        decided = done.get(unit.index)
        is_free = decided is None or unit.text == "/" or _is_picture_credit(decided)
        if decided and is_picture_button(unit.text):
            continue
        is_about = sheet.abouts[unit.index] is not None or _is_bare_byline(sheet, unit.index)
        is_about = is_about or sheet.is_in(unit.index, Place.END, Place.PLAYER)
        if unit.starts_group or not is_free or is_about:
            yield run
            run = []
        if is_free and not is_about:
            run.append(unit.index)
        if unit.ends_group:
            yield run
            run = []
    yield run


def is_picture_button(text: str) -> bool:
    """Whether a line is what a page's button on a picture says, such as "hide caption"."""
    return text.casefold() in rulebook().vocabularies["picture_buttons"]


def _is_above_published(sheet: Sheet, index: int) -> bool:
    """Whether the date of the story stands right below a line: a headline is above it, no picture."""
    below = [about for about in sheet.abouts[index + 1 : index + 3] if about]
    is_next = bool(below) and sheet.abouts[index + 1] is below[0]
    return is_next and below[-1 if below[0].names else 0].published is not None


def _is_above_date(sheet: Sheet, index: int) -> bool:
    """Whether a line such as "Robin Example / WQXZ" stands right above the date, on a page without a byline."""
    person, slash, _ = sheet.units[index].text.partition(" / ")
    below = sheet.abouts[index + 1] if index + 1 < len(sheet.abouts) else None
    return bool(slash) and is_person(person) and below is not None and not below.names and not sheet.authors


def _is_below_byline(sheet: Sheet, index: int) -> bool:
    """Whether a line names the agency of the reporter right above it."""
    above = sheet.abouts[index - 1] if index and not sheet.units[index].starts_group else None
    return above is not None and bool(above.names) and is_credit(sheet.units[index].text)


def _is_between_heading_and_item(sheet: Sheet, run: Sequence[int], lines: range) -> bool:
    """Whether lines with names stand below a heading and above prose, as under the headings of a bulletin."""
    above, below = run[lines.start] - 1, run[lines[-1]] + 1
    is_headed = above >= 0 and sheet.is_title_like(above) and not sheet.units[above].is_prose
    return is_headed and below < len(sheet.units) and sheet.units[below].is_prose


def _signatures(sheet: Sheet, runs: Sequence[Sequence[int]]) -> frozenset[int]:
    """Reporters' names below the items of a bulletin, where too many stand so to be those of photographers."""
    found = [run[-1] for run in runs if len(run) > 1 and is_person(sheet.units[run[-1]].text)]
    return frozenset(found) if len(found) >= _FEWEST_SIGNATURES else frozenset()


def _head(sheet: Sheet) -> int:
    """Where the top of the page ends: at the first long paragraph, or below the lines that date the story."""
    first = next((unit.index for unit in sheet.units if unit.words > _LONG_PARAGRAPH and unit.is_prose), 0)
    dated = (index for index, about in enumerate(sheet.abouts[:_TOP_OF_A_PAGE]) if about)
    return max(first, next(dated, 0))


def _nearest(sheet: Sheet, run: list[int], credits_: range) -> tuple[list[int], range]:
    """A run above the story without what stands too far from the credit: headline and menu, on pages of one block."""
    first = credits_.start
    while first > 0 and credits_.start - first < 2 and sheet.units[run[first - 1]].is_sentence:
        first -= 1
    stop = credits_.stop
    above = {sheet.units[run[place]].text for place in range(first, credits_.start)}
    while stop < len(run) and sheet.units[run[stop]].text in above:
        stop += 1
    is_apart = sheet.units[run[0]].starts_group or (len(run) == len(credits_) + 1 and any(sheet.abouts[: run[0]]))
    is_small = len(run) - len(credits_) <= 3 and is_apart
    return (run, credits_) if is_small else (run[first:stop], range(credits_.start - first, credits_.stop - first))


def _is_bare_byline(sheet: Sheet, index: int) -> bool:
    """Whether a bare name stands right above the date of the story, or right below it on a page without a byline."""
    near = sheet.abouts[index + 1 : index + 2] + (() if sheet.authors else sheet.abouts[max(0, index - 2) : index])
    return any(about and not about.names for about in near) and is_person(sheet.units[index].text)


def _credit_lines(sheet: Sheet, run: Sequence[int], done: Verdicts) -> range:
    """The lines of a run that say who made the picture, next to one another; empty where there are none."""
    if not run or len(run) > _MOST_LINES:
        return range(0)
    texts = [sheet.units[index].text for index in run]
    if "/" in texts[1:-1]:
        slash = texts.index("/", 1)
        if may_be_name(texts[slash - 1]) and may_be_name(texts[slash + 1]):
            return range(slash - 1, slash + 2)
    strong = [place for place, index in enumerate(run) if _is_credit_line(sheet, index, done)]
    if strong:
        first = strong[-1]
        while first - 1 in strong or first - 2 in strong:
            first -= 1 if first - 1 in strong else 2
        return range(first, strong[-1] + 1)
    return _maker_beside_a_caption(sheet, run, done) if len(run) > 1 else range(0)


def _maker_beside_a_caption(sheet: Sheet, run: Sequence[int], done: Verdicts) -> range:
    """The one line of several that is the bare name of a person or an institution, with a caption beside it."""
    texts = [sheet.units[index].text for index in run]
    if len(run) == 2 and _is_slide(sheet, run[0] - 1) and len(texts[1].split()) <= _MOST_WORDS_OF_A_MAKER:
        return range(1, 2)
    persons = [place for place, text in enumerate(texts) if is_person(text) and not _has_bio(texts, text)]
    makers = persons or [place for place, text in enumerate(texts) if _is_station(text)]
    if not persons and len(makers) == len(run) == 2:  # "WQXZ News headlines" above "WQXZ graphic"
        makers = makers[1:]
    is_headed = any(unit.index not in done and unit.words > 2 for unit in sheet.units[max(0, run[0] - 4) : run[0]])
    if not makers and is_headed and len(run) == 3 and _is_institution(texts[1]):
        makers = [1]
    is_long = any(sheet.units[index].words > _MOST_WORDS_BESIDE_A_NAME for index in run)
    is_picture = len(makers) == 1 and makers[0] > 0 and not is_long
    return range(makers[0], makers[0] + 1) if is_picture and not _has_quotation(texts) else range(0)


def _has_quotation(texts: Sequence[str]) -> bool:
    return any(text.startswith(QUOTES) for text in texts)


def _is_slide(sheet: Sheet, index: int) -> bool:
    """Whether a line numbers the picture below it in a row of several."""
    match = sheet.matches[index] if index >= 0 else None
    return match is not None and match.rule == "number-of-a-picture"


def _is_credit_line(sheet: Sheet, index: int, done: Verdicts) -> bool:
    decided, match, text = done.get(index), sheet.matches[index], sheet.units[index].text
    if decided:
        return _is_picture_credit(decided)
    is_notice = match is not None and match.place in {Place.END, Place.TAIL, Place.HEAD} and not RIGHTS.match(text)
    return not is_notice and is_plain_credit(text)


def _is_picture_credit(decided: Verdict) -> bool:
    return decided.label is Label.CREDIT and decided.rule not in _OTHER_CREDITS


def _has_bio(texts: Sequence[str], name: str) -> bool:
    """Whether another line of a run tells of a person: then it is the card of an author."""
    return any(text != name and text.startswith((f"{name} ", f"{name.split(maxsplit=1)[0]} ")) for text in texts)


def _is_station(text: str) -> bool:
    """Whether a line is the name of a station or its archive, and no more."""
    return len(text.split()) <= 5 and not text.endswith((".", "!", "?", ":")) and bool(call_letters(text))


def _is_institution(text: str) -> bool:
    is_name = 2 <= len(text.split()) <= 8 and not text[0].isdigit() and not text.endswith((".", "!", "?", ":", ","))
    return is_name and is_organisation(text)


def _is_block(sheet: Sheet, run: Sequence[int], credits_: range) -> bool:
    """Whether all other lines of a run may be captions: few of them, none too long, and no items or turns."""
    others = [run[place] for place in range(len(run)) if place not in credits_]
    if len(others) > 3 or any(sheet.units[index].words > _MOST_CAPTION_WORDS for index in others):
        return False
    return not any(sheet.is_item(index) or index in sheet.turns for index in others)


def _verdicts(sheet: Sheet, run: Sequence[int], credits_: range) -> dict[int, Verdict]:
    found = {run[place]: Verdict(Label.CREDIT, "credit-in-picture-block", Fate.USED) for place in credits_}
    above = [run[place] for place in range(credits_.start)]
    below = [run[place] for place in range(credits_.stop, len(run))]
    told = {sheet.units[index].text for index in above}
    again = [index for index in below if sheet.units[index].text in told]
    if again:
        found |= {index: Verdict(Label.CAPTION, "caption-twice", Fate.DROPPED) for index in again}
        below, above = [*above, *(index for index in below if index not in again and index < again[-1])], []
    if not below and above:
        below, above = above[-1:], above[:-1]
    found |= {index: Verdict(Label.ALT_TEXT, "alt-text-above-credit", Fate.USED) for index in above}
    return found | {index: Verdict(Label.CAPTION, "caption-beside-credit", Fate.USED) for index in below}
