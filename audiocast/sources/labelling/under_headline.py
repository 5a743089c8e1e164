"""Decides what stands between the headline and the story: byline and date, dek, buttons, a caption printed once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.labelling.bylines import about_verdict, continued_byline
from audiocast.sources.labelling.credits import is_labelled_credit
from audiocast.sources.labelling.editions import TIMED, is_edition
from audiocast.sources.labelling.names import bare_name, is_credit, is_person
from audiocast.sources.labelling.people import author_told_of
from audiocast.sources.labelling.pictures import BARE_NAME
from audiocast.sources.labelling.rulebook import Place
from audiocast.sources.labelling.sheet import QUOTES
from audiocast.sources.labelling.verdict import Verdict, verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audiocast.sources.labelling.sheet import Sheet, Verdicts

MOST_DEK_WORDS = 60
# Without a byline or a date below it, a longer line under the headline is rather the story's lead.
_MOST_WORDS_OF_A_KICKER, _MOST_WORDS_OF_A_SECTION = 10, 2
_MOST_WORDS_BELOW_AN_ALTERNATIVE, _MOST_LINES_OF_A_PICTURE = 20, 2
_DEK_WITHIN, _FEWEST_BRIEFS = 6, 3
_BUTTONS = frozenset({Label.FURNITURE, Label.DATE})
_BAR = frozenset({Label.FURNITURE, Label.CONTACT})
_OF_A_PICTURE = frozenset({Label.CAPTION, Label.CREDIT, Label.ALT_TEXT})
_BETWEEN = "between-headline-and-story"
_AD = re.compile(r"(?:ad|advertisement|anzeige|werbung|publicité|publicidad|sponsor message)", re.IGNORECASE)
_INITIALS = re.compile(r"[A-Z]{3,7}")


@dataclass(frozen=True, slots=True)
class _Head:
    """Where the headline is, the last byline or date above the story, and the first unit that reads like one."""

    title: int
    last_anchor: int
    opening: int


def above_story(sheet: Sheet, zone: range, done: Verdicts) -> dict[int, Verdict]:
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


def below_headline(
    sheet: Sheet, title: int, anchors: Sequence[int], opening: int, done: Verdicts
) -> dict[int, Verdict]:
    """Verdicts for what stands between the headline and the story's first words."""
    found: dict[int, Verdict] = {}
    last_anchor = max(anchors, default=-1)
    where = _Head(title, last_anchor, opening)
    index = title + 1
    end = len(sheet.units) if title >= 0 else last_anchor + 1
    while index < end:
        about = sheet.abouts[index]
        if index in done:
            pass
        elif about and index <= last_anchor:
            found[index] = about_verdict(about, sheet.units[index].text)
            found |= (goes_on := continued_byline(sheet, index))
            index += len(goes_on)
        elif credits_ := _credits_below(sheet, index, done):
            found |= _caption(index, credits_, "caption-above-credit")
            index = credits_[-1]
        elif sheet.is_in(index, Place.HEAD, Place.END, Place.TAIL) and not sheet.units[index].text.startswith("©"):
            found[index] = sheet.known(index) or verdict(Label.FURNITURE, "menu")
        elif notice := _notice_above(sheet, index, title, done):
            found[index] = notice
        elif title >= 0 and _is_above_a_bar(sheet, index, title, {**done, **found}):
            found[index] = verdict(Label.DEK, "above-a-share-bar")
        elif _is_below_buttons(sheet, index, title, {**done, **found}):
            found[index] = _author_or_maker(sheet, index, last_anchor)
        elif decided := _between(sheet, index, where, done):
            is_button = _is_among_buttons(index, {**done, **found}) and decided.rule == _BETWEEN
            found[index] = verdict(Label.FURNITURE, "among-buttons") if is_button else decided
        else:
            break
        index += 1
    return found | above_story(sheet, range(index, last_anchor + 1), {**done, **found})


