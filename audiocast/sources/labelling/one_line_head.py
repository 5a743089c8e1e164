"""Finds headline, byline and date at the start of a page that came as one long line, without a menu around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audiocast.models.article import Fate, Label
from audiocast.sources.labelling.about import byline_names
from audiocast.sources.labelling.dates import dated_line
from audiocast.sources.labelling.names import call_letters
from audiocast.sources.labelling.rulebook import words_of_a_button
from audiocast.sources.labelling.verdict import Cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LOOKS_AT = 420
_FEWEST_MARKS, _FEWEST_WORDS_OF_A_TITLE, _MOST_WORDS_OF_A_TITLE = 3, 4, 30
_WORD = re.compile(r"\S+")
_FREQUENCY = re.compile(r"\d{2,3}\.\d|FM|AM|HD\d?|\||•")
STATION_BEFORE = re.compile(r"\s[KW][A-Z]{2,3}(?: [^|]{1,40})? \|\s*$")
SENTENCE = re.compile(r"[.!?][\"”’»]? ")
_MONTH = r"[^\W\d_]{3,10}\.?"
_DATE = re.compile(
    r"(?:(?:Published|Posted|Updated|Publié|Publicado|Veröffentlicht|Stand)\b(?: on| le| el| am)? ?:? ?)?"
    rf"(?:[^\W\d_]{{3,10}}, )?(?:{_MONTH} \d{{1,2}}, \d{{4}}|\d{{1,2}}\.? (?:de )?{_MONTH} (?:de )?\d{{4}}"
    r"|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d)"
    r"(?:,?(?: at| -| à| um)? ?\d{1,2}[:h.]\d\d ?(?:[AaPp]\.?[Mm]\b\.?)?(?: Uhr\b| [A-Z]{2,4}\b)?)?(?=\s)"
)
_NAMED = r"[A-ZÀ-Ý][\w.'’-]{1,20}"
_BYLINE = re.compile(
    rf"(?:(?:Posted|Written|Reported|Story|Posted On|Submitted) by|By|Par|Von|Por) "
    rf"{_NAMED}(?: (?:[A-Z]\. |de |von |van )?{_NAMED}){{1,2}}"
    rf"(?: (?:and|et|und|y) {_NAMED}(?: (?:[A-Z]\. )?{_NAMED}){{1,2}})?(?:, [A-Z]{{3,5}}(?: News)?)?"
)
_BETWEEN = frozenset(("", "|", "•", "·", ",", "–", "-", "on", "le", "am"))
_SHORTEST_LAST_WORD = 5
# What a story's first sentence begins with, and no surname is.
_FIRST_WORDS = frozenset(
    ("The", "A", "An", "In", "On", "At", "It", "As", "When", "After", "For", "With", "This", "There", "These", "If")
)


class Head(NamedTuple):
    """Where the head of a page of one line ends, and its parts."""

    end: int
    cuts: tuple[Cut, ...]


def dated_head(text: str) -> Head | None:
    """The head of a page that begins with its headline, who wrote the story and when; None where it does not."""
    near = text[:_LOOKS_AT]
    for date in _DATE.finditer(near):
        if not dated_line(date[0]):
            continue
        byline = _byline_before(near, date.start())
        stop = byline.start() if byline else date.start()
        if not byline and not _stands_alone(text, date):
            return None
        parts = [(byline.start(), byline.end(), Label.BYLINE)] if byline else []
        return _head(text, stop, [*parts, (date.start(), date.end(), Label.DATE)])
    byline = _BYLINE.search(near)
    if byline is None or not byline_names(re.sub(r"^\S*?[Bb]y ", "", byline[0])):
        return None
    return _head(text, byline.start(), [(byline.start(), _end_of_name(byline), Label.BYLINE)])


def _head(text: str, stop: int, parts: Sequence[tuple[int, int, Label]]) -> Head | None:
    """The head whose headline ends at `stop`; None where the text before that is none."""
    start = title_start(text, 0, stop, is_whole=True)
    end = start + len(STATION_BEFORE.sub("", text[start:stop]).rstrip(" |•·–-"))
    title = text[start:end]
    size = len(title.split())
    if not _FEWEST_WORDS_OF_A_TITLE <= size <= _MOST_WORDS_OF_A_TITLE or SENTENCE.search(f"{title} "):
        return None
    return Head(parts[-1][1], tuple(_cuts(start, end, parts)))


def _cuts(start: int, end: int, parts: Sequence[tuple[int, int, Label]]) -> Iterator[Cut]:
    rule = "head-of-a-one-line-page"
    if start:
        yield Cut(0, start, Fate.DROPPED, Label.FURNITURE, rule)
    yield Cut(start, end, Fate.USED, Label.TITLE, "title-part")
    for first, last, label in parts:
        if first > end:
            yield Cut(end, first, Fate.DROPPED, Label.FURNITURE, rule)
        yield Cut(first, last, Fate.USED, label, f"{label}-part")
        end = last


def _byline_before(text: str, stop: int) -> re.Match[str] | None:
    """The byline that stands right before a date."""
    ends = (found for found in _BYLINE.finditer(text, 0, stop) if text[found.end() : stop].strip() in _BETWEEN)
    return next(ends, None)


def _stands_alone(text: str, date: re.Match[str]) -> bool:
    """Whether a date belongs to no sentence: a capital follows it, and no small word such as "on" leads to it."""
    before = text[: date.start()].split()
    follows = text[date.end() :].lstrip(" |•·–-")[:1]
    is_led_to = bool(before) and before[-1].islower() and len(before[-1]) < _SHORTEST_LAST_WORD
    return bool(before) and not is_led_to and (follows.isupper() or follows in {'"', "“", "«", "„"})


def _end_of_name(byline: re.Match[str]) -> int:
    """Where a name ends that a sentence follows without a mark: before the word that begins the sentence."""
    words = list(_WORD.finditer(byline[0]))
    last = words[-1]
    is_first_of_a_sentence = last[0] in _FIRST_WORDS
    return byline.start() + (words[-2].end() if is_first_of_a_sentence else last.end())


def title_start(head: str, start: int, stop: int, *, is_whole: bool = False) -> int:
    """Where the headline begins that ends before a byline or a date; `stop` where it cannot be told.

    Menus are words in capitals; the first word in small letters is the headline's second or a later one. Where no menu
    stands before it, the headline is the whole of it.
    """
    words = list(_WORD.finditer(head, start, stop))
    menu = words_of_a_menu([word[0] for word in words])
    if menu >= _FEWEST_MARKS and len(words) - menu >= _FEWEST_WORDS_OF_A_TITLE:
        return words[menu].start()
    if is_whole:
        return start
    small = next((place for place, word in enumerate(words) if word[0][0].islower()), 0)
    return words[small - 1].start() if small and len(words) - small >= _FEWEST_WORDS_OF_A_TITLE - 1 else stop


def words_of_a_menu(words: Sequence[str]) -> int:
    """How many words from the first on are a station's name, its frequency, and what the buttons of a menu say."""
    place, small = 0, [word.lower() for word in words]
    while place < len(words):
        size = words_of_a_button(small, place)
        if not size and not call_letters(words[place]) and not _FREQUENCY.fullmatch(words[place]):
            break
        place += size or 1
    return place


def marks_from(text: str, end: int, marks: re.Pattern[str]) -> int:
    """Where the buttons of a page end that stand right behind its head."""
    while found := marks.match(text, end + len(text[end:]) - len(text[end:].lstrip(" .|•·"))):
        end = found.end()
    return end
