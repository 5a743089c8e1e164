"""Decides what stands above the story: headline, byline and date, dek, a caption printed once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.labelling.late_headline import late_candidates
from audiocast.sources.labelling.names import call_letters, is_organisation
from audiocast.sources.labelling.player import PLAYER_RULES
from audiocast.sources.labelling.rulebook import Place
from audiocast.sources.labelling.sheet import without_mark
from audiocast.sources.labelling.title import (
    FOLLOWED_BY_SITE,
    best,
    is_candidate,
    short_sentences,
)
from audiocast.sources.labelling.under_headline import MOST_DEK_WORDS, above_story, below_headline
from audiocast.sources.labelling.verdict import Cut, Verdict, verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from audiocast.sources.labelling.sheet import Sheet, Verdicts

_FEWEST_WORDS_BEFORE_A_SITE, _NEAR_THE_TITLE = 3, 6
_LATE_BYLINE_WITHIN, _MOST_WORDS_OF_A_TITLE = 6, 20
_MOST_PROSE_ABOVE_BYLINE = 2
_DATELINE = re.compile(
    r"[A-ZÀ-Ý][A-ZÀ-Ý .'’-]{2,30}(?:, [A-Z][\w.]{1,12}(?: [A-Z][\w.]{1,12})?)?(?: \([^()]{2,40}\))? ?[—–-] "
)
_FEWEST_ITEMS = 3
_MOST_ABOVE_DATELINE, _BRIEFS_LOOK_AT = 2, 200
_ABOVE = verdict(Label.FURNITURE, "above-the-title")


def headline(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for all from the player block to the story's first words."""
    opening = _opening(sheet, done)
    anchors = [index for index in range(opening) if sheet.abouts[index] and index not in done]
    zone = range(opening)
    items = _bylines_of_items(sheet)
    if items and (not anchors or anchors == [items[0]]):
        anchors, zone = [], range(min(opening, items[0] - 1))
    if opening == len(sheet.units):  # a story of short sentences: what stands below the last is not above the story
        last = max((unit.index for unit in sheet.units if unit.is_sentence and unit.index not in done), default=-1)
        anchors = [index for index in anchors if index < last]
    if not anchors and not items:
        anchors = _late_anchors(sheet, opening, done)
        zone = range(anchors[0] if anchors else opening)
    title = _title(sheet, zone, anchors, done)
    if title is not None and title >= opening and not anchors:
        opening = _opening(sheet, {**done, **dict.fromkeys(range(title + 1), _ABOVE)})
        anchors = [index for index in range(title, opening) if sheet.abouts[index] and index not in done]
        zone = range(opening)
    found = above_story(sheet, range(opening), done)
    if title is None:
        return found | below_headline(sheet, -1, anchors, opening, {**done, **found})
    found |= _as_title(sheet, title, zone, done)
    above = {
        index: sheet.known(index) or _ABOVE
        for index in range(title)
        if index not in done and index not in found and not sheet.title
    }
    found = above | found
    found |= below_headline(sheet, title, anchors, opening, {**done, **found})
    return found | _above_dateline(sheet, title, {**done, **found})


def _bylines_of_items(sheet: Sheet) -> Sequence[int]:
    """The bylines of a round-up's items, each between a heading and prose, where there are several; else nothing."""
    last = len(sheet.units) - 1
    found = [
        index
        for index, about in enumerate(sheet.abouts)
        if about and about.names and 0 < index < last and _is_between(sheet, index)
    ]
    return found if len(found) >= _FEWEST_ITEMS else ()


def _is_between(sheet: Sheet, index: int) -> bool:
    above = sheet.units[index - 1]
    return sheet.is_title_like(above.index) and not above.is_prose and sheet.units[index + 1].is_prose


