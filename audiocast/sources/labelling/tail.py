"""Decides what follows the story: copyright, tags, related stories, bios, pitches."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.labelling.about import is_byline_word, opens_with_byline_word
from audiocast.sources.labelling.bylines import OF_ANOTHER_PART, about_verdict
from audiocast.sources.labelling.continuing import goes_on, is_subhead, links_below
from audiocast.sources.labelling.dates import says_when_published
from audiocast.sources.labelling.kinship import kin_words
from audiocast.sources.labelling.names import is_credit, is_organisation, is_person
from audiocast.sources.labelling.people import (
    BIO_LOOKS_AT,
    BIO_START,
    author_told_of,
    bio,
    is_plea,
    notice_of_people,
    speaks_to_the_reader,
)
from audiocast.sources.labelling.rulebook import Place, rulebook
from audiocast.sources.labelling.sheet import QUOTES
from audiocast.sources.labelling.stripping import stripped
from audiocast.sources.labelling.verdict import Verdict, verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audiocast.sources.labelling.about import AboutLine
    from audiocast.sources.labelling.sheet import Sheet, Verdicts

_TURNS_OF_A_TRANSCRIPT = 3
_FEWEST_HEADLINE_WORDS = 4
_TELLING = frozenset({Label.TITLE, Label.DEK, Label.CAPTION, Label.ALT_TEXT})
_MOST_KICKER_WORDS, _MOST_LINES_OF_A_CARD = 3, 4
_MOST_LINES_OF_A_TEASER, _FEWEST_WORDS_TOLD = 3, 100
_MOST_NAMES, _MOST_UNITS = 1_000, 1_000
# "Town of Harbor: 570,000" is a line of a table.
_VIDEO = re.compile(r"v[ií]d[eé]o\b|\bwatch\b", re.IGNORECASE)
_FIGURE = re.compile(r": \S{0,6}\d")
_BOXES = frozenset({Label.RELATED, Label.PITCH, Label.COPYRIGHT})


def after_the_story(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for the marker that ends a story and all below it, and for what can be stripped from the end."""
    start = _tail_start(sheet, done)
    found = {index: _in_tail(sheet, index, start) for index in range(start, len(sheet.units)) if index not in done}
    return found | stripped(sheet, start, {**done, **found})


def _tail_start(sheet: Sheet, done: Verdicts) -> int:
    """The first unit that ends the story; the number of units where none does."""
    size, prose = len(sheet.units), 0
    last_turn = max(sheet.turns) if len(sheet.turns) >= _TURNS_OF_A_TRANSCRIPT else -1
    told = set(kin_words(sheet.units[index].text for index, found in done.items() if found.label in _TELLING))
    for unit in sheet.units:
        if unit.index in done:
            continue
        is_marker = sheet.is_in(unit.index, Place.END) or _is_author_card(sheet, unit.index, sheet.authors)
        if is_marker and prose and unit.index > last_turn and not goes_on(sheet, unit.index, told, done, prose):
            return unit.index
        if unit.is_sentence or sheet.is_opening(unit.index):
            prose += unit.words
            if len(told) < _MOST_NAMES and unit.index < _MOST_UNITS:
                told |= kin_words([unit.text])
    return size


def _is_author_card(sheet: Sheet, index: int, names: frozenset[str]) -> bool:
    """Whether the name of a byline, or of the bio right below, stands alone on a line."""
    text = sheet.units[index].text
    below = sheet.units[index + 1].text if index + 1 < len(sheet.units) else ""
    if text in names:
        return index + 1 == len(sheet.units) or below.startswith(text) or bool(author_told_of(below, [text]))
    return sheet.ask(is_person, text) and _is_bio_of(below, text)


def _is_bio_of(text: str, name: str) -> bool:
    return text.startswith(f"{name} ") and rulebook().hits("bio", text) > 0


def _in_tail(sheet: Sheet, index: int, start: int) -> Verdict:
    """The verdict on a unit below the story; `start` is the marker that ended it."""
    text, match, about = sheet.units[index].text, sheet.matches[index], sheet.abouts[index]
    if match:
        return verdict(match.label, match.rule)
    if found := notice_of_people(text):
        return found
    if about and about.names and sheet.has_byline_above(start):
        return verdict(Label.FURNITURE, "byline-of-another-story")
    if about:
        return about_verdict(about, text)
    if text.startswith(sheet.author_openings):
        return verdict(Label.BIO, "begins-with-author")
    marker = sheet.matches[start]
    after_notice = marker is not None and marker.label is Label.COPYRIGHT
    rule = "after-the-copyright" if after_notice else "after-the-story"
    return verdict(Label.RELATED if sheet.is_item(index) else Label.FURNITURE, rule)


