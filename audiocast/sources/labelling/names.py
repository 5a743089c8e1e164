"""Reads bylines, credits and notices: the names of persons, stations and copyright holders, cleaned."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from audiocast.models.article import Label
from audiocast.sources.labelling.dates import dated_line, is_stamp, parse_date
from audiocast.sources.labelling.rulebook import rulebook

if TYPE_CHECKING:
    from datetime import date

_LONGEST, _MOST_SPACES = 160, 12
_PARTICLES = r"(?:de|da|di|du|la|le|el|al|bin|ibn|van|von|der|den|del|dos|ter|y)"
_CAPITAL = r"(?:[^\W\d_a-zà-öø-ÿ][\w'’.-]{0,30})"
_NAME = re.compile(rf"{_CAPITAL}(?: (?:{_PARTICLES} ){{0,2}}{_CAPITAL}){{0,4}}")
_PARTS = re.compile(r"\s*[|·•‧∙]\s*|\s+[/–—-]\s+|\s{3,}")
_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|&)\s*(?:(?:and|et|y|und|with) )?|\s+(?:and|et|und|with|y)\s+")
_NOT_A_NAME = re.compile(
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|June|July|August"
    r"|September|October|November|December|Your|Our|My|Their|All|Every|Some|No|New|Best|Top|Live|Real|Good|The|A|An|Der|Die|Das|Ein|Eine|Im|Am|Zum|Zur|Wie|Warum|Wer|Les|Des|Une|Dans|Pourquoi|Comment|Los|Las|Una|Cómo|Qué|In|On|At|How|What|Why|When|Who|This|More|Photos?|Video)\b"
)
# In capitals they are a headline's, and no name's.
_SMALL_WORDS = frozenset(("On", "The", "Of", "To", "In", "And", "At", "For", "With", "Is", "Are", "By", "From", "As"))
_ENDS_A_NAME = re.compile(r"\b(?:[A-Z]|[JjSs]r|I{1,3}|Ph\.?D|M\.?D|Esq)\.$")
_DATED_BY = re.compile(r"(?P<when>[^.!?]{4,60}\d)\s?(?:by|par|por|von) (?P<name>\S[^.!?:,]{3,50})", re.IGNORECASE)
_SURNAME_IN_CAPITALS = re.compile(
    r"[A-ZÀ-Ý][a-zß-ÿ][\w'’-]{0,20}(?: [A-ZÀ-Ý][\w'’-]{0,20})? "
    r"(?:D['’]|DE |LE )?[A-ZÀ-Ý][A-ZÀ-Ý'’-]{2,20}"
)
_NAME_AND_PLACE = re.compile(
    r"(?P<name>[^.!?:,]{5,40}) (?:in|aus|desde|à|de) [A-ZÀ-Ý][\w'’-]{2,20}(?: [A-ZÀ-Ý][\w'’-]{2,20})?"
)
# "SALEM, Ore. Feb. 17, 2022 11:40 a.m."
_DATELINE = re.compile(r"^[A-Z][A-Z .'’-]{2,30}, [A-Z][a-z]{1,12}\.?,? (?=[A-Z][a-z]{2,8}\.? \d)")
_ASKED_BY = re.compile(r"[^.!?:]{3,60} im Gespräch mit (?P<name>[^.!?:,]{3,50})$")
_WITH_AGENCY = re.compile(
    r"\s+(?:avec|mit|con) (?:l['’])?(?:AFP|AP|Reuters|Belga|dpa|EFE|ATS|agences?|Agenturen|agencias).{0,40}$"
)
_BUTTON = re.compile(r"\s+(?:follow|suivre|folgen|seguir)$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\([^()]{1,80}\)\s*$")
_BEFORE_PLACE = re.compile(r"\s+[–—-]\s+")
_NEWSROOM = re.compile(
    r"(?:[\w'’.&-]{1,30} ){0,4}(?:News|Radio|Public Media|Media|Newsroom|Network|Tribune|Times|Post|Herald)"
)
_ACRONYM = re.compile(r"[A-Z]{2,5}")
_CALL_LETTERS = re.compile(r"\b(?P<letters>[KW][A-Z]{2,3})(?:-(?:FM|AM|TV|HD))?\b")
_NOTICE = re.compile(
    r"^(?:[\s,|.–-]|transcript provided by\b|copyright\b|©|\(c\)|all rights reserved\b"
    r"|\d{4}(?:\s?[-–]\s?\d{2,4})?|by\b)+",
    re.IGNORECASE,
)
_AFTER_HOLDER = re.compile(
    r"\s*(?:[|;:]|\.(?:\s|$)(?<!\bInc\.\s)|,? all rights|,? (?:to see|see|visit|for more)\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class LinePart:
    """Characters `start` to `end` of a line that says who wrote the story, for whom and when."""

    start: int
    end: int
    label: Label


@dataclass(frozen=True, slots=True)
class AboutLine:
    """What a line above a story says of it: names, a station, a date, each with its part of the line.

    A bare date, without a word such as "Published" or a time of day, may head a part of the story as well.
    """

    names: tuple[str, ...]
    station: str
    published: datetime | date | None
    is_update: bool
    parts: tuple[LinePart, ...]
    is_bare_date: bool = False


@cache
def _byline_word() -> re.Pattern[str]:
    words = sorted(rulebook().vocabularies["byline_word"], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(words)})(?:\s?:| )\s{{0,3}}", re.IGNORECASE)


def is_byline_word(text: str) -> bool:
    """Whether a line is "By" and no more: the name stands on the next one."""
    return len(text) <= 40 and bool(_byline_word().fullmatch(f"{text.strip(' :')} "))


def below_byline_word(text: str) -> AboutLine | None:
    """What the line below such a "By" says; None where it is no name."""
    parts = _split(text)
    names = byline_names(_IN_BRACKETS.sub("", text[slice(*parts[0])])) if parts and len(text) <= _LONGEST else ()
    return AboutLine(names, "", None, False, (LinePart(0, len(text), Label.BYLINE),)) if names else None


def is_person(text: str) -> bool:
    """Whether a whole text has the shape of a person's name: two to five capitalised words, no organisation."""
    text = text.strip()
    return (
        2 <= len(text.split()) <= 6
        and len(text) <= 60
        and bool(_NAME.fullmatch(text))
        and not _NOT_A_NAME.match(text)
        and not is_organisation(text)
        and not text.isupper()
        and not any(word.isupper() and len(word) > 3 for word in text.split())
        and not _SMALL_WORDS.intersection(text.split())
        and (not text.endswith(".") or bool(_ENDS_A_NAME.search(text)))
    )


