"""A show's own rules for reading pages; `audiocast.config` checks what is said of them here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderRules:
    """The show's own rules for reading pages, which win over all others: lines to keep, and lines to drop.

    Each is a whole line, whatever its capitals and spaces; `*` stands for any text, and is never all of it. What fits
    both is kept.
    """

    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
