"""Decides what stands above the story: player block, headline, byline and date, dek, a caption printed once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.labelling.names import is_credit, is_person
from audiocast.sources.labelling.rulebook import Place
from audiocast.sources.labelling.sheet import without_mark
from audiocast.sources.labelling.verdict import Cut, Verdict, verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from audiocast.sources.labelling.names import AboutLine
    from audiocast.sources.labelling.sheet import Sheet, Verdicts

_MOST_BANNER_WORDS = 60
_LATE_BYLINE_WITHIN = 6
_MOST_PROSE_ABOVE_BYLINE = 2
_MOST_DEK_WORDS = 35
# Without a byline or a date below it, a longer line under the headline is rather the story's lead.
_MOST_WORDS_OF_A_KICKER = 10
_SHORT_TITLE_SENTENCE = 8
_FOLLOWED_BY_SITE = re.compile(r"\s[|–—-]\s")
_LONG_WORD = re.compile(r"[^\W\d_]{4,40}")
_OVERLAP_LOOKS_AT = 60
_PLAYER_RULES = frozenset({"player-block", "player-clock"})


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
    lines = [unit.index for unit in sheet.units if sheet.is_in(unit.index, Place.PLAYER)]
    named = [index for index in lines if done[index].rule != "player-clock"]
    if not named or any(sheet.abouts[index] for index in range(named[0]) if index not in done):
        return None
    if sheet.prose_words(range(named[0]), done) > _MOST_BANNER_WORDS:
        return None
    end = named[0]
    for index in lines:
        if sheet.prose_words(range(end + 1, index), done):
            break
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
    found = _above(sheet, range(opening), done)
    if title is None:
        return found | _below(sheet, -1, anchors, opening, {**done, **found})
    found |= _as_title(sheet, title, zone, done)
    above = {
        index: verdict(Label.FURNITURE, "above-the-title")
        for index in range(title)
        if index not in done and index not in found and not sheet.title
    }
    found = above | found
    return found | _below(sheet, title, anchors, opening, {**done, **found})


def _opening(sheet: Sheet, done: Verdicts) -> int:
    """The first unit that reads like a story, else the number of units."""
    free = [unit.index for unit in sheet.units if unit.index not in done]
    first = True
    for index in free:
        if sheet.abouts[index] or sheet.is_in(index, Place.HEAD, Place.END, Place.TAIL):
            continue
        if sheet.is_opening(index) and not (first and sheet.is_title_like(index) and index not in sheet.turns):
            return index
        first = False
    return len(sheet.units)


def _late_anchors(sheet: Sheet, opening: int, done: Verdicts) -> list[int]:
    """Byline and date lines a little below the first prose, which then is a banner, a dek or a caption."""
    near = range(opening, min(len(sheet.units), opening + _LATE_BYLINE_WITHIN))
    anchors = [i for i in near if (about := sheet.abouts[i]) and not about.is_bare_date and i not in done]
    if not anchors or not any(sheet.is_title_like(index) for index in range(anchors[0]) if index not in done):
        return []
    prose = [index for index in range(anchors[0]) if index not in done and sheet.units[index].is_prose]
    rest = sheet.prose_words(range(anchors[0], len(sheet.units)), done)
    return anchors if len(prose) <= _MOST_PROSE_ABOVE_BYLINE and rest >= sheet.prose_words(prose, done) else []


def _title(sheet: Sheet, zone: range, anchors: Sequence[int], done: Verdicts) -> int | None:
    """The headline among the units above the story."""
    free = [i for i in zone if i not in done and not sheet.abouts[i] and not sheet.is_in(i, Place.HEAD, Place.END)]
    if sheet.title:
        return next((i for i in zone if _folded(without_mark(sheet.units[i].text)) == _folded(sheet.title)), None)
    marked = [index for index in free if sheet.units[index].text.startswith("# ")]
    candidates = marked or [index for index in free if sheet.is_title_like(index)]
    above_anchor = [index for index in candidates if anchors and index < anchors[0]]
    if chosen := _best(sheet, above_anchor or candidates, done):
        return chosen[0]
    twice = [index for index in zone if index in done and done[index].rule == "caption-twice"]
    if twice and sheet.is_title_like(twice[0]):
        return twice[0]
    is_page = any(index in done or sheet.abouts[index] or sheet.is_in(index, Place.HEAD) for index in zone)
    sentences = [index for index in free if is_page and _is_short_sentence(sheet, index)]
    return sentences[0] if sentences and zone.stop < len(sheet.units) else None


def _is_short_sentence(sheet: Sheet, index: int) -> bool:
    unit = sheet.units[index]
    return unit.words <= _SHORT_TITLE_SENTENCE and index not in sheet.turns and not unit.text.endswith(":")


def _best(sheet: Sheet, candidates: Sequence[int], done: Verdicts) -> list[int]:
    """The first candidate that speaks of what the story speaks of, else the first of some length, else the first."""
    texts = {sheet.units[index].text: index for index in reversed(candidates)}
    for index in candidates:
        cut = _FOLLOWED_BY_SITE.split(sheet.units[index].text)[0]
        if cut in texts and texts[cut] != index:
            return [max(i for i in candidates if sheet.units[i].text == cut)]
    long = [index for index in candidates if sheet.units[index].words > 2]
    if long and any(done[index].rule in _PLAYER_RULES for index in range(long[0]) if index in done):
        return long[:1]
    prose = [unit.text for unit in sheet.units if unit.is_prose and unit.index not in done][:_OVERLAP_LOOKS_AT]
    told = set(_long_words(prose))
    fitting = [index for index in long if told & set(_long_words([sheet.units[index].text]))]
    return list((fitting or long or candidates)[:1])


def _long_words(texts: Iterable[str]) -> Iterable[str]:
    return (word.lower() for text in texts for word in _LONG_WORD.findall(text[:4_000]))


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
    return text.startswith(title) and (not rest or bool(_FOLLOWED_BY_SITE.match(rest)))


def _above(sheet: Sheet, zone: range, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for byline and date lines, and for what the rules know above a story."""
    found: dict[int, Verdict] = {}
    for index in zone:
        if index in done:
            continue
        if about := sheet.abouts[index]:
            found[index] = about_verdict(about, sheet.units[index].text)
        elif sheet.is_in(index, Place.HEAD, Place.END, Place.TAIL):
            found[index] = sheet.known(index) or verdict(Label.FURNITURE, "menu")
    return found