def bare_name(text: str) -> str:
    """The name that a line above a story is, as elsewhere written: "Robin EXAMPLE" and "De Robin Example" too."""
    text = _once(text.removeprefix("De ").strip())
    if is_person(text):
        return text
    if (placed := _NAME_AND_PLACE.fullmatch(text)) and is_person(placed["name"]):
        return placed["name"]
    is_name = _SURNAME_IN_CAPITALS.fullmatch(text) and not is_organisation(text) and not _NOT_A_NAME.match(text)
    return " ".join(word.title() if word.isupper() else word for word in text.split()) if is_name else ""


def _once(text: str) -> str:
    """A text without its second half where that is the first again: a picture's text runs into the name below it."""
    half = len(text) // 2
    return text[:half] if text[:half] == text[half + 1 :] and text[half : half + 1] == " " else text


def is_credit(text: str) -> bool:
    """Whether a whole text may name who made a picture: a person, an agency, or both."""
    text = text.strip()
    if len(text) > 80 or len(text.split()) > 10 or text.endswith((":", "!", "?")):
        return False
    return is_person(text) or text == "/" or rulebook().hits("agencies", text) > 0 or is_organisation(text)


def call_letters(text: str) -> str:
    """The first call letters of a North American station in a text, or nothing."""
    words = rulebook().vocabularies["words_like_call_letters"]
    return next((found[0] for found in _CALL_LETTERS.finditer(text[:_LONGEST]) if found["letters"] not in words), "")


