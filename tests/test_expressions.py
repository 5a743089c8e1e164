"""No regular expression of audiocast costs much more than four times as much on a text four times as long.

The texts are made for each expression, of what it repeats. The growth is compared, never the time.
"""

from __future__ import annotations

import re

import pytest

from audiocast.sources.labelling import units
from tests.adversary import pumps
from tests.expressions import expressions, method, steepest, written

_FLOOR, _GROWTH = 0.0005, 8.0
"""Processor seconds below which the clock says nothing, and the growth that linear cost stays under."""
_TOP = 12_800
_TOPS = {"audiocast.sources.labelling.units._TRAILER": units._TRAILER_LOOKS_AT}
"""How many characters an expression is shown, where that is fewer: the code's own limits."""
EXPRESSIONS = {f"{each.name} {number}": each for number, each in enumerate(expressions())}


def test_every_expression_that_stands_in_the_code_is_tested() -> None:
    found = {str(each.pattern.pattern) for each in EXPRESSIONS.values()}
    assert {source: place for source, place in written().items() if source not in found} == {}


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_cost_grows_as_the_text_does(name: str) -> None:
    each = EXPRESSIONS[name]
    top = _TOPS.get(each.name, _TOP)
    for called in sorted(each.methods or {"match", "fullmatch", "search"}):
        assert steepest(method(each.pattern, called), pumps(each.pattern), top, _FLOOR, _GROWTH) == "", called


@pytest.mark.parametrize(
    ("source", "called"),
    [
        (r"\s+follow$", "search"),
        (r"\s*\([^()]{1,80}\)", "search"),
        (r"(?:a+)+b", "match"),
        (r"<v [^>]*>", "search"),
        (r"(?:<!--.{0,999}?-->\s{0,99}){0,9}<html", "match"),
        (r"(\d*)\s*-\s*(\d*)\s*", "fullmatch"),
        (r"About (?:[A-Z][\w]{1,30} ?){1,6}", "fullmatch"),
    ],
)
def test_what_grows_faster_is_found(source: str, called: str) -> None:
    pattern = re.compile(source)
    assert steepest(method(pattern, called), pumps(pattern), 3_200, _FLOOR, _GROWTH)


def test_limits_are_of_expressions_there_are() -> None:
    assert set(_TOPS) <= {each.name for each in EXPRESSIONS.values()}


def test_a_pump_is_as_long_as_asked() -> None:
    assert {len(each.text(100)) - len(each.end) for each in pumps(re.compile(r"a{2,}(?:b|c)+\d"))} == {100}
