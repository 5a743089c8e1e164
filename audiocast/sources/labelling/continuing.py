"""Tells whether a story goes on below a box in its midst, and which lines belong to such a box."""

from __future__ import annotations

import re
from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING

from audiocast.models.article import Label
from audiocast.sources.labelling.kinship import are_kin
from audiocast.sources.labelling.people import bio_name, speaks_to_the_reader
from audiocast.sources.labelling.rulebook import rulebook
from audiocast.sources.labelling.verdict import Verdict, verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from audiocast.sources.labelling.rulebook import Match
    from audiocast.sources.labelling.sheet import Sheet, Verdicts
    from audiocast.sources.labelling.units import Unit

_MOST_LINKS, _MOST_WORDS_OF_A_HEADING, _MOST_KEPT = 6, 6, 40
# The name of rules for links between paragraphs, where one headline follows and then the story goes on.
_ALSO_READ, _ANNOUNCE_ONE, _LINK_AND_SUBHEAD = "also-read", frozenset({"also-read-fr", "also-read-es"}), 2
_BUTTON, _YEAR = "share-and-like", re.compile(r"\b(?:19|20)\d\d\b")
_ANNOUNCEMENTS = frozenset({"read more:", "see more:", "watch more:", "learn more:"})
_MOST_WORDS_OF_A_LEAD = 60
_FEWEST_WORDS_TOLD, _FEWEST_WORDS_OF_A_TEASER = 15, 6
_LOOKED_AT, _LOOKED_AHEAD, _FEWEST_ON, _FEWEST_SENTENCES = 24, 4, 0.5, 4


def goes_on(sheet: Sheet, index: int, told: AbstractSet[str], done: Verdicts, words: int) -> bool:
    """Whether a story goes on below a box in its midst: a pitch, or links to other stories.

    What follows is then prose that shares a name with the story above, whose names are `told`, or stands where only a
    story's prose does. Where the structure of the source says that the story goes on, it does. `words` are those of
    the prose above: where they are no more than a lead's, any notice may stand in the midst.
    """
    match = sheet.matches[index]
    if _is_kept_below(sheet, index):
        return True
    if match is None:
        return False
    if match.label in {Label.RELATED, Label.PITCH}:
        return _goes_on_below_a_box(sheet, index, match, told, done)
    is_told = (
        (match.label is Label.COPYRIGHT and _is_hardly_begun(sheet, index, done, words))
        or _is_plainly_told(sheet, index + 1, told, done)
        or _is_followed_by_transcript(sheet, index)
        or (match.rule == "tags" and _heads_prose(sheet, index, done))
        or (match.label is not Label.COPYRIGHT and _is_only_story(sheet, index + 1, done))
    )
    is_lead = words <= _MOST_WORDS_OF_A_LEAD and match.label is not Label.COPYRIGHT and match.rule != "tags"
    return is_told or (is_lead and _has_kin_below(sheet, index + 1, told, done))


def _is_hardly_begun(sheet: Sheet, index: int, done: Verdicts, words: int) -> bool:
    """Whether most of a story stands below a notice of rights that names no year, as a picture's does."""
    free = (unit for unit in sheet.units[index + 1 :][:_MOST_KEPT] if unit.index not in done and unit.is_prose)
    below = sum(unit.words for unit in free if not _is_of_the_station(sheet, unit.index))
    return not _YEAR.search(sheet.units[index].text) and below > max(words, _MOST_WORDS_OF_A_LEAD)


def _goes_on_below_a_box(sheet: Sheet, index: int, match: Match, told: AbstractSet[str], done: Verdicts) -> bool:
    if match.label is Label.RELATED and _are_teasers(sheet, index + 1):
        return False
    first = max(links_below(sheet, index, done), default=index) + 1 if match.label is Label.RELATED else index + 1
    links = first - index - 1
    if links > (not match.rule.startswith(_ALSO_READ)) and _is_told_at(sheet, first, done):
        return True
    if match.label is Label.PITCH and (_is_told_twice(sheet, first, done) or _is_only_story(sheet, first, done)):
        return True
    return _has_kin_below(sheet, first, told, done)


def _has_kin_below(sheet: Sheet, first: int, told: AbstractSet[str], done: Verdicts) -> bool:
    """Whether the next sentence, or half of the next few, names what the story named."""
    near = sheet.units[first : first + _LOOKED_AT]
    below = (
        unit
        for unit in near
        if unit.is_sentence and unit.words > 5 and unit.index not in done and not sheet.is_notice(unit.index)
    )
    ahead = list(islice(below, _LOOKED_AHEAD))
    kin = [are_kin(unit.text, told) and not bio_name(unit.text) for unit in ahead]
    return bool(ahead) and (kin[0] or sum(kin) >= _FEWEST_ON * len(kin))


def _are_teasers(sheet: Sheet, index: int) -> bool:
    """Whether two headlines of some length stand below a box's name, each with one sentence of its story below it."""
    lines = sheet.units[index : index + 4]
    heads, tales = lines[::2], lines[1::2]
    are_heads = all(sheet.is_title_like(unit.index) and unit.words >= _FEWEST_WORDS_OF_A_TEASER for unit in heads)
    return len(tales) == len(heads) > 1 and are_heads and all(unit.is_sentence for unit in tales)


def _is_told_at(sheet: Sheet, index: int, done: Verdicts) -> bool:
    """Whether a sentence stands right below a link to another story that is no notice itself."""
    index = next((unit.index for unit in sheet.units[index : index + 3] if unit.index not in done), len(sheet.units))
    if index >= len(sheet.units):
        return False
    if sheet.is_heading_like(index):
        index += 1
    unit = sheet.units[index]
    is_notice = sheet.is_notice(index) or bool(bio_name(unit.text)) or speaks_to_the_reader(unit.text)
    return (unit.is_sentence or unit.is_prose) and unit.words > 3 and not is_notice


