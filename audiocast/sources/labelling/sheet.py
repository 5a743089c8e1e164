"""A page laid out for the labeller: its units, what the rules know of each, and questions that several passes ask."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from audiocast.models.article import Fate, Label
from audiocast.models.reader_rules import ReaderRules
from audiocast.sources.labelling.about import (
    AboutLine,
    about_the_story,
    below_byline_word,
    is_byline_word,
)
from audiocast.sources.labelling.attribution import ends_with_its_speaker, names_its_speaker
from audiocast.sources.labelling.language import vote
from audiocast.sources.labelling.lists import (
    ITEM,
    heads_a_section,
    is_button,
    is_contents,
    is_time_or_place,
    told_in_lists,
)
from audiocast.sources.labelling.rulebook import Match, Place, rulebook
from audiocast.sources.labelling.turns import turns
from audiocast.sources.labelling.units import Unit, units
from audiocast.sources.labelling.verdict import Verdict, verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from audiocast.sources.document import Document, Hint

    Verdicts = Mapping[int, Verdict]

Answer = TypeVar("Answer")
HEADING_MARK = re.compile(r"#{1,6}\s")
NUMBERED = re.compile(r"\(?\d{1,3}[.)]\s{1,8}(?=\S)")
_FIRST_LEVEL = "# "
PITCH_HITS = 3
QUOTES = ('"', "“", "«", "„", "‘", "'")
"""What a quotation may open with."""
_ABOUT = frozenset({Label.BYLINE, Label.DATE})
_SAYABLE = frozenset({Label.PITCH, Label.CONTACT, Label.COPYRIGHT})
_NOT_SAID = frozenset({Label.CAPTION, Label.CREDIT, Label.ALT_TEXT, Label.DATE, Label.BYLINE})
_BETWEEN_NAMES = frozenset({",", "and", "&", "/"})
_STATION_LINE = ("©", "(c)")
_MOST_AUTHORS = 20
_MOST_WORDS_OF_A_TIME = 2
_FEWEST_APART, _FEW_CAPTIONS, _SHARE_OF_CAPTIONS = 4, 2, 0.25
_FULL_STOP = re.compile(r"[.:;,…。।][\"'”’»)]{0,2}$")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.){2,4}$|\b(?:Inc|Jr|Sr|Co|St|Mr|No|vs)\.$")
_MOST_TITLE_WORDS, _LONGEST_TITLE = 30, 220
_MOST_HEADING_WORDS, _MOST_WORDS_OF_A_LINK = 14, 5


def without_mark(text: str) -> str:
    """A Markdown heading without its number signs."""
    return text.lstrip("#").lstrip() if HEADING_MARK.match(text) else text


def _is_left_open(unit: Unit) -> bool:
    """Whether a line breaks off with three dots, as a headline that lists what a bulletin tells."""
    return unit.text.endswith("…") and unit.words > _MOST_WORDS_OF_A_LINK


def _told_by_nobody(text: str, language: str) -> Match | None:
    """The rule that a text fits; what somebody in the story is said to have asked or written is the story's own."""
    match = rulebook().match(text, language)
    if match is None or match.is_phrase or match.label in _NOT_SAID:
        return match
    is_said = ends_with_its_speaker(text) or (match.label in _SAYABLE and names_its_speaker(text))
    return None if is_said else match


