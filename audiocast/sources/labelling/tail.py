"""Decides what follows the story: copyright, tags, related stories, bios, pitches."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.labelling.dates import says_when_published
from audiocast.sources.labelling.head import about_verdict
from audiocast.sources.labelling.names import is_person
from audiocast.sources.labelling.rulebook import Place, rulebook
from audiocast.sources.labelling.verdict import Cut, Verdict, verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from audiocast.sources.labelling.sheet import Sheet, Verdicts

_PERSON = r"[^\W\d_a-zß-öø-ÿ][\w'’.-]{1,30}(?: [^\W\d_a-zß-öø-ÿ][\w'’.-]{0,30}){0,4}"
_BIO_START = re.compile(rf"(?P<name>{_PERSON}),? (?:is|was|has|joined|talks|works?|serves?)\b")
_BIO_TRADE = re.compile(
    rf"(?P<name>{_PERSON}) (?:hosts?|covers?|reports? (?:on|for|from)|writes? (?:about|for)|produces|edits)\b"
)
_BIO_ELSEWHERE = re.compile(
    rf"You['’]re most likely to find (?:[\w ]{{2,30}}['’]s )?(?P<name>{_PERSON}) "
    rf"|As an? [^.]{{3,80}}, (?P<other>{_PERSON}) "
)
_BIO_LOOKS_AT = 200
_MOST_STRIPPED = 40
_TURNS_OF_A_TRANSCRIPT = 3
_FEWEST_HEADLINE_WORDS = 4
_PITCH_HITS, _PITCH_HITS_IN_TAIL, _BIO_HITS = 3, 1, 2


def after_the_story(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for the marker that ends a story and all below it, and for what can be stripped from the end."""
    start = _tail_start(sheet, done)
    found = {index: _in_tail(sheet, index, start) for index in range(start, len(sheet.units)) if index not in done}
    return found | _stripped(sheet, start, {**done, **found})


def _tail_start(sheet: Sheet, done: Verdicts) -> int:
    """The first unit that ends the story; the number of units where none does."""
    size, prose = len(sheet.units), 0
    last_turn = max(sheet.turns) if len(sheet.turns) >= _TURNS_OF_A_TRANSCRIPT else -1
    names = sheet.authors
    rest = sum(unit.words for unit in sheet.units if unit.is_prose and unit.index not in done)
    for unit in sheet.units:
        if unit.index in done:
            continue
        is_marker = sheet.is_in(unit.index, Place.END) or _is_author_card(sheet, unit.index, names)
        if is_marker and prose and unit.index > last_turn and not _goes_on(sheet, unit.index, prose, rest):
            return unit.index
        words = unit.words * (unit.is_sentence or sheet.is_opening(unit.index))
        prose, rest = prose + words, rest - unit.words * unit.is_prose
    return size


def _is_author_card(sheet: Sheet, index: int, names: frozenset[str]) -> bool:
    """Whether the name of a byline, or of the bio right below, stands alone on a line."""
    text = sheet.units[index].text
    below = sheet.units[index + 1].text if index + 1 < len(sheet.units) else ""
    last = index + 1 == len(sheet.units)
    return (text in names and (last or below.startswith(text))) or (is_person(text) and _is_bio_of(below, text))


def _is_bio_of(text: str, name: str) -> bool:
    return text.startswith(f"{name} ") and rulebook().hits("bio", text) > 0


def _goes_on(sheet: Sheet, index: int, prose: int, rest: int) -> bool:
    """Whether a box of related stories stands in the midst of a story, and not at its end."""
    match = sheet.matches[index]
    return match is not None and match.label is Label.RELATED and rest > 2 * prose


def _in_tail(sheet: Sheet, index: int, start: int) -> Verdict:
    """The verdict on a unit below the story; `start` is the marker that ended it."""
    text, match, about = sheet.units[index].text, sheet.matches[index], sheet.abouts[index]
    if match:
        return verdict(match.label, match.rule)
    if found := _notice_of_people(text):
        return found
    if about:
        return about_verdict(about, text)
    if text.startswith(sheet.author_openings):
        return verdict(Label.BIO, "begins-with-author")
    marker = sheet.matches[start]
    after_notice = marker is not None and marker.label is Label.COPYRIGHT
    rule = "after-the-copyright" if after_notice else "after-the-story"
    return verdict(Label.RELATED if sheet.is_item(index) else Label.FURNITURE, rule)


