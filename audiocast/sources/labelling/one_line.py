"""Cuts the furniture off a page that came as one long line, at the words that only a page's head and tail have."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.labelling.about import about_line
from audiocast.sources.labelling.names import call_letters
from audiocast.sources.labelling.rulebook import rulebook, words_of_a_button
from audiocast.sources.labelling.verdict import Cut, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audiocast.sources.labelling.sheet import Sheet, Verdicts

_FEWEST_WORDS, _SHARE_OF_THE_PAGE, _MOST_LINES = 100, 0.8, 3
_FEWEST_MARKS, _FEWEST_WORDS_OF_A_TITLE = 3, 4
_WORD = re.compile(r"\S+")
_LONGEST_HEAD, _SHARE_OF_THE_TAIL = 2_500, 0.5
_MOST_WORDS_BETWEEN = 25
_FREQUENCY = re.compile(r"\d{2,3}\.\d|FM|AM|HD\d?|\||•")
_STATION_BEFORE = re.compile(r"\s[KW][A-Z]{2,3}(?: [^|]{1,40})? \|\s*$")
_SENTENCE = re.compile(r"[.!?][\"”’»]? ")
_CAPTION = "Credit"


def one_line_page(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """The verdict on the line that holds nearly all of a page: spoken, without the page's head, tail and notices."""
    words = sum(unit.words for unit in sheet.units)
    longest = max(sheet.units, key=lambda unit: unit.words, default=None)
    if longest is None or longest.index in done or sheet.hints or len(sheet.units) > _MOST_LINES:
        return {}
    if longest.words < _FEWEST_WORDS or longest.words < _SHARE_OF_THE_PAGE * words:
        return {}
    text = longest.text
    head = _head(text)
    tail = _tail(text)
    cuts = (*_about(text[:head]), *_notices(text, head, tail), *_rest(text, tail))
    if not cuts or not text[head:tail].strip():
        return {}
    return {longest.index: Verdict(Label.BODY, "one-line-page", Fate.SPOKEN, cuts)}


@cache
def _marks(vocabulary: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(rulebook().vocabularies[vocabulary])})(?!\w)")


def _head(text: str) -> int:
    """Where the page's head ends: behind the last of its several marks, none of which is far from the next."""
    end = count = 0
    for mark in _marks("head_mark").finditer(text, 0, min(len(text), _LONGEST_HEAD)):
        between = text[end : mark.start()]
        is_far = len(between.split()) > _MOST_WORDS_BETWEEN
        is_told = end > 0 and _SENTENCE.search(between) and not mark[0].startswith(_CAPTION)
        if is_far or is_told:
            break
        end, count = mark.end(), count + 1
    if count < _FEWEST_MARKS:
        return 0
    return end + len(text[end:]) - len(text[end:].lstrip(" .|•·"))


def _tail(text: str) -> int:
    """Where the page's tail begins: at the first of its marks in the second half."""
    mark = _marks("tail_mark").search(text, int(len(text) * _SHARE_OF_THE_TAIL))
    return mark.start() if mark else len(text)


def _about(head: str) -> Iterator[Cut]:
    """The parts of a page's head: the headline, who wrote the story and when, and furniture around it."""
    end = above = 0
    is_titled = False
    for mark in _marks("head_mark").finditer(head):
        about = about_line(mark[0])
        if about is None or not (about.names or about.published):
            above = mark.end()
            continue
        start = mark.start() if is_titled else _title_start(head, max(end, above), mark.start())
        if start > end:
            yield Cut(end, start, Fate.DROPPED, Label.FURNITURE, "head-of-a-one-line-page")
        if mark.start() > start:
            stop = start + len(_STATION_BEFORE.sub("", head[start : mark.start()]).rstrip())
            yield Cut(start, stop, Fate.USED, Label.TITLE, "title-part")
            yield Cut(stop, mark.start(), Fate.DROPPED, Label.FURNITURE, "head-of-a-one-line-page")
        is_titled = True
        label = Label.BYLINE if about.names else Label.DATE
        yield Cut(mark.start(), mark.end(), Fate.USED, label, f"{label}-part")
        end = mark.end()
    if end < len(head):
        yield Cut(end, len(head), Fate.DROPPED, Label.FURNITURE, "head-of-a-one-line-page")


def _title_start(head: str, start: int, stop: int) -> int:
    """Where the headline begins that ends before a byline or a date; `stop` where it cannot be told.

    Menus are words in capitals; the first word in small letters is the headline's second or a later one.
    """
    words = list(_WORD.finditer(head, start, stop))
    menu = _words_of_a_menu([word[0] for word in words])
    if menu >= _FEWEST_MARKS and len(words) - menu >= _FEWEST_WORDS_OF_A_TITLE:
        return words[menu].start()
    small = next((place for place, word in enumerate(words) if word[0][0].islower()), 0)
    return words[small - 1].start() if small and len(words) - small >= _FEWEST_WORDS_OF_A_TITLE - 1 else stop


def _words_of_a_menu(words: Sequence[str]) -> int:
    """How many words from the first on are a station's name, its frequency, and what the buttons of a menu say."""
    place, small = 0, [word.lower() for word in words]
    while place < len(words):
        size = words_of_a_button(small, place)
        if not size and not call_letters(words[place]) and not _FREQUENCY.fullmatch(words[place]):
            break
        place += size or 1
    return place


def _notices(text: str, start: int, stop: int) -> Iterator[Cut]:
    for mark in _marks("notice_mark").finditer(text, start, stop):
        if text[: mark.start()].rstrip().endswith((".", "!", "?", "”", '"', "»")):
            yield Cut(mark.start(), mark.end(), Fate.DROPPED, Label.FURNITURE, "notice-in-a-one-line-page")


def _rest(text: str, tail: int) -> Iterator[Cut]:
    if tail < len(text):
        yield Cut(tail, len(text), Fate.DROPPED, Label.FURNITURE, "tail-of-a-one-line-page")
