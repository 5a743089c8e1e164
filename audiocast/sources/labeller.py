"""Gives every unit of a page its verdict: passes over the page, each a pure function of the verdicts so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.captions import long_with_credit, repeated, single
from audiocast.sources.dump import menus
from audiocast.sources.head import headline, player
from audiocast.sources.rulebook import Place
from audiocast.sources.tail import after_the_story, in_the_midst, other_headlines, video_cards
from audiocast.sources.verdict import Verdict, verdict

if TYPE_CHECKING:
    from audiocast.sources.sheet import Sheet, Verdicts


def label(sheet: Sheet) -> dict[int, Verdict]:
    """The verdicts on all units that are not plainly spoken; what no rule knows has none, and is spoken."""
    verdicts: dict[int, Verdict] = {}
    for one_pass in _PASSES:
        verdicts |= one_pass(sheet, verdicts)
    return verdicts


def _known_lines(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for units that are the same thing wherever they stand."""
    found: dict[int, Verdict] = {}
    for unit, match in zip(sheet.units, sheet.matches, strict=True):
        if not any(map(str.isalnum, unit.text)):
            found[unit.index] = verdict(Label.FURNITURE, "no-words")
        elif match and match.place in {Place.ANYWHERE, Place.PLAYER} and unit.index not in done:
            found[unit.index] = verdict(match.label, match.rule)
    return found


def _lone_speakers(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for speakers' names that stand on a line of their own, above what they say."""
    return {
        index: Verdict(Label.SPEAKER_TURN, "speaker-alone", Fate.USED)
        for index in sheet.turns
        if index not in done and sheet.units[index].text.endswith(":")
    }


_PASSES = (
    _known_lines,
    long_with_credit,
    repeated,
    menus,
    player,
    headline,
    _lone_speakers,
    after_the_story,
    single,
    in_the_midst,
    video_cards,
    other_headlines,
)
