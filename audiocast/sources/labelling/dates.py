"""Reads dates that a page states, such as "Published September 25, 2015 at 4:12 PM CDT"; never guesses one."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from audiocast.sources.labelling.rulebook import FOLDER, rulebook

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST = 90
_FIGURE = re.compile(r"\d")
# "12/07/202312 de julio de 2023": once in numbers and once in words.
_YEAR_AND_TIME = re.compile(r"\b(20\d\d)(\d{1,2}:\d\d)")
_NUMBERS_BEFORE = re.compile(r"^\d{1,2}[./]\d{1,2}[./]\d{4}(?=\d{1,2}\.? |[A-Z])")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,6})?)?\s?(?:Z|UTC|[+-]\d\d:?\d\d)?)?")
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:(?:[:.]| ?h ?)(?P<minute>\d\d)(?::(?P<second>\d\d))?)?\s?(?P<half>[ap]\.?\s?m\b\.?)?",
    re.IGNORECASE,
)
_CLOCK_FIRST = re.compile(
    r"^(?:at )?(?P<clock>\d{1,2}[:.]\d\d(?: ?[ap]\.?m\b\.?)?)(?: (?:on|am|le|del?)\b|,)? (?P<rest>[^\W_].{4,60})$",
    re.IGNORECASE,
)
_ABROAD = re.compile(r"(?:publi|mis|modifi|actuali|veröff|stand|aktual|créé)", re.IGNORECASE)
_STAMP = re.compile(r"(?=[^\d]{0,20}\d)(?=[\s\S]{3})(?>[ap]\.m\.|[^\W\d_]{1,12}+\.?|\d{1,4}|[\s,./:·|()–-]){1,60}+")
_UPDATED = re.compile(
    r" ?\((?:update|updated|aktualisiert|zuletzt|mis à jour|actualizad[oa])\b[^()]{0,60}\)$", re.IGNORECASE
)
_MOST_WORDS_OF_A_STAMP = 5
_NAMES_SOMEBODY = re.compile(r" (?:par|by|por|von) [A-ZÀ-Ý]")
# The month may be either: the line is a date, and none is taken from it.
_EITHER_WAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_COUNTERS = re.compile(
    r"(?<!\s)(?:\s++\d{1,6}){1,2} "
    r"(?:visitas|vistas|views|lectures|vues|aufrufe|comentarios|comments|commentaires|kommentare)$",
    re.IGNORECASE,
)
_AMBIGUOUS = re.compile(
    r"\d{1,2}([-/])\d{1,2}\1\d{4}[ ,–-]{1,3}\d{1,2}[:.h]\d\d(?: ?[ap]\.?m\b\.?)?(?: h)?(?: [A-Z]{2,5})?", re.IGNORECASE
)
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|º|\.)(?!\w)", re.IGNORECASE)
_NUMERIC = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{4}|\d{1,2})")


@cache
def _tables() -> tuple[dict[str, int], frozenset[str], dict[str, int], dict[str, str]]:
    data = tomllib.loads((FOLDER / "dates.toml").read_text(encoding="utf-8"))
    months = {name: int(number) for number, names in data["months"].items() for name in names}
    phrases = [*_weekdays(), *data["words"]["between"]]
    ignored = frozenset(word for phrase in phrases for word in phrase.split())
    return months, ignored, data["zones"], data["regions"]


@cache
def _weekdays() -> dict[str, int]:
    """The names of the days of the week, from 1 for Monday."""
    data = tomllib.loads((FOLDER / "dates.toml").read_text(encoding="utf-8"))
    return {name: int(number) for number, names in data["weekdays"].items() for name in names}


@cache
def _introductions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words, updates = (rulebook().vocabularies[name] for name in ("date_word", "update_word"))
    by_length = sorted(words, key=len, reverse=True)
    return (
        re.compile(rf"(?:{'|'.join(by_length)})\s{{0,2}}[:·-]?\s{{0,2}}", re.IGNORECASE),
        re.compile(rf"(?:{'|'.join(updates)})\b", re.IGNORECASE),
    )


def dated_line(text: str) -> tuple[datetime | date, bool] | None:
    """The date that a whole line states, and whether it is that of an update; None where the line is anything else."""
    if not has_figure(text):
        return None
    text = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    text = _COUNTERS.sub("", text.strip(" .—–-"))
    text = _UPDATED.sub("", text) if text.endswith(")") else text
    if len(text) % 2 == 0 and text[: len(text) // 2] == text[len(text) // 2 :]:  # one for the screen, one for readers
        text = text[: len(text) // 2]
    text = _YEAR_AND_TIME.sub(r"\1 \2", _NUMBERS_BEFORE.sub("", text))
    if len(text) > _LONGEST:
        return None
    introduction, update = _introductions()
    word = introduction.match(text)
    abroad = (word is not None and not text.isascii()) or bool(word and _ABROAD.match(text))
    found = parse_date(text[word.end() :] if word else text, day_first=abroad)
    return None if found is None else (found, bool(update.match(text)))


def has_figure(text: str) -> bool:
    """Whether a text has a figure, as every date has."""
    return _FIGURE.search(text) is not None


def is_weekday(text: str) -> bool:
    """Whether a line is the name of a day of the week, and no more."""
    return text.strip(" :,.").lower() in _weekdays()


def is_either_way(text: str) -> bool:
    """Whether a text is a date in figures whose month may be either: it is one, though none can be taken from it."""
    when = text.strip(" .,")
    return bool(_EITHER_WAY.fullmatch(when) or _AMBIGUOUS.match(when))


def is_stamp(text: str) -> bool:
    """Whether a whole line says when a page was published, even where the date itself cannot be told."""
    if not has_figure(text):
        return False
    introduction, _ = _introductions()
    if _AMBIGUOUS.fullmatch(text):
        return True
    word = introduction.match(text)
    rest = text[word.end() :] if word else ""
    if _EITHER_WAY.fullmatch(text):
        return True
    if _NAMES_SOMEBODY.search(text):
        return False
    if text.endswith(".") and len(text.split()) > _MOST_WORDS_OF_A_STAMP:  # "Published in 1931, the book …"
        return False
    return len(word[0].strip(" :·-")) > 3 and len(text) <= _LONGEST and bool(_STAMP.fullmatch(rest)) if word else False


def says_when_published(text: str) -> bool:
    """Whether a date line says of itself that it is the page's: "Published May 3"; a bare date may head a part."""
    words = rulebook().vocabularies["event_word"]
    introduction, _ = _introductions()
    is_event = re.match(rf"(?:{'|'.join(words)})\b", text, re.IGNORECASE)
    return bool(introduction.match(text)) and not is_event and dated_line(text) is not None


