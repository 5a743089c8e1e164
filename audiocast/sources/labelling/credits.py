"""Tells whether a line by itself says who made a picture."""

from __future__ import annotations

import re

from audiocast.sources.labelling.names import is_credit, is_organisation, is_person
from audiocast.sources.labelling.rulebook import rulebook

_LONGEST_CREDIT, _MOST_CREDIT_WORDS, _MOST_WORDS_WITH_AN_AGENCY = 120, 14, 8
# With a year it is the page's own notice.
RIGHTS = re.compile(r"(?:©|\([cC]\)) ?(?=[^\W\d])(?!copyright|all rights)", re.IGNORECASE)
_LONGEST_LABEL = 10
# "On NPR" heads a part of an interview.
_LEADS_ON = frozenset({"on", "about", "after", "why", "how"})
_QUOTES = ('"', "“", "”", "«", "»", "„")
_SITE = re.compile(r"^\S+\.[a-z]{2,4}$")
_BRACKETS = re.compile(r"\(\s*[^()]{2,100}\)|\[[^\[\]]{2,100}\]")
# The story's sources, and no picture's.
_WITH = re.compile(r"(?:with|avec|mit|con) ", re.IGNORECASE)
_FREQUENCY = re.compile(r"\d{2,3}\.\d (?:FM )?[A-Z]")
_NAMED = re.compile(
    r"(?:photos?|fotos?|bild|image|crédits?)\s?:\s?(?=[^\W\d_])|courtesy (?:of )?(?:the )?(?=[^\W\d_])", re.IGNORECASE
)
_BY_WORDS = re.compile(r"(?:photos?|fotos?|image|credit|crédito?|courtesy)\b", re.IGNORECASE)


def is_labelled_credit(text: str) -> bool:
    """Whether a line begins with "Photo:" or the like."""
    return bool(_NAMED.match(text)) and ":" in text[:_LONGEST_LABEL]


def is_plain_credit(text: str) -> bool:
    """Whether a line by itself says who made a picture: "Name / Agency", "Courtesy of …", "(AP Photo/Name)"."""
    text = text.strip()
    if rights := RIGHTS.match(text):
        return len(text) <= _LONGEST_CREDIT and is_credit(text[rights.end() :])
    is_long = len(text) > _LONGEST_CREDIT or len(text.split()) > _MOST_CREDIT_WORDS
    if is_long or _SITE.search(text) or _WITH.match(text.strip("(")) or text.endswith(("!", "?", ":")):
        return False
    if text.startswith(_QUOTES) or text.endswith(_QUOTES):  # a song and who sings it
        return False
    if _BRACKETS.fullmatch(text):
        return is_plain_credit(text[1:-1]) or rulebook().hits("agencies", text) > 0
    return _is_credit_without_brackets(text)


def _is_credit_without_brackets(text: str) -> bool:
    named = _NAMED.match(text)
    person, slash, agency = text.partition("/")
    if named:
        return may_be_name(person)
    if slash and " " in text and "://" not in text:
        are_names = may_be_name(person) and may_be_name(agency)
        is_named = is_person(person) or is_person(agency) or _tells_nothing(text)
        return are_names and is_named and (is_credit(person.strip()) or is_credit(agency.strip()))
    if slash and " " not in text and agency.isalpha() and agency[:1].isupper():
        return is_organisation(person) or rulebook().hits("agencies", person) > 0
    return not is_person(text) and not text.endswith(".") and _names_an_agency(text)


def _names_an_agency(text: str) -> bool:
    """Whether a line says "Photo: …" or names an agency, and tells nothing: "He worked for the AP" does."""
    if len(text.split()) > _MOST_WORDS_WITH_AN_AGENCY or text.split(" ", 1)[0].lower() in _LEADS_ON:
        return False
    is_named = bool(_BY_WORDS.match(text)) or rulebook().hits("agencies", text) > 0
    return is_named and _tells_nothing(text)


def _tells_nothing(text: str) -> bool:
    """Whether all words in small letters are those that stand between names: "Harbor Council delays vote" tells."""
    words = (word for word in re.split(r"[\s/]+", text) if word.isalpha() and word.islower())
    return all(word in rulebook().vocabularies["words_of_credits"] for word in words)


def may_be_name(text: str) -> bool:
    """Whether a text may be the name of a person or an agency, by its form."""
    text = text.strip()
    return (
        0 < len(text) <= 60
        and not text[0].islower()
        and (not text[0].isdigit() or bool(_FREQUENCY.match(text)))
        and len(text.split()) <= 8
        and not text.endswith((".", "!", "?", ":"))
        and text != "/"
    )
