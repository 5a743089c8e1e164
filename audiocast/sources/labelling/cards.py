"""Finds cards of other stories between and below a story's lines: kickers, headlines, teasers, videos."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from audiocast.models.article import Label
from audiocast.sources.labelling.continuing import is_subhead
from audiocast.sources.labelling.editions import is_edition
from audiocast.sources.labelling.kinship import are_kin, kin_words
from audiocast.sources.labelling.names import is_credit, is_organisation
from audiocast.sources.labelling.sheet import QUOTES
from audiocast.sources.labelling.verdict import Verdict, verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audiocast.sources.labelling.sheet import Sheet, Verdicts

_FEWEST_HEADLINE_WORDS = 4
_MOST_KICKER_WORDS, _MOST_LINES_OF_A_CARD = 3, 4
_MOST_LINES_OF_A_TEASER, _FEWEST_WORDS_TOLD = 3, 100
_FEWEST_HEADLINES, _MOST_WORDS_OF_A_LINK, _FEWEST_WORDS_OF_A_STORY, _ONE_OF = 4, 14, 50, 4
_DASHES = frozenset("-–—•*")
_FEWEST_CARDS, _FEWEST_PARAGRAPHS, _MOST_KIN = 2, 3, 40
_LONGEST_SMALL_WORD, _MOST_WORDS_OF_A_TALE = 4, 45
_VIDEO = re.compile(r"v[ií]d[eé]o\b|\bwatch\b", re.IGNORECASE)
# "Town of Harbor: 570,000" is a line of a table.
_FIGURE = re.compile(r": \S{0,6}\d")


def kickers_again(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for cards of other stories: the page's own kicker once more in its midst, with a headline below it."""
    title = next((index for index, found in done.items() if found.label is Label.TITLE), 0)
    above = {sheet.units[index].text for index in range(title) if index in done}
    found: dict[int, Verdict] = {}
    for unit, below in pairwise(sheet.units[title + 1 :]):
        free = unit.index not in done and below.index not in done
        is_card = free and unit.text in above and unit.words <= _MOST_KICKER_WORDS and not below.is_prose
        if is_card and sheet.is_title_like(below.index) and below.words >= _FEWEST_HEADLINE_WORDS:
            found |= {index: verdict(Label.RELATED, "kicker-again") for index in (unit.index, below.index)}
    return found