def _above_dateline(sheet: Sheet, title: int, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for a dek or a notice between the headline and a first paragraph that opens with its place.

    Where several paragraphs open so, they are briefs, and what stands above the first is one of them.
    """
    free = [index for index in range(title + 1, len(sheet.units)) if index not in done][: _MOST_ABOVE_DATELINE + 1]
    placed = [place for place, index in enumerate(free) if _DATELINE.match(sheet.units[index].text)]
    if not placed or not placed[0]:
        return {}
    is_brief = sum(bool(_DATELINE.match(unit.text)) for unit in sheet.units[free[0] :][:_BRIEFS_LOOK_AT]) > 1
    above = free[: placed[0]]
    if is_brief or any(sheet.units[index].words > MOST_DEK_WORDS or index in sheet.turns for index in above):
        return {}
    return {index: verdict(Label.DEK, "above-the-dateline") for index in above}


def _opening(sheet: Sheet, done: Verdicts) -> int:
    """The first unit that reads like a story, else the number of units."""
    free = [unit.index for unit in sheet.units if unit.index not in done]
    first = True
    for index in free:
        if sheet.abouts[index] or sheet.is_in(index, Place.HEAD, Place.END, Place.TAIL):
            continue
        below = index + 1 < len(sheet.units) and sheet.abouts[index + 1] is not None
        is_title = (first or below) and sheet.is_title_like(index) and index not in sheet.turns
        if sheet.is_opening(index) and not is_title:
            return index
        first = False
    return len(sheet.units)


def _late_anchors(sheet: Sheet, opening: int, done: Verdicts) -> list[int]:
    """Byline and date lines a little below the first prose, which then is a banner, a dek or a caption."""
    near = range(opening, min(len(sheet.units), opening + _LATE_BYLINE_WITHIN))
    anchors = [i for i in near if (about := sheet.abouts[i]) and not about.is_bare_date and i not in done]
    if not anchors or not any(sheet.is_title_like(index) for index in range(anchors[0]) if index not in done):
        return []
    for index in range(anchors[-1] + 1, len(sheet.units)):
        if index not in done and not sheet.abouts[index]:
            break
        anchors += [index] if index not in done else []
    prose = [index for index in range(anchors[0]) if index not in done and sheet.units[index].is_prose]
    rest = sheet.prose_words(range(anchors[0], len(sheet.units)), done)
    return anchors if len(prose) <= _MOST_PROSE_ABOVE_BYLINE and rest >= sheet.prose_words(prose, done) else []


def _title(sheet: Sheet, zone: range, anchors: Sequence[int], done: Verdicts) -> int | None:
    """The headline among the units above the story, or below a notice of the station."""
    if sheet.title:
        return next((i for i in zone if _folded(without_mark(sheet.units[i].text)) == _folded(sheet.title)), None)
    candidates = [index for index in zone if is_candidate(sheet, index, done)]
    candidates += [zone.stop] if candidates and _asks_above_a_picture(sheet, zone.stop, done) else []
    has_player = any(found.rule in PLAYER_RULES for found in done.values())
    late = () if anchors else late_candidates(sheet, zone.stop, done, has_player=has_player)
    if late and not has_player and candidates:
        late = ()
    chosen = best(sheet, [*candidates, *late], anchors, done)
    if chosen is not None:
        return chosen
    twice = [index for index in zone if index in done and done[index].rule == "caption-twice"]
    if twice and sheet.is_title_like(twice[0]):
        return twice[0]
    above = [anchor - 1 for anchor in anchors[:1] if anchor and anchor - 1 not in done and not sheet.abouts[anchor - 1]]
    if above and sheet.units[above[0]].is_sentence and sheet.units[above[0]].words <= _MOST_WORDS_OF_A_TITLE:
        return above[0]
    is_page = any(index in done or sheet.abouts[index] or sheet.is_in(index, Place.HEAD) for index in zone)
    sentences = short_sentences(sheet, zone, done) if is_page else []
    return sentences[0] if sentences and zone.stop < len(sheet.units) else None


def _asks_above_a_picture(sheet: Sheet, index: int, done: Verdicts) -> bool:
    """Whether the first prose is a question right above a picture, and may be a headline of two sentences."""
    below = done.get(index + 1)
    is_above = below is not None and below.label in {Label.CAPTION, Label.CREDIT, Label.ALT_TEXT}
    is_question = is_above and sheet.units[index].text.endswith("?") and index not in sheet.turns
    return is_question and sheet.units[index].words <= _MOST_WORDS_OF_A_TITLE


def _as_title(sheet: Sheet, title: int, zone: range, done: Verdicts) -> dict[int, Verdict]:
    text = sheet.units[title].text
    again = [i for i in zone if i != title and (i not in done or done[i].rule == "caption-twice")]
    found = {
        index: verdict(Label.FURNITURE, "title-again") for index in again if _starts_with(sheet.units[index].text, text)
    }
    if sheet.title:
        return found | {title: Verdict(Label.TITLE, "title-in-front-matter", Fate.DROPPED)}
    if site := _site(text, {unit.text for unit in sheet.units[title + 1 : title + _NEAR_THE_TITLE]}):
        named = Cut(0, site.start(), Fate.USED, Label.TITLE, "headline-part")
        return found | {title: Verdict(Label.TITLE, "headline", Fate.DROPPED, (named,))}
    return found | {title: verdict(Label.TITLE, "headline")}


def _site(text: str, near: AbstractSet[str]) -> re.Match[str] | None:
    """The name of the site behind a headline, with the bar before it; None where there is none.

    Behind a dash it must be call letters, or the headline without it must be a line `near` it.
    """
    found = [
        cut
        for cut in FOLLOWED_BY_SITE.finditer(text)
        if cut[0].strip() in {"|", ":"} or call_letters(text[cut.end() :]) or text[: cut.start()] in near
    ]
    is_site = bool(found) and is_organisation(text[found[0].end() :])
    return found[0] if is_site and len(text[: found[0].start()].split()) >= _FEWEST_WORDS_BEFORE_A_SITE else None


def _starts_with(text: str, title: str) -> bool:
    rest = text[len(title) :]
    return text.startswith(title) and (not rest or bool(FOLLOWED_BY_SITE.match(rest)))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
