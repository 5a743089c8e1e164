"""Decides what stands above the story: headline, byline and date, dek, a caption printed once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.labelling.bylines import about_verdict, continued_byline
from audiocast.sources.labelling.names import bare_name, is_credit, is_person
from audiocast.sources.labelling.pictures import BARE_NAME
from audiocast.sources.labelling.player import PLAYER_RULES
from audiocast.sources.labelling.rulebook import Place
from audiocast.sources.labelling.sheet import without_mark
from audiocast.sources.labelling.title import (
    FOLLOWED_BY_SITE,
    best,
    is_candidate,
    is_edition,
    late_candidates,
    short_sentences,
)
from audiocast.sources.labelling.verdict import Verdict, verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audiocast.sources.labelling.sheet import Sheet, Verdicts

_LATE_BYLINE_WITHIN = 6
_MOST_PROSE_ABOVE_BYLINE = 2
_MOST_DEK_WORDS = 60
# Without a byline or a date below it, a longer line under the headline is rather the story's lead.
_MOST_WORDS_OF_A_KICKER = 10
_DATELINE = re.compile(
    r"[A-ZÀ-Ý][A-ZÀ-Ý .'’-]{2,30}(?:, [A-Z][\w.]{1,12}(?: [A-Z][\w.]{1,12})?)?(?: \([^()]{2,40}\))? ?[—–-] "
)
_MOST_ABOVE_DATELINE, _BRIEFS_LOOK_AT = 2, 200
_DEK_WITHIN = 6
_BUTTONS = frozenset({Label.FURNITURE, Label.DATE})
_BAR = frozenset({Label.FURNITURE, Label.CONTACT})
_OF_A_PICTURE = frozenset({Label.CAPTION, Label.CREDIT, Label.ALT_TEXT})
_BETWEEN = "between-headline-and-story"
_AD = re.compile(r"(?:ad|advertisement|anzeige|werbung|publicité|publicidad|sponsor message)", re.IGNORECASE)
_INITIALS = re.compile(r"[A-Z]{3,7}")
_ABOVE = verdict(Label.FURNITURE, "above-the-title")


def headline(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for all from the player block to the story's first words."""
    opening = _opening(sheet, done)
    anchors = [index for index in range(opening) if sheet.abouts[index] and index not in done]
    zone = range(opening)
    if opening == len(sheet.units):  # a story of short sentences: what stands below the last is not above the story
        last = max((unit.index for unit in sheet.units if unit.is_sentence and unit.index not in done), default=-1)
        anchors = [index for index in anchors if index < last]
    if not anchors:
        anchors = _late_anchors(sheet, opening, done)
        zone = range(anchors[0] if anchors else opening)
    title = _title(sheet, zone, anchors, done)
    if title is not None and title > opening and not anchors:
        opening = _opening(sheet, {**done, **dict.fromkeys(range(title + 1), _ABOVE)})
        anchors = [index for index in range(title, opening) if sheet.abouts[index] and index not in done]
        zone = range(opening)
    found = _above(sheet, range(opening), done)
    if title is None:
        return found | _below(sheet, -1, anchors, opening, {**done, **found})
    found |= _as_title(sheet, title, zone, done)
    above = {
        index: sheet.known(index) or _ABOVE
        for index in range(title)
        if index not in done and index not in found and not sheet.title
    }
    found = above | found
    found |= _below(sheet, title, anchors, opening, {**done, **found})
    return found | _above_dateline(sheet, title, {**done, **found})


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
    if is_brief or any(sheet.units[index].words > _MOST_DEK_WORDS or index in sheet.turns for index in above):
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
    is_page = any(index in done or sheet.abouts[index] or sheet.is_in(index, Place.HEAD) for index in zone)
    sentences = short_sentences(sheet, zone, done) if is_page else []
    return sentences[0] if sentences and zone.stop < len(sheet.units) else None


def _as_title(sheet: Sheet, title: int, zone: range, done: Verdicts) -> dict[int, Verdict]:
    text = sheet.units[title].text
    again = [i for i in zone if i != title and (i not in done or done[i].rule == "caption-twice")]
    found = {
        index: verdict(Label.FURNITURE, "title-again") for index in again if _starts_with(sheet.units[index].text, text)
    }
    rule = "title-in-front-matter" if sheet.title else "headline"
    return found | {title: Verdict(Label.TITLE, rule, Fate.DROPPED) if sheet.title else verdict(Label.TITLE, rule)}


def _starts_with(text: str, title: str) -> bool:
    rest = text[len(title) :]
    return text.startswith(title) and (not rest or bool(FOLLOWED_BY_SITE.match(rest)))


