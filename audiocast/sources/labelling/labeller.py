"""Gives every unit of a page its verdict: passes over the page, each a pure function of the verdicts so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.labelling.captions import long_with_credit, repeated, single
from audiocast.sources.labelling.dump import menus
from audiocast.sources.labelling.head import headline, player
from audiocast.sources.labelling.rulebook import Place
from audiocast.sources.labelling.tail import after_the_story, in_the_midst, other_headlines, video_cards
from audiocast.sources.labelling.verdict import SHOW_DROPS, SHOW_KEEPS, Verdict, verdict
from audiocast.sources.labelling.wildcards import fits_any

if TYPE_CHECKING:
    from audiocast.sources.labelling.sheet import Sheet, Verdicts


def label(sheet: Sheet) -> dict[int, Verdict]:
    """The verdicts on all units that are not plainly spoken; what no rule knows has none, and is spoken."""
    verdicts: dict[int, Verdict] = {}
    for one_pass in _PASSES:
        verdicts |= one_pass(sheet, verdicts)
    return verdicts


def _by_the_show(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for lines that the show's own rules keep or drop: they win over all others."""
    if not sheet.show.keep and not sheet.show.drop:
        return {}
    found: dict[int, Verdict] = {}
    for unit in sheet.units:
        if unit.index in done:
            continue
        if fits_any(unit.text, sheet.show.keep):
            found[unit.index] = Verdict(Label.BODY, SHOW_KEEPS, Fate.SPOKEN)
        elif fits_any(unit.text, sheet.show.drop):
            found[unit.index] = verdict(Label.FURNITURE, SHOW_DROPS)
    return found


def _by_the_structure(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for lines of which the structure of their source leaves no doubt."""
    return {
        index: Verdict(hint.label, hint.rule, hint.fate)
        for index, hint in sheet.hints.items()
        if hint.is_binding and index not in done
    }


def _known_lines(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for units that are the same thing wherever they stand."""
    found: dict[int, Verdict] = {}
    for unit, match in zip(sheet.units, sheet.matches, strict=True):
        if unit.index in done:
            continue
        if not any(map(str.isalnum, unit.text)):
            found[unit.index] = verdict(Label.FURNITURE, "no-words")
        elif match and match.place in {Place.ANYWHERE, Place.PLAYER}:
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
    _by_the_show,
    _by_the_structure,
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
