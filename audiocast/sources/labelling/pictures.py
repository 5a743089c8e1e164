"""Finds the blocks that stand for a picture: alternative text, who made it, and caption, right below one another."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.labelling.editions import is_edition
from audiocast.sources.labelling.makers import (
    credit_groups,
    credit_lines,
    is_caption_below,
    is_maker_above_a_caption,
    is_paragraph_below,
    is_picture_credit,
    is_slide,
)
from audiocast.sources.labelling.names import is_credit, is_organisation, is_person
from audiocast.sources.labelling.people import bio_name
from audiocast.sources.labelling.rulebook import Place, rulebook
from audiocast.sources.labelling.sheet import QUOTES
from audiocast.sources.labelling.signatures import (
    ends_the_story,
    is_between_heading_and_item,
    signature,
    signatures,
)
from audiocast.sources.labelling.verdict import Verdict, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audiocast.sources.labelling.sheet import Sheet, Verdicts

_MOST_OTHERS, _FEWEST_WORDS_OF_AN_ALTERNATIVE = 3, 7
_MOST_WORDS_OF_A_SHORT_SENTENCE = 15
_MOST_LINES = 12
_TOP_OF_A_PAGE, _DATED_WITHIN = 60, 8
_MOST_WORDS_BESIDE_A_NAME = 45
_LONG_PARAGRAPH = 25
_MOST_CAPTION_WORDS = 80
_NAMED_SOURCE, _NAMES_OF_A_CAPTION = "named-source", frozenset({"image caption", "caption", "pie de foto"})
BARE_NAME = "bare-name-under-headline"


def picture_blocks(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for the lines of picture blocks, wherever they stand.

    A block is a run of lines without a blank one between them, one of which says who made the picture: "Name", "/" and
    "Agency" on three lines, "Name / Agency" on one, "Courtesy of …". What stands above that is the alternative text
    where something else stands below it, and the caption otherwise. One block is told from a list of names by its size,
    and from a quotation with its speaker by the quotation mark.
    """
    found: dict[int, Verdict] = {}
    head = _head(sheet)
    runs = [piece for run in _runs(sheet, done) for piece in _pieces(sheet, run, done)]
    signed = signatures(sheet, runs)
    headed = [run for run in runs if is_maker_above_a_caption(sheet, run)]
    is_bulletin = any(
        sheet.is_title_like(unit.index) and is_edition(unit.text) for unit in sheet.units[:_TOP_OF_A_PAGE]
    )
    for run in runs:
        if run[-1] in signed:
            found[run[-1]] = verdict(Label.BYLINE, "name-below-an-item")
        elif len(run) == 1 and _is_above_date(sheet, run[0]):
            found[run[0]] = verdict(Label.BYLINE, BARE_NAME)
        elif len(run) == 1 and _is_below_byline(sheet, run[0]):
            found[run[0]] = Verdict(Label.BYLINE, "agency-below-byline", Fate.DROPPED)
        elif run in headed[:_MOST_OTHERS] and len(headed) <= _MOST_OTHERS:
            found |= _verdicts(sheet, run, range(len(run) - 1))
        elif lines := credit_lines(sheet, run, done):
            if ends_the_story(sheet, run, lines, done):
                found |= {run[place]: signature(sheet, run[place]) for place in lines}
            elif is_bulletin and is_between_heading_and_item(sheet, run, lines):
                found |= {run[place]: verdict(Label.BYLINE, "name-below-an-item") for place in lines}
            else:
                found |= _block(sheet, run, lines, head)
    return found


def _block(sheet: Sheet, whole: list[int], lines: range, head: int) -> dict[int, Verdict]:
    """Verdicts for the picture block in a run with credits; right above byline or date the headline is none of it."""
    found: dict[int, Verdict] = {}
    if whole[-1] <= head and _is_above_published(sheet, whole[-1]):
        if lines.start == len(whole) - 1 > 0 and not sheet.authors:
            found[whole[-1]] = verdict(Label.BYLINE, BARE_NAME)
        whole = whole[: lines.stop] if is_organisation(sheet.units[whole[-1]].text) else whole
        is_last = lines.stop == len(whole)
        is_said = _is_said(sheet, whole, whole[lines.start - 1] if is_last else whole[-1])
        if lines.start == 0 or (is_last and not is_said):
            return found
        whole = whole if is_said else whole[:-1]
    if _opens_with_headline(sheet, whole, lines):
        whole, lines = whole[1:], range(lines.start - 1, lines.stop - 1)
    run, credits_ = _window(sheet, whole, lines, head)
    return found | (_verdicts(sheet, run, credits_) if _is_block(sheet, run, credits_) else {})