@dataclass(frozen=True)
class Sheet:
    """The units of a page with what the rules say of each alone.

    `title` is the headline where it is known already, `hints` what the source's structure says of a unit, and `show`
    the rules of the show; `apart` are the lines of the source that no unit holds.
    """

    units: tuple[Unit, ...]
    title: str = ""
    hints: Mapping[int, Hint] = field(default_factory=dict)
    show: ReaderRules = field(default_factory=ReaderRules)
    apart: frozenset[int] = frozenset()

    @classmethod
    def of(cls, document: Document, rules: ReaderRules) -> Sheet:
        """The sheet of a document, to be labelled with the rules of a show, which may keep any line."""
        apart = frozenset() if rules.keep or rules.drop else document.apart
        found = units(document.lines, document.settled, may_be_wrapped=document.may_be_wrapped, apart=apart)
        by_line = ((unit.index, document.hints.get(unit.pieces[0].line)) for unit in found)
        hints = {index: hint for index, hint in by_line if hint}
        return cls(found, document.stated.title, hints, rules, apart)

    @cached_property
    def _answers(self) -> defaultdict[Callable[[str], Any], dict[str, Any]]:
        return defaultdict(dict)

    def ask(self, question: Callable[[str], Answer], text: str) -> Answer:
        """What a function says of a text of the page; it is asked once, for most of a long page's lines come again."""
        known = self._answers[question]
        if text not in known:
            known[text] = question(text)
        answer: Answer = known[text]
        return answer

    @cached_property
    def bound(self) -> frozenset[int]:
        """The units on which the structure of their source has decided; no rule is asked about them."""
        return frozenset(index for index, hint in self.hints.items() if hint.is_binding)

    @cached_property
    def kept(self) -> tuple[int, ...]:
        """The sentences that the structure of the source says are told."""
        return tuple(
            index for index, hint in self.hints.items() if hint.fate is Fate.SPOKEN and self.units[index].is_sentence
        )

    @cached_property
    def language(self) -> str:
        """The language that the page's small words say, among those with rules of their own; else empty."""
        return vote(unit.text for unit in self.units if unit.words > 6 and unit.index not in self.bound)

    @cached_property
    def matches(self) -> tuple[Match | None, ...]:
        """The rule for whole lines that each unit fits.

        What a button says is the story's own word in its lists, and so are times and addresses where the source's
        structure makes them a part of the story, such as a row of a table.
        """
        told = told_in_lists(self.units, self._alone)
        return tuple(
            None
            if (index in told and (is_button(match) or is_contents(match)))
            or (is_contents(match) and self._heads_an_entry(index))
            or (match is not None and heads_a_section(self.units, index))
            or (index in self.hints and is_time_or_place(match))
            else match
            for index, match in enumerate(self._alone)
        )

    def _heads_an_entry(self, index: int) -> bool:
        """Whether a time and a few words are no line of contents, but head the prose right below: "10:42 Uhr | …"."""
        above = self._alone[index - 1] if index else None
        is_above_prose = index + 1 < len(self.units) and self.units[index + 1].is_prose
        return is_above_prose and not is_contents(above) and self.units[index].words > _MOST_WORDS_OF_A_TIME

    @cached_property
    def _alone(self) -> tuple[Match | None, ...]:
        """The rule that each unit fits wherever it stands; equal texts are looked up once."""
        texts = {unit.text for unit in self.units if unit.index not in self.bound}
        known = {text: _told_by_nobody(text, self.language) for text in texts}
        return tuple(None if unit.index in self.bound else known[unit.text] for unit in self.units)

    @cached_property
    def abouts(self) -> tuple[AboutLine | None, ...]:
        """What each unit says of the story, where it is a byline or a date line."""
        asked = [unit for unit in self.units if unit.index not in self.bound or self.hints[unit.index].label in _ABOUT]
        known = {text: about_the_story(text) for text in {unit.text for unit in asked}}
        asked_of = {unit.index for unit in asked}
        found = [known[unit.text] if unit.index in asked_of else None for unit in self.units]
        for above, unit in pairwise(self.units):
            if unit.index not in self.bound and is_byline_word(above.text):
                found[unit.index] = found[unit.index] or below_byline_word(unit.text)
            comma = unit.index - 1
            if comma > 0 and above.text in _BETWEEN_NAMES and (before := found[comma - 1]) and before.names:
                found[unit.index] = found[unit.index] or below_byline_word(unit.text)
        return tuple(found)

    @cached_property
    def authors(self) -> frozenset[str]:
        """The names in the page's bylines."""
        return frozenset(name for about in self.abouts if about for name in about.names)

    def has_byline_above(self, index: int) -> bool:
        """Whether a byline stands above a unit."""
        return any(about is not None and about.names for about in self.abouts[:index])

    @cached_property
    def author_openings(self) -> tuple[str, ...]:
        """What a text begins with that tells of an author."""
        return tuple(f"{name} " for name in sorted(self.authors)[:_MOST_AUTHORS])

    @cached_property
    def turns(self) -> frozenset[int]:
        """The units that open a speaker's turn."""
        return turns(self.units)

    @cached_property
    def has_blank_lines(self) -> bool:
        """Whether a blank line stands anywhere between the units."""
        return any(unit.starts_group for unit in islice(self.units, 1, None))

    @cached_property
    def has_paragraphs_apart(self) -> bool:
        """Whether a blank line stands before and after nearly every paragraph."""
        prose = [unit for unit in self.units if unit.is_prose and self.matches[unit.index] is None]
        apart = sum(unit.starts_group and unit.ends_group for unit in prose)
        return apart >= _FEWEST_APART and len(prose) - apart <= max(_FEW_CAPTIONS, _SHARE_OF_CAPTIONS * len(prose))

    @cached_property
    def has_player(self) -> bool:
        """Whether the block of a station's player stands on the page."""
        return any(match is not None and match.place is Place.PLAYER for match in self.matches)

    @cached_property
    def headings(self) -> tuple[int, ...]:
        """The units that may head a part of the story, alone between blank lines."""
        alone = (unit.index for unit in self.units if unit.starts_group and unit.ends_group)
        return tuple(index for index in alone if self.is_heading_like(index))

    def headline(self, done: Verdicts) -> str:
        """The text of the first unit that was found to be the headline; empty where none was."""
        return next((self.units[index].text for index, found in done.items() if found.label is Label.TITLE), "")

    def is_in(self, index: int, *places: Place) -> bool:
        """Whether a unit fits a rule that holds in one of these places."""
        match = self.matches[index]
        return match is not None and match.place in places

    def known(self, index: int) -> Verdict | None:
        """The verdict of the rule that a unit fits; a sign of copyright above a story names the station."""
        match = self.matches[index]
        if match and match.label is Label.COPYRIGHT and self.units[index].text.lower().startswith(_STATION_LINE):
            return verdict(Label.STATION, "station-line")
        return verdict(match.label, match.rule) if match else None

    def is_item(self, index: int) -> bool:
        """Whether a unit has the mark of a list's item, a heading or a quotation before it."""
        return index in self._items

    @cached_property
    def _items(self) -> frozenset[int]:
        return frozenset(unit.index for unit in self.units if ITEM.match(unit.text) or self.is_numbered(unit.index))

    def is_numbered(self, index: int) -> bool:
        """Whether a unit is a numbered item with another one beside it: "2. Mai" alone is a date."""
        return bool(NUMBERED.match(self.units[index].text)) and any(
            0 <= near < len(self.units) and NUMBERED.match(self.units[near].text) for near in (index - 1, index + 1)
        )

    def is_title_like(self, index: int) -> bool:
        """Whether a unit may be a headline: short, and no full stop at its end but an abbreviation's."""
        unit = self.units[index]
        is_item = self.is_item(index) and not unit.text.startswith(_FIRST_LEVEL)
        if unit.words > _MOST_TITLE_WORDS or len(unit.text) > _LONGEST_TITLE or is_item:
            return False
        ends_so = (
            _FULL_STOP.search(unit.text[-4:]) and not _is_left_open(unit) and not _ABBREVIATION.search(unit.text[-12:])
        )
        return not ends_so and any(map(str.isalpha, unit.text))

    def is_heading_like(self, index: int) -> bool:
        """Whether a unit may head a part of the story: short, no sentence, with a paragraph or a list below it."""
        unit, below = self.units[index], index + 1
        while below < min(len(self.units), index + 3) and self.abouts[below]:
            below += 1
        return (
            unit.words <= _MOST_HEADING_WORDS
            and not unit.is_prose
            and self.is_title_like(index)
            and not unit.text[:1].islower()
            and index not in self.turns
            and below < len(self.units)
            and (self.units[below].is_prose or self.units[below].is_sentence or self.is_item(below))
        )

    def is_opening(self, index: int) -> bool:
        """Whether a story may open with this unit: prose, a speaker's turn or an item of some length."""
        unit = self.units[index]
        is_item = unit.words > 6 and self.is_item(index) and not unit.text.startswith(_FIRST_LEVEL)
        return unit.is_prose or (index in self.turns and unit.words > 3) or is_item

    def is_notice(self, index: int) -> bool:
        """Whether a unit asks for support, or tells of the people and the programme and not of the story."""
        match = self.matches[index]
        return (match is not None and match.place in {Place.END, Place.TAIL}) or self.is_pitch(index)

    def is_pitch(self, index: int) -> bool:
        """Whether a unit asks for money or for subscriptions in so many words."""
        return rulebook().hits("pitch", self.units[index].text) >= PITCH_HITS

    def prose_words(self, indices: Iterable[int], done: Verdicts) -> int:
        """The words of the prose among some units, without those that have a verdict."""
        return sum(self.units[i].words for i in indices if i not in done and self.is_opening(i))