def _is_told_twice(sheet: Sheet, index: int, done: Verdicts) -> bool:
    """Whether two paragraphs in a row, or four sentences, that are no notices stand below a pitch."""
    near = [unit for unit in sheet.units[index : index + _MOST_LINKS] if unit.index not in done]
    sentences = list(takewhile(lambda unit: _is_told_line(sheet, unit), near))
    return len(sentences) >= _FEWEST_SENTENCES or any(
        one.is_prose and two.is_prose and not any(_is_of_the_station(sheet, unit.index) for unit in (one, two))
        for one, two in pairwise(near)
    )


def _is_told_line(sheet: Sheet, unit: Unit) -> bool:
    """Whether a line is a sentence, or announces a list, and speaks of nothing but the story."""
    is_said = unit.is_sentence or unit.text.endswith(":")
    return is_said and unit.words >= _FEWEST_WORDS_OF_A_TEASER and not _is_of_the_station(sheet, unit.index)


def _is_kept_below(sheet: Sheet, index: int) -> bool:
    """Whether the structure of the source has a sentence of the story below a line, and no notice."""
    below = islice((kept for kept in reversed(sheet.kept) if kept > index), _MOST_KEPT)
    return any(not _is_of_the_station(sheet, kept) for kept in below)


def _is_plainly_told(sheet: Sheet, index: int, told: AbstractSet[str], done: Verdicts) -> bool:
    """Whether the next lines are paragraphs of the same story: "Tags" and "All rights reserved" are words in it too."""
    ahead = list(islice((unit for unit in sheet.units[index:] if unit.index not in done), _LOOKED_AHEAD))
    story = list(takewhile(lambda unit: unit.is_sentence and not _is_of_the_station(sheet, unit.index), ahead))
    return len(story) > 1 and all(are_kin(unit.text, told) for unit in story)


def _heads_prose(sheet: Sheet, index: int, done: Verdicts) -> bool:
    """Whether a sentence stands below a word such as "Tags" alone on its line: then it heads a part of the story."""
    return _is_told_at(sheet, index + 1, done) and sheet.units[index + 1].is_sentence


def _is_only_story(sheet: Sheet, index: int, done: Verdicts) -> bool:
    """Whether nothing but paragraphs stand below, as far as the page's own notice: no tags, headlines, names."""
    free = (unit for unit in sheet.units[index:] if unit.index not in done)
    below = list(takewhile(lambda unit: not _is_notice_of_rights(sheet, unit.index), islice(free, _MOST_KEPT)))
    told = [unit for unit in below if unit.is_sentence and not _is_of_the_station(sheet, unit.index)]
    return len(told) == len(below) > 1 and sum(unit.words for unit in told) >= _FEWEST_WORDS_TOLD


def _is_notice_of_rights(sheet: Sheet, index: int) -> bool:
    match = sheet.matches[index]
    return match is not None and match.label is Label.COPYRIGHT


def _is_of_the_station(sheet: Sheet, index: int) -> bool:
    text = sheet.units[index].text
    is_blurb = (
        rulebook().hits("blurb", text) > 0 or rulebook().hits("bio", text) > 1 or rulebook().hits("pitch", text) > 1
    )
    return is_blurb or sheet.matches[index] is not None or bool(bio_name(text)) or speaks_to_the_reader(text)


def links_below(sheet: Sheet, index: int, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for the headlines in a box of related stories: the lines below its name that are no sentences."""
    found: dict[int, Verdict] = {}
    for below in range(index + 1, min(len(sheet.units), index + 1 + _MOST_LINKS)):
        unit = sheet.units[below]
        if (
            below in done
            or (unit.is_prose and not unit.text.endswith("?"))
            or not (sheet.is_title_like(below) or (found and _is_dated(sheet, below)))
            or below in sheet.turns
        ):
            break
        found[below] = verdict(Label.RELATED, "below-a-related-list")
        if unit.ends_group:
            break
    match = sheet.matches[index]
    is_one = match is not None and match.rule in _ANNOUNCE_ONE and len(found) == _LINK_AND_SUBHEAD
    is_one = is_one and sheet.is_heading_like(max(found)) and max(found) + 1 not in done
    if len(found) > 1 and (is_one or is_subhead(sheet, sorted(found))):
        del found[max(found)]
    return found if not found or max(found) + 1 < len(sheet.units) else {}


def announced_links(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for the headline of another story below "Read more:" on a line of its own."""
    found: dict[int, Verdict] = {}
    for index, decided in done.items():
        if decided.rule == _BUTTON and sheet.units[index].text.lower() in _ANNOUNCEMENTS:
            found |= links_below(sheet, index, done)
    return found


def _is_dated(sheet: Sheet, index: int) -> bool:
    """Whether a line is a date, as it stands below the headline of another story."""
    about = sheet.abouts[index]
    return about is not None and about.published is not None


def is_subhead(sheet: Sheet, links: Sequence[int]) -> bool:
    """Whether the last of several links is rather a heading of the story: much shorter, or apart, right above prose."""
    *others, last = links
    unit, below = sheet.units[last], last + 1
    most = min(_MOST_WORDS_OF_A_HEADING, min((sheet.units[index].words for index in others), default=9) - 2)
    is_apart = unit.starts_group and unit.ends_group and any(not sheet.units[index].starts_group for index in others)
    is_short = unit.words <= most or is_apart
    return is_short and below < len(sheet.units) and sheet.units[below].is_prose


def _is_followed_by_transcript(sheet: Sheet, index: int) -> bool:
    below = index + 1
    match = sheet.matches[below] if below < len(sheet.units) else None
    return match is not None and match.rule == "transcript-follows"
