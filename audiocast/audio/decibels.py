"""Decibels to factors and back."""

from __future__ import annotations

import math


def to_factor(decibels: float) -> float:
    """The amplitude factor of a level in decibels."""
    return float(10 ** (decibels / 20))


def to_decibels(factor: float) -> float:
    """The level of an amplitude factor; minus infinity where there is nothing."""
    return 20 * math.log10(factor) if factor > 0 else -math.inf
