"""Decides what follows the story: copyright, tags, related stories, bios, pitches."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.labelling.about import is_byline_word, opens_with_byline_word
from audiocast.sources.labelling.attribution import names_its_speaker
from audiocast.sources.labelling.bylines import OF_ANOTHER_PART, about_verdict
from audiocast.sources.labelling.continuing import goes_on, links_below
from audiocast.sources.labelling.dates import says_when_published
from audiocast.sources.labelling.kinship import kin_words
from audiocast.sources.labelling.names import call_letters, is_organisation, is_person
from audiocast.sources.labelling.people import (
    BIO_LOOKS_AT,
    BIO_START,
    author_told_of,
    bio,
    is_plea,
    notice_of_people,
    speaks_to_the_reader,
)
from audiocast.sources.labelling.pictures import BARE_NAME
from audiocast.sources.labelling.rulebook import Place, rulebook
from audiocast.sources.labelling.sheet import QUOTES
from audiocast.sources.labelling.stripping import OF_US, stripped
from audiocast.sources.labelling.verdict import Verdict, verdict

if TYPE_CHECKING:
    from audiocast.sources.labelling.about import AboutLine
    from audiocast.sources.labelling.sheet import Sheet, Verdicts

_TURNS_OF_A_TRANSCRIPT = 3
_TELLING = frozenset({Label.TITLE, Label.DEK, Label.CAPTION, Label.ALT_TEXT})
_MOST_LINES_OF_A_CARD = 4
_MOST_NAMES, _MOST_UNITS = 1_000, 1_000
_FEWEST_AROUND, _MOST_WORDS_OF_A_NOTICE, _MOST_KIN = 4, 45, 40
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
    above = sheet.abouts[: free[0].index] if free else ()
    has_author = any(is_person(name) for about in above if about for name in about.names)
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
            or (match is not None and match.place is Place.ANYWHERE)
            or is_above_caption
        ):
            found[unit.index] = about_verdict(about, unit.text)
        elif _signs_an_item(sheet, unit.index, done) and not sheet.authors:
            found[unit.index] = verdict(Label.BYLINE, BARE_NAME)
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


def _signs_an_item(sheet: Sheet, index: int, done: Verdicts) -> bool:
    """Whether a person's name stands right below a sentence of the story and right above a button of the page."""
    above, below = done.get(index - 1), done.get(index + 1)
    is_below = above is None and index > 0 and sheet.units[index - 1].is_sentence
    is_above = below is not None and below.label in {Label.FURNITURE, Label.PITCH}
    return is_below and is_above and sheet.ask(is_person, sheet.units[index].text)


def notices_between(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for short notices of the station between a story's paragraphs, which share no words with it."""
    free = [unit for unit in sheet.units if unit.index not in done]
    if rulebook().hits("pitch", sheet.headline(done)) or len(free) < _FEWEST_AROUND:
        return {}
    asks = [unit for unit in free[1:-1] if unit.words <= _MOST_WORDS_OF_A_NOTICE and _is_ours(sheet, unit.index)]
    asking = {unit.index for unit in asks}
    story = [unit.text for unit in free if unit.index not in asking]
    if not asks or sum(rulebook().hits("pitch", text) > 0 for text in story[:_MOST_KIN]) > 1:
        return {}
    told = kin_words([sheet.headline(done), *story[:_MOST_KIN], *story[-_MOST_KIN:]])
    told = frozenset(word for word in told if not call_letters(word))
    strange = [unit for unit in asks if not kin_words([unit.text]) & told]
    return {unit.index: _ours(sheet, unit.index) for unit in strange}


def _is_ours(sheet: Sheet, index: int) -> bool:
    """Whether a line asks for support, or says where to find the station, in the station's own voice."""
    text, match = sheet.units[index].text, sheet.matches[index]
    if index in sheet.turns or text.startswith(QUOTES) or sheet.is_item(index):
        return False
    if match is not None and match.place is Place.TAIL:
        return bool(OF_US.search(text)) and not names_its_speaker(text)
    if not rulebook().hits("plea", text):  # few texts do, and vocabularies cost time
        return False
    is_meant = bool(call_letters(text)) or (
        rulebook().hits("plea", text) > 1 and rulebook().hits("to_the_reader", text)
    )
    return bool(is_meant) and is_plea(text) and rulebook().hits("pitch", text) > 0 and not names_its_speaker(text)


def _ours(sheet: Sheet, index: int) -> Verdict:
    match = sheet.matches[index]
    return verdict(match.label, match.rule) if match else verdict(Label.PITCH, "donate-vocabulary")


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