def about_verdict(about: AboutLine, text: str) -> Verdict:
    """The verdict on a line that says who wrote a story and when, each part with its own label."""
    label = Label.BYLINE if about.names else Label.DATE
    rule = "byline-line" if about.names else "date-line"
    cuts = tuple(
        Cut(part.start, part.end, Fate.USED, part.label, f"{part.label}-part")
        for part in about.parts
        if part.end - part.start < len(text)
    )
    return Verdict(label, rule, Fate.DROPPED if cuts else Fate.USED, cuts)


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
        elif decided := _between(sheet, index, title, last_anchor, opening):
            found[index] = decided
        else:
            break
        index += 1
    return found | _above(sheet, range(index, last_anchor + 1), {**done, **found})


def _between(sheet: Sheet, index: int, title: int, last_anchor: int, opening: int) -> Verdict | None:
    """The verdict on one unit between headline and story; None where the story begins with it."""
    unit = sheet.units[index]
    beside = index - 1 == title or index + 1 <= last_anchor or (index > 0 and sheet.abouts[index - 1] is not None)
    if is_person(unit.text) and beside:
        return verdict(Label.BYLINE, "bare-name-under-headline")
    if index < last_anchor and (not unit.is_prose or _is_dek(sheet, index)):
        return verdict(Label.DEK, "above-the-byline")
    is_story = unit.is_sentence or sheet.is_opening(index) or sheet.is_item(index) or index in sheet.turns
    if is_story or sheet.title or opening == len(sheet.units) or index > opening:
        return None
    headed = any(i >= opening and i != index for i in sheet.headings[-2:])
    if unit.words > _MOST_WORDS_OF_A_KICKER or (headed and sheet.is_heading_like(index)):
        return None
    return verdict(Label.DEK, "between-headline-and-story")


def _is_dek(sheet: Sheet, index: int) -> bool:
    """Whether prose above a byline is a dek and not the story's lead: it is short, and a date line follows it."""
    near = [about for about in sheet.abouts[index + 1 : index + 3] if about]
    return sheet.units[index].words <= _MOST_DEK_WORDS and any(about.published for about in near)


def _credits_below(sheet: Sheet, index: int, done: Verdicts) -> list[int]:
    """The credit lines right below a caption that is printed once: names or agencies, up to the next blank line."""
    unit = sheet.units[index]
    found: list[int] = []
    last = index
    while not sheet.units[last].ends_group and last + 1 < len(sheet.units) and len(found) < 4:
        last += 1
        if last in done or sheet.abouts[last] or not is_credit(sheet.units[last].text):
            return []
        found.append(last)
    closed = sheet.units[last].ends_group and last + 1 < len(sheet.units)
    return found if closed and unit.starts_group and unit.words > 1 and not is_person(unit.text) else []


def _caption(index: int, credits_: Sequence[int], rule: str) -> dict[int, Verdict]:
    found = {i: Verdict(Label.CREDIT, "credit-below-caption", Fate.USED) for i in credits_}
    return found | {index: Verdict(Label.CAPTION, rule, Fate.USED)}


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
