"""Loads the rules and vocabularies, a file per language or family of sites, and matches units against them."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from audiocast.models.article import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FOLDER = Path(__file__).parent / "rules"
LONGEST = 400
"""No rule for whole lines looks at a longer text: it keeps every pattern's cost bounded."""
_LONGEST_NOTICE = 3_000
_SHORTEST_ROW, _LONGEST_ROW, _FEWEST_BUTTONS, _SHARE_OF_BUTTONS = 3, 14, 3, 0.6
_WAYS_HOME = frozenset({"home", "inicio", "accueil", "startseite"})
_CAPITAL = re.compile(r"\\.|[^\W\d_a-zß-öø-ÿ]")


class Place(StrEnum):
    """Where on a page a rule holds: the player block, above the story, anywhere, opening what follows it, in there."""

    PLAYER = "player"
    HEAD = "head"
    ANYWHERE = "anywhere"
    END = "end"
    TAIL = "tail"


@dataclass(frozen=True, slots=True)
class Match:
    """The rule that a unit's text fits; `is_phrase` where it is a phrase, whatever marks are about it.

    `language` is that of the rule's file, where it holds for pages of one language only.
    """

    place: Place
    label: Label
    rule: str
    language: str = ""
    is_phrase: bool = False


class Pattern(NamedTuple):
    """A rule's expressions as one; a text that holds none of its `needs` cannot fit it, where it has any.

    It is compiled together with others only: alone, a hundred of them would cost every start of a command.
    """

    source: str
    is_cased: bool
    match: Match
    needs: tuple[str, ...] = ()

    def compiled(self) -> re.Pattern[str]:
        """The expression by itself."""
        return re.compile(self.source, re.NOFLAG if self.is_cased else re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules: phrases by their folded text, patterns in the order of their files, and vocabularies by name.

    A pattern fits a whole unit of no more than `LONGEST` characters, an opening the start of one of any length.
    A finder finds the entries of a vocabulary in small letters, which costs a third of ignoring case.
    """

    phrases: dict[str, Match]
    patterns: tuple[Pattern, ...]
    openings: tuple[Pattern, ...]
    vocabularies: dict[str, tuple[str, ...]]
    finders: dict[str, re.Pattern[str]]

    def match(self, text: str, language: str = "") -> Match | None:
        """The first rule that a whole unit fits, on a page in a language; where that is unknown, any rule may hold."""
        if len(text) > _LONGEST_NOTICE:
            return None
        small = text.lower()
        if len(text) <= LONGEST:
            if (found := self.phrases.get(folded(text))) and _holds(found, language):
                return found
            if number := _table(language, openings=False).first(text, small):
                return self.patterns[number - 1].match
        number = _table(language, openings=True).first(text[:LONGEST], small[:LONGEST])
        return self.openings[number - 1].match if number else None

    def hits(self, vocabulary: str, text: str) -> int:
        """How many different entries of a vocabulary a text holds; 0 where it is too long for a notice."""
        if len(text) > _LONGEST_NOTICE:
            return 0
        return len(set(self.finders[vocabulary].findall(text.lower())))


def is_row_of_buttons(text: str) -> bool:
    """Whether most words of a line are what a page's menu and buttons say: "Facebook Twitter Email Print"."""
    words = folded(text).replace("|", " ").replace("·", " ").split()[: _LONGEST_ROW + 1]
    if not _SHORTEST_ROW <= len(words) <= _LONGEST_ROW or text.rstrip().endswith((".", "!", "?", ":")):
        return False
    place = count = known = 0
    is_menu = words[0] in _WAYS_HOME
    while place < len(words):
        size = words_of_a_button(words, place)
        count, known = count + bool(size), known + size
        place += size or 1
    return count >= _FEWEST_BUTTONS and (is_menu or known >= _SHARE_OF_BUTTONS * len(words))


def words_of_a_button(words: Sequence[str], place: int) -> int:
    """How many words, in small letters, from a place on are what a button or a menu of a page says; 0 where none."""
    sizes = (3, 2, 1) if words[place] in _first_words_of_buttons() else ()
    return next((size for size in sizes if _is_button(" ".join(words[place : place + size]))), 0)


@cache
def _first_words_of_buttons() -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase in rulebook().phrases if _is_button(phrase))


def _is_button(text: str) -> bool:
    match = rulebook().phrases.get(text)
    return match is not None and match.label is Label.FURNITURE and match.place is not Place.END


