"""Makes the article of a document: what the source states, what the labeller found, and the story that they make."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from audiocast.errors import NoStoryError
from audiocast.models.article import Article, Block, BlockKind, Fate, Image, Label, Passage
from audiocast.sources.labelling.about import about_line
from audiocast.sources.labelling.body import KINDS, speaker, spoken
from audiocast.sources.labelling.bylines import OF_ANOTHER_PART
from audiocast.sources.labelling.labeller import label
from audiocast.sources.labelling.language import find_language
from audiocast.sources.labelling.names import bare_name, call_letters, copyright_holder, is_organisation, is_person
from audiocast.sources.labelling.pictures import BARE_NAME
from audiocast.sources.labelling.sheet import Sheet, without_mark
from audiocast.sources.labelling.signatures import promo_names, sign_off_names
from audiocast.sources.ledger import check_ledger, entries, entry_of, joined, settled, spoken_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from audiocast.models.article import LedgerEntry
    from audiocast.models.reader_rules import ReaderRules
    from audiocast.sources.document import Document, Stated
    from audiocast.sources.labelling.about import AboutLine
    from audiocast.sources.labelling.units import Unit
    from audiocast.sources.labelling.verdict import Verdict
    from audiocast.sources.ledger import SpokenPiece

_STORIES_BY = re.compile(
    r"(?:See|Read|View|More) (?:more |all )?(?:stories|articles|posts|from|by)(?: by| from)? (?P<name>.{3,50})"
)
_WRITTEN_BY = re.compile(r"(?:Written|Story|Reported) by (?P<name>[^.,]{3,50})\. .{0,300}")
_TOLD_OF = frozenset({"bio", "bio-vocabulary", "bio-of-the-author", "begins-with-author", "bio-in-the-first-person"})
# NPR writes it into the last speaker's turn.
_SPOKEN_NOTICE = re.compile(r"(?:\bTranscript provided by|\bCopyright (?:©|\(c\)|\d{4})) ?.{2,120}$", re.IGNORECASE)
_LONGEST_LINK, _NOTICE_LOOKS_AT, _LONGEST_WORD, _WORDS_TOLD = 400, 160, 30, 6
_REMEDY = "Save the page's text with the story itself, and try again"


def read_document(document: Document, name: str, rules: ReaderRules) -> Article:
    """The story of a document, with the show's own rules; raises NoStoryError where there is no story."""
    sheet = Sheet.of(document, rules)
    verdicts = label(sheet)
    verdicts |= spoken(sheet, verdicts)
    if not any(_is_story(sheet, index, found) for index, found in verdicts.items()):
        raise NoStoryError(f"{name} holds no story: {_seen(sheet, verdicts)}", _REMEDY)
    labelled: defaultdict[Label, list[Unit]] = defaultdict(list)
    for unit in sheet.units:
        labelled[verdicts[unit.index].label].append(unit)
    reading = _Reading(sheet, verdicts, document, labelled)
    article = reading.article()
    article = replace(article, ledger=settled(article))
    check_ledger(article)
    return article


def _is_story(sheet: Sheet, index: int, found: Verdict) -> bool:
    """Whether a unit tells a story: a spoken sentence, or a text of some length that its source calls a part of one."""
    unit = sheet.units[index]
    hint = sheet.hints.get(index)
    is_told = (
        hint is not None and hint.fate is Fate.SPOKEN and (unit.words >= _WORDS_TOLD or len(unit.text) > _LONGEST_WORD)
    )
    is_sentence = unit.is_sentence and (unit.words > 1 or len(unit.text) > _LONGEST_WORD)
    return found.fate is Fate.SPOKEN and (is_sentence or is_told or sheet.is_opening(index))


def _seen(sheet: Sheet, verdicts: Mapping[int, Verdict]) -> str:
    """A phrase that says what a page without a story holds."""
    if not sheet.units:
        return "it is empty"
    title = sheet.headline(verdicts)
    if title:
        return f'only a headline ("{title[:60]}") and furniture'
    labels = (found.label if found.fate is not Fate.SPOKEN else "short lines" for found in verdicts.values())
    return f"only {', '.join(dict.fromkeys(labels))}"


