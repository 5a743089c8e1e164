"""No rule costs much more on a line four times as long, however it is made: the growth is compared, not the time.

A pattern whose cost is exponential would not end, so lines grow step by step, and the first bad step fails.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiocast.sources.labelling.rulebook import LONGEST, rulebook

if TYPE_CHECKING:
    from collections.abc import Callable

    from audiocast.sources.labelling.rulebook import Pattern

PIECES = [
    "a", "A", "A ", "a ", "Aa ", "aa, ", "(A) ", "( ", "A/", "A / ", "1", "1 ", "1:", "99.9 A ", "9.9 FM A, ", "A. ",
    "KABC-FM, ", "A's ", "A, ", "Reporting by A ", "Tags A ", "-", "- ", "© A ", "| ", "A | ", "[A] ", "[a", "* ",
    "by ", "the ", "is a service of ", "your ", "newsletter ", "support ", "this story was ", "edited by A ", "0:00 ",
    "12:00 / ", "555-5555 ", "(555) 555-5555 ", "www.a.a ", "a@a.a ", "facebook ", "off the ", "for A ", "“A” ", "é ",
    "à lire ", "publié ", "Photo : A ", "(Name/dpa) ", "sign up ", "to your ", "to hear ", "https://a/",
]  # fmt: skip
ENDS = ["", "!\x00"]
STEPS = [20, 30, 40, 60, 80, 120, 160, 240, LONGEST]
_CHEAP, _GROWTH = 0.004, 64
"""Seconds below which the clock says nothing, and the growth over four times the length that is cubic."""

RULES: dict[str, Callable[[str], object]] = {
    **{f"{each.match.rule}, {number}": each.compiled().fullmatch for number, each in enumerate(rulebook().patterns)},
    **{
        f"{each.match.rule}, {number}, opening": each.compiled().match
        for number, each in enumerate(rulebook().openings)
    },
    **{f"vocabulary {name}": pattern.findall for name, pattern in rulebook().finders.items()},
}


def cost(rule: Callable[[str], object], text: str) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        rule(text)
        best = min(best, time.perf_counter() - start)
        if best < _CHEAP:
            break
    return best


@pytest.mark.parametrize("name", RULES)
def test_cost_grows_with_the_line_and_no_faster(name: str) -> None:
    for piece in PIECES:
        for end in ENDS:
            seen: dict[int, float] = {}
            for size in STEPS:
                seen[size] = cost(RULES[name], (piece * (size // len(piece) + 1))[:size] + end)
                quarter = max((step for step in STEPS if step <= size // 4), default=None)
                if seen[size] > _CHEAP and quarter:
                    assert seen[size] < _GROWTH * max(seen[quarter], 1e-6), (piece, size)


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