def in_the_midst(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for bylines, dates of publication and boxes of related stories between a story's paragraphs."""
    found: dict[int, Verdict] = {}
    free = [unit for unit in sheet.units if unit.index not in done]
    turns = range(min(sheet.turns), max(sheet.turns)) if sheet.turns else range(0)
    named = Counter(name for about in sheet.abouts if about for name in about.names)
    title = sheet.headline(done)
    has_author = bool(free) and sheet.has_byline_above(free[0].index)
    for unit in free:
        about, match = sheet.abouts[unit.index], sheet.matches[unit.index]
        is_above_caption = about is not None and _is_above_caption(unit.index, done)
        is_byline = about is not None and not _is_guest(unit.text, about, named)
        if about and about.names and is_byline and has_author:
            found[unit.index] = Verdict(Label.BYLINE, OF_ANOTHER_PART, Fate.DROPPED)
        elif about and (
            (about.names and not has_author)
            or _is_above_a_name(sheet, unit.index)
            or sheet.ask(says_when_published, unit.text)
            or is_above_caption
        ):
            found[unit.index] = about_verdict(about, unit.text)
        elif unit.text == title and not unit.is_sentence:
            found[unit.index] = verdict(Label.FURNITURE, "title-again")
        elif name := _named_above(sheet, unit.index, done):
            found[unit.index] = bio(unit.text, name)
        elif match and (
            (match.place is Place.TAIL and unit.index in turns and unit.index not in sheet.turns)
            or (match.place is Place.HEAD and match.is_phrase and _is_below_pitch(unit.index, {**done, **found}))
        ):
            found[unit.index] = verdict(match.label, match.rule)
        elif match and match.label in _BOXES and match.place is Place.END:
            found[unit.index] = verdict(match.label, match.rule)
            if match.label is Label.RELATED:
                found |= links_below(sheet, unit.index, done)
    return found


def _is_guest(text: str, about: AboutLine, named: Counter[str]) -> bool:
    """Whether a line names a person and a trade, but no author, station or date: "Sam Sample, journalist"."""
    name, comma, trade = text.partition(", ")
    is_said = (
        about.published is not None or is_organisation(trade) or trade[:3].isupper() or opens_with_byline_word(name)
    )
    return bool(comma) and not is_said and all(named[name] == 1 for name in about.names)


def _named_above(sheet: Sheet, index: int, done: Verdicts) -> str:
    """The name of the person whose bio a text is, where it stands alone above, with nothing but buttons between."""
    told = BIO_START.match(sheet.units[index].text[:BIO_LOOKS_AT])
    above = done.get(index - 1)
    if told is None or above is None or above.label is not Label.FURNITURE or not is_person(told["name"]):
        return ""
    near = range(max(0, index - _MOST_LINES_OF_A_CARD), index)
    return told["name"] if any(sheet.units[each].text == told["name"] and each in done for each in near) else ""


def _is_above_a_name(sheet: Sheet, index: int) -> bool:
    """Whether a line is "By" and no more, with the name on the next one."""
    below = sheet.abouts[index + 1] if index + 1 < len(sheet.abouts) else None
    return below is not None and bool(below.names) and is_byline_word(sheet.units[index].text)


def _is_above_caption(index: int, done: Verdicts) -> bool:
    """Whether a line stands right above the caption of a picture, as its date does."""
    below = done.get(index + 1)
    return below is not None and below.label is Label.CAPTION


def _is_below_pitch(index: int, done: Verdicts) -> bool:
    """Whether a line stands right below a pitch, as its button does."""
    above = done.get(index - 1)
    return above is not None and above.label is Label.PITCH


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


def pleas(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for pitches between a story's paragraphs, by their words alone, and for the short line above each."""
    if rulebook().hits("pitch", sheet.headline(done)):
        return {}
    found: dict[int, Verdict] = {}
    for unit in sheet.units:
        is_told = unit.index in done or unit.index in sheet.turns or unit.text[:1] in QUOTES
        if is_told or "you" not in unit.text.lower():  # a pitch without it is rare, and vocabularies cost time
            continue
        if not (sheet.is_pitch(unit.index) and is_plea(unit.text) and speaks_to_the_reader(unit.text)):
            continue
        found[unit.index] = verdict(Label.PITCH, "donate-vocabulary")
        above = unit.index - 1
        if above >= 0 and above not in done and above not in found and sheet.is_heading_like(above):
            found[above] = verdict(Label.PITCH, "short-line-above-pitch")
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
