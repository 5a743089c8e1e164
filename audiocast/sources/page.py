"""Reads a page's text: what its front matter says, what the labeller found, and the story that they make."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from audiocast.errors import NoStoryError
from audiocast.models.article import Article, Block, BlockKind, Fate, Image, Label
from audiocast.sources.body import KINDS, speaker, spoken
from audiocast.sources.front_matter import front_matter
from audiocast.sources.labeller import label
from audiocast.sources.language import vote
from audiocast.sources.ledger import check_ledger, entries, settled, spoken_sources
from audiocast.sources.names import call_letters, copyright_holder, is_person
from audiocast.sources.sheet import Sheet, without_mark
from audiocast.sources.units import Unit, units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from audiocast.models.article import LedgerEntry, SourceSpan
    from audiocast.sources.front_matter import FrontMatter
    from audiocast.sources.verdict import Verdict

_REPORTS = re.compile(
    r"\b(?:NPR|[KW][A-Z]{2,3}|[A-Z][a-z]{2,20})['’]s (?P<name>[A-Z][\w'’.-]{1,30}(?: [A-Z][\w'’.-]{0,30}){1,3}) "
    r"(?:reports|has (?:more|the story|this report)|explains|brings us|tells us)\b"
)
# NPR writes it into the last speaker's turn.
_SPOKEN_NOTICE = re.compile(r"(?:\bTranscript provided by|\bCopyright (?:©|\(c\)|\d{4})) ?.{2,120}$", re.IGNORECASE)
_NOTICE_LOOKS_AT = 160
_LONGEST_WORD = 30
_MOST_BLOCKS_OF_A_PROMO = 2
_REMEDY = "Save the page's text with the story itself, and try again"


def read_page(text: str, name: str) -> Article:
    """The story in a cleaned text; raises SourceError for broken front matter, NoStoryError where there is no story."""
    lines = tuple(text.split("\n"))
    stated = front_matter(lines, name)
    sheet = Sheet(units(lines, stated.lines), stated.values.get("title", ""))
    verdicts = label(sheet)
    verdicts |= spoken(sheet, verdicts)
    if not any(_is_story(sheet, index, found) for index, found in verdicts.items()):
        raise NoStoryError(f"{name} holds no story: {_seen(sheet, verdicts)}", _REMEDY)
    reading = _Reading(sheet, verdicts, stated, lines)
    article = reading.article()
    article = replace(article, ledger=settled(article))
    check_ledger(article)
    return article


def _is_story(sheet: Sheet, index: int, found: Verdict) -> bool:
    unit = sheet.units[index]
    is_sentence = unit.is_sentence and (unit.words > 1 or len(unit.text) > _LONGEST_WORD)
    return found.fate is Fate.SPOKEN and (is_sentence or sheet.is_opening(index))


def _seen(sheet: Sheet, verdicts: Mapping[int, Verdict]) -> str:
    """A phrase that says what a page without a story holds."""
    if not sheet.units:
        return "it is empty"
    title = next((sheet.units[i].text for i, found in verdicts.items() if found.label is Label.TITLE), "")
    if title:
        return f'only a headline ("{title[:60]}") and furniture'
    labels = (found.label if found.fate is not Fate.SPOKEN else "short lines" for found in verdicts.values())
    return f"only {', '.join(dict.fromkeys(labels))}"


@dataclass(frozen=True, slots=True)
class _Reading:
    """All that is known of a page, from which the article's fields are taken."""

    sheet: Sheet
    verdicts: Mapping[int, Verdict]
    stated: FrontMatter
    lines: tuple[str, ...]

    def article(self) -> Article:
        values = self.stated.values
        body, ledger = self._body()
        notice = values.get("copyright") or self._copyright()
        return Article(
            title=values.get("title") or self._first(Label.TITLE),
            body=body,
            byline=self.stated.authors or self._byline(body),
            station=values.get("station") or self._station(notice),
            published=self.stated.published or self._published(),
            language=values.get("language") or vote(block.text for block in body),
            copyright=notice,
            copyright_holder=copyright_holder(notice),
            image=self._image(),
            dek=self._dek(),
            url=values.get("url", ""),
            identifier=values.get("id", ""),
            lines=self.lines,
            ledger=ledger,
        )

    def _body(self) -> tuple[tuple[Block, ...], tuple[LedgerEntry, ...]]:
        blocks: list[Block] = []
        ledger = list(self.stated.ledger)
        waiting = ""
        for unit in self.sheet.units:
            found = self.verdicts[unit.index]
            written = list(entries(unit, found, self.lines))
            ledger += written
            sources = tuple(spoken_sources(written, self.lines))
            if found.rule == "speaker-alone":
                waiting = speaker(unit.text)
            elif sources:
                blocks.append(self._block(KINDS[found.label], sources, waiting))
                waiting = ""
        return tuple(blocks), tuple(ledger)

    def _block(self, kind: BlockKind, sources: tuple[SourceSpan, ...], waiting: str) -> Block:
        text = " ".join(self.lines[span.line - 1][span.start : span.end] for span in sources)
        named = speaker(text) if kind is BlockKind.SPEAKER_TURN else waiting
        return Block(kind, text, sources, named)

    def _labelled(self, label: Label) -> Iterator[tuple[Unit, Verdict]]:
        for unit in self.sheet.units:
            if self.verdicts[unit.index].label is label:
                yield unit, self.verdicts[unit.index]

    def _first(self, label: Label) -> str:
        return next((without_mark(unit.text) for unit, found in self._labelled(label) if found.fate is Fate.USED), "")

    def _dek(self) -> str:
        """The first line below the headline that sums the story up, and is not a paragraph of it said before."""
        lines = (unit.text for unit, found in self._labelled(Label.DEK) if found.rule != "said-again-below")
        return next(lines, "")

    def _byline(self, body: Sequence[Block]) -> tuple[str, ...]:
        """Names of the byline lines, else of a bare name under the headline, else of the bios, else of a promo."""
        lines = [self.sheet.abouts[unit.index] for unit, _ in self._labelled(Label.BYLINE)]
        bare = (unit.text for unit, found in self._labelled(Label.BYLINE) if found.rule == "bare-name-under-headline")
        return (
            _unique(name for line in lines if line for name in line.names)
            or _unique(bare)
            or _unique(self._bio_names())
            or _unique(_promo_names(body))
        )

    def _bio_names(self) -> Iterator[str]:
        for unit, found in self._labelled(Label.BIO):
            if found.rule == "name-after-the-story":
                yield unit.text
            yield from (unit.text[cut.start : cut.end] for cut in found.cuts if cut.label is Label.BYLINE)

    def _station(self, notice: str) -> str:
        """The name in the line above the page, else beside the byline, else call letters on the page's own lines."""
        for unit, _ in self._labelled(Label.STATION):
            if holder := copyright_holder(unit.text):
                return holder
        for about in self.sheet.abouts:
            if about and about.station:
                return about.station
        own = (self._labelled(label) for label in (Label.FURNITURE, Label.PITCH, Label.CONTACT))
        found = (call_letters(unit.text) for group in own for unit, _ in group)
        return call_letters(notice) or next((letters for letters in found if letters), "")

    def _published(self) -> datetime | date | None:
        dated = [
            about
            for unit in self.sheet.units
            if (about := self.sheet.abouts[unit.index])
            and about.published
            and self.verdicts[unit.index].label in {Label.DATE, Label.BYLINE}
        ]
        return next((about.published for about in sorted(dated, key=lambda about: about.is_update)), None)

    def _copyright(self) -> str:
        """The notice below the story, else one at the end of its last line, else the page's own."""
        for unit, _ in self._labelled(Label.COPYRIGHT):
            return unit.text
        for unit in reversed(self.sheet.units):
            if self.verdicts[unit.index].fate is Fate.SPOKEN:
                if found := _SPOKEN_NOTICE.search(unit.text, max(0, len(unit.text) - _NOTICE_LOOKS_AT)):
                    return found[0]
                break
        notices = (unit.text for unit, _ in self._labelled(Label.STATION))
        return next((notice for notice in notices if copyright_holder(notice)), "")

    def _image(self) -> Image | None:
        values = self.stated.values
        caption = values.get("caption") or self._first(Label.CAPTION)
        credit = values.get("credit") or self._credit()
        alt = values.get("image_alt", "")
        return Image(caption, credit, alt) if caption or credit or alt else None

    def _credit(self) -> str:
        """The credit lines of the first picture, joined."""
        found: list[Unit] = []
        for unit, decided in self._labelled(Label.CREDIT):
            if decided.fate is not Fate.USED or (found and unit.index != found[-1].index + 1):
                break
            found.append(unit)
        return " ".join(unit.text for unit in found)


def _promo_names(body: Sequence[Block]) -> Iterator[str]:
    if len(body) <= _MOST_BLOCKS_OF_A_PROMO:
        names = (found["name"] for block in body for found in _REPORTS.finditer(block.text))
        yield from (name for name in names if is_person(name))


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