def parse_date(text: str, *, day_first: bool = False) -> datetime | date | None:
    """The date or time that a whole text is; None where a part of it is missing, unknown or could mean two days.

    `day_first` says that 3/9/2024 is in September, as outside of North America.
    """
    text = text.strip(" .,;:()")
    if len(text) > _LONGEST:
        return None
    try:
        return _iso(text) if _ISO.fullmatch(text) else _written(text, day_first=day_first)
    except (ValueError, OverflowError):
        return None


def _iso(text: str) -> datetime | date:
    from dateutil.parser import isoparse

    if len(text) == len("2026-01-31"):
        return date.fromisoformat(text)
    return _fixed(isoparse(re.sub(r"\s?UTC$", "Z", text).replace(" ", "T", 1).replace(" ", "")))


def _written(text: str, *, day_first: bool) -> datetime | date | None:
    months, ignored, zones, regions = _tables()
    text = _CLOCK_FIRST.sub(r"\g<rest> \g<clock>", _ORDINAL.sub("", text))
    first, _, after = text.partition(" ")
    weekday = 0
    if after[:1].isdigit() and (word := first.strip(",.").lower()) in ignored:  # "Thu, 02/21/2013"
        text, weekday = after, _weekdays().get(word, 0)
    if numeric := _NUMERIC.match(text):
        day, rest = _numeric(*numeric.group(1, 2, 3, 4), day_first=day_first), text[numeric.end() :]
        day = day or _on_weekday(weekday, *numeric.group(1, 3, 4))
    else:
        day, rest = _with_month(text, months, ignored)
    if day is None:
        return None
    tokens = rest.split()
    while tokens and tokens[0].strip(",.·|–-").lower() in {*ignored, ""}:
        tokens.pop(0)
    if not tokens:
        return day
    return _with_time(day, " ".join(tokens), zones, regions)


def _numeric(first: str, mark: str, second: str, third: str, *, day_first: bool) -> date | None:
    """A date in figures: with full stops the day is first; with slashes where that is known or must be."""
    if len(third) != 4:
        return date(int(first), int(second), int(third)) if len(first) == 4 else None
    one, two = int(first), int(second)
    if mark == "." or one > 12 or day_first:
        return date(int(third), two, one)
    return date(int(third), one, two) if two > 12 or one == two else None


def _on_weekday(weekday: int, first: str, second: str, year: str) -> date | None:
    """The one of two readings of a date in figures that is on a day of the week: "Tue, 11/12/2013" is in November."""
    if not weekday or len(year) != len("2013"):
        return None
    readings = (date(int(year), int(first), int(second)), date(int(year), int(second), int(first)))
    fits = [reading for reading in readings if reading.isoweekday() == weekday]
    return fits[0] if len(fits) == 1 else None


def _with_month(text: str, months: Mapping[str, int], ignored: frozenset[str]) -> tuple[date | None, str]:
    """Month, day and year at the start of a text, in the order of either side of the Atlantic, and what follows."""
    month, numbers = 0, []
    for token in _TOKEN.finditer(text):
        word = token[0].lower()
        if not month and word in months:
            month = months[word]
        elif word.isdecimal() and len(word) in {1, 2, 4}:
            numbers.append(int(word))
        elif word not in ignored and word not in {",", "."}:
            return None, text
        if len(numbers) == 2 and month:
            day, year = numbers
            is_date = 1 <= day <= 31 and 1000 <= year <= 9999
            return (date(year, month, day) if is_date else None), text[token.end() :].lstrip(" ,.")
    return None, text


def _with_time(day: date, text: str, zones: Mapping[str, int], regions: Mapping[str, str]) -> datetime | None:
    clock = _CLOCK.match(text)
    if not clock or not (clock["minute"] or clock["half"]):
        return None
    hour, half = int(clock["hour"]), (clock["half"] or "")[:1].lower()
    if half and hour == 0:
        return None
    half = half if hour <= 12 else ""  # "14:20 PM"
    hour = hour % 12 + 12 * (half == "p") if half else hour
    moment = datetime.combine(day, time(hour, int(clock["minute"] or 0), int(clock["second"] or 0)))
    zone = text[clock.end() :].strip(" .,()").upper().removeprefix("H ")
    if zone in {"", "UHR", "HORAS", "H", "HRS"}:
        return moment
    if zone in zones:
        return moment.replace(tzinfo=timezone(timedelta(minutes=zones[zone])))
    return _fixed(moment.replace(tzinfo=ZoneInfo(regions[zone]))) if zone in regions else None


def _fixed(moment: datetime) -> datetime:
    """The same moment with its offset in place of its zone's rules."""
    offset = moment.utcoffset()
    return moment if offset is None else moment.replace(tzinfo=timezone(offset))
