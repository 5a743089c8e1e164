"""Gives every unit of a page its verdict: passes over the page, each a pure function of the verdicts so far."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.labelling.boxes import (
    PLACES,
    among_buttons,
    contents,
    fields,
    linked,
    neighbours,
    sign_up_boxes,
    skipped_parts,
)
from audiocast.sources.labelling.captions import long_with_credit, repeated, single
from audiocast.sources.labelling.cards import (
    headlines_below,
    kickers_again,
    links_in_a_row,
    other_headlines,
    stories_below,
    teasers,
    video_cards,
)
from audiocast.sources.labelling.continuing import announced_links
from audiocast.sources.labelling.dump import menus
from audiocast.sources.labelling.head import headline
from audiocast.sources.labelling.markdown_pictures import markdown_pictures
from audiocast.sources.labelling.one_line import one_line_page
from audiocast.sources.labelling.pictures import alt_texts, picture_blocks
from audiocast.sources.labelling.player import player
from audiocast.sources.labelling.rulebook import Place, is_row_of_buttons
from audiocast.sources.labelling.summaries import headline_and_summary, said_again_below
from audiocast.sources.labelling.tail import after_the_story, in_the_midst, notices_between, pleas
from audiocast.sources.labelling.verdict import SHOW_DROPS, SHOW_KEEPS, Verdict, verdict
from audiocast.sources.labelling.wildcards import fits_any

if TYPE_CHECKING:
    from audiocast.sources.labelling.sheet import Sheet, Verdicts

_LIKE_DATES = frozenset({Label.FURNITURE, Label.CAPTION})
_ONLINE = re.compile(r"://|www\.|@")


def label(sheet: Sheet) -> dict[int, Verdict]:
    """The verdicts on all units that are not plainly spoken; what no rule knows has none, and is spoken.

    A later pass may change an earlier one's verdict, unless the structure of the source bound it.
    """
    verdicts: dict[int, Verdict] = {}
    for one_pass in _PASSES:
        found = one_pass(sheet, verdicts)
        verdicts |= {index: each for index, each in found.items() if index not in sheet.bound or index not in verdicts}
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
        elif (
            match is None
            and not unit.is_sentence
            and unit.index not in sheet.turns
            and sheet.ask(is_row_of_buttons, unit.text)
        ):
            found[unit.index] = verdict(Label.FURNITURE, "row-of-buttons")
        elif match and match.place in {Place.ANYWHERE, Place.PLAYER} and not _is_date(sheet, unit.index):
            found[unit.index] = verdict(match.label, match.rule)
    return found


def _is_date(sheet: Sheet, index: int) -> bool:
    """Whether a line that a rule takes for furniture is a date or a byline: "4:30 pm on 3 March 2026"."""
    about, match = sheet.abouts[index], sheet.matches[index]
    if match is None or match.label not in _LIKE_DATES or about is None:
        return False
    return about.published is not None or any(" " in name for name in about.names)


def _lone_speakers(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for speakers' names that stand on a line of their own, above what they say."""
    return {
        index: Verdict(Label.SPEAKER_TURN, "speaker-alone", Fate.USED)
        for index in sheet.turns
        if index not in done and sheet.units[index].text.endswith(":")
    }


def _places_told(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts that speak addresses and telephone numbers between the story's own lines: where the shelters are."""
    found: dict[int, Verdict] = {}
    run: list[int] = []
    last = max((unit.index for unit in sheet.units if unit.is_sentence and unit.index not in done), default=-1)
    for unit in sheet.units:
        decided = done.get(unit.index)
        if decided and decided.rule in PLACES and not _ONLINE.search(unit.text):
            run.append(unit.index)
            continue
        is_between = bool(run) and run[0] > 0 and run[0] - 1 not in done and decided is None
        if is_between and unit.index <= last:
            found |= {index: Verdict(Label.BODY, "told-between-lines", Fate.SPOKEN) for index in run}
        run = []
    return found


_PASSES = (
    _by_the_show,
    _by_the_structure,
    one_line_page,
    markdown_pictures,
    _known_lines,
    skipped_parts,
    contents,
    fields,
    neighbours,
    linked,
    long_with_credit,
    teasers,
    links_in_a_row,
    headline_and_summary,
    said_again_below,
    picture_blocks,
    repeated,
    alt_texts,
    menus,
    player,
    headline,
    among_buttons,
    sign_up_boxes,
    _lone_speakers,
    kickers_again,
    pleas,
    after_the_story,
    single,
    in_the_midst,
    notices_between,
    announced_links,
    video_cards,
    other_headlines,
    stories_below,
    headlines_below,
    _places_told,
)
