"""Strips notices from a story's end where nothing marks it: bios, pitches, credits, what the station says of itself."""

from __future__ import annotations

from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING

from audiocast.models.article import Label
from audiocast.sources.labelling.head import about_verdict
from audiocast.sources.labelling.kinship import are_kin, kin_words, long_words, names
from audiocast.sources.labelling.people import (
    BIO_HITS,
    BIO_LOOKS_AT,
    BIO_START,
    bio,
    bio_name,
    is_first_person_bio,
    is_plea,
    speaks_of_oneself,
    speaks_to_the_reader,
)
from audiocast.sources.labelling.rulebook import Place, rulebook
from audiocast.sources.labelling.sheet import PITCH_HITS, QUOTES
from audiocast.sources.labelling.verdict import Verdict, verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from audiocast.sources.labelling.sheet import Sheet, Verdicts

_MOST_STRIPPED = 40
_MOST_BETWEEN_WORDS = 30
_MOST_LINKS = 6
_MOST_WORDS_OF_A_BIO = 250
_MOST_WORDS_OF_A_HEADING = 6
_FEWEST_SHORT_LINES = 2
_OF_PICTURES = frozenset({Label.CAPTION, Label.ALT_TEXT})
_TOLD_MARKS = (*QUOTES, "|")
_MOST_WORDS_OF_A_TAG, _MOST_WORDS_OF_A_LABEL, _MOST_WORDS_OF_A_NOTICE = 3, 12, 90
# The name of rules for links between paragraphs, where one headline follows and then the story goes on.
_ALSO_READ = "also-read"
_LOOKED_AT, _LOOKED_AHEAD, _FEWEST_ON = 24, 4, 0.5


