"""Reads the lines that say who wrote a story, for whom and when, and cleans the names in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from audiocast.models.article import Label
from audiocast.sources.labelling.dates import dated_line, has_figure, is_either_way, is_stamp, parse_date
from audiocast.sources.labelling.editions import names_a_bulletin
from audiocast.sources.labelling.names import NAME, NOT_A_NAME, call_letters, is_organisation, is_person, is_role
from audiocast.sources.labelling.rulebook import rulebook

if TYPE_CHECKING:
    from datetime import date

_LONGEST, _MOST_SPACES = 160, 12
# A dash parts, but not a date from its time: "10/14/2011 - 10:22am".
_PARTS = re.compile(r"^/\s+|\s*[|·•‧∙]\s*|\s+(?:/|[–—-](?!\s+\d{1,2}:\d\d))\s+|\s{3,}")
_PARTED = re.compile(r"^/\s|[|·•‧∙]|\s[/–—-]\s|\s{3}")
_BETWEEN_NAMES = re.compile(
    r"(?:(?<!\s\s)\s++)?[,;&]\s*+(?:(?:and|et|y|und|with) )?|(?<!\s\s)\s++(?:and|et|und|with|y)\s+"
)
_DATED_BY = re.compile(
    r"(?P<when>\[?[^.!?]{4,60}\d\]?),?\s?(?:by|par|por|von) (?P<name>\S[^.!?:,]{3,50})(?:, [^.,]{2,30})?", re.IGNORECASE
)
_ONE_NAME = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]{2,15}")
_NAME_THEN_DATE = re.compile(r"(?P<name>[^\d.!?:,()]{5,50}?)\s?(?P<when>\d{1,2}\.\d{1,2}\.\d{4}.{0,20})")
_NAMED_AND_DATED = re.compile(r"(?P<name>[^.!?:,()\d]{3,50}) \((?P<when>[^()]{6,40})\)")
# "SALEM, Ore. Feb. 17, 2022 11:40 a.m."
_DATELINE = re.compile(r"^[A-Z][A-Z .'’-]{2,30}, [A-Z][a-z]{1,12}\.?,? (?=[A-Z][a-z]{2,8}\.? \d)")
_ASKED_BY = re.compile(r"[^.!?:]{3,60} im Gespräch mit (?P<name>[^.!?:,]{3,50})$")
_WITH_AGENCY = re.compile(
    r"(?<!\s)\s++(?:avec|mit|con) (?:l['’])?"
    r"(?:AFP|AP|Reuters|Belga|dpa|EFE|ATS|ats|agences?|Agenturen|agencias).{0,40}$"
)
_OF_A_STATION = re.compile(r"^[A-Z]{3,5}['’]s ")
_IN_A_PLACE = re.compile(r", in [A-Z][\w .,'’-]{2,40}$")
_BUTTON = re.compile(r"(?<!\s)\s++(?:follow|suivre|folgen|seguir)$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"(?:(?<!\s)\s++)?\([^()]{1,80}\)\s*$")
_BEFORE_PLACE = re.compile(r"(?<!\s)\s++[–—-]\s+")
_NEWSROOM = re.compile(
    r"(?:[\w'’.&-]{1,30} ){0,4}(?:News|Radio|Public Media|Media|Newsroom|Network|Tribune|Times|Post|Herald"
    r"|Associated Press|Canadian Press|Presse Canadienne|Radio-Canada)"
)
_DOMAIN = re.compile(r"(?:^|, )[a-z-]{3,30}\.[a-z]{2,3}$")
_CORRESPONDENT = re.compile(
    r"(?:Con|De|Avec|Mit) (?P<name>[^,.!?]{4,50}), "
    r"(?:corresponsal|enviad[oa] especial|(?:notre )?correspondante?|envoyée? spéciale?|Korrespondent\w{0,3})\b"
    r"[^.!?]{0,60}"
)
_OF_A_NEWSROOM = re.compile(r"(?P<name>[^·•|/]{4,50}) [·•] (?:CBC|BBC|CTV|NPR|RFI|DW)(?: [A-Z][a-z]{2,12}){0,2}")
_LONGEST_TITLE_IN_CAPITALS = 3
_OTHERS = frozenset({"Partners", "Staff", "Others", "Contributors"})
_ON = (" on ", " le ", " am ", " el ")
_ACRONYM = re.compile(r"[A-Z]{2,5}")


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
    return len(text) <= 40 and bool(_byline_word().fullmatch(f"{text.rpartition(' | ')[2].strip(' :')} "))


def opens_with_byline_word(text: str) -> bool:
    """Whether a line begins with "By" or the like."""
    return bool(_byline_word().match(text))


def below_byline_word(text: str) -> AboutLine | None:
    """What the line below such a "By" says; None where it is no name."""
    parts = _split(text)
    names = byline_names(_IN_BRACKETS.sub("", text[slice(*parts[0])])) if parts and len(text) <= _LONGEST else ()
    return AboutLine(names, "", None, False, (LinePart(0, len(text), Label.BYLINE),)) if names else None


def about_line(text: str) -> AboutLine | None:
    """What a line such as "By Robin Example | WQXZ · Published May 3, 2024" says; None where it is anything else.

    Every part must be a name after "By", a date, or a short name beside such a part: a sentence is never one.
    """
    if len(text) > _LONGEST or not text.strip() or (text.endswith(".") and text.count(" ") > _MOST_SPACES):
        return None
    if whole := dated_line(_DATELINE.sub("", text.lstrip("-–—•·/ "))):
        bare = not isinstance(whole[0], datetime) and parse_date(text) is not None
        return AboutLine((), "", *whole, (LinePart(0, len(text), Label.DATE),), bare)
    if is_byline_word(text):
        return AboutLine((), "", None, False, (LinePart(0, len(text), Label.BYLINE),))
    if has_figure(text) and (signed := _DATED_BY.fullmatch(text) or _NAMED_AND_DATED.fullmatch(text)):
        dated = dated_line(signed["when"].strip("[]"))
        if dated and (is_person(signed["name"]) or _ONE_NAME.fullmatch(signed["name"])):
            return AboutLine((signed["name"],), "", *dated, (LinePart(0, len(text), Label.BYLINE),))
    spans = _split(text)
    read = [_read_part(text[start:end]) for start, end in spans]
    is_said = any(kind in {Label.BYLINE, Label.DATE} for kind, *_ in read) or _OF_A_NEWSROOM.fullmatch(text)
    if not is_said or any(kind is None for kind, *_ in read):
        return AboutLine((), "", None, False, (LinePart(0, len(text), Label.DATE),)) if is_stamp(text) else None
    return _assemble(text, spans, read)


def about_the_story(text: str) -> AboutLine | None:
    """What a line says of the story; the headline of a bulletin, with its date, says nothing of it."""
    about = about_line(text)
    return None if about and names_a_bulletin(text) and not opens_with_byline_word(text) else about


def _split(text: str) -> list[tuple[int, int]]:
    if not _PARTED.search(text):
        return [(0, len(text))] if text.strip() else []
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
        return Label.BYLINE, signed[:1] if signed[0] else (), signed[1], False
    name = _name_with_station(text)
    asked = _ASKED_BY.match(text) or _CORRESPONDENT.fullmatch(text)
    if not name and asked and is_person(asked["name"]):
        name = asked["name"].strip()
    return (Label.BYLINE, (name,), None, False) if name else None


def _read_other(text: str) -> _Part:
    """A part that says something only beside a name or a date: a bare name, a station; no label for a sentence."""
    if len(text.split()) > 8 or (text.endswith((".", "!", "?")) and not is_person(text)):
        return None, (), None, False
    if is_person(text):
        return Label.CREDIT, (text.strip(),), None, False
    return Label.STATION, (), None, False


def _name_and_date(text: str) -> tuple[str, datetime | date | None] | None:
    """Name and date of "Robin Example on Fri, 10/14/2011 - 10:22am"; the name is empty where it is no person's."""
    if glued := _NAME_THEN_DATE.fullmatch(text):
        dated = dated_line(glued["when"])
        return (glued["name"], dated[0]) if dated and is_person(glued["name"]) else None
    for name, on, when in map(text.partition, _ON):
        named = next((part for part in name.split(", ") if is_person(part)), "")
        is_name = bool(on) and (named or " " not in name or is_organisation(name))
        dated = dated_line(when) if is_name else None
        if dated or (is_name and is_either_way(when)):
            return named, dated[0] if dated else None
    return None


