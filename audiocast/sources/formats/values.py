"""Cleans the values of newsroom formats: texts, dates, names, language tags and addresses. What is none is empty."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from email.utils import parsedate_to_datetime
from functools import cache
from urllib.parse import urlsplit

from audiocast.sources.labelling.about import about_line, byline_names
from audiocast.sources.labelling.dates import parse_date
from audiocast.sources.labelling.rulebook import rulebook
from audiocast.text import clean

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,5}")
_AFTER_NAME = re.compile(r"[,(|/–—]|\s-\s")
_MOST_NAME_WORDS, _LONGEST_NAME = 6, 60
_LONGEST_BYLINE, _LONGEST_DATE, _LONGEST_IDENTIFIER = 500, 60, 500


def one_line(text: str) -> str:
    """A text cleaned, with every run of white space as one space."""
    return " ".join(clean(text).split())


def moment(text: str) -> datetime | date | None:
    """The date or time that a text of a format is: ISO 8601, with or without hyphens and colons, or RFC 5322."""
    text = text.strip()
    if not text or len(text) > _LONGEST_DATE:
        return None
    for read in (_iso, parse_date, parsedate_to_datetime):
        try:
            found = read(text)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        if found is not None:
            return found
    return None


def _iso(text: str) -> datetime | date:
    found = datetime.fromisoformat(text)
    is_day = len(text) in {len("20260131"), len("2026-01-31")} and found.time() == time()
    return found.date() if is_day else found


def language_tag(text: str) -> str:
    """A BCP 47 tag, written with hyphens."""
    text = text.strip().replace("_", "-")
    return text if _TAG.fullmatch(text) else ""


def is_foreign(language: str, base: str) -> bool:
    """Whether a tag names another language than the base, whatever the regions."""
    return bool(language) and language.partition("-")[0].lower() != base.partition("-")[0].lower()


def web_address(text: str) -> str:
    """An address of the web, as written."""
    text = one_line(text)
    try:
        parts = urlsplit(text)
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in text and parts.port != 0
    except ValueError:
        return ""
    return text if is_address else ""


def identifier(text: str) -> str:
    """An item's own name for itself."""
    return one_line(text)[:_LONGEST_IDENTIFIER]


def names(byline: str) -> tuple[str, ...]:
    """The persons of a byline, without "By", roles and the organisations beside them.

    What a format calls a byline and the rules for names do not know is a name all the same, if it is short.
    """
    if len(byline) > _LONGEST_BYLINE:
        return ()
    if about := about_line(byline):
        return about.names
    word = _byline_word().match(byline)
    text = byline[word.end() :] if word else byline
    first = _AFTER_NAME.split(text, maxsplit=1)[0].strip(" .")
    is_short = 0 < len(first) <= _LONGEST_NAME and len(first.split()) <= _MOST_NAME_WORDS
    is_name = is_short and not any(map(str.isdigit, first)) and "@" not in first
    return byline_names(text) or byline_names(first) or ((first,) if is_name else ())


@cache
def _byline_word() -> re.Pattern[str]:
    words = sorted(rulebook().vocabularies["byline_word"], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(words)})[:\s]\s{{0,3}}", re.IGNORECASE)
