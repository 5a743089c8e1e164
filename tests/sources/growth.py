"""Counts the work of a call at two sizes, and compares times where the work is done in C, which no count sees."""

from __future__ import annotations

import sys
from time import process_time
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


def time_growth(work: Callable[[int], object], size: int, times: int = 4, tries: int = 3) -> float:
    """How many times the processor time, in C too, that a call takes for `times` the size; the least of some tries."""

    def least(of: int) -> float:
        found = []
        for _ in range(tries):
            start = process_time()
            work(of)
            found.append(process_time() - start)
        return min(found)

    work(max(1, size // 10))
    return least(times * size) / least(size)