def load(path: Path) -> dict[str, Any]:
    """The tables of a file of rules."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def rulebook() -> Rulebook:
    """The rules of the files that audiocast brings."""
    phrases: dict[str, Match] = {}
    patterns: list[Pattern] = []
    openings: list[Pattern] = []
    entries: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(FOLDER.glob("*.toml")):
        language = path.stem if len(path.stem) == 2 else ""
        data = load(path)
        for rule in data.get("rule", ()):
            match = Match(Place(rule["place"]), Label(rule["label"]), rule["name"], language)
            for phrase in rule.get("phrases", ()):
                _add(phrases, folded(phrase), replace(match, is_phrase=True))
            patterns += _compiled(rule, "patterns", match)
            openings += _compiled(rule, "openings", match)
        for name, words in data.get("vocabulary", {}).items():
            entries[name] += words
    finders = {name: re.compile(rf"\b(?:{_in_small_letters('|'.join(words))})") for name, words in entries.items()}
    return Rulebook(
        phrases, tuple(patterns), tuple(openings), {name: tuple(words) for name, words in entries.items()}, finders
    )


def _holds(match: Match, language: str) -> bool:
    return not match.language or not language or match.language == language


def _add(phrases: dict[str, Match], text: str, match: Match) -> None:
    """Add a phrase; the last rule that has it holds, and in every language where rules of several have it."""
    known = phrases.get(text)
    phrases[text] = replace(match, language="") if known and known.language != match.language else match


class _Needy(NamedTuple):
    """A rule with its number, whose expression is asked only about a text that holds one of its needs."""

    number: int
    expression: re.Pattern[str]
    is_cased: bool
    needs: tuple[str, ...]


class _Table(NamedTuple):
    """The patterns or openings that hold for a language, joined: a text costs a call or two in place of a hundred.

    Of the two `free` expressions, the first is for texts as written, the second for texts in small letters. Only a text
    in which `needs` finds something can fit a needy one.
    """

    free: tuple[re.Pattern[str], ...]
    needy: tuple[_Needy, ...]
    needs: re.Pattern[str]

    def first(self, text: str, small: str) -> int:
        """The number of the first rule that a text fits, which is `small` in small letters; 0 where it fits none."""
        found = (self.free[0].match(text), self.free[1].match(small))
        numbers = [int(str(match.lastgroup)[1:]) for match in found if match]
        if self.needs.search(small):
            numbers += self._needy_ones(text, small)
        return min(numbers, default=0)

    def _needy_ones(self, text: str, small: str) -> Iterator[int]:
        for each in self.needy:
            if any(need in small for need in each.needs) and each.expression.match(text if each.is_cased else small):
                yield each.number


@cache
def _table(language: str, *, openings: bool) -> _Table:
    book, end = rulebook(), "" if openings else r"\Z"
    every = book.openings if openings else book.patterns
    sources: defaultdict[bool, list[str]] = defaultdict(lambda: ["(?!)"])
    needy: list[_Needy] = []
    for number, each in enumerate(every, 1):
        if not _holds(each.match, language):
            continue
        source = each.source if each.is_cased else _in_small_letters(each.source)
        if each.needs:
            needy.append(_Needy(number, re.compile(f"(?:{source}){end}"), each.is_cased, each.needs))
        else:
            # The name stands behind the source: an alternative that begins with a letter fails without being entered.
            sources[each.is_cased].append(f"(?:{source})(?P<r{number}>)")
    free = tuple(re.compile(rf"(?:{'|'.join(sources[is_cased])}){end}") for is_cased in (True, False))
    return _Table(free, tuple(needy), _any_of(need for each in needy for need in each.needs))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """An expression that finds any of several words; those with one first letter are tried together."""
    rest: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        rest[word[0]].append(re.escape(word[1:]))
    return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(others)})" for first, others in rest.items()) or "(?!)")


def _in_small_letters(source: str) -> str:
    """An expression that fits in small letters what another fits in letters of either case."""
    return _CAPITAL.sub(lambda found: found[0] if found[0][0] == "\\" else found[0].lower(), source)


def _compiled(rule: dict[str, Any], key: str, match: Match) -> list[Pattern]:
    sources = rule.get(key, ())
    needs = tuple(rule.get("needs", ()))
    return [Pattern("|".join(sources), bool(rule.get("case")), match, needs)] if sources else []


def folded(text: str) -> str:
    """A text as phrases are compared: in small letters, without the marks of buttons and lists around it."""
    return " ".join(text.casefold().replace("’", "'").strip(" :»›>→•*-–—").split())
