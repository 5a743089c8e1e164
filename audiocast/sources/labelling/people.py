"""Recognises notices about people: bios in the third and the first person, and bare names below a story."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.labelling.names import call_letters, is_person
from audiocast.sources.labelling.rulebook import rulebook
from audiocast.sources.labelling.verdict import Cut, Verdict, verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

BIO_LOOKS_AT = 200
PITCH_HITS_IN_TAIL, BIO_HITS = 1, 2
PERSON = r"[^\W\d_a-zß-öø-ÿ][\w'’.-]{1,30}(?: [^\W\d_a-zß-öø-ÿ][\w'’.-]{0,30}){0,4}"
BIO_START = re.compile(
    rf"(?P<name>{PERSON})(?:, (?:geboren|Jahrgang|born|née?|nacid[oa])"
    r"|,? (?:is|was|has|joined|works?|serves?|comes?|came|started|began"
    r"|es|fue|trabaja|est|travaille|ist|arbeitet"
    r"|talks to (?:people|listeners|guests)))\b"
)
_BIO_TRADE = re.compile(
    rf"(?P<name>{PERSON}) (?:hosts?|covers?|reports? (?:on|for|from)|has (?:reported|covered|written|worked)"
    r"|writes? (?:about|for)|produces|edits)\b"
)
# "WQXZ's Robin Example reports on …" is a promo, "Reporter Robin Example was in the hall" the story's own.
_NO_BIO = re.compile(r"\w+['’]s |(?:Reporter|Editor|Correspondent|Host|Journalist|Producer|Anchor) ")
_BIO_ELSEWHERE = re.compile(
    rf"(?:An? (?:native|graduate) of|Originally from|Born (?:and raised )?in|Raised in|Hailing from) [^.]{{2,60}}, "
    rf"(?P<native>{PERSON}) (?:began|is|was|has|joined|came|studied|started|worked|holds)\b"
    rf"|You['’]re most likely to find (?:[\w ]{{2,30}}['’]s )?(?P<name>{PERSON}) "
    rf"|As an? [^.]{{3,80}}, (?P<other>{PERSON}) "
)
_FIRST_PERSON = re.compile(r"(?:^|[\s(—–])(?:I|I['’](?:m|ve|d|ll)|my|My|me)\b")
_QUOTED = re.compile(r"[\"“«][^\"”»]*+(?:[\"”»]|$)")
_FEWEST_FIRST_PERSONS = 2


def notice_of_people(text: str) -> Verdict | None:
    """The verdict on a bio, a pitch or a bare name below a story."""
    if name := bio_name(text):
        return bio(text, name)
    if rulebook().hits("pitch", text) >= PITCH_HITS_IN_TAIL:
        return verdict(Label.PITCH, "donate-vocabulary")
    if rulebook().hits("bio", text) >= BIO_HITS:
        return verdict(Label.BIO, "bio-vocabulary")
    return verdict(Label.BIO, "name-after-the-story") if is_person(text) else None


def bio_name(text: str) -> str:
    """The name of the person whose bio a text is; empty where it is none."""
    start = text[:BIO_LOOKS_AT].lstrip("*_")
    if _NO_BIO.match(start):
        return ""
    if found := _BIO_ELSEWHERE.match(start):
        return found["native"] or found["name"] or (found["other"] if rulebook().hits("bio", start) else "")
    if found := _BIO_TRADE.match(start):
        return found["name"]
    found = BIO_START.match(start)
    is_bio = found and (rulebook().hits("roles", start) > 0 or rulebook().hits("bio", start) >= BIO_HITS)
    return found["name"] if found and is_bio else ""


def author_told_of(text: str, authors: Iterable[str]) -> str:
    """The author of whom a text tells in its first words: "Robin Example is …"; empty where it tells of none."""
    is_told = BIO_START.match(text[:BIO_LOOKS_AT])
    named = is_told["name"] if is_told else ""
    return next((name for name in authors if is_person(name) and named in {name, name.split()[0]}), "")


def bio(text: str, name: str) -> Verdict:
    """The verdict on a bio, with the name in it as a part of its own."""
    if not is_person(name):
        return verdict(Label.BIO, "bio")
    start = text.index(name)
    return verdict(Label.BIO, "bio", Cut(start, start + len(name), Fate.USED, Label.BYLINE, "byline-from-bio"))


def speaks_of_oneself(text: str) -> bool:
    """Whether a text says "I" outside quotations."""
    return bool(_FIRST_PERSON.search(_QUOTED.sub(" ", text[:3_000])))


def speaks_to_the_reader(text: str) -> bool:
    """Whether a text, outside quotations, speaks to the page's reader in the manner of a notice."""
    plain = _QUOTED.sub(" ", text[:3_000])
    direct = rulebook().hits("to_the_reader", plain)
    return direct > 1 or (direct > 0 and rulebook().hits("of_a_notice", plain) > 0)


def is_plea(text: str) -> bool:
    """Whether a text, outside quotations, asks its reader for help in so many words."""
    return rulebook().hits("plea", _QUOTED.sub(" ", text[:3_000])) > 0


def is_first_person_bio(text: str) -> bool:
    """Whether a text tells of its own author at the station: "I" twice or more, and the trade or the station."""
    plain = _QUOTED.sub(" ", text[:3_000])
    said = len(_FIRST_PERSON.findall(plain))
    return said >= _FEWEST_FIRST_PERSONS and (rulebook().hits("bio", plain) >= 1 or bool(call_letters(plain)))
