"""Tells names of persons, organisations, stations and copyright holders by their form."""

from __future__ import annotations

import re

from audiocast.sources.labelling.rulebook import rulebook

_PARTICLES = r"(?:de|da|di|du|la|le|el|al|bin|ibn|van|von|der|den|del|dos|ter|y)"
_CAPITAL = r"(?:[^\W\d_a-zà-öø-ÿ][\w'’.-]{0,30})"
NAME = re.compile(rf"{_CAPITAL}(?: (?:{_PARTICLES} ){{0,2}}{_CAPITAL}){{0,4}}")
NOT_A_NAME = re.compile(
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|June|July|August"
    r"|September|October|November|December|Your|Our|My|Their|All|Every|Some|No|New|Best|Top|Live|Real|Good|The|A|An|Der|Die|Das|Ein|Eine|Im|Am|Zum|Zur|Wie|Warum|Wer|Les|Des|Une|Dans|Pourquoi|Comment|Los|Las|Una|Cómo|Qué|In|On|At|How|What|Why|When|Who|This|More|Photos?|Video|Interviews?|Transcript|Inside|Behind|Ways|Size|Save|Share|Copy|Print|Email|Listen|Watch|Follow|Download|Subscribe|Play|First|Last|Next|Two|Three|Four|Five|Northern|Southern|Eastern|Western|Central|Greater|Statewide)\b"
)
# In capitals they are a headline's, and no name's.
_SMALL_WORDS = frozenset(("On", "The", "Of", "To", "In", "And", "At", "For", "With", "Is", "Are", "By", "From", "As"))
_ENDS_A_NAME = re.compile(r"\b(?:[A-Z]|[JjSs]r|I{1,3}|Ph\.?D|M\.?D|Esq)\.$")
_SURNAME_IN_CAPITALS = re.compile(
    r"[A-ZÀ-Ý][a-zß-ÿ][\w'’-]{0,20}(?: [A-ZÀ-Ý][\w'’-]{0,20})? "
    r"(?:D['’]|DE |LE )?[A-ZÀ-Ý][A-ZÀ-Ý'’-]{2,20}"
)
_NAME_AND_PLACE = re.compile(
    r"(?P<name>[^.!?:,]{5,40}) (?:in|aus|desde|à|de) [A-ZÀ-Ý][\w'’-]{2,20}(?: [A-ZÀ-Ý][\w'’-]{2,20})?"
)
_CALL_LETTERS_LOOK_AT = 160
_MOST_WORDS_OF_A_STATION, _MOST_WORDS_OF_A_PLACE = 4, 2
_CALL_LETTERS = re.compile(r"\b(?P<letters>[KW][A-Z]{2,3})(?:-(?:FM|AM|TV|HD))?\b")
_NOTICE = re.compile(
    r"^(?:[\s,|.–-]|transcript provided by\b|copyright\b|©|\(c\)|all rights reserved\b"
    r"|\d{4}(?:\s?[-–]\s?\d{2,4})?|by\b)+",
    re.IGNORECASE,
)
_AFTER_HOLDER = re.compile(
    r"(?:(?<!\s)\s+)?(?:[|;:]|\.(?:\s|$)(?<!\bInc\.\s)|,? all rights|,? (?:to see|see|visit|for more)\b)", re.IGNORECASE
)


def is_person(text: str) -> bool:
    """Whether a whole text has the shape of a person's name: two to five capitalised words, no organisation."""
    text = text.strip()
    return (
        2 <= len(text.split()) <= 6
        and len(text) <= 60
        and bool(NAME.fullmatch(text))
        and not NOT_A_NAME.match(text)
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
    is_name = _SURNAME_IN_CAPITALS.fullmatch(text) and not is_organisation(text) and not NOT_A_NAME.match(text)
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
    return next(
        (found[0] for found in _CALL_LETTERS.finditer(text[:_CALL_LETTERS_LOOK_AT]) if found["letters"] not in words),
        "",
    )


def copyright_holder(notice: str) -> str:
    """The name in a notice: "NPR" in "Copyright 2021 NPR. To see more, visit …"; empty where there is none."""
    text = _NOTICE.sub("", notice)
    end = _AFTER_HOLDER.search(text)
    holder = (text[: end.start()] if end else text).split(", Copyright", 1)[0].strip(" .,")
    return holder if len(holder) <= 80 and any(map(str.isalpha, holder)) and not _is_boilerplate(holder) else ""


def is_organisation(text: str) -> bool:
    """Whether a text names an organisation, by its words or its call letters."""
    return rulebook().hits("organisation", text) > 0 or bool(call_letters(text))


def is_name_of_a_station(text: str) -> bool:
    """Whether a line has two words or more of organisations' names, and none in small letters."""
    words = text.split()
    is_station = bool(call_letters(text)) and len(words) <= _MOST_WORDS_OF_A_STATION
    is_named = is_station or rulebook().hits("organisation", text) > 1
    return is_named and all(word[:1].isupper() or not word[:1].isalpha() for word in words)


def is_station_alone(text: str) -> bool:
    """Whether a line is no more than a station's call letters and what it is: "WQXZ Radio", "WQXZ: Harbor Radio"."""
    words = text.split()
    is_named = text.partition(" ")[0].endswith(":") and all(word[0].isupper() for word in words)
    is_short = is_named or len(words) <= _MOST_WORDS_OF_A_STATION
    return is_short and bool(call_letters(text))


def is_newsroom_and_place(text: str) -> bool:
    """Whether a line names a newsroom and the place that it writes from: "WQXZ News, Harbor"."""
    newsroom, comma, place = text.partition(", ")
    is_short = len(newsroom.split()) <= _MOST_WORDS_OF_A_STATION and len(place.split()) <= _MOST_WORDS_OF_A_PLACE
    return bool(comma) and is_short and is_organisation(newsroom)


def is_role(text: str) -> bool:
    """Whether a text names what somebody does at a station."""
    return rulebook().hits("roles", text) > 0


def _is_boilerplate(text: str) -> bool:
    return text.lower() in {"privacy policy", "terms of use", "all rights reserved"}
