"""Finds a headline below a notice of the station: an outage, a fund drive, who we are."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from audiocast.sources.labelling.kinship import long_words, names, shared
from audiocast.sources.labelling.rulebook import Place, rulebook
from audiocast.sources.labelling.title import is_candidate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from audiocast.sources.labelling.sheet import Sheet, Verdicts

_LATE_WITHIN, _MOST_PROSE_ABOVE, _PROSE_BELOW = 12, 4, 6
_BANNER_KINSHIP, _TITLE_KINSHIP = 0.2, 0.3


def late_candidates(sheet: Sheet, opening: int, done: Verdicts, *, has_player: bool) -> tuple[int, ...]:
    """Headlines below the first prose, where that is a notice of the station: an outage, a fund drive, who we are.

    Such a notice shares neither names nor words with the story. On a page without a player, where a headline may be
    missing and a line below the first paragraph may head a part, its words must say what it is as well.
    """
    if headed := _named_above(sheet, opening, done):
        return headed
    above: list[int] = []
    found: list[int] = []
    for index in range(opening, min(len(sheet.units), opening + _LATE_WITHIN)):
        if index in done:
            continue
        if sheet.units[index].is_prose:
            above.append(index)
        elif above and sheet.units[index].words > 2 and is_candidate(sheet, index, done):
            below = _prose_below(sheet, index, done)
            if below and _are_notices(sheet, above, below, has_player=has_player):
                found.append(index)
        if len(above) > _MOST_PROSE_ABOVE:
            break
    return tuple(index for index in found if _fits(sheet, index, _prose_below(sheet, index, done)))


def _named_above(sheet: Sheet, opening: int, done: Verdicts) -> tuple[int, ...]:
    """The headline that stands once more before a programme's name and a summary: "Headline : The Show In this …"."""
    for index in range(opening + 1, min(len(sheet.units), opening + _LATE_WITHIN)):
        start = f"{sheet.units[index].text} : "
        named = any(sheet.units[above].text.startswith(start) for above in range(index))
        if named and is_candidate(sheet, index, done):
            return (index,)
    return ()


def _prose_below(sheet: Sheet, index: int, done: Verdicts) -> tuple[str, ...]:
    below = range(index + 1, min(len(sheet.units), index + 1 + 3 * _PROSE_BELOW))
    texts = (sheet.units[i].text for i in below if i not in done and sheet.units[i].is_prose)
    return tuple(islice(texts, _PROSE_BELOW))


def _fits(sheet: Sheet, index: int, below: Iterable[str]) -> bool:
    return shared(long_words([sheet.units[index].text]), long_words(below)) >= _TITLE_KINSHIP


def _are_notices(sheet: Sheet, above: Sequence[int], below: Sequence[str], *, has_player: bool) -> bool:
    """Whether all of some prose speaks of the station, or of nothing that the story speaks of."""
    texts = [sheet.units[index].text for index in above]
    if all(_speaks_of_the_station(sheet, index) for index in above):
        return True
    strange = shared(long_words(texts), long_words(below)) < _BANNER_KINSHIP and not names(texts) & names(below)
    return has_player and strange


def _speaks_of_the_station(sheet: Sheet, index: int) -> bool:
    text = sheet.units[index].text
    return sheet.is_in(index, Place.HEAD) or rulebook().hits("blurb", text) > 0 or rulebook().hits("pitch", text) > 1