def copyright_holder(notice: str) -> str:
    """The name in a notice: "NPR" in "Copyright 2021 NPR. To see more, visit …"; empty where there is none."""
    text = _NOTICE.sub("", notice)
    end = _AFTER_HOLDER.search(text)
    holder = (text[: end.start()] if end else text).split(", Copyright", 1)[0].strip(" .,")
    return holder if len(holder) <= 80 and any(map(str.isalpha, holder)) and not _is_boilerplate(holder) else ""


def about_line(text: str) -> AboutLine | None:
    """What a line such as "By Robin Example | WQXZ · Published May 3, 2024" says; None where it is anything else.

    Every part must be a name after "By", a date, or a short name beside such a part: a sentence is never one.
    """
    if len(text) > _LONGEST or not text.strip() or (text.endswith(".") and text.count(" ") > _MOST_SPACES):
        return None
    if whole := dated_line(_DATELINE.sub("", text.lstrip("-–—•· "))):
        bare = not isinstance(whole[0], datetime) and parse_date(text) is not None
        return AboutLine((), "", *whole, (LinePart(0, len(text), Label.DATE),), bare)
    if is_byline_word(text):
        return AboutLine((), "", None, False, (LinePart(0, len(text), Label.BYLINE),))
    if signed := _DATED_BY.fullmatch(text):
        dated = dated_line(signed["when"])
        if dated and is_person(signed["name"]):
            return AboutLine((signed["name"],), "", *dated, (LinePart(0, len(text), Label.BYLINE),))
    spans = _split(text)
    read = [_read_part(text[start:end]) for start, end in spans]
    if not any(kind in {Label.BYLINE, Label.DATE} for kind, *_ in read) or any(kind is None for kind, *_ in read):
        return AboutLine((), "", None, False, (LinePart(0, len(text), Label.DATE),)) if is_stamp(text) else None
    return _assemble(text, spans, read)


def _split(text: str) -> list[tuple[int, int]]:
    cuts = [(match.start(), match.end()) for match in _PARTS.finditer(text)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if text[start:end].strip()]


_Part = tuple[Label | None, tuple[str, ...], "datetime | date | None", bool]


def _read_part(text: str) -> _Part:
    return _read_dated(text) or _read_named(text) or _read_other(text)


def _read_dated(text: str) -> _Part | None:
    if dated := dated_line(text):
        return Label.DATE, (), dated[0], dated[1]
    return (Label.DATE, (), None, True) if is_stamp(text) else None


def _read_named(text: str) -> _Part | None:
    word = _byline_word().match(text)
    if word and (names := byline_names(_IN_BRACKETS.sub("", text[word.end() :]))):
        return Label.BYLINE, names, None, False
    if word and (signed := _name_and_date(text[word.end() :])):
        return Label.BYLINE, (signed[0],), signed[1], False
    name = _name_with_station(text)
    if not name and (asked := _ASKED_BY.match(text)) and is_person(asked["name"]):
        name = asked["name"].strip()
    return (Label.BYLINE, (name,), None, False) if name else None


def _read_other(text: str) -> _Part:
    """A part that says something only beside a name or a date: a bare name, a station; no label for a sentence."""
    if len(text.split()) > 8 or (text.endswith((".", "!", "?")) and not is_person(text)):
        return None, (), None, False
    if is_person(text):
        return Label.CREDIT, (text.strip(),), None, False
    return Label.STATION, (), None, False


def _name_and_date(text: str) -> tuple[str, datetime | date] | None:
    """Name and date of "Robin Example on Fri, 10/14/2011 - 10:22am"."""
    name, on, when = text.partition(" on ")
    dated = dated_line(when) if on and is_person(name) else None
    return (name, dated[0]) if dated else None