def _opens_with_headline(sheet: Sheet, run: Sequence[int], lines: range) -> bool:
    """Whether a run with a caption of its own is the page's first, and opens with what may be its headline."""
    is_first = not any(sheet.is_title_like(index) and sheet.matches[index] is None for index in range(run[0]))
    return is_first and lines.start > 1 and sheet.is_title_like(run[0])


def _pieces(sheet: Sheet, run: list[int], done: Verdicts) -> Iterator[list[int]]:
    """A run in parts of one picture each: below the number of one, or on a page without blank lines.

    There a part ends with the credits, or with the caption below them that stands above them too.
    """
    if not run:
        return
    if is_slide(sheet, run[0] - 1):
        yield run[:2]
        return
    start = 0
    for group in () if sheet.has_blank_lines else credit_groups(sheet, run, done):
        told = {sheet.units[index].text for index in run[start : group.start]}
        is_named = sheet.units[run[group.stop - 1]].text.strip(" ,:").casefold() in _NAMES_OF_A_CAPTION
        stop = group.stop + (is_named or (group.start - start < 2 and _is_below(sheet, run, start, group)))
        while stop < len(run) and sheet.units[run[stop]].text in told:
            stop += 1
        yield run[max(start, stop - _MOST_LINES) : stop]
        start = stop
    if start < len(run):
        yield run[start:]


def _is_below(sheet: Sheet, run: Sequence[int], start: int, group: range) -> bool:
    """Whether the caption of the picture that a part of a run begins with stands below its credits."""
    return is_caption_below(sheet, run[start:], range(group.start - start, group.stop - start))


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
        is_free = decided is None or unit.text == "/" or is_picture_credit(decided)
        if decided and is_picture_button(unit.text):
            continue
        is_bare_byline = sheet.ask(is_person, unit.text) and _is_beside_the_date(sheet, unit.index)
        is_about = sheet.abouts[unit.index] is not None or is_bare_byline
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
    below = sheet.abouts[index + 1] if index + 1 < len(sheet.abouts) else None
    is_byline = below is not None and any(part.label is Label.BYLINE for part in below.parts)
    return below is not None and (is_byline or below.published is not None)


def _is_said(sheet: Sheet, run: Sequence[int], index: int) -> bool:
    """Whether a line of a run is a sentence, or stands there twice, as a caption does and a headline does not."""
    text = sheet.units[index].text
    return sheet.units[index].is_sentence or sum(sheet.units[each].text == text for each in run) > 1


def _is_above_date(sheet: Sheet, index: int) -> bool:
    """Whether a line such as "Robin Example / WQXZ" stands right above the date, on a page without a byline."""
    person, slash, _ = sheet.units[index].text.partition(" / ")
    below = sheet.abouts[index + 1] if index + 1 < len(sheet.abouts) else None
    return bool(slash) and is_person(person) and below is not None and not below.names and not sheet.authors


def _is_below_byline(sheet: Sheet, index: int) -> bool:
    """Whether a line names the agency of the reporter right above it."""
    above = sheet.abouts[index - 1] if index and not sheet.units[index].starts_group else None
    return above is not None and bool(above.names) and is_credit(sheet.units[index].text)


def _head(sheet: Sheet) -> int:
    """Where the top of the page ends: at the first long paragraph, or below the lines that date the story."""
    first = next((unit.index for unit in sheet.units if unit.words > _LONG_PARAGRAPH and unit.is_prose), 0)
    dated = (index for index, about in enumerate(sheet.abouts[: first + _DATED_WITHIN if first else None]) if about)
    return max(first, next(dated, 0))


def _window(sheet: Sheet, run: list[int], credits_: range, head: int) -> tuple[list[int], range]:
    """The lines of a run that may belong to its picture, and the credits among them.

    In the midst of a page without blank lines, where a run is all of the story, that is the line above the credit: one
    that is no sentence, or a short one.
    """
    if not credits_:
        return run, credits_
    match = sheet.matches[run[credits_.start]]
    if match is not None and match.rule == _NAMED_SOURCE:  # its caption has a name of its own
        stop = credits_.stop + (sheet.units[run[credits_[-1]]].text.strip(" ,:").casefold() in _NAMES_OF_A_CAPTION)
        return run[credits_.start : stop], range(len(credits_))
    is_alone = not credits_.start and is_paragraph_below(sheet, run, credits_)
    if is_alone or is_caption_below(sheet, run, credits_):
        return run[: credits_.stop + (not is_alone)], credits_
    if run[credits_[0]] < head:
        return _nearest(sheet, run, credits_)
    others = [sheet.units[index] for place, index in enumerate(run) if place not in credits_]
    is_small = len(others) <= _MOST_OTHERS and all(unit.words <= _LONG_PARAGRAPH for unit in others)
    if (is_small or sheet.has_blank_lines) and sum(unit.is_prose for unit in others) < 2:
        return run, credits_
    above = sheet.units[run[credits_.start - 1]] if credits_.start else None
    most = _MOST_WORDS_OF_A_SHORT_SENTENCE if above and above.is_sentence else _LONG_PARAGRAPH
    is_caption = above is not None and above.words <= most and not above.text.startswith(QUOTES)
    first = credits_.start - is_caption
    while is_caption and first and _is_alternative(sheet, run[first - 1]):
        first -= 1
    return run[first : _stop(sheet, run, first, credits_)], range(credits_.start - first, credits_.stop - first)


