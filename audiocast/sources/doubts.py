"""Tells which lines of a reading are doubtful, and what else they might have been: for a person to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.labelling.about import about_line
from audiocast.sources.labelling.credits import is_plain_credit
from audiocast.sources.labelling.names import is_person
from audiocast.sources.labelling.people import bio_name, is_first_person_bio, speaks_to_the_reader
from audiocast.sources.labelling.rulebook import rulebook
from audiocast.sources.labelling.units import reads_like_prose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from audiocast.models.article import Article, LedgerEntry

_LOOKS_AT = 3_000
# Rules that go by where a line stands and not by what it says.
BY_PLACE = frozenset(
    {
        "above-the-player",
        "above-the-title",
        "above-the-byline",
        "above-the-dateline",
        "after-the-copyright",
        "after-the-story",
        "between-headline-and-story",
        "between-notices",
        "caption-above-credits",
        "caption-below-alt-text",
        "headline-and-summary",
        "maker-at-the-end",
        "other-story-below",
        "outside-the-article",
        "outside-the-menus",
        "said-again-below",
        "short-line-above-notices",
        "speaks-to-the-reader",
    }
)


@dataclass(frozen=True, slots=True)
class Rival:
    """Another label that a line might have had, and what speaks for it."""

    label: Label
    reason: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubtful line (1-based): the label and rule it got, and the labels that it might have had."""

    line: int
    label: Label
    rule: str
    rivals: tuple[Rival, ...]


def doubts(article: Article) -> Iterator[Doubt]:
    """The lines that are spoken and look like something else, and those dropped by their place that read like prose."""
    for entry in article.ledger:
        text = article.lines[entry.line - 1].strip()[:_LOOKS_AT]
        rivals = tuple(_rivals(entry, text, article.language))
        if rivals:
            yield Doubt(entry.line, entry.label, entry.rule, rivals)


def _rivals(entry: LedgerEntry, text: str, language: str) -> Iterator[Rival]:
    if any(span.fate is Fate.SPOKEN for span in entry.spans):
        for label, sign in _SIGNS:
            reason = sign(text, language)
            if reason and label is not entry.label:
                yield Rival(label, reason)
    elif entry.rule in BY_PLACE and reads_like_prose(text):
        yield Rival(Label.BODY, "it reads like prose, and only its place speaks against it")


def _rule(text: str, language: str) -> str:
    match = rulebook().match(text, language)
    return f"rule {match.rule} fits it, but holds only in another place ({match.place})" if match else ""


def _about(text: str, _: str) -> str:
    about = about_line(text)
    return "it says who wrote the story or when" if about else ""


def _credit(text: str, _: str) -> str:
    return "it says who made a picture" if is_plain_credit(text) else ""


def _bio(text: str, _: str) -> str:
    if bio_name(text) or is_first_person_bio(text):
        return "it begins like the bio of a reporter"
    return "it is a bare name" if is_person(text) else ""


def _pitch(text: str, _: str) -> str:
    hits = rulebook().hits("pitch", text)
    if hits:
        return f"{hits} of its words are those of a plea for support"
    return "it speaks to the page's reader" if speaks_to_the_reader(text) else ""


_SIGNS: tuple[tuple[Label, Callable[[str, str], str]], ...] = (
    (Label.FURNITURE, _rule),
    (Label.BYLINE, _about),
    (Label.CREDIT, _credit),
    (Label.BIO, _bio),
    (Label.PITCH, _pitch),
)
