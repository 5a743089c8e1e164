"""Finds reporters' names in the story's own words: in its sign-off, and in a promo that tells who reports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audiocast.sources.labelling.names import is_person

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audiocast.models.article import Block

_REPORTS = re.compile(
    r"\b(?:NPR|[KW][A-Z]{2,3}|[A-Z][a-z]{2,20})['’]s (?P<name>[A-Z][\w'’.-]{1,30}(?: [A-Z][\w'’.-]{0,30}){1,3}) "
    r"(?:reports|has (?:more|the story|this report)|explains|brings us|tells us)\b"
)
_SIGN_OFF = re.compile(
    r"\bI['’]m (?P<name>[A-Z][\w'’.-]{1,30}(?: [A-Z][\w'’.-]{0,30}){1,3}?)(?:,[^.]{2,60})?\.?[\"”]?$"
)
_WRITTEN_BY = re.compile(r"\b(?:is|was) written by (?P<name>[A-Z][\w'’.-]{1,30}(?: [A-Z][\w'’.-]{0,30}){1,3})\b")
_SIGN_OFF_LOOKS_AT = 160
_MOST_BLOCKS_OF_A_PROMO = 2


def sign_off_names(body: Sequence[Block]) -> Iterator[str]:
    """The reporter's name in a last sentence such as "For WQXZ News, I'm Robin Example."."""
    last = body[-1].text[-_SIGN_OFF_LOOKS_AT:] if body else ""
    found = _SIGN_OFF.search(last) or _WRITTEN_BY.search(last)
    if found and is_person(found["name"].rstrip(".")):
        yield found["name"].rstrip(".")


def promo_names(body: Sequence[Block]) -> Iterator[str]:
    """The reporters whom a promo of a paragraph or two names: "WQXZ's Robin Example reports"."""
    if len(body) <= _MOST_BLOCKS_OF_A_PROMO:
        names = (found["name"] for block in body for found in _REPORTS.finditer(block.text))
        yield from (name for name in names if is_person(name))
