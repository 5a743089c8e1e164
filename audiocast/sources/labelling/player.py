"""Decides where the audio player's block above a story ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audiocast.models.article import Label
from audiocast.sources.labelling.rulebook import Place
from audiocast.sources.labelling.verdict import Verdict, verdict

if TYPE_CHECKING:
    from audiocast.sources.labelling.sheet import Sheet, Verdicts

PLAYER_RULES = frozenset({"player-block", "player-clock"})
_MOST_BANNER_WORDS = 60


def player(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for the player block and all above it; a player in the midst of a story is not one."""
    end = _player_end(sheet, done)
    if end is None:
        return {}
    last = _with_banner(sheet, end)
    return {
        index: sheet.known(index) or verdict(Label.FURNITURE, "above-the-player" if index < end else "player-banner")
        for index in range(last + 1)
        if index not in done
    }


def _player_end(sheet: Sheet, done: Verdicts) -> int | None:
    """The last line of the block that begins above the story, where not more than a banner stands above that."""
    lines = [unit.index for unit in sheet.units if unit.index in done and sheet.is_in(unit.index, Place.PLAYER)]
    named = [index for index in lines if done[index].rule != "player-clock"]
    if not named or any(sheet.abouts[index] for index in range(named[0]) if index not in done):
        return None
    if sheet.prose_words(range(named[0]), done) > _MOST_BANNER_WORDS:
        return None
    end = named[0]
    for index in lines:
        between = range(end + 1, index)
        if sheet.prose_words(between, done) or any(sheet.abouts[each] for each in between):
            break  # below the story's own byline is the story's own player
        end = max(end, index)
    return end


def _with_banner(sheet: Sheet, end: int) -> int:
    """The last of the lines that stand right below the player, where the headline comes after a blank line."""
    last = end
    while last + 1 < len(sheet.units) and not sheet.units[last].ends_group:
        last += 1
    below = last + 1
    if last == end or below >= len(sheet.units) or last - end > 3:
        return end
    is_headline = sheet.is_title_like(below) and sheet.units[below].starts_group and sheet.units[below].ends_group
    return last if is_headline and not sheet.abouts[below] else end
