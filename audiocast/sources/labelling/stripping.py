"""Strips notices from a story's end where nothing marks it: bios, pitches, credits, what the station says of itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audiocast.models.article import Label
from audiocast.sources.labelling.attribution import ends_with_its_speaker, says_of_an_event
from audiocast.sources.labelling.bylines import about_verdict
from audiocast.sources.labelling.kinship import are_kin, kin_words, long_words
from audiocast.sources.labelling.lists import told_at_the_end
from audiocast.sources.labelling.names import call_letters, is_organisation, is_person, is_station_alone
from audiocast.sources.labelling.people import (
    BIO_HITS,
    BIO_LOOKS_AT,
    BIO_START,
    author_told_of,
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

    from audiocast.sources.labelling.sheet import Sheet, Verdicts
    from audiocast.sources.labelling.units import Unit

_MOST_STRIPPED = 40
_MOST_BETWEEN_WORDS = 30
_MOST_WORDS_OF_A_BIO, _WORDS_OF_A_LONG_BIO, _MOST_WORDS_OF_A_SHORT_BIO = 250, 100, 60
_SIGN_OFF = ("reports.", "reporting.", "berichtet.", "informa.")
_FEWEST_SHORT_LINES = 2
_OUR_WORK = r"story|page|site|program|show|series|episode|podcast|coverage|reporting|project|segment"
OF_US = re.compile(rf"\b(?:we|us|our|ours|this (?:{_OUR_WORK}))\b", re.IGNORECASE)
_OF_A_STATION = frozenset({"menu", "underwriting", "what-we-are", "production-credit", "when-it-airs"})
_PLEAS = frozenset({Label.PITCH, Label.CONTACT})
_OF_PICTURES = frozenset({Label.CAPTION, Label.ALT_TEXT})
_TOLD_MARKS = (*QUOTES, "|")
_MOST_WORDS_OF_A_NAME = 8
_TRADE_WITHIN = 30
_NEWSROOM_BEFORE, _OUTAGE = 60, "outage-banner"
_MOST_WORDS_OF_A_TAG, _MOST_WORDS_OF_A_LABEL, _MOST_WORDS_OF_A_NOTICE = 3, 12, 90


def stripped(sheet: Sheet, end: int, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for what stands at the story's end and is none of it; all of a page where nothing else is told."""
    story = [unit.index for unit in sheet.units[:end] if unit.index not in done]
    found: dict[int, Verdict] = {}
    if not _ends_with_its_list(sheet, story):
        while end < len(sheet.units) and story and len(found) < _MOST_STRIPPED and _is_tag(sheet, story[-1]):
            found[story.pop()] = verdict(Label.FURNITURE, "short-line-above-notices")
        found |= _short_lines(sheet, story, done)
    story = [index for index in story if index not in found]
    is_of_stations = rulebook().hits("of_stations", sheet.title or sheet.headline(done)) > 0
    while story and len(found) < _MOST_STRIPPED and not _ends_with_its_list(sheet, story):
        last = _trailing(sheet, story, follows=bool(found) or _is_above_a_plea(story[-1], done))
        between = None if last or not found else _between_notices(sheet, story)
        if last and not (is_of_stations and _may_be_told(sheet.units[story[-1]].text, last)):
            found[story.pop()] = last
        elif between and not is_of_stations:
            found |= {story.pop(): verdict(Label.FURNITURE, "between-notices"), story.pop(): between}
        else:
            break
    is_story = any(sheet.units[index].is_sentence or sheet.is_opening(index) for index in story)
    is_below_end = any(sheet.is_in(index, Place.END) for index in range(min(found, default=0)))
    return found if is_story or is_below_end or not _is_headed(sheet, found, done) else {}


def _may_be_told(text: str, notice: Verdict) -> bool:
    """Whether what a station says of itself may be told in a story about stations: it speaks to nobody."""
    is_ours = bool(OF_US.search(text)) or rulebook().hits("to_the_reader", text) > 0
    return notice.rule in _OF_A_STATION and not is_ours


def _is_above_a_plea(index: int, done: Verdicts) -> bool:
    """Whether a line that asks for support or for a visit stands right below a unit."""
    below = done.get(index + 1)
    return below is not None and below.label in _PLEAS