def stripped(sheet: Sheet, end: int, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for what stands at the story's end and is none of it; all of a page where nothing else is told."""
    story = [unit.index for unit in sheet.units[:end] if unit.index not in done]
    found: dict[int, Verdict] = {}
    while end < len(sheet.units) and story and len(found) < _MOST_STRIPPED and _is_tag(sheet, story[-1]):
        found[story.pop()] = verdict(Label.FURNITURE, "short-line-above-notices")
    found |= _short_lines(sheet, story, done)
    story = [index for index in story if index not in found]
    while story and len(found) < _MOST_STRIPPED:
        last = _trailing(sheet, story, follows=bool(found))
        between = None if last or not found else _between_notices(sheet, story)
        if last:
            found[story.pop()] = last
        elif between:
            found |= {story.pop(): verdict(Label.FURNITURE, "between-notices"), story.pop(): between}
        else:
            break
    is_story = any(sheet.units[index].is_sentence or sheet.is_opening(index) for index in story)
    return found if is_story or not _is_headed(sheet, found, done) else {}


def _short_lines(sheet: Sheet, story: Sequence[int], done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for two or more lines that are no sentences, between the story's last one and furniture below it."""
    if not story or not any(index > story[-1] for index in done):
        return {}
    run: list[int] = []
    for index in reversed(story):
        unit = sheet.units[index]
        is_told = unit.is_sentence or index in sheet.turns or sheet.is_item(index) or unit.text.startswith(_TOLD_MARKS)
        if is_told or unit.words > _MOST_WORDS_OF_A_LABEL:
            break
        run.append(index)
    is_story = any(sheet.units[index].is_sentence for index in story[: len(story) - len(run)])
    if len(run) < _FEWEST_SHORT_LINES or not is_story:
        return {}
    return {index: verdict(Label.FURNITURE, "short-lines-above-furniture") for index in run}


def _is_tag(sheet: Sheet, index: int) -> bool:
    """Whether a unit above the mark that ends a story is a keyword or a button."""
    unit = sheet.units[index]
    is_free = not unit.is_sentence and index not in sheet.turns and not sheet.is_item(index)
    return is_free and unit.words <= _MOST_WORDS_OF_A_TAG and not unit.text.endswith((":", ",", "-", "—", "–"))


def _is_headed(sheet: Sheet, found: Iterable[int], done: Verdicts) -> bool:
    """Whether the page's headline speaks of what was found to be notices: then they may be the story after all."""
    title = sheet.title or sheet.headline(done)
    told = long_words(sheet.units[index].text for index in found)
    words = long_words([title])
    is_notice = rulebook().hits("pitch", title) > 0
    return not is_notice and len(words & told) >= min(2, len(words)) and bool(words)


def _trailing(sheet: Sheet, story: Sequence[int], *, follows: bool) -> Verdict | None:
    """The verdict on a story's last unit; None where it belongs to the story. `follows`: notices stand below it."""
    return _known_notice(sheet, story, follows=follows) or _other_notice(sheet, story, follows=follows)


def _known_notice(sheet: Sheet, story: Sequence[int], *, follows: bool) -> Verdict | None:
    """The verdict on a last unit that a rule or its vocabulary tells for a notice."""
    index = story[-1]
    unit, match, about = sheet.units[index], sheet.matches[index], sheet.abouts[index]
    is_notice = match is not None and match.place is not Place.ANYWHERE and match.label not in _OF_PICTURES
    if match and is_notice:
        return verdict(match.label, match.rule)
    if about and (about.names or about.published):
        return about_verdict(about, unit.text)
    is_bare = not follows and not is_plea(unit.text)
    if rulebook().hits("pitch", unit.text) >= (PITCH_HITS if is_bare else PITCH_HITS - 1):
        return verdict(Label.PITCH, "donate-vocabulary")
    if match and match.label is Label.PITCH:
        return verdict(match.label, match.rule)
    return _bio_at_the_end(sheet, story)


def _other_notice(sheet: Sheet, story: Sequence[int], *, follows: bool) -> Verdict | None:
    """The verdict on a text that speaks to the reader and of nothing in the story, or on a short line above such."""
    index, above = story[-1], story[:-1]
    unit = sheet.units[index]
    if index in sheet.turns or sheet.is_item(index) or not above:
        return None
    if not unit.is_sentence and follows and unit.words <= _MOST_WORDS_OF_A_LABEL and not unit.text.endswith(":"):
        return verdict(Label.FURNITURE, "short-line-above-notices")
    if unit.words > _MOST_WORDS_OF_A_NOTICE or not speaks_to_the_reader(unit.text):
        return None
    told = kin_words(sheet.units[each].text for each in [*above[:20], *above[-20:]])
    is_of_the_story = are_kin(unit.text, told)
    is_its_manner = sum(speaks_to_the_reader(sheet.units[each].text) for each in above[-12:]) > 1
    return None if is_of_the_story or is_its_manner else verdict(Label.PITCH, "speaks-to-the-reader")


def _bio_at_the_end(sheet: Sheet, story: Sequence[int]) -> Verdict | None:
    text, above = sheet.units[story[-1]].text, story[:-1]
    if sheet.units[story[-1]].words > _MOST_WORDS_OF_A_BIO:
        return None
    if is_first_person_bio(text) and not any(speaks_of_oneself(sheet.units[i].text) for i in above[-12:]):
        return verdict(Label.BIO, "bio-in-the-first-person")
    if not rulebook().hits("bio", text):
        return None
    name = bio_name(text)
    if name and (name in sheet.authors or not _is_told_of(sheet, name, above)):
        return bio(text, name)
    opener = BIO_START.match(text[:BIO_LOOKS_AT])
    stranger = opener is not None and not _is_told_of(sheet, opener["name"], above)
    return verdict(Label.BIO, "bio-vocabulary") if stranger and rulebook().hits("bio", text) >= BIO_HITS else None


def _between_notices(sheet: Sheet, story: Sequence[int]) -> Verdict | None:
    """The verdict on the unit above a short last one, where it is a notice: a slogan between two pitches is one too."""
    if len(story) < 3 or sheet.units[story[-1]].words > _MOST_BETWEEN_WORDS:
        return None
    text = sheet.units[story[-1]].text
    if names([text]) & names(sheet.units[index].text for index in story[:-2][:40]):
        return None
    return _known_notice(sheet, story[:-1], follows=True)


def _is_told_of(sheet: Sheet, name: str, story: Iterable[int]) -> bool:
    last = name.rsplit(maxsplit=1)[-1]
    return any(last in sheet.units[index].text for index in story)


def goes_on(sheet: Sheet, index: int, told: AbstractSet[str], done: Verdicts) -> bool:
    """Whether a story goes on below a box in its midst: a pitch, or links to other stories.

    What follows is then prose that shares a name with the story above, whose names are `told`, or stands where only a
    story's prose does. Where the structure of the source says that the story goes on, it does.
    """
    match = sheet.matches[index]
    if _is_kept_below(sheet, index):
        return True
    if match is None:
        return False
    if match.label not in {Label.RELATED, Label.PITCH}:
        return _is_plainly_told(sheet, index + 1, told, done) or _is_followed_by_transcript(sheet, index)
    first = max(links_below(sheet, index, done), default=index) + 1 if match.label is Label.RELATED else index + 1
    links = first - index - 1
    if links > (not match.rule.startswith(_ALSO_READ)) and _is_told_at(sheet, first, done):
        return True
    if match.label is Label.PITCH and _is_told_twice(sheet, first, done):
        return True
    near = sheet.units[first : first + _LOOKED_AT]
    below = (
        unit
        for unit in near
        if unit.is_sentence and unit.words > 5 and unit.index not in done and not sheet.is_notice(unit.index)
    )
    ahead = list(islice(below, _LOOKED_AHEAD))
    kin = [are_kin(unit.text, told) and not bio_name(unit.text) for unit in ahead]
    return bool(ahead) and (kin[0] or sum(kin) >= _FEWEST_ON * len(kin))


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
    """Whether two paragraphs in a row that are no notices stand below a pitch."""
    near = [unit for unit in sheet.units[index : index + _MOST_LINKS] if unit.index not in done]
    return any(
        one.is_prose and two.is_prose and not any(_is_of_the_station(sheet, unit.index) for unit in (one, two))
        for one, two in pairwise(near)
    )


def _is_kept_below(sheet: Sheet, index: int) -> bool:
    """Whether the structure of the source has a sentence of the story below a line, and no notice."""
    below = islice((kept for kept in reversed(sheet.kept) if kept > index), _MOST_STRIPPED)
    return any(not _is_of_the_station(sheet, kept) for kept in below)


def _is_plainly_told(sheet: Sheet, index: int, told: AbstractSet[str], done: Verdicts) -> bool:
    """Whether the next lines are paragraphs of the same story: "Tags" and "All rights reserved" are words in it too."""
    ahead = list(islice((unit for unit in sheet.units[index:] if unit.index not in done), _LOOKED_AHEAD))
    story = list(takewhile(lambda unit: unit.is_sentence and not _is_of_the_station(sheet, unit.index), ahead))
    return len(story) > 1 and all(are_kin(unit.text, told) for unit in story)


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
            or not sheet.is_title_like(below)
            or below in sheet.turns
        ):
            break
        found[below] = verdict(Label.RELATED, "below-a-related-list")
        if unit.ends_group:
            break
    if len(found) > 1 and _heads_what_follows(sheet, found):
        del found[max(found)]
    return found if not found or max(found) + 1 < len(sheet.units) else {}


def _heads_what_follows(sheet: Sheet, links: Iterable[int]) -> bool:
    """Whether the last of several links is rather a heading of the story: much shorter, and right above its prose."""
    *others, last = sorted(links)
    below = last + 1
    most = min(_MOST_WORDS_OF_A_HEADING, min(sheet.units[index].words for index in others) - 2)
    is_short = sheet.units[last].words <= most
    return is_short and below < len(sheet.units) and sheet.units[below].is_prose


def _is_followed_by_transcript(sheet: Sheet, index: int) -> bool:
    below = index + 1
    match = sheet.matches[below] if below < len(sheet.units) else None
    return match is not None and match.rule == "transcript-follows"