def _notice_of_people(text: str) -> Verdict | None:
    """The verdict on a bio, a pitch or a bare name below a story."""
    if name := bio_name(text):
        return _bio(text, name)
    if rulebook().hits("pitch", text) >= _PITCH_HITS_IN_TAIL:
        return verdict(Label.PITCH, "donate-vocabulary")
    if rulebook().hits("bio", text) >= _BIO_HITS:
        return verdict(Label.BIO, "bio-vocabulary")
    return verdict(Label.BIO, "name-after-the-story") if is_person(text) else None


def bio_name(text: str) -> str:
    """The name of the person whose bio a text is; empty where it is none."""
    start = text[:_BIO_LOOKS_AT]
    if found := _BIO_ELSEWHERE.match(start):
        return found["name"] or (found["other"] if rulebook().hits("bio", start) else "")
    if found := _BIO_TRADE.match(start):
        return found["name"]
    found = _BIO_START.match(start)
    return found["name"] if found and rulebook().hits("roles", start) else ""


def _bio(text: str, name: str) -> Verdict:
    if not is_person(name):
        return verdict(Label.BIO, "bio")
    start = text.index(name)
    return verdict(Label.BIO, "bio", Cut(start, start + len(name), Fate.USED, Label.BYLINE, "byline-from-bio"))


def _stripped(sheet: Sheet, end: int, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for bios, pitches and furniture at the story's end where no marker stands before them."""
    story = [unit.index for unit in sheet.units[:end] if unit.index not in done]
    found: dict[int, Verdict] = {}
    while story and len(found) < _MOST_STRIPPED and (last := _trailing(sheet, story)):
        found[story.pop()] = last
    return found if any(sheet.units[index].is_sentence or sheet.is_opening(index) for index in story) else {}


def _trailing(sheet: Sheet, story: list[int]) -> Verdict | None:
    """The verdict on a story's last unit; None where it belongs to the story."""
    index = story[-1]
    unit, match, about = sheet.units[index], sheet.matches[index], sheet.abouts[index]
    if match and match.place in {Place.TAIL, Place.END, Place.HEAD, Place.PLAYER}:
        return verdict(match.label, match.rule)
    if about and (about.names or about.published):
        return about_verdict(about, unit.text)
    if rulebook().hits("pitch", unit.text) >= _PITCH_HITS:
        return verdict(Label.PITCH, "donate-vocabulary")
    if not rulebook().hits("bio", unit.text):
        return None
    name = bio_name(unit.text)
    if name and (name in sheet.authors or not _is_told_of(sheet, name, story[:-1])):
        return _bio(unit.text, name)
    opener = _BIO_START.match(unit.text[:_BIO_LOOKS_AT])
    stranger = opener is not None and not _is_told_of(sheet, opener["name"], story[:-1])
    return verdict(Label.BIO, "bio-vocabulary") if stranger and rulebook().hits("bio", unit.text) >= _BIO_HITS else None


def _is_told_of(sheet: Sheet, name: str, story: Iterable[int]) -> bool:
    last = name.rsplit(maxsplit=1)[-1]
    return any(last in sheet.units[index].text for index in story)


def in_the_midst(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for bylines, dates of publication and boxes of related stories between a story's paragraphs."""
    found: dict[int, Verdict] = {}
    free = [unit for unit in sheet.units if unit.index not in done]
    for unit in free:
        about, match = sheet.abouts[unit.index], sheet.matches[unit.index]
        if about and (about.names or says_when_published(unit.text)):
            found[unit.index] = about_verdict(about, unit.text)
        elif match and match.label is Label.RELATED and match.place is Place.END:
            found[unit.index] = verdict(match.label, match.rule)
    return found


def video_cards(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for the headlines that stand right above the date and length of a video."""
    return {
        index - 1: verdict(Label.RELATED, "above-a-video-card")
        for index, match in enumerate(sheet.matches)
        if match and match.rule == "video-card" and index and index - 1 not in done and sheet.is_title_like(index - 1)
    }


def other_headlines(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for two or more headlines of other stories between paragraphs, on pages that come with their menus."""
    if not any(found.rule == "outside-the-menus" for found in done.values()):
        return {}
    found: dict[int, Verdict] = {}
    run: list[int] = []
    for unit in sheet.units:
        is_free = unit.index not in done and unit.index not in sheet.turns
        if is_free and sheet.is_title_like(unit.index) and not unit.is_prose and unit.words > _FEWEST_HEADLINE_WORDS:
            run.append(unit.index)
            continue
        if len(run) > 1:
            found |= {index: verdict(Label.RELATED, "headlines-of-other-stories") for index in run}
        run = []
    return found
