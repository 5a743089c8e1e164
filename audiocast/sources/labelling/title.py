"""Finds the headline: the line above a story that says most of what a headline says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from audiocast.models.article import Label
from audiocast.sources.labelling.credits import is_plain_credit
from audiocast.sources.labelling.editions import TIMED, is_edition
from audiocast.sources.labelling.kinship import long_words, long_words_of, shared
from audiocast.sources.labelling.names import (
    call_letters,
    is_name_of_a_station,
    is_newsroom_and_place,
    is_organisation,
    is_person,
    is_station_alone,
)
from audiocast.sources.labelling.rulebook import Place, is_row_of_buttons, rulebook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audiocast.sources.labelling.sheet import Sheet, Verdicts

FOLLOWED_BY_SITE = re.compile(r"\s[|–—-]\s|\s: (?=NPR$|[^:]{2,50}\bPodcast\b|[^:]{2,50} : NPR$)")
_AFTER_KICKER = re.compile(r": | [–—-] |(?<=^\d)[.)] ")
_SITE_BEFORE = re.compile(r"^[A-Z]{2,5} ?: ")
_NO_TITLE = re.compile(r"\d{3}[-.]\d{4}|\S@\S|www\.|https?:|^\S{3,40}\.(?:com|org|net|fm|de|fr|es|ch|at|ca)$")
_FREQUENCY = re.compile(r"\b\d{2,3}[.,]\d ?FM\b|\bFM\b.{0,30}\b\d{2,3}[.,]\d\b")
_PROSE_LOOKED_AT = 60
_SHORT_TITLE_SENTENCE = 8
_MENU_RUN = 4
_LONGEST_SMALL_WORD, _FEWEST_IN_CAPITALS, _MOST_IN_CAPITALS = 4, 4, 16
_KINSHIP_OF_A_TITLE = 0.1
_MOST_WORDS_OF_A_KICKER, _MUCH_LESS = 5, 0.34
_NO_HEADLINE, _ONLY_ONE, _BELOW_ANOTHER = 0.5, -1.0, 3.0


def is_candidate(sheet: Sheet, index: int, done: Verdicts) -> bool:
    """Whether a unit may be a headline, by itself."""
    unit = sheet.units[index]
    return (
        (index not in done or _is_said_twice(sheet, index, done))
        and not sheet.abouts[index]
        and not sheet.is_in(index, Place.HEAD, Place.END, Place.TAIL)
        and (sheet.is_title_like(index) or _is_in_title_case(unit.text))
        and index not in sheet.turns
        and not (sheet.ask(is_plain_credit, unit.text) and not _is_above_a_byline(sheet, index))
        and sheet.ask(_is_of_a_story, unit.text)
        and not _is_of_a_caption(sheet, index, done)
    )


def _is_of_a_caption(sheet: Sheet, index: int, done: Verdicts) -> bool:
    """Whether a caption right above says the same, with who made the picture behind it."""
    above = done.get(index - 1)
    is_below = above is not None and above.label is Label.CAPTION
    return is_below and sheet.units[index - 1].text.startswith(f"{sheet.units[index].text} ")


def _is_of_a_story(text: str) -> bool:
    """Whether a text neither asks for support nor holds an address or a number to call."""
    return not _NO_TITLE.search(text) and rulebook().hits("pitch", text) < 2


def _is_in_title_case(text: str) -> bool:
    """Whether a text of two sentences has its words in capitals, as headlines have: "He Went Away. Now He Is Back."."""
    words = [word for word in text.split() if len(word) > _LONGEST_SMALL_WORD]
    is_short = _FEWEST_IN_CAPITALS <= len(words) <= _MOST_IN_CAPITALS
    return is_short and text.endswith((".", "”", '"')) and all(word.lstrip("“\"'‘(")[:1].isupper() for word in words)


def _is_above_a_byline(sheet: Sheet, index: int) -> bool:
    """Whether a line of some length stands right above who wrote the story or when."""
    is_above = index + 1 < len(sheet.units) and sheet.abouts[index + 1] is not None
    return is_above and sheet.units[index].words > _MOST_WORDS_OF_A_KICKER


def _is_said_twice(sheet: Sheet, index: int, done: Verdicts) -> bool:
    """Whether a line was taken for a caption only because it stands there twice, one right below the other."""
    is_twice = sheet.units[index].text in {unit.text for unit in sheet.units[index + 1 : index + 2]}
    is_credited = index + 2 in done and done[index + 2].label is Label.CREDIT
    return is_twice and not is_credited and done[index].rule == "caption-twice"


def best(sheet: Sheet, candidates: Sequence[int], anchors: Sequence[int], done: Verdicts) -> int | None:
    """The candidate with the most of a headline's signs; None where none has enough.

    Of equals it is one of some length, then the first. A line below another that speaks of the story is rather its dek.
    """
    if not candidates:
        return None
    signs = _Signs.of(sheet, anchors, done)
    long = {
        index
        for index in candidates
        if sheet.units[index].words > 3
        and signs.kinship(index) > _KINSHIP_OF_A_TITLE
        and not _is_section(sheet.units[index].text)
        and not is_organisation(sheet.units[index].text.rpartition(" | ")[0])
        and not (sheet.units[index].text.endswith("!") and rulebook().hits("pitch", sheet.units[index].text))
        and not (call_letters(sheet.units[index].text) and sheet.units[index].words <= _MOST_WORDS_OF_A_KICKER)
    }
    kickers = {index for index in long if index + 1 in candidates and _is_kicker(sheet, index)}
    deks = {index for index in candidates if index - 1 in long - kickers and not signs.is_nearer(index, index - 1)}
    scores = [  # of equals, one of some length is rather the headline than the name of the paper
        (
            signs.score(index) - _BELOW_ANOTHER * ((index in deks) + (index in kickers)),
            sheet.units[index].words > _MOST_WORDS_OF_A_KICKER,
            -index,
        )
        for index in candidates
    ]
    score, _, place = max(scores)
    chosen = -place if score > (_NO_HEADLINE if len(candidates) > 1 else _ONLY_ONE) else None
    return None if chosen is None else _without_site(sheet, _without_kicker(sheet, chosen, candidates), candidates)


def _is_section(text: str) -> bool:
    """Whether a line names a part of the paper: "Arts, Sports & Culture"."""
    words = re.split(r"[ ,]+(?:& )?", text)
    return len(words) <= _MOST_WORDS_OF_A_KICKER and ("&" in text or "," in text) and all(map(str.istitle, words))


def _is_kicker(sheet: Sheet, index: int) -> bool:
    """Whether a line says, in a few words, what the headline right below is about: a habit of German newsrooms."""
    text, below = sheet.units[index].text, sheet.units[index + 1].text
    is_short = sheet.units[index].words <= _MOST_WORDS_OF_A_KICKER and len(text) < len(below)
    is_name = sheet.language in {"es", "fr"} and all(len(word) < 4 or word.istitle() for word in text.split())
    return is_short and (sheet.language == "de" or is_name or below.startswith(f"{text}:"))


def _without_kicker(sheet: Sheet, chosen: int, candidates: Sequence[int]) -> int:
    """The candidate that is the chosen headline without the kicker before its colon or dash, where there is one."""
    kicker, _, rest = _AFTER_KICKER.sub("\n", sheet.units[chosen].text, count=1).partition("\n")
    is_long = len(rest) > len(kicker)
    return next((index for index in candidates if is_long and sheet.units[index].text == rest), chosen)


def _without_site(sheet: Sheet, chosen: int, candidates: Sequence[int]) -> int:
    """The candidate that is the chosen headline without the name of the site behind it, where there is one."""
    text = sheet.units[chosen].text.lstrip("<«‹← ")
    bare = FOLLOWED_BY_SITE.split(_SITE_BEFORE.sub("", text), maxsplit=1)[0]
    return next((index for index in candidates if sheet.units[index].text == bare), chosen)


@dataclass(frozen=True, slots=True)
class _Signs:
    """What the page tells of its headline."""

    sheet: Sheet
    told: frozenset[str]
    repeated: frozenset[str]
    above_anchor: dict[int, float]
    first_below_player: int
    captions: frozenset[int]
    alternatives: frozenset[int]

    @classmethod
    def of(cls, sheet: Sheet, anchors: Sequence[int], done: Verdicts) -> _Signs:
        prose = (unit.text for unit in sheet.units if unit.is_prose and unit.index not in done)
        player = max((i for i, found in done.items() if found.rule in {"player-block", "player-clock"}), default=-1)
        free = (unit.index for unit in sheet.units[player + 1 :] if unit.index not in done)
        return cls(
            sheet,
            long_words(islice(prose, _PROSE_LOOKED_AT)),
            _page_titles(sheet),
            _above_anchor(sheet, anchors, done),
            next(free, -1) if player >= 0 else -1,
            _captions(sheet, done),
            _alternatives(sheet, done),
        )

    def kinship(self, index: int) -> float:
        """The share of a unit's long words that the story has as well."""
        return shared(self.sheet.ask(long_words_of, self.sheet.units[index].text), self.told)

    def _is_kicker(self, index: int) -> bool:
        """Whether a line is a programme's name: a few words, with what may be a headline right below."""
        below = index + 1
        is_short = self.sheet.units[index].words < _MOST_WORDS_OF_A_KICKER and not self.sheet.units[index].ends_group
        is_headline = below < len(self.sheet.units) and self.sheet.is_title_like(below)
        return is_short and is_headline and not self.sheet.abouts[below] and self.sheet.units[below].words > 3

    def is_nearer(self, index: int, other: int) -> bool:
        """Whether much more of a unit's words are the story's than of another's, such as a section's name."""
        return self.kinship(other) < _MUCH_LESS * self.kinship(index)

    def score(self, index: int) -> float:
        """What speaks for a unit as the headline, less what speaks against it."""
        unit, kinship = self.sheet.units[index], self.kinship(index)
        signs = (
            (6.0, unit.text.startswith("# ") or _is_underlined(self.sheet, index)),
            (3.0, unit.text in self.repeated),
            (2.5, index == self.first_below_player and not self._is_kicker(index)),
            (1.5, 4 <= unit.words <= 20),
            (0.5, unit.words == 3 or unit.words > 20),
            (-0.5, unit.words < 3),
            (-2.0, unit.words < _MOST_WORDS_OF_A_KICKER and self.sheet.ask(is_person, unit.text)),
            (-1.0, unit.words < 6 and self.sheet.ask(is_organisation, unit.text)),
            (-2.0, bool(self.told) and not kinship and self.sheet.ask(is_name_of_a_station, unit.text)),
            (-1.5, _is_in_menu(self.sheet, index)),
            (-3.0, self.sheet.ask(is_row_of_buttons, unit.text)),
            (-3.0, index in self.captions),
            (-1.5, index in self.alternatives),
        )
        return (
            self.sheet.ask(_worth, unit.text)
            + sum(weight for weight, holds in signs if holds)
            + min(3.0 if unit.words > 1 else 1.0, 4 * kinship)
            + self.above_anchor.get(index, 0.0)
        )


