"""Finds the speakers' turns of an interview by their labels: "EXAMPLE: …", "Q: …"."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audiocast.sources.labelling.units import Unit

TURN = re.compile(
    r"(?P<name>[A-ZÀ-Ý][A-ZÀ-Ý.'’-]{0,30}(?: [A-ZÀ-Ý.'’-]{1,30}){0,4}(?: #\d{1,2})?)"
    r"(?P<role>, (?:[A-ZÀ-Ý][A-ZÀ-Ý ,.'’&-]{1,60}|host|byline|co-host))?:(?:\s+|$)"
)
# "Robin Example: …" and "Q: …" are turns only where the same few names come again and again.
MIXED_TURN = re.compile(
    r"(?P<name>Q|A|[A-ZÀ-Ý][\w.'’-]{1,30}(?: [A-ZÀ-Ý][\w.'’-]{0,30}){0,3})(?P<role>, [\w ,.'’&-]{2,60})?:(?:\s+|$)"
)
LOOKS_AT = 140
_FEWEST = 3


def turns(units: Sequence[Unit]) -> frozenset[int]:
    """The units that open a speaker's turn, on a page that has three of them, or one with a role."""
    found = {unit.index: turn for unit in units if (turn := TURN.match(unit.text[:LOOKS_AT]))}
    if any(turn["role"] for turn in found.values()) or len(found) >= _FEWEST:
        return frozenset(found)
    mixed = {unit.index: turn["name"] for unit in units if (turn := MIXED_TURN.match(unit.text[:LOOKS_AT]))}
    counts = Counter(mixed.values())
    often = {name for name, count in counts.items() if count > 1}
    return frozenset(index for index, name in mixed.items() if len(often) > 1 and counts[name] > 1)