def _is_alternative(sheet: Sheet, index: int) -> bool:
    """Whether a line above a caption is too long for a heading, and no sentence: the picture's alternative text."""
    unit = sheet.units[index]
    return not unit.is_sentence and _FEWEST_WORDS_OF_AN_ALTERNATIVE <= unit.words <= _LONG_PARAGRAPH


def _nearest(sheet: Sheet, run: list[int], credits_: range) -> tuple[list[int], range]:
    """A run above the story without what stands too far from the credit: headline and menu, on pages of one block."""
    first = credits_.start
    while first > 0 and credits_.start - first < 2 and sheet.units[run[first - 1]].is_sentence:
        first -= 1
    if first == credits_.start == 1 and run[0] > 0 and sheet.abouts[run[0] - 1] is not None:
        first = 0  # right below the date
    stop = _stop(sheet, run, first, credits_)
    is_caption_last = stop == len(run) - 1 and sheet.has_blank_lines and sheet.units[run[stop]].ends_group
    most = _MOST_WORDS_BESIDE_A_NAME if len(credits_) > 2 else _LONG_PARAGRAPH
    if is_caption_last and sheet.units[run[stop]].words <= most:
        stop += 1
        first -= first == credits_.start > 0 and any(sheet.abouts[: run[first - 1]])
    is_apart = sheet.units[run[0]].starts_group or (len(run) == len(credits_) + 1 and any(sheet.abouts[: run[0]]))
    is_small = len(run) - len(credits_) <= 3 and is_apart
    return (run, credits_) if is_small else (run[first:stop], range(credits_.start - first, credits_.stop - first))


def _stop(sheet: Sheet, run: Sequence[int], first: int, credits_: range) -> int:
    """Where the lines end that say again what stands above the credits, from a first one on."""
    stop = credits_.stop
    above = {sheet.units[run[place]].text for place in range(first, credits_.start)}
    while stop < len(run) and sheet.units[run[stop]].text in above:
        stop += 1
    return stop


def _is_beside_the_date(sheet: Sheet, index: int) -> bool:
    """Whether a name stands right above the date of the story, or right below it on a page without a byline."""
    near = sheet.abouts[index + 1 : index + 2] + (() if sheet.authors else sheet.abouts[max(0, index - 2) : index])
    is_in_credit = index + 1 < len(sheet.units) and sheet.units[index + 1].text == "/"
    return not is_in_credit and any(about and not about.names for about in near)


def _is_block(sheet: Sheet, run: Sequence[int], credits_: range) -> bool:
    """Whether all other lines of a run may be captions: few of them, none too long, and no items or turns."""
    others = [run[place] for place in range(len(run)) if place not in credits_]
    if len(others) > _MOST_OTHERS or any(sheet.units[index].words > _MOST_CAPTION_WORDS for index in others):
        return False
    return not any(sheet.is_item(index) or index in sheet.turns for index in others)


def _verdicts(sheet: Sheet, run: Sequence[int], credits_: range) -> dict[int, Verdict]:
    found = {run[place]: Verdict(Label.CREDIT, "credit-in-picture-block", Fate.USED) for place in credits_}
    above = [run[place] for place in range(credits_.start)]
    below = [i for i in (run[place] for place in range(credits_.stop, len(run))) if not bio_name(sheet.units[i].text)]
    told = {sheet.units[index].text for index in above}
    again = [index for index in below if sheet.units[index].text in told]
    if again:
        found |= {index: Verdict(Label.CAPTION, "caption-twice", Fate.DROPPED) for index in again}
        below, above = [*above, *(index for index in below if index not in again and index < again[-1])], []
    if not below and above:
        below, above = above[-1:], above[:-1]
    found |= {index: Verdict(Label.ALT_TEXT, "alt-text-above-credit", Fate.USED) for index in above}
    return found | {index: Verdict(Label.CAPTION, "caption-beside-credit", Fate.USED) for index in below}
