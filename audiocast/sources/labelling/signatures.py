"""Finds reporters' names in the story's own words and below its last: in a sign-off, a promo, a signature."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audiocast.models.article import Label
from audiocast.sources.labelling.makers import is_in_the_story
from audiocast.sources.labelling.names import is_person
from audiocast.sources.labelling.rulebook import Place
from audiocast.sources.labelling.verdict import Verdict, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audiocast.models.article import Block
    from audiocast.sources.labelling.sheet import Sheet, Verdicts

_REPORTS = re.compile(
    r"\b(?:NPR|[KW][A-Z]{2,3}|[A-Z][a-z]{2,20})['’]s (?P<name>[A-Z][\w'’.-]{1,30}(?: [A-Z][\w'’.-]{0,30}){1,3}) "
    r"(?:reports|has (?:more|the story|this report)|explains|brings us|tells us)\b"
)
_SIGN_OFF = re.compile(
    r"\bI['’]m (?P<name>[A-Z][\w'’.-]{1,30}(?: [A-Z][\w'’.-]{0,30}){1,3}?)(?:,[^.]{2,60})?\.?[\"”]?$"
)
_REPORTING = re.compile(
    r"(?:^|[.!?] )(?P<name>[A-Z][\w'’.-]{1,30}(?: [A-Z][\w'’.-]{0,30}){1,3}?),? reporting\b[^.!?]{0,60}\.?$"
    r"|\b(?:Para|Pour|Für) [^.!?]{3,60}, (?P<abroad>[A-ZÀ-Ý][\w'’.-]{1,30}(?: [A-ZÀ-Ý][\w'’.-]{0,30}){1,3})\.$"
)
_WRITTEN_BY = re.compile(r"\b(?:is|was) written by (?P<name>[A-Z][\w'’.-]{1,30}(?: [A-Z][\w'’.-]{0,30}){1,3})\b")
_SIGN_OFF_LOOKS_AT = 160
_MOST_BLOCKS_OF_A_PROMO, _FEWEST_SIGNATURES = 2, 3


def sign_off_names(body: Sequence[Block]) -> Iterator[str]:
    """The reporter's name in a last sentence such as "For WQXZ News, I'm Robin Example."."""
    last = body[-1].text[-_SIGN_OFF_LOOKS_AT:] if body else ""
    found = _SIGN_OFF.search(last) or _WRITTEN_BY.search(last) or _REPORTING.search(last)
    name = next(filter(None, found.groups()), "").rstrip(".") if found else ""
    if is_person(name):
        yield name


def promo_names(body: Sequence[Block]) -> Iterator[str]:
    """The reporters whom a promo of a paragraph or two names: "WQXZ's Robin Example reports"."""
    if len(body) <= _MOST_BLOCKS_OF_A_PROMO:
        names = (found["name"] for block in body for found in _REPORTS.finditer(block.text))
        yield from (name for name in names if is_person(name))


def ends_the_story(sheet: Sheet, run: Sequence[int], credits_: range, done: Verdicts) -> bool:
    """Whether a name stands below the last sentence of the story: it is signed there, and no picture's."""
    last, below = run[credits_[-1]], run[credits_[-1]] + 1
    is_last = all(index in done for index in range(below, len(sheet.units))) or sheet.is_in(below, Place.END)
    is_below_a_sentence = credits_.start > 0 and sheet.units[run[credits_.start - 1]].is_sentence
    return is_last and is_below_a_sentence and run[-1] == last and is_in_the_story(sheet, last - len(credits_), done)


def signature(sheet: Sheet, index: int) -> Verdict:
    """The verdict on a name below the story: its author's where the page names no other."""
    is_author = is_person(sheet.units[index].text) and not sheet.authors
    return verdict(Label.BYLINE if is_author else Label.CREDIT, "signed")


def is_between_heading_and_item(sheet: Sheet, run: Sequence[int], lines: range) -> bool:
    """Whether lines with names stand below a heading and above prose, as under the headings of a bulletin."""
    above, below = run[lines.start] - 1, run[lines[-1]] + 1
    is_headed = above >= 0 and sheet.is_title_like(above) and not sheet.units[above].is_prose
    return is_headed and below < len(sheet.units) and sheet.units[below].is_prose


def signatures(sheet: Sheet, runs: Sequence[Sequence[int]]) -> frozenset[int]:
    """Reporters' names below the items of a bulletin, where too many stand so to be those of photographers."""
    found = [run[-1] for run in runs if len(run) > 1 and sheet.ask(is_person, sheet.units[run[-1]].text)]
    return frozenset(found) if len(found) >= _FEWEST_SIGNATURES else frozenset()