def teasers(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for other stories below the last: two or more headlines, each under the same name of an agency."""
    free = [unit for unit in sheet.units if unit.index not in done]
    heads = [
        unit.index
        for unit, below in pairwise(free)
        if unit.words <= _MOST_KICKER_WORDS
        and not unit.is_sentence
        and below.words >= _FEWEST_HEADLINE_WORDS
        and sheet.is_title_like(below.index)
        and (sheet.ask(is_organisation, unit.text) or sheet.ask(is_credit, unit.text))
    ]
    named = Counter(sheet.units[index].text for index in heads)
    first = next((index for index in heads if named[sheet.units[index].text] > 1), len(sheet.units))
    last = [unit.index for unit in free if unit.index >= first]
    is_told = sum(unit.words for unit in free if unit.index < first and unit.is_prose) > _FEWEST_WORDS_TOLD
    are_cards = len(last) <= _MOST_LINES_OF_A_TEASER * sum(index >= first for index in heads)
    return {index: verdict(Label.RELATED, "teaser") for index in last} if is_told and are_cards else {}


def stories_below(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for other stories below the last: pairs of a headline and a sentence that speak of nothing in it.

    The story has paragraphs of its own and no such headline, so that these are no parts of a round-up.
    """
    free = [unit.index for unit in sheet.units if unit.index not in done]
    cards = 0
    while len(free) > 2 * cards + 1 and _is_card(sheet, free[len(free) - 2 * cards - 2 :]):
        cards += 1
    story, below = free[: len(free) - 2 * cards], free[len(free) - 2 * cards :]
    paragraphs = [index for index in story if sheet.units[index].is_prose]
    if cards < _FEWEST_CARDS or len(paragraphs) < _FEWEST_PARAGRAPHS or is_edition(sheet.headline(done)):
        return {}
    if any(sheet.is_heading_like(index) for index in story):
        return {}
    told = kin_words([sheet.headline(done), *(sheet.units[index].text for index in story[-_MOST_KIN:])])
    is_strange = not any(are_kin(sheet.units[index].text, told) for index in below)
    return {index: verdict(Label.RELATED, "other-story-below") for index in below} if is_strange else {}


def headlines_below(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for the headlines of other stories at the end of a page: lines in a row that share nothing with it."""
    run: list[int] = []
    for unit in reversed(sheet.units):
        is_line = not unit.is_sentence and 1 < unit.words <= _MOST_WORDS_OF_A_LINK and not sheet.is_item(unit.index)
        if unit.index in done or not is_line or unit.index in sheet.turns or unit.text.endswith(":"):
            break
        run.append(unit.index)
    story = [unit for unit in sheet.units if unit.index not in done and unit.index not in run]
    is_story = sum(unit.words for unit in story if unit.is_prose) > _FEWEST_WORDS_OF_A_STORY and story[-1].is_sentence
    title = sheet.headline(done)
    if len(run) < _FEWEST_HEADLINES or not is_story or is_edition(title) or not title:
        return {}
    told = kin_words([title, *(unit.text for unit in story[-_MOST_KIN:])])
    kin = sum(bool(kin_words([sheet.units[index].text]) & told) for index in run)
    is_strange = kin <= len(run) // _ONE_OF
    return {index: verdict(Label.RELATED, "other-headlines-below") for index in run} if is_strange else {}


def links_in_a_row(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for teasers of other stories: two or more lines at a page's end, each below a dash alone on a line."""
    found: dict[int, Verdict] = {}
    last = len(sheet.units) - 1
    while last > 0 and last not in done and sheet.units[last - 1].text in _DASHES:
        found[last] = verdict(Label.RELATED, "link-below-a-dash")
        last -= 2
    return found if len(found) >= _FEWEST_CARDS and last > 0 else {}


def _is_card(sheet: Sheet, pair: Sequence[int]) -> bool:
    """Whether two lines are a headline with its words in capitals, and a sentence or two."""
    head, tale = (sheet.units[index] for index in pair[:2])
    long = [word for word in head.text.split() if len(word) > _LONGEST_SMALL_WORD]
    is_head = sheet.is_heading_like(head.index) and head.words > _FEWEST_HEADLINE_WORDS
    is_head = is_head and len(long) > 1 and all(word.lstrip("“\"'‘(")[:1].isupper() for word in long)
    return is_head and tale.index == head.index + 1 and tale.is_sentence and tale.words <= _MOST_WORDS_OF_A_TALE


def video_cards(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for the headlines that stand right above the date and length of a video."""
    rules = [decided.rule if (decided := done.get(unit.index)) else "" for unit in sheet.units]
    found: dict[int, Verdict] = {}
    for index, match in enumerate(sheet.matches):
        is_card = match is not None and match.rule == "video-card"
        is_aired = rules[index] == "relative-date" and rules[index + 1 : index + 2] == ["audio-of-the-page"]
        if (is_card or is_aired) and _is_other_title(sheet, index - 1, done):
            found[index - 1] = verdict(Label.RELATED, "above-a-video-card")
        if is_card and rules[index + 2 : index + 3] == ["player-clock"] and _is_other_title(sheet, index + 1, done):
            found[index + 1] = verdict(Label.RELATED, "below-a-video-card")
        is_video = rules[index + 1 : index + 2] == ["player-clock"] and _VIDEO.search(sheet.units[index].text)
        is_lead = index + 3 < len(sheet.units) and sheet.units[index + 3].is_prose
        if index in done and is_video and not is_lead and _is_other_title(sheet, index + 2, done):
            found[index + 2] = verdict(Label.RELATED, "below-a-video-card")
        if rules[index] == "teaser-de":
            found |= _card_above(sheet, index, done)
        if rules[index] == "related-headline":
            found |= _card_below(sheet, index, rules, done)
    return found


def _card_above(sheet: Sheet, index: int, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for date, kicker and headline right above the teaser of another story."""
    first = index
    while first > 0 and index - first < _MOST_LINES_OF_A_TEASER and not sheet.units[first - 1].is_prose:
        is_line = sheet.is_title_like(first - 1) or sheet.abouts[first - 1] is not None
        if first - 1 in done or not is_line:
            break
        first -= 1
    return {each: verdict(Label.RELATED, "above-a-teaser") for each in range(first, index)}


def _is_other_title(sheet: Sheet, index: int, done: Verdicts) -> bool:
    return 0 <= index < len(sheet.units) and index not in done and sheet.is_title_like(index)


def _card_below(sheet: Sheet, index: int, rules: Sequence[str], done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for the card of a video below a line that announces it: its title, date, length and a sentence."""
    near = rules[index + 1 : index + 1 + _MOST_LINES_OF_A_CARD]
    if "audio-of-the-page" not in near:
        return {}
    length = index + 1 + near.index("audio-of-the-page")
    above = range(index + 1, length)
    if any(sheet.units[each].is_prose for each in above if each not in done):
        return {}
    below = length + 1
    is_told = below < len(sheet.units) and not sheet.units[below].starts_group and sheet.units[below].is_sentence
    card = [*above, *((below,) if is_told and sheet.has_blank_lines else ())]
    return {each: verdict(Label.RELATED, "video-card") for each in card if each not in done}


def other_headlines(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for two or more headlines of other stories between paragraphs, on pages that come with their menus."""
    if not any(found.rule == "outside-the-menus" for found in done.values()):
        return {}
    found: dict[int, Verdict] = {}
    run: list[int] = []
    for unit in sheet.units:
        below = sheet.units[unit.index + 1].text if unit.index + 1 < len(sheet.units) else ""
        is_asked = unit.text.startswith(QUOTES) or (unit.text.endswith("?") and below.startswith(QUOTES))
        is_free = unit.index not in done and unit.index not in sheet.turns and not _FIGURE.search(unit.text)
        is_free = is_free and not is_asked
        if is_free and sheet.is_title_like(unit.index) and not unit.is_prose and unit.words > _FEWEST_HEADLINE_WORDS:
            run.append(unit.index)
            continue
        if run and sheet.units[unit.index].is_prose and is_subhead(sheet, run):
            run.pop()
        is_announced = bool(run) and run[0] > 0 and sheet.units[run[0] - 1].text.endswith(":")
        if len(run) > 1 and not is_announced:
            found |= {index: verdict(Label.RELATED, "headlines-of-other-stories") for index in run}
        run = []
    return found
