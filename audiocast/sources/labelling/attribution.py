"""Tells what is a story's own by how it is put, whatever notice it sounds like: somebody says it, or it has a place."""

from __future__ import annotations

import re
from functools import cache

from audiocast.sources.labelling.rulebook import rulebook

_LOOKS_AT = 140


@cache
def _event_label() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(rulebook().vocabularies['event_label'])})\s?:\s", re.IGNORECASE)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    said = "|".join(rulebook().vocabularies["said"])
    cried = "|".join((said, *rulebook().vocabularies["cried"]))
    word = r"[\w’'-]{1,24}"
    last = rf", (?:(?:{word} ){{1,5}}(?:{cried})(?: {word}){{0,2}}|(?:{cried})(?: {word}){{1,5}})\.$"
    somewhere = rf"\b(?<!\bto )(?<!please )(?<!can )(?<!you )(?:{said})\b(?![:.]?$)"
    return re.compile(somewhere, re.IGNORECASE), re.compile(last, re.IGNORECASE)


def names_its_speaker(text: str) -> bool:
    """Whether a text has a word such as "said" or "according to", as a story's sentences have and notices do not."""
    return bool(_patterns()[0].search(text)) or ends_with_its_speaker(text)


def ends_with_its_speaker(text: str) -> bool:
    """Whether a text ends as a story tells what somebody said, as in “Join us, the men called”."""
    return bool(_patterns()[1].search(text[-_LOOKS_AT:]))


def says_of_an_event(text: str) -> bool:
    """Whether a line says when or where something in the story takes place: "When: Friday at 8"."""
    return bool(_event_label().match(text))
