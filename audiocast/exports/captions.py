"""Splits the sentences of a transcript into captions that fit a screen, timed by their words.

A caption has at most two lines of 42 characters and stands for at most seven seconds; it ends at the end of a phrase
where it can. Source: BBC Subtitle Guidelines, https://www.bbc.co.uk/accessibility/forproducts/guides/subtitles
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from audiocast.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audiocast.models.episode import Cue, CueWord

LINE_CHARACTERS = 42
CAPTION_MS = 7000
_SHORTEST_MS = 1000
# Pieces of a word that is longer than this may stand on two lines: addresses, and scripts without spaces.
_WORD_CHARACTERS = 21
_PHRASE_END = re.compile(r"[,;:.!?…—–،。、；：！？][\"'”’»)\]]*$")
_NO_PHRASE_END = 0.7


@dataclass(frozen=True, slots=True)
class Caption:
    """One or two lines, who says them and when."""

    start_ms: int
    end_ms: int
    speaker: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    """A word as written, with its punctuation, at characters `start` to `end` of the sentence on one line."""

    text: str
    start: int
    end: int
    start_ms: int
    end_ms: int

    @property
    def ends_phrase(self) -> bool:
        return bool(_PHRASE_END.search(self.text))


def captions(cues: Sequence[Cue], duration_ms: int) -> list[Caption]:
    """The captions of a transcript: in order, start before end, no two at once, none after the end of the audio."""
    made = [caption for cue in cues for caption in _of_cue(cue)]
    following = [*(caption.start_ms for caption in made[1:]), duration_ms]
    placed: list[Caption] = []
    last_end, last_start = 0, max(0, duration_ms - 1)
    for caption, next_start in zip(made, following, strict=False):
        start = min(max(caption.start_ms, last_end), last_start)
        end = max(caption.end_ms, min(start + _SHORTEST_MS, next_start))
        last_end = max(start + 1, min(end, start + CAPTION_MS, max(duration_ms, 1)))
        placed.append(replace(caption, start_ms=start, end_ms=last_end))
    return placed


def _of_cue(cue: Cue) -> Iterator[Caption]:
    tokens = list(_tokens(cue))
    if not tokens:
        return
    starts = [*_split(tokens), len(tokens)]
    for first, stop in pairwise(starts):
        part = tokens[first:stop]
        end = part[-1].end_ms
        if stop < len(tokens) and tokens[stop].start_ms - end <= _SHORTEST_MS:
            end = tokens[stop].start_ms
        yield Caption(part[0].start_ms, end, cue.speaker, _lines(part))


def _tokens(cue: Cue) -> Iterator[_Token]:
    """The words of a sentence with rising times; what has no mark of its own takes the place between its neighbours."""
    place, time, first = 0, cue.start_ms, 0
    for match in re.finditer(r"\S+", cue.text):
        while first < len(cue.words) and cue.words[first].end <= match.start():
            first += 1
        written = clean(match[0])
        if not written:
            continue
        start, end = _heard(cue.words, first, match.start(), match.end(), time)
        spoken, said = end - start, 0
        for piece in _pieces(written):
            began, said = said, said + len(piece)
            heard = (start + spoken * began // len(written), start + spoken * said // len(written))
            yield _Token(piece, place, place + len(piece), *heard)
            place += len(piece)
        place, time = place + 1, end


def _heard(words: Sequence[CueWord], first: int, start: int, end: int, after_ms: int) -> tuple[int, int]:
    """When characters `start` to `end` are heard, not before `after_ms`; words before `first` end too early."""
    times = []
    while first < len(words) and words[first].start < end:
        if words[first].end > start:
            times.append((words[first].start_ms, words[first].end_ms))
        first += 1
    if not times:
        return after_ms, after_ms
    begin = max(after_ms, min(time[0] for time in times))
    return begin, max(begin, *(time[1] for time in times))


def _pieces(word: str) -> list[str]:
    if len(word) <= LINE_CHARACTERS:
        return [word]
    return [word[place : place + _WORD_CHARACTERS] for place in range(0, len(word), _WORD_CHARACTERS)]


def _split(tokens: Sequence[_Token]) -> list[int]:
    """The indices of the tokens that begin a caption: as few as can be, ended at phrases, evenly filled."""
    count = len(tokens)
    reach = _line_reach(tokens)
    cost, chosen = [0.0] * (count + 1), [count] * count
    for first in range(count - 1, -1, -1):
        second = reach[first]
        furthest = reach[second] if second < count else count
        cost[first] = float("inf")
        for stop in range(first + 1, furthest + 1):
            if stop > first + 1 and tokens[stop - 1].end_ms - tokens[first].start_ms > CAPTION_MS:
                break
            candidate = _cost(tokens[first], tokens[stop - 1], is_last=stop == count) + cost[stop]
            if candidate < cost[first]:
                cost[first], chosen[first] = candidate, stop
    starts, place = [], 0
    while place < count:
        starts.append(place)
        place = chosen[place]
    return starts


def _cost(first: _Token, last: _Token, *, is_last: bool) -> float:
    empty = 1 - (last.end - first.start) / (2 * LINE_CHARACTERS)
    broken = 0.0 if is_last or last.ends_phrase else _NO_PHRASE_END
    return 1 + broken + 0.3 * empty * empty


def _line_reach(tokens: Sequence[_Token]) -> list[int]:
    """For each token, the first one that no longer fits on a line that begins with it."""
    reach, stop = [], 0
    for token in tokens:
        while stop < len(tokens) and tokens[stop].end - token.start <= LINE_CHARACTERS:
            stop += 1
        reach.append(stop)
    return reach


def _lines(tokens: Sequence[_Token]) -> tuple[str, ...]:
    """One line where it fits, else two, broken after a phrase and near the middle."""
    begin, end = tokens[0].start, tokens[-1].end
    if end - begin <= LINE_CHARACTERS:
        return (_text(tokens),)
    places = [
        (abs((left.end - begin) - (end - right.start)) - (LINE_CHARACTERS // 2 if left.ends_phrase else 0), place)
        for place, (left, right) in enumerate(pairwise(tokens), 1)
        if left.end - begin <= LINE_CHARACTERS and end - right.start <= LINE_CHARACTERS
    ]
    place = min(places)[1]
    return _text(tokens[:place]), _text(tokens[place:])


def _text(tokens: Sequence[_Token]) -> str:
    text = tokens[0].text
    for left, right in pairwise(tokens):
        text += " " * (right.start - left.end) + right.text
    return text