def _above(sheet: Sheet, zone: range, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for byline and date lines, and for what the rules know above a story."""
    found: dict[int, Verdict] = {}
    for index in zone:
        if index in done:
            continue
        if about := sheet.abouts[index]:
            found[index] = about_verdict(about, sheet.units[index].text)
            found |= continued_byline(sheet, index)
        elif index in found:
            pass
        elif sheet.is_in(index, Place.HEAD, Place.END, Place.TAIL):
            found[index] = sheet.known(index) or verdict(Label.FURNITURE, "menu")
    return found


def _below(sheet: Sheet, title: int, anchors: Sequence[int], opening: int, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for what stands between the headline and the story's first words."""
    found: dict[int, Verdict] = {}
    last_anchor = max(anchors, default=-1)
    index = title + 1
    end = len(sheet.units) if title >= 0 else last_anchor + 1
    while index < end:
        about = sheet.abouts[index]
        if index in done:
            pass
        elif about and index <= last_anchor:
            found[index] = about_verdict(about, sheet.units[index].text)
        elif credits_ := _credits_below(sheet, index, done):
            found |= _caption(index, credits_, "caption-above-credit")
            index = credits_[-1]
        elif sheet.is_in(index, Place.HEAD, Place.END, Place.TAIL) and not sheet.units[index].text.startswith("©"):
            found[index] = sheet.known(index) or verdict(Label.FURNITURE, "menu")
        elif title >= 0 and _is_above_a_bar(sheet, index, title, {**done, **found}):
            found[index] = verdict(Label.DEK, "above-a-share-bar")
        elif _is_below_buttons(sheet, index, title, {**done, **found}):
            found[index] = verdict(Label.BYLINE, BARE_NAME)
        elif decided := _between(sheet, index, title, last_anchor, opening):
            is_button = _is_among_buttons(index, {**done, **found}) and decided.rule == _BETWEEN
            found[index] = verdict(Label.FURNITURE, "among-buttons") if is_button else decided
        else:
            break
        index += 1
    return found | _above(sheet, range(index, last_anchor + 1), {**done, **found})


def _between(sheet: Sheet, index: int, title: int, last_anchor: int, opening: int) -> Verdict | None:
    """The verdict on one unit between headline and story; None where the story begins with it."""
    unit = sheet.units[index]
    beside = index - 1 == title or index + 1 <= last_anchor or any(sheet.abouts[max(0, index - 2) : index])
    if beside and bare_name(unit.text):
        return verdict(Label.BYLINE, BARE_NAME)
    if title >= 0 and is_edition(sheet.units[title].text) and sheet.is_title_like(index) and unit.words > 2:
        return None
    if index < last_anchor and (not unit.is_prose or _is_dek(sheet, index, title)):
        return verdict(Label.DEK, "above-the-byline")
    is_story = unit.is_sentence or sheet.is_opening(index) or sheet.is_item(index) or index in sheet.turns
    if is_story or sheet.title or opening == len(sheet.units) or index > opening:
        return None
    headed = any(i >= opening and i != index for i in sheet.headings[-2:])
    if unit.words > _MOST_WORDS_OF_A_KICKER or (headed and sheet.is_heading_like(index)):
        return None
    return verdict(Label.DEK, _BETWEEN)


def _is_among_buttons(index: int, done: Verdicts) -> bool:
    """Whether furniture stands right above a line and right below it."""
    return all(near in done and done[near].label is Label.FURNITURE for near in (index - 1, index + 1))


def _is_dek(sheet: Sheet, index: int, title: int) -> bool:
    """Whether prose above a byline is a dek and not the story's lead: it is short, and a date line follows it."""
    near = [about for about in sheet.abouts[index + 1 : index + 4] if about]
    above = [about for about in sheet.abouts[max(title + 1, index - 3) : index] if about]
    is_dated = any(
        part.label is Label.DATE for about in [*near, *sheet.abouts[: max(title, 0)]] if about for part in about.parts
    )
    return sheet.units[index].words <= _MOST_DEK_WORDS and is_dated and not above


def _is_below_buttons(sheet: Sheet, index: int, title: int, done: Verdicts) -> bool:
    """Whether a bare name stands below the headline with nothing but buttons and dates between the two."""
    between = [done[i].label for i in range(title + 1, index) if i in done]
    is_bare = title >= 0 and bool(bare_name(sheet.units[index].text)) and not sheet.authors
    return is_bare and len(between) == index - title - 1 and _BUTTONS.issuperset(between)


def _is_above_a_bar(sheet: Sheet, index: int, title: int, done: Verdicts) -> bool:
    """Whether prose under the headline has the buttons of the page below it: the story begins below those."""
    if (
        sheet.hints
        or sheet.units[index].words > _MOST_DEK_WORDS
        or index - title > _DEK_WITHIN
        or not sheet.units[index].is_sentence
    ):
        return False
    first, second = (done.get(below) for below in (index + 1, index + 2))
    is_bar = first is not None and first.label in _BAR and not _AD.fullmatch(sheet.units[index + 1].text)
    return is_bar and second is not None and (second.label in _BAR or second.label in _OF_A_PICTURE)


def _credits_below(sheet: Sheet, index: int, done: Verdicts) -> list[int]:
    """The credit lines right below a caption that is printed once: names or agencies, up to the next blank line."""
    unit = sheet.units[index]
    found: list[int] = []
    last = index
    while not sheet.units[last].ends_group and last + 1 < len(sheet.units) and len(found) < 4:
        last += 1
        text = sheet.units[last].text
        if last in done or sheet.abouts[last] or not (is_credit(text) or _INITIALS.fullmatch(text)):
            return []
        found.append(last)
    closed = sheet.units[last].ends_group and last + 1 < len(sheet.units)
    opens = unit.starts_group or (index - 1 in done and done[index - 1].label in _BAR)
    return found if closed and opens and unit.words > 1 and not is_person(unit.text) else []


def _caption(index: int, credits_: Sequence[int], rule: str) -> dict[int, Verdict]:
    found = {i: Verdict(Label.CREDIT, "credit-below-caption", Fate.USED) for i in credits_}
    return found | {index: Verdict(Label.CAPTION, rule, Fate.USED)}


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
