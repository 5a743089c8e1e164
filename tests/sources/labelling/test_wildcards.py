from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiocast.sources.labelling.wildcards import fits_any


@pytest.mark.parametrize(
    ("text", "pattern", "wanted"),
    [
        ("Support for WQXZ comes from the mill.", "Support for * comes from *", True),
        ("SUPPORT  for wqxz comes from the mill.", "support for * comes from *", True),
        ("Support for WQXZ", "Support for * comes from *", False),
        ("The support for WQXZ comes from the mill.", "Support for * comes from *", False),
        ("It’s here", "It's *", True),
        ("abab", "*ab", True),
        ("aXbXc", "a*b*c", True),
        ("acb", "a*b*c", False),
        ("ab", "ab*b", False),
        ("exact", "exact", True),
        ("exactly", "exact", False),
        ("", "*a*", False),
    ],
)
def test_whole_lines(text: str, pattern: str, wanted: bool) -> None:
    assert fits_any(text, ["nothing of the kind", pattern]) is wanted


@given(
    st.lists(st.text(alphabet="ab.", min_size=1, max_size=4), min_size=1, max_size=5),
    st.text(alphabet="ab. ", max_size=5),
)
def test_a_line_made_of_a_patterns_parts_fits_it(parts: list[str], between: str) -> None:
    assert fits_any(between.join(parts), ["*".join(parts)])


def test_a_hard_pattern_is_cheap() -> None:
    assert not fits_any("a" * 20_000 + "b", ["*a" * 200 + "c"])
