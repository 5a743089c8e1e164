"""No rule costs much more on a line four times as long, however it is made: the growth is compared, not the time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiocast.sources.labelling.rulebook import LONGEST, rulebook
from tests.adversary import Pump, pumps
from tests.expressions import steepest

if TYPE_CHECKING:
    from audiocast.sources.labelling.rulebook import Pattern

PIECES = [
    "a", "A", "A ", "a ", "Aa ", "aa, ", "(A) ", "( ", "A/", "A / ", "1", "1 ", "1:", "99.9 A ", "9.9 FM A, ", "A. ",
    "KABC-FM, ", "A's ", "A, ", "Reporting by A ", "Tags A ", "-", "- ", "© A ", "| ", "A | ", "[A] ", "[a", "* ",
    "by ", "the ", "is a service of ", "your ", "newsletter ", "support ", "this story was ", "edited by A ", "0:00 ",
    "12:00 / ", "555-5555 ", "(555) 555-5555 ", "www.a.a ", "a@a.a ", "facebook ", "off the ", "for A ", "“A” ", "é ",
    "à lire ", "publié ", "Photo : A ", "(Name/dpa) ", "sign up ", "to your ", "to hear ", "https://a/",
]  # fmt: skip
ENDS = ["", "!\x00"]
_FLOOR, _GROWTH, _LINEAR = 0.001, 24, 8
"""Processor seconds below which the clock says nothing; the growth over four times the length that stays under cubic,
as a line is at most `LONGEST` characters long, and what stays under quadratic."""
_LONGEST_NOTICE = 3_200

PATTERNS = {f"{each.match.rule}, {number}": each.compiled() for number, each in enumerate(rulebook().patterns)}
OPENINGS = {f"{each.match.rule}, {number}, opening": each.compiled() for number, each in enumerate(rulebook().openings)}


def made(pattern: re.Pattern[str]) -> list[Pump]:
    return [*pumps(pattern), *(Pump("", piece, end) for piece in PIECES for end in ENDS)]


@pytest.mark.parametrize("name", [*PATTERNS, *OPENINGS])
def test_cost_grows_with_the_line_and_not_much_faster(name: str) -> None:
    pattern = PATTERNS.get(name) or OPENINGS[name]
    rule = pattern.fullmatch if name in PATTERNS else pattern.match
    assert steepest(rule, made(pattern), LONGEST, _FLOOR, _GROWTH) == ""


@pytest.mark.parametrize("name", rulebook().finders)
def test_a_vocabulary_is_looked_for_in_linear_time(name: str) -> None:
    pattern = rulebook().finders[name]
    assert steepest(pattern.findall, made(pattern), _LONGEST_NOTICE, _FLOOR, _LINEAR) == ""


def test_no_rule_looks_at_a_longer_line() -> None:
    """The growth above is allowed for that alone."""
    link = f"[{'a' * 37}] "
    row, longer = link * (LONGEST // len(link)), link * (LONGEST // len(link) + 1)
    found = rulebook().match(row)
    assert found is not None
    assert found.rule == "row-of-links"
    assert any(each.match == found and each.compiled().fullmatch(longer) for each in rulebook().patterns)
    assert rulebook().match(longer) is None


def test_patterns_have_no_groups_of_their_own() -> None:
    """They are joined into one expression, in which a group's name says which rule fitted."""
    for each in [*rulebook().patterns, *rulebook().openings]:
        assert re.compile(each.source).groups == 0, each.match.rule


GUARDED = [each for each in [*rulebook().patterns, *rulebook().openings] if each.needs]


@pytest.mark.parametrize("guarded", GUARDED, ids=lambda each: each.match.rule)
@given(data=st.data())
def test_no_text_fits_a_rule_without_what_it_needs(guarded: Pattern, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(guarded.compiled(), fullmatch=guarded in rulebook().patterns))
    if len(text.lower()) == len(text) and text.isascii():
        assert any(need in text.lower() for need in guarded.needs)


def test_what_a_rule_needs_is_in_small_letters() -> None:
    assert all(need == need.lower() for each in GUARDED for need in each.needs)


def test_each_phrase_belongs_to_one_rule() -> None:
    from audiocast.sources.labelling.rulebook import FOLDER, folded, load

    seen: dict[tuple[str, str], str] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        scope = path.stem if len(path.stem) == 2 else "any"
        for rule in load(path).get("rule", ()):
            for phrase in rule.get("phrases", ()):
                key = (scope, folded(phrase))
                assert key not in seen, f"{phrase!r} is in {seen.get(key)} and in {rule['name']}"
                seen[key] = rule["name"]