def _worth(text: str) -> float:
    """What the words of a line alone say for it as the headline, less what they say against it."""
    is_station = bool(_FREQUENCY.search(text)) or is_station_alone(text) or is_newsroom_and_place(text)
    signs = (
        (4.0, is_edition(text)),
        (-3.0, is_station or bool(TIMED.match(text))),
        (-3.0, text.endswith("!") and rulebook().hits("pitch", text) > 0),
        (-3.0, rulebook().hits("blurb", f"{text} ") > 0),
    )
    return sum(weight for weight, holds in signs if holds)


def _captions(sheet: Sheet, done: Verdicts) -> frozenset[int]:
    """The units right above a line that says who made a picture."""
    credited = (unit.index for unit in sheet.units[1:] if sheet.ask(is_plain_credit, unit.text))
    found = (index for index, decided in done.items() if decided.label is Label.CREDIT)
    near = (index for index in (*credited, *found) if not (sheet.has_player and sheet.units[index].starts_group))
    return frozenset(index - 1 for index in near)


def _alternatives(sheet: Sheet, done: Verdicts) -> frozenset[int]:
    """The units right above a caption, which may be the picture's alternative text."""
    captions = (index for index, decided in done.items() if decided.label is Label.CAPTION)
    return frozenset(index - 1 for index in captions if not sheet.units[index].starts_group)