def _ends_with_its_list(sheet: Sheet, story: Sequence[int]) -> bool:
    """Whether the last lines are a list that the story announces, or one of figures, and no rule knows any of them."""
    return told_at_the_end(sheet.units, story, lambda index: not sheet.matches[index] and not sheet.abouts[index])


def _short_lines(sheet: Sheet, story: Sequence[int], done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for two or more lines that are no sentences, between the story's last one and furniture below it."""
    if not story or not any(index > story[-1] for index in done):
        return {}
    run: list[int] = []
    for index in reversed(story):
        unit = sheet.units[index]
        if sheet.abouts[index]:
            break
        is_told = unit.is_sentence or index in sheet.turns or sheet.is_item(index) or unit.text.startswith(_TOLD_MARKS)
        if is_told or unit.words > _MOST_WORDS_OF_A_LABEL or says_of_an_event(unit.text):
            break
        run.append(index)
    above = story[: len(story) - len(run)]
    is_announced = bool(above) and run[-1:] == [above[-1] + 1] and sheet.units[above[-1]].text.endswith(":")
    is_enclosed = bool(run) and run[0] not in sheet.hints and all(near in done for near in (run[0] + 1, run[-1] - 1))
    if (
        len(run) < _FEWEST_SHORT_LINES - is_enclosed
        or is_announced
        or not any(sheet.units[index].is_sentence for index in above)
    ):
        return {}
    return {index: verdict(Label.FURNITURE, "short-lines-above-furniture") for index in run}


def _is_tag(sheet: Sheet, index: int) -> bool:
    """Whether a unit above the mark that ends a story is a keyword or a button."""
    unit = sheet.units[index]
    is_free = not unit.is_sentence and index not in sheet.turns and not sheet.is_item(index)
    is_told = says_of_an_event(unit.text) or _signs_a_quotation(sheet, index) or sheet.abouts[index] is not None
    return (
        is_free
        and not is_told
        and (unit.words <= _MOST_WORDS_OF_A_TAG or _is_row_of_topics(sheet, unit))
        and not unit.text.endswith((":", ",", "-", "—", "–"))
    )


def _is_row_of_topics(sheet: Sheet, unit: Unit) -> bool:
    """Whether a line below a sentence or an item is a few words in capitals: "Transportation State Legislature"."""
    words = [word for word in unit.text.split() if word not in {"&", "and"}]
    is_row = unit.words <= _MOST_WORDS_OF_A_NAME and all(map(str.istitle, words))
    return is_row and (sheet.units[unit.index - 1].is_sentence or sheet.is_item(unit.index - 1))


def _signs_a_quotation(sheet: Sheet, index: int) -> bool:
    """Whether a unit names whose the quotation right above it is: "— Sam Sample"."""
    return index > 0 and sheet.units[index].text[:1] in "—–-" and sheet.units[index - 1].text.startswith(QUOTES)


def _is_headed(sheet: Sheet, found: Iterable[int], done: Verdicts) -> bool:
    """Whether the page's headline speaks of what was found to be notices: then they may be the story after all."""
    title = sheet.title or sheet.headline(done)
    told = long_words(sheet.units[index].text for index in found)
    words = long_words([title])
    is_notice = rulebook().hits("pitch", title) > 0
    return not is_notice and len(words & told) >= min(2, len(words)) and bool(words)


def _trailing(sheet: Sheet, story: Sequence[int], *, follows: bool) -> Verdict | None:
    """The verdict on a story's last unit; None where it belongs to the story. `follows`: notices stand below it."""
    unit = sheet.units[story[-1]]
    if ends_with_its_speaker(unit.text):
        return None
    if not unit.is_prose and len(story) > 1 and unit.text in _said_above(sheet, story[0]):
        return verdict(Label.FURNITURE, "said-above-the-story")
    return _known_notice(sheet, story, follows=follows) or _other_notice(sheet, story, follows=follows)


def _known_notice(sheet: Sheet, story: Sequence[int], *, follows: bool) -> Verdict | None:
    """The verdict on a last unit that a rule or its vocabulary tells for a notice."""
    index = story[-1]
    unit, match, about = sheet.units[index], sheet.matches[index], sheet.abouts[index]
    is_notice = match is not None and match.place is not Place.ANYWHERE and match.label not in _OF_PICTURES
    is_notice = is_notice and not (unit.is_prose and match is not None and match.rule == _OUTAGE)
    if match and is_notice:
        return verdict(match.label, match.rule)
    if about and (about.names or about.published):
        return about_verdict(about, unit.text)
    is_dashed = unit.text[:1] in "—–-" and is_person(unit.text[1:]) and not _signs_a_quotation(sheet, index)
    is_signed = is_dashed or _is_signature(unit)
    if is_signed or _is_newsroom(sheet, index):
        return verdict(Label.BYLINE if is_signed else Label.CREDIT, "signed")
    is_bare = not follows and not is_plea(unit.text)
    hits = rulebook().hits("pitch", unit.text) + (0 if is_bare else rulebook().hits("blurb", unit.text))
    if hits >= (PITCH_HITS if is_bare else PITCH_HITS - 1):
        return verdict(Label.PITCH, "donate-vocabulary")
    if match and match.label is Label.PITCH:
        return verdict(match.label, match.rule)
    return _bio_at_the_end(sheet, story)


def _said_above(sheet: Sheet, first: int) -> frozenset[str]:
    """The lines above the story, and the names in its byline as they are written: a page says those again below."""
    above = (unit.text for unit in sheet.units[:first])
    return frozenset(text for line in above for text in (line, line.removeprefix("By ")))


def _is_signature(unit: Unit) -> bool:
    """Whether a line is a person's name and whom that person works for: "Robin Example, Tidewater News Service"."""
    name, comma, newsroom = unit.text.partition(", ")
    is_short = bool(comma) and unit.words <= _MOST_WORDS_OF_A_LABEL and not unit.is_sentence
    return is_short and is_person(name) and is_organisation(newsroom)


def _is_newsroom(sheet: Sheet, index: int) -> bool:
    """Whether a line is no more than a station's call letters and a word or two, as in "WQXZ News"."""
    unit = sheet.units[index]
    is_name = not unit.is_sentence and unit.words <= _MOST_WORDS_OF_A_TAG and not any(map(str.isdigit, unit.text))
    return is_name and is_station_alone(unit.text) and not sheet.is_item(index)


def _other_notice(sheet: Sheet, story: Sequence[int], *, follows: bool) -> Verdict | None:
    """The verdict on a text that speaks to the reader and of nothing in the story, or on a short line above such."""
    index, above = story[-1], story[:-1]
    unit = sheet.units[index]
    if index in sheet.turns or sheet.is_item(index) or not above:
        return None
    is_told = says_of_an_event(unit.text) or _signs_a_quotation(sheet, index) or unit.text.endswith(":")
    if not unit.is_sentence and follows and unit.words <= _MOST_WORDS_OF_A_LABEL and not is_told:
        is_name = sheet.ask(is_person, unit.text)
        rule = "name-after-the-story" if is_name else "short-line-above-notices"
        return verdict(Label.BIO if is_name else Label.FURNITURE, rule)
    is_ours = bool(OF_US.search(unit.text)) or rulebook().hits("pitch", unit.text) > 0
    if unit.words > _MOST_WORDS_OF_A_NOTICE or not is_ours or not speaks_to_the_reader(unit.text):
        return None
    told = kin_words(sheet.units[each].text for each in [*above[:20], *above[-20:]]) - kin_words(sheet.authors)
    is_of_the_story = are_kin(unit.text, told)
    is_its_manner = sum(speaks_to_the_reader(sheet.units[each].text) for each in above[-12:]) > 1
    return None if is_of_the_story or is_its_manner else verdict(Label.PITCH, "speaks-to-the-reader")


def _bio_at_the_end(sheet: Sheet, story: Sequence[int]) -> Verdict | None:
    text, above = sheet.units[story[-1]].text, story[:-1]
    words, rest = sheet.units[story[-1]].words, sum(sheet.units[index].words for index in above)
    if words > _MOST_WORDS_OF_A_BIO:
        return None
    if author := author_told_of(text, sheet.authors):
        return bio(text, author) if author in text else verdict(Label.BIO, "bio-of-the-author")
    named = next((name for name in sheet.authors if is_person(name) and text.startswith(f"{name} ")), "")
    if named and words <= _MOST_WORDS_OF_A_SHORT_BIO and not text.endswith(_SIGN_OFF):
        return bio(text, named)
    is_essay = words > max(rest, _WORDS_OF_A_LONG_BIO)
    if (
        not is_essay
        and is_first_person_bio(text)
        and not any(speaks_of_oneself(sheet.units[i].text) for i in above[-12:])
    ):
        return verdict(Label.BIO, "bio-in-the-first-person")
    return _bio_of_a_person(sheet, text, above) if rulebook().hits("bio", text) else None


def _bio_of_a_person(sheet: Sheet, text: str, above: Sequence[int]) -> Verdict | None:
    """The verdict on a last text with words of bios, where it tells of its author or of nobody in the story."""
    if _is_below_its_name(sheet, text, above):
        return verdict(Label.BIO, "bio-vocabulary")
    name = bio_name(text)
    is_pronoun = name.lower() in rulebook().vocabularies["pronouns"]
    if is_pronoun and not any(bio_name(sheet.units[index].text) for index in above[-1:]):
        return verdict(Label.BIO, "bio-vocabulary") if rulebook().hits("bio", text) > BIO_HITS else None
    if name and (name in sheet.authors or not _is_told_of(sheet, name, above)):
        return bio(text, name)
    opener = BIO_START.match(text[:BIO_LOOKS_AT])
    stranger = opener is not None and not _is_told_of(sheet, opener["name"], above)
    hits = rulebook().hits("bio", text) + bool(call_letters(text))
    hits += opener is not None and _is_maker(sheet, opener["name"], story=above)
    return verdict(Label.BIO, "bio-vocabulary") if stranger and hits >= BIO_HITS else None


def _is_below_its_name(sheet: Sheet, text: str, above: Sequence[int]) -> bool:
    """Whether a text opens with a trade or a degree, below the author's name or one that stands there twice."""
    name = sheet.units[above[-1]].text if above else ""
    is_twice = [sheet.units[index].text for index in above[-2:]] == [name, name]
    is_name = (is_twice or name in sheet.authors) and len(name.split()) <= _MOST_WORDS_OF_A_TAG and is_person(name)
    return is_name and rulebook().hits("bio", text[:_TRADE_WITHIN]) > 0 and not _is_told_of(sheet, name, above[:-2])


def _is_maker(sheet: Sheet, name: str, *, story: Sequence[int]) -> bool:
    """Whether a line of the page that is no part of the story names somebody, as the maker of a picture."""
    told = set(story)
    return any(name in unit.text for unit in sheet.units[: max(story, default=0)] if unit.index not in told)


def _between_notices(sheet: Sheet, story: Sequence[int]) -> Verdict | None:
    """The verdict on the unit above a short last one, where it is a notice: a slogan between two pitches is one too."""
    if len(story) < 3 or sheet.units[story[-1]].words > _MOST_BETWEEN_WORDS:
        return None
    text = sheet.units[story[-1]].text
    told = kin_words(sheet.units[index].text for index in story[:-2][:40])
    if sheet.abouts[story[-2]] or are_kin(text, told):
        return None
    match = sheet.matches[story[-2]]
    is_menu = match is not None and match.is_phrase and match.place is Place.HEAD
    return None if is_menu else _known_notice(sheet, story[:-1], follows=True)


def _is_told_of(sheet: Sheet, name: str, story: Iterable[int]) -> bool:
    last = name.rsplit(maxsplit=1)[-1]
    texts = [sheet.units[index].text for index in story if last in sheet.units[index].text]
    return not all(_is_of_a_newsroom(text[: text.index(last)]) for text in texts)


def _is_of_a_newsroom(before: str) -> bool:
    """Whether a newsroom's name stands right before a reporter's: "WQXZ's Robin", "Harbor Public Radio's Robin"."""
    newsroom, possessive, first = before[-_NEWSROOM_BEFORE:].replace("’", "'").rpartition("'s ")
    is_right_before = bool(possessive) and len(first.split()) <= 1
    return is_right_before and is_organisation(" ".join(newsroom.split()[-3:]))
