"""Cuts the furniture off a page that came as one long line, at the words that only a page's head and tail have."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.labelling.about import about_line
from audiocast.sources.labelling.one_line_head import SENTENCE, STATION_BEFORE, dated_head, marks_from, title_start
from audiocast.sources.labelling.rulebook import rulebook
from audiocast.sources.labelling.verdict import Cut, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audiocast.sources.labelling.one_line_head import Head
    from audiocast.sources.labelling.sheet import Sheet, Verdicts

_FEWEST_WORDS, _SHARE_OF_THE_PAGE, _MOST_LINES = 100, 0.8, 3
_FEWEST_MARKS, _FEWEST_WORDS_BELOW_A_HEADLINE = 3, 30
_LONGEST_HEAD, _SHARE_OF_THE_TAIL = 2_500, 0.5
_MOST_WORDS_BETWEEN = 25
_CAPTION = "Credit"


def one_line_page(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """The verdict on the line that holds nearly all of a page: spoken, without the page's head, tail and notices."""
    words = sum(unit.words for unit in sheet.units)
    longest = max(sheet.units, key=lambda unit: unit.words, default=None)
    if longest is None or longest.index in done or sheet.hints or len(sheet.units) > _MOST_LINES:
        return {}
    if longest.words < _FEWEST_WORDS_BELOW_A_HEADLINE or longest.words < _SHARE_OF_THE_PAGE * words:
        return {}
    text = longest.text
    head = _head(text) if longest.words >= _FEWEST_WORDS else 0
    above = tuple(_about(text[:head]))
    dated = None if any(cut.label is Label.TITLE for cut in above) else dated_head(text)
    if dated and not text[dated.end : head].strip(" |•·–-"):
        head, above = _behind_its_buttons(text, dated)
    elif longest.words < _FEWEST_WORDS:
        return {}
    tail = _tail(text)
    cuts = (*above, *_notices(text, head, tail), *_rest(text, tail))
    if not cuts or not text[head:tail].strip():
        return {}
    return {longest.index: Verdict(Label.BODY, "one-line-page", Fate.SPOKEN, cuts)}


def _behind_its_buttons(text: str, head: Head) -> tuple[int, tuple[Cut, ...]]:
    """Where the story begins behind a head and the buttons that follow it, and the parts of all that."""
    end = marks_from(text, head.end, _marks("head_mark"))
    buttons = Cut(head.end, end, Fate.DROPPED, Label.FURNITURE, "head-of-a-one-line-page")
    return end, (*head.cuts, buttons) if end > head.end else head.cuts


@cache
def _marks(vocabulary: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(rulebook().vocabularies[vocabulary])})(?!\w)")


def _head(text: str) -> int:
    """Where the page's head ends: behind the last of its several marks, none of which is far from the next."""
    end = count = 0
    for mark in _marks("head_mark").finditer(text, 0, min(len(text), _LONGEST_HEAD)):
        between = text[end : mark.start()]
        is_far = len(between.split()) > _MOST_WORDS_BETWEEN
        is_told = end > 0 and SENTENCE.search(between) and not mark[0].startswith(_CAPTION)
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
        start = mark.start() if is_titled else title_start(head, max(end, above), mark.start())
        if start > end:
            yield Cut(end, start, Fate.DROPPED, Label.FURNITURE, "head-of-a-one-line-page")
        if mark.start() > start:
            stop = start + len(STATION_BEFORE.sub("", head[start : mark.start()]).rstrip())
            yield Cut(start, stop, Fate.USED, Label.TITLE, "title-part")
            yield Cut(stop, mark.start(), Fate.DROPPED, Label.FURNITURE, "head-of-a-one-line-page")
        is_titled = True
        label = Label.BYLINE if about.names else Label.DATE
        yield Cut(mark.start(), mark.end(), Fate.USED, label, f"{label}-part")
        end = mark.end()
    if end < len(head):
        yield Cut(end, len(head), Fate.DROPPED, Label.FURNITURE, "head-of-a-one-line-page")


def _notices(text: str, start: int, stop: int) -> Iterator[Cut]:
    for mark in _marks("notice_mark").finditer(text, start, stop):
        if text[: mark.start()].rstrip().endswith((".", "!", "?", "”", '"', "»")):
            yield Cut(mark.start(), mark.end(), Fate.DROPPED, Label.FURNITURE, "notice-in-a-one-line-page")


def _rest(text: str, tail: int) -> Iterator[Cut]:
    if tail < len(text):
        yield Cut(tail, len(text), Fate.DROPPED, Label.FURNITURE, "tail-of-a-one-line-page")