def _between(sheet: Sheet, index: int, where: _Head, done: Verdicts) -> Verdict | None:
    """The verdict on one unit between headline and story; None where the story begins with it."""
    unit = sheet.units[index]
    beside = index - 1 == where.title or index + 1 <= where.last_anchor or any(sheet.abouts[max(0, index - 2) : index])
    beside = beside or _is_below_a_picture(index, where.title, done)
    in_bulletin = where.title >= 0 and is_edition(sheet.units[where.title].text)
    is_dated = index - 1 == where.title and index + 1 < len(sheet.units) and sheet.abouts[index + 1] is not None
    if beside and (not in_bulletin or is_dated) and bare_name(unit.text):
        return _author_or_maker(sheet, index, where.last_anchor)
    heads = _heads_a_brief(sheet, index) or _heads_an_entry(sheet, index)
    if heads or (in_bulletin and sheet.is_title_like(index) and unit.words > 2):
        return None
    is_section = index - 1 == where.last_anchor and _is_section(sheet, index)
    if is_section or (index < where.last_anchor and (not unit.is_prose or _is_dek(sheet, index, where.title))):
        return verdict(Label.DEK, _BETWEEN if is_section else "above-the-byline")
    is_story = unit.is_sentence or sheet.is_opening(index) or sheet.is_item(index) or index in sheet.turns
    is_below_the_lead = index > where.opening and not _is_above_a_picture(sheet, index, done)
    above = done.get(index - 1)
    is_below_a_picture = sheet.has_player and above is not None and above.label in _OF_A_PICTURE
    is_story = is_story or (is_below_a_picture and sheet.is_heading_like(index))
    if is_story or sheet.title or where.opening == len(sheet.units) or is_below_the_lead:
        return None
    headed = _is_one_of_several(sheet, index) or any(i >= where.opening and i != index for i in sheet.headings[-2:])
    heads_items = index + 1 < len(sheet.units) and sheet.is_item(index + 1)
    is_caption = sheet.has_player and index - 1 == where.title
    most = _MOST_WORDS_BELOW_AN_ALTERNATIVE if is_caption else _MOST_WORDS_OF_A_KICKER
    if unit.words > most or ((headed or heads_items) and sheet.is_heading_like(index)):
        return None
    return verdict(Label.DEK, _BETWEEN)


def _is_above_two_credits(sheet: Sheet, index: int, done: Verdicts) -> bool:
    """Whether a short sentence or two, each apart, stand above two lines that say who made a picture, and for whom."""
    last = index
    while last < len(sheet.units) and last not in done and last - index <= _MOST_LINES_OF_A_PICTURE:
        unit = sheet.units[last]
        if not unit.is_sentence or unit.words > _MOST_WORDS_BELOW_AN_ALTERNATIVE or unit.text.startswith(QUOTES):
            return False
        last += 1
    credited = (done.get(last), done.get(last + 1))
    are_two = all(each is not None and each.label is Label.CREDIT for each in credited)
    is_below = last + 2 < len(sheet.units) and last + 2 not in done and sheet.units[last + 2].is_prose
    return last > index and are_two and is_below and is_labelled_credit(sheet.units[last].text)


def _notice_above(sheet: Sheet, index: int, title: int, done: Verdicts) -> Verdict | None:
    """The verdict on a text above the story that tells of its author, or of a picture."""
    if _is_bio_of_the_author(sheet, index):
        return verdict(Label.BIO, "bio-above-the-story")
    if title >= 0 and _is_above_two_credits(sheet, index, done):
        return Verdict(Label.CAPTION, "caption-above-credits", Fate.USED)
    is_caption = _is_below_an_alternative(sheet, index, title)
    return verdict(Label.CAPTION, "caption-below-alt-text") if is_caption else None


def _author_or_maker(sheet: Sheet, index: int, last_anchor: int) -> Verdict:
    """The verdict on a bare name below the headline.

    On a station's page with a player and no date it is what is left of a picture: bylines there have their "By".
    """
    is_dated = index + 1 < len(sheet.units) and sheet.abouts[index + 1] is not None
    is_maker = sheet.has_player and not is_dated and last_anchor < 0
    return Verdict(Label.CREDIT, "maker-below-headline", Fate.USED) if is_maker else verdict(Label.BYLINE, BARE_NAME)


def _is_below_an_alternative(sheet: Sheet, index: int, title: int) -> bool:
    """Whether a short sentence stands right below a few words, where all paragraphs of a station's page stand apart."""
    unit, above = sheet.units[index], sheet.units[index - 1]
    is_pair = not unit.starts_group and unit.ends_group and above.starts_group and index - 1 > title >= 0
    is_short = unit.words <= _MOST_WORDS_BELOW_AN_ALTERNATIVE and not unit.text.startswith(QUOTES)
    is_few = above.words < _MOST_WORDS_OF_A_KICKER and not above.is_sentence and not sheet.abouts[index - 1]
    return is_pair and is_short and is_few and sheet.has_player and sheet.has_paragraphs_apart


def _is_below_a_picture(index: int, title: int, done: Verdicts) -> bool:
    """Whether nothing but a picture's words stands between a line and the headline."""
    between = range(title + 1, index)
    return bool(between) and title >= 0 and all(i in done and done[i].label in _OF_A_PICTURE for i in between)