def _is_underlined(sheet: Sheet, index: int) -> bool:
    """Whether a row of equals signs makes a unit a Markdown heading of the first level."""
    below = index + 1
    return below < len(sheet.units) and len(sheet.units[below].text) > 2 and set(sheet.units[below].text) == {"="}


def _page_titles(sheet: Sheet) -> frozenset[str]:
    """The headlines in lines such as "Headline | Station", which stand above the page or in its tabs."""
    cuts = (FOLLOWED_BY_SITE.split(unit.text, maxsplit=1) for unit in sheet.units[:400] if unit.words > 3)
    return frozenset(parts[0].strip() for parts in cuts if len(parts) > 1)


def _above_anchor(sheet: Sheet, anchors: Sequence[int], done: Verdicts) -> dict[int, float]:
    """The free units right above a byline or a date, and what that is worth."""
    found: dict[int, float] = {}
    for anchor in anchors[:4]:
        free = [index for index in range(max(0, anchor - 6), anchor) if index not in done and not sheet.abouts[index]]
        for index in free[-2:]:
            found[index] = 2.0 if sheet.units[index].words > 2 else 1.0
    return found


def _is_in_menu(sheet: Sheet, index: int) -> bool:
    """Whether a unit stands among short lines without a blank one between them."""
    if sheet.units[index].words > 4:
        return False
    size = len(sheet.units)
    first = last = index
    while first > 0 and index - first < _MENU_RUN and not sheet.units[first].starts_group:
        first -= 1
    while last + 1 < size and last - index < _MENU_RUN and not sheet.units[last].ends_group:
        last += 1
    short = sum(sheet.units[near].words <= 4 for near in range(first, last + 1) if near != index)
    return short >= _MENU_RUN


def short_sentences(sheet: Sheet, zone: range, done: Verdicts) -> list[int]:
    """Headlines that are a sentence with its full stop."""
    return [
        index
        for index in zone
        if index not in done
        and not sheet.abouts[index]
        and sheet.units[index].words <= _SHORT_TITLE_SENTENCE
        and index not in sheet.turns
        and not sheet.units[index].text.endswith(":")
        and not sheet.is_in(index, Place.HEAD, Place.END, Place.TAIL)
    ]