def _name_with_station(text: str) -> str:
    """The name in "Robin Example, WQXZ News" or "Robin Example for WQXZ", before station or trade; else nothing."""
    name, comma, rest = text.partition(" for " if " for " in text else ", ")
    rest = rest.strip(" .")
    if not comma or not is_person(name) or len(rest.split()) > 5 or text.rstrip().endswith((".", "!", "?", ":")):
        return ""
    first = _BEFORE_PLACE.split(rest)[0]
    is_station = (
        bool(call_letters(first))
        or (first != rest and bool(_ACRONYM.fullmatch(first)))
        or _NEWSROOM.fullmatch(first) is not None
    )
    return name.strip() if is_station or (_is_role(first) and len(first.split()) < 4) else ""


def _assemble(text: str, spans: list[tuple[int, int]], read: list[_Part]) -> AboutLine:
    named = [names for kind, names, *_ in read if kind is Label.BYLINE]
    bare = [names for kind, names, *_ in read if kind is Label.CREDIT]
    dates = sorted(((is_update, when) for _, _, when, is_update in read if when is not None), key=lambda pair: pair[0])
    stations = [
        text[start:end].strip()
        for (start, end), (kind, *_) in zip(spans, read, strict=True)
        if kind is Label.STATION and (is_organisation(text[start:end]) or call_letters(text[start:end]))
    ]
    labels = [Label.BYLINE if kind is Label.CREDIT else kind or Label.FURNITURE for kind, *_ in read]
    return AboutLine(
        tuple(name for names in named or bare for name in names),
        stations[0] if stations else "",
        dates[0][1] if dates else None,
        bool(dates) and dates[0][0],
        tuple(LinePart(start, end, label) for (start, end), label in zip(spans, labels, strict=True)),
    )


def byline_names(text: str) -> tuple[str, ...]:
    """The names of a byline without its "By"; empty where the text is no list of names.

    Organisations and roles beside a person are left out; an organisation alone is a name.
    """
    text = _BUTTON.sub("", _WITH_AGENCY.sub("", _PARTS.split(text.strip(" .,"))[0]))
    parts = [part.strip(" .") for part in _BETWEEN_NAMES.split(text) if part and part.strip(" .")]
    if not parts or len(parts) > 8 or not _NAME.fullmatch(parts[0]) or _NOT_A_NAME.match(parts[0]):
        return ()
    persons = [_without_organisation(part) for part in parts if _NAME.fullmatch(part)]
    persons = [name for name in persons if not is_organisation(name) and not _is_role(name)]
    if len(persons) > 1:  # beside a person, one word in capitals is whom they work for, and so is one after a comma
        persons = [part for part in persons if not _ACRONYM.fullmatch(part)] or persons
        persons = [part for part in persons if " " in part] or persons
    if any(not _NAME.fullmatch(part) and not _is_role(part) and not is_organisation(part) for part in parts):
        return ()
    return tuple(dict.fromkeys(_in_small_letters(name) for name in persons or parts[:1]))


def _in_small_letters(name: str) -> str:
    """A name of several words that is all in capitals as it is written elsewhere; call letters stay as they are."""
    if not name.isupper() or len(name.split()) < 2 or is_organisation(name):
        return name
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)


def _without_organisation(name: str) -> str:
    """A name without the agency right behind it: "GRADY TOMLIN Associated Press"."""
    words = name.split()
    if words[0] in {"The", "Agencia", "Agence", "Agentur"}:
        return name
    for size in range(2, len(words)):
        if is_organisation(" ".join(words[size:])) and not is_organisation(" ".join(words[:size])):
            return " ".join(words[:size])
    return name


def is_organisation(text: str) -> bool:
    """Whether a text names an organisation, by its words or its call letters."""
    return rulebook().hits("organisation", text) > 0 or bool(call_letters(text))


def _is_role(text: str) -> bool:
    return rulebook().hits("roles", text) > 0


def _is_boilerplate(text: str) -> bool:
    return text.lower() in {"privacy policy", "terms of use", "all rights reserved"}