@dataclass(frozen=True, slots=True)
class _Reading:
    """All that is known of a page, from which the article's fields are taken."""

    sheet: Sheet
    verdicts: Mapping[int, Verdict]
    document: Document
    labelled: Mapping[Label, Sequence[Unit]]

    @property
    def stated(self) -> Stated:
        return self.document.stated

    @property
    def lines(self) -> tuple[str, ...]:
        return self.document.lines

    def article(self) -> Article:
        body, ledger = self._body()
        notice = self.stated.copyright or self._copyright()
        return Article(
            title=self.stated.title or self._first(Label.TITLE) or next(self._parts(Label.TITLE), ""),
            body=body,
            byline=self.stated.authors or self._byline(body),
            station=self.stated.station or self._station(notice),
            published=self.stated.published or self._published(),
            language=self.stated.language or find_language(block.text for block in body),
            copyright=notice,
            copyright_holder=copyright_holder(notice),
            image=self._image(),
            dek=self.stated.dek or self._dek(),
            url=self.stated.url,
            identifier=self.stated.identifier,
            lines=self.lines,
            is_rendered=not self.document.may_be_wrapped,
            ledger=ledger,
        )

    def _body(self) -> tuple[tuple[Block, ...], tuple[LedgerEntry, ...]]:
        blocks: list[Block] = []
        ledger = list(self.document.ledger)
        waiting = ""
        for unit in self.sheet.units:
            found = self.verdicts[unit.index]
            written = list(entries(unit, found, self.lines))
            ledger += written
            pieces = tuple(spoken_pieces(written, self.lines))
            if found.rule == "speaker-alone":
                waiting = speaker(unit.text)
            elif pieces:
                blocks.append(self._block(KINDS[found.label], pieces, waiting))
                waiting = ""
        ledger += (entry_of(number, self.document.hints[number], self.lines) for number in self.sheet.apart)
        return tuple(blocks), tuple(sorted(ledger, key=lambda entry: entry.line))

    def _block(self, kind: BlockKind, pieces: tuple[SpokenPiece, ...], waiting: str) -> Block:
        text = joined(pieces, self.lines)
        named = speaker(text) if kind is BlockKind.SPEAKER_TURN else waiting
        return Block(kind, text, tuple(piece.source for piece in pieces), named, self._foreign(pieces))

    def _foreign(self, pieces: tuple[SpokenPiece, ...]) -> tuple[Passage, ...]:
        """The passages of a block's text that the source marks as another language."""
        found: list[Passage] = []
        place = 0
        for number, piece in enumerate(pieces):
            source = piece.source
            place += len(piece.glue) if number else 0
            for passage in self.document.foreign.get(source.line, ()):
                start, end = max(passage.start, source.start), min(passage.end, source.end)
                if start < end:
                    shift = place - source.start
                    found.append(Passage(start + shift, end + shift, passage.language))
            place += source.end - source.start
        return tuple(found)

    def _labelled(self, label: Label) -> Iterator[tuple[Unit, Verdict]]:
        for unit in self.labelled.get(label, ()):
            yield unit, self.verdicts[unit.index]

    def _first(self, label: Label, *, beside: Label | None = None) -> str:
        """The first text with a label, or the first part with it in a line of another: a credit behind a caption."""
        for unit, found in self._labelled(beside or label):
            cuts = (cut for cut in found.cuts if cut.fate is Fate.USED and cut.label is label)
            if part := next(cuts, None):
                return unit.text[part.start : part.end]
            if found.fate is Fate.USED and not beside:
                return without_mark(unit.text)
        return ""

    def _dek(self) -> str:
        """The first line below the headline that sums the story up, and is not a paragraph of it said before."""
        lines = (unit.text for unit, found in self._labelled(Label.DEK) if found.rule != "said-again-below")
        return next(lines, "")

    def _byline(self, body: Sequence[Block]) -> tuple[str, ...]:
        """Names of the byline lines, else of a bare name under the headline, else of the bios, else of a promo."""
        lines = [self._names_of(unit, found) for unit, found in self._labelled(Label.BYLINE)]
        bare = (
            bare_name(unit.text.partition(" / ")[0])
            for unit, found in self._labelled(Label.BYLINE)
            if found.rule == BARE_NAME
        )
        return (
            _without_newsrooms(_unique(name for names in lines for name in names))
            or _unique(name for about in self._told_in_parts() for name in about.names)
            or _unique(filter(None, bare))
            or _unique(self._card_names())
            or _unique(self._bio_names())
            or _unique(sign_off_names(body))
            or _unique(promo_names(body))
        )

    def _names_of(self, unit: Unit, found: Verdict) -> tuple[str, ...]:
        """The names in a byline line, which may be the second or third of a byline; none in a part's own."""
        if found.rule == OF_ANOTHER_PART:
            return ()
        if found.rule == "byline-goes-on":
            return (unit.text.rstrip(" ,"),)
        about = self.sheet.abouts[unit.index]
        return about.names if about else ()

    def _told_in_parts(self) -> Iterator[AboutLine]:
        """What the byline and the date in a page of one line say."""
        return filter(None, map(about_line, self._parts(Label.BYLINE, Label.DATE)))

    def _parts(self, *labels: Label) -> Iterator[str]:
        """The parts of spoken lines that a field holds: the headline of a page of one line, its byline and its date."""
        for unit in self.sheet.units:
            found = self.verdicts[unit.index]
            for cut in found.cuts if found.fate is Fate.SPOKEN else ():
                if cut.fate is Fate.USED and cut.label in labels:
                    yield unit.text[cut.start : cut.end]

    def _card_names(self) -> Iterator[str]:
        """The names in "See stories by Robin Example" and in "Written by Robin Example. Produced by …"."""
        for kind, said in ((Label.RELATED, _STORIES_BY), (Label.CREDIT, _WRITTEN_BY)):
            for unit, _ in self._labelled(kind):
                found = said.fullmatch(unit.text) if len(unit.text) <= _LONGEST_LINK else None
                if found and is_person(found["name"]):
                    yield found["name"]

    def _bio_names(self) -> Iterator[str]:
        for unit, found in self._labelled(Label.BIO):
            if found.rule == "name-after-the-story" and self._is_on_a_card(unit.index):
                yield unit.text
            yield from (unit.text[cut.start : cut.end] for cut in found.cuts if cut.label is Label.BYLINE)

    def _is_on_a_card(self, index: int) -> bool:
        """Whether a bare name below the story stands on an author's card: by a bio, or a link to more stories."""
        below = self.sheet.units[index + 1] if index + 1 < len(self.sheet.units) else None
        above = self.verdicts[index - 1] if index else None
        if below is None or (above is not None and above.rule == "author-card"):
            return True
        first = self.sheet.units[index].text.split()[0]
        return below.text.startswith((first, "See stories by")) or self.verdicts[below.index].rule in _TOLD_OF

    def _station(self, notice: str) -> str:
        """The name in the line above the page, else beside the byline, else call letters on the page's own lines."""
        for unit, _ in self._labelled(Label.STATION):
            if holder := copyright_holder(unit.text):
                return holder
        for about in self.sheet.abouts:
            if about and about.station:
                return about.station
        own = (self._labelled(label) for label in (Label.FURNITURE, Label.PITCH, Label.CONTACT))
        found = (self.sheet.ask(call_letters, unit.text) for group in own for unit, _ in group)
        return call_letters(notice) or next((letters for letters in found if letters), "")

    def _published(self) -> datetime | date | None:
        dated = [
            about
            for unit in self.sheet.units
            if (about := self.sheet.abouts[unit.index])
            and about.published
            and self.verdicts[unit.index].label in {Label.DATE, Label.BYLINE}
        ] or [about for about in self._told_in_parts() if about.published]
        return next((about.published for about in sorted(dated, key=lambda about: about.is_update)), None)

    def _copyright(self) -> str:
        """The notice below the story, else one at the end of its last line, else the page's own."""
        for unit, _ in self._labelled(Label.COPYRIGHT):
            return unit.text
        for unit in reversed(self.sheet.units):
            if self.verdicts[unit.index].fate is Fate.SPOKEN:
                found = _SPOKEN_NOTICE.search(unit.text, max(0, len(unit.text) - _NOTICE_LOOKS_AT))
                if found and found.start():  # A whole paragraph on copyright is told, and no notice.
                    return found[0]
                break
        notices = (unit.text for unit, found in self._labelled(Label.STATION) if found.rule == "station-line")
        return next((notice for notice in notices if copyright_holder(notice)), "")

    def _image(self) -> Image | None:
        stated = self.stated.image or Image()
        caption = stated.caption or self._first(Label.CAPTION) or self._first(Label.CAPTION, beside=Label.ALT_TEXT)
        credit = stated.credit or self._credit() or self._first(Label.CREDIT, beside=Label.CAPTION)
        alt = stated.alt or self._first(Label.ALT_TEXT)
        return Image(caption, credit, alt) if caption or credit or alt else None

    def _credit(self) -> str:
        """The credit lines of the first picture, joined."""
        found: list[Unit] = []
        for unit, decided in self._labelled(Label.CREDIT):
            if decided.fate is not Fate.USED or (found and unit.index != found[-1].index + 1):
                break
            found.append(unit)
        return " ".join(unit.text for unit in found)


def _without_newsrooms(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names without newsrooms, such as "RFI", where a person is among them."""
    persons = tuple(name for name in names if (" " in name or not name.isupper()) and not is_organisation(name))
    return persons if any(map(is_person, persons)) else names


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
