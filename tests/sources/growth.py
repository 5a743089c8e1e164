"""Counts the work of a call, so that two sizes of input can be compared where a time would not repeat."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def calls(function: Callable[[], object]) -> int:
    """The calls of Python functions, and of those written in C, that a call makes."""
    count = 0

    def profile(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(profile)
    try:
        function()
    finally:
        sys.setprofile(None)
    return count