def _is_section(sheet: Sheet, index: int) -> bool:
    """Whether a word or two above the story name the part of the paper: no other heading of the page is so short."""
    short = (unit.index for unit in sheet.units[index:] if unit.words <= _MOST_WORDS_OF_A_SECTION)
    return [each for each in short if sheet.is_heading_like(each)] == [index]


def _is_one_of_several(sheet: Sheet, index: int) -> bool:
    """Whether a heading of a word or two has another such heading below it, as the parts of a round-up have."""
    short = (
        unit.index for unit in sheet.units[index:] if unit.words <= _MOST_WORDS_OF_A_SECTION and ":" not in unit.text
    )
    headings = [each for each in short if sheet.is_heading_like(each)]
    return headings[:1] == [index] and len(headings) > 1


def _heads_a_brief(sheet: Sheet, index: int) -> bool:
    """Whether a line is the first of three headings or more that stand above one paragraph each."""
    lines = sheet.units[index : index + 2 * _FEWEST_BRIEFS]
    heads, tales = lines[::2], lines[1::2]
    long = all(unit.words > _MOST_WORDS_OF_A_SECTION and not unit.is_sentence for unit in heads)
    are_heads = long and all(sheet.is_heading_like(unit.index) for unit in heads)
    return len(tales) == _FEWEST_BRIEFS and are_heads and all(unit.is_prose for unit in tales)


def _heads_an_entry(sheet: Sheet, index: int) -> bool:
    """Whether a line heads the newest entry of a page that is kept up to date: "9:15 p.m.: The bridges are closed"."""
    return bool(TIMED.match(sheet.units[index].text)) and sheet.is_heading_like(index)


def _is_above_a_picture(sheet: Sheet, index: int, done: Verdicts) -> bool:
    """Whether the words of a picture stand below a line, with no more than another such line between."""
    below = next((near for near in range(index + 1, index + 3) if near in done), index)
    is_picture = below > index and done[below].label in _OF_A_PICTURE
    return is_picture and not any(sheet.units[near].is_sentence for near in range(index + 1, below))


def _is_among_buttons(index: int, done: Verdicts) -> bool:
    """Whether furniture stands right above a line and right below it."""
    return all(near in done and done[near].label is Label.FURNITURE for near in (index - 1, index + 1))


def _is_bio_of_the_author(sheet: Sheet, index: int) -> bool:
    """Whether a short text above the story says who its author is: "Robin Example is a professor of …"."""
    unit = sheet.units[index]
    return unit.words <= MOST_DEK_WORDS and bool(author_told_of(unit.text, sheet.authors))


def _is_dek(sheet: Sheet, index: int, title: int) -> bool:
    """Whether prose above a byline is a dek and not the story's lead: it is short, and a date line follows it."""
    near = [about for about in sheet.abouts[index + 1 : index + 4] if about]
    above = [about for about in sheet.abouts[max(title + 1, index - 3) : index] if about]
    is_dated = any(
        part.label is Label.DATE for about in [*near, *sheet.abouts[: max(title, 0)]] if about for part in about.parts
    )
    return sheet.units[index].words <= MOST_DEK_WORDS and is_dated and not above


def _is_below_buttons(sheet: Sheet, index: int, title: int, done: Verdicts) -> bool:
    """Whether a bare name stands below the headline with nothing but buttons and dates between the two."""
    between = [done[i].label for i in range(title + 1, index) if i in done]
    is_bare = title >= 0 and bool(bare_name(sheet.units[index].text)) and not sheet.authors
    is_bare = is_bare and not is_edition(sheet.units[title].text)
    return is_bare and len(between) == index - title - 1 and _BUTTONS.issuperset(between)


def _is_above_a_bar(sheet: Sheet, index: int, title: int, done: Verdicts) -> bool:
    """Whether prose under the headline has the buttons of the page below it: the story begins below those."""
    if (
        sheet.hints
        or sheet.units[index].words > MOST_DEK_WORDS
        or index - title > _DEK_WITHIN
        or not sheet.units[index].is_sentence
    ):
        return False
    first, second = (done.get(below) for below in (index + 1, index + 2))
    is_bar = first is not None and first.label in _BAR and not _AD.fullmatch(sheet.units[index + 1].text)
    is_block = is_bar and second is not None and (second.label in _BAR or second.label in _OF_A_PICTURE)
    return is_block and sheet.prose_words(range(index + 1, len(sheet.units)), done) > sheet.units[index].words


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