def _name_with_station(text: str) -> str:
    """The name in "Robin Example, WQXZ News" or "Robin Example for WQXZ", before station or trade; else nothing."""
    name, comma, rest = text.partition(" for " if " for " in text else ", ")
    rest = rest.strip(" .")
    if not comma or not is_person(name) or len(rest.split()) > 5 or text.rstrip().endswith((".", "!", "?", ":")):
        return ""
    first = _BEFORE_PLACE.split(rest)[0]
    is_placed = first != rest and bool(_ACRONYM.fullmatch(first))
    is_placed = is_placed or (len(rest) > _LONGEST_TITLE_IN_CAPITALS and bool(_ACRONYM.fullmatch(rest)))
    is_station = is_placed or bool(call_letters(first) or _DOMAIN.search(rest) or _NEWSROOM.fullmatch(first))
    return name.strip() if is_station or (is_role(first) and len(first.split()) < 4) else ""


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
    text = _OF_A_STATION.sub("", _IN_A_PLACE.sub("", text))
    text = _BUTTON.sub("", _WITH_AGENCY.sub("", _PARTS.split(text.strip(" .,"))[0]))
    parts = [part.strip(" .") for part in _BETWEEN_NAMES.split(text) if part and part.strip(" .")]
    if not parts or len(parts) > 8 or not NAME.fullmatch(parts[0]):
        return ()
    if NOT_A_NAME.match(parts[0]) and not (parts[0].startswith("The ") and is_organisation(parts[0])):
        return ()
    if _NAME_THEN_DATE.fullmatch(parts[0]):
        return ()
    named = [part for place, part in enumerate(parts) if NAME.fullmatch(part) and not (place and is_organisation(part))]
    persons = [_without_organisation(part) for part in named if part not in _OTHERS]
    persons = [name for name in persons if not is_organisation(name) and not is_role(name)]
    if len(persons) > 1:  # beside a person, one word in capitals is whom they work for, and so is one after a comma
        persons = [part for part in persons if not _ACRONYM.fullmatch(part)] or persons
        persons = [part for part in persons if " " in part] or persons
    if any(not NAME.fullmatch(part) and not is_role(part) and not is_organisation(part) for part in parts):
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
