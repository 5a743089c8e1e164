"""Makes the document of an item from its pieces: each text with what the format says it is, in reading order."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Image, Label
from audiocast.sources.document import Document, Hint, Stated
from audiocast.sources.formats.values import is_foreign, moment
from audiocast.sources.labelling.body import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from audiocast.models.article import Passage

_WORDS = {
    Label.TITLE: "headline",
    Label.DEK: "summary",
    Label.BODY: "paragraph",
    Label.QUOTE: "quotation",
    Label.LIST_ITEM: "list-item",
    Label.ALT_TEXT: "alt-text",
    Label.METADATA: "note",
}
_USED = frozenset(
    {
        Label.TITLE,
        Label.DEK,
        Label.BYLINE,
        Label.STATION,
        Label.DATE,
        Label.CAPTION,
        Label.CREDIT,
        Label.ALT_TEXT,
        Label.COPYRIGHT,
    }
)
_OF_PICTURES = frozenset({Label.CAPTION, Label.CREDIT, Label.ALT_TEXT})
_NOTICE = re.compile(
    r"(?=(?i:copyright (?:©|\(c\)|\d{4})|\(c\) ?\d{4})|©)"
    r"(?i:copyright)? ?(?:©|\([cC]\))? ?(?:\d{4}(?:[-–, ]{1,2}\d{4})?[,:]?)?(?: by)?"
    r"(?: (?:[A-ZÀ-Ý&][\w.,&'’-]{0,30}|of|and|the|for|de|la|und)){1,10}(?: [Aa]ll [Rr]ights [Rr]eserved\.?)?"
)
_LONGEST_NOTICE = 160
_REPEATED_FROM = 40
_COMPARED, _MOST_COMPARED = 80, 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A text in one line and what it is; `word` names it in its rule, where its label does not.

    Pieces with the same `picture` belong together. What `is_loose` is left to the labeller to judge. A `fate` is only
    given where it is not the one that the label usually has.
    """

    label: Label
    text: str
    word: str = ""
    foreign: tuple[Passage, ...] = ()
    picture: int = 0
    fate: Fate | None = None
    is_loose: bool = False


def document_of(name: str, pieces: Iterable[Piece], stated: Stated) -> Document:
    """The document of the pieces that say something; `name` is the format's, and begins the names of its rules.

    What the pieces say of title, summary, notice and picture fills what is not stated.
    """
    told = tuple(_judged([piece for piece in pieces if any(map(str.isalnum, piece.text))], stated.title))
    stated = _completed(stated, told)
    lines: list[str] = []
    hints: dict[int, Hint] = {}
    foreign: dict[int, tuple[Passage, ...]] = {}
    for piece in told:
        lines += ["", piece.text] if lines else [piece.text]
        rule = f"{name}-{piece.word or _WORDS.get(piece.label, str(piece.label).replace(' ', '-'))}"
        hints[len(lines)] = Hint(piece.label, rule, piece.fate or _fate(piece.label), not piece.is_loose)
        others = tuple(each for each in piece.foreign if is_foreign(each.language, stated.language))
        if others:
            foreign[len(lines)] = others
    return Document(tuple(lines), stated, hints, foreign)


def _fate(label: Label) -> Fate:
    return Fate.SPOKEN if label in KINDS else Fate.USED if label in _USED else Fate.DROPPED


def _judged(pieces: Sequence[Piece], title: str) -> Iterator[Piece]:
    """The pieces with what only all of them show: lead picture and first date, and what is said twice."""
    lead = next((piece.picture for piece in pieces if piece.label in _OF_PICTURES), 0)
    body = _folded(" ".join(piece.text for piece in pieces if piece.label in KINDS))
    dated = next((piece for piece in pieces if piece.label is Label.DATE and moment(piece.text)), None)
    notices = set(_closing_notices(pieces))
    summaries = 0
    for place, piece in enumerate(pieces):
        summaries += piece.label is Label.DEK
        if place in notices:
            yield replace(piece, label=Label.COPYRIGHT, word="notice-below", fate=None)
        elif piece.label in KINDS and title and _folded(piece.text) == _folded(title):
            yield replace(piece, label=Label.TITLE, word="headline-again", fate=None, is_loose=False)
        elif piece.label is Label.DEK and summaries <= _MOST_COMPARED and _is_said_in(body, piece.text):
            yield replace(piece, word="summary-said-below", fate=Fate.DROPPED)
        elif _is_another(piece, dated, lead):
            yield replace(piece, fate=Fate.DROPPED)
        else:
            yield piece


def _closing_notices(pieces: Sequence[Piece]) -> Iterator[int]:
    """The places of the paragraphs that end a body and are nothing but notices."""
    for place in reversed([place for place, piece in enumerate(pieces) if piece.label in KINDS]):
        text = pieces[place].text
        if pieces[place].is_loose or len(text) > _LONGEST_NOTICE or not _NOTICE.fullmatch(text):
            return
        yield place


def _is_said_in(body: str, summary: str) -> bool:
    start = _folded(summary)[:_COMPARED].rstrip(".… ")
    return len(summary) >= _REPEATED_FROM and start in body


def _is_another(piece: Piece, dated: Piece | None, lead: int) -> bool:
    """Whether a piece is a second date, or belongs to a second picture."""
    is_date = piece.label is Label.DATE and piece is not dated
    return is_date or (piece.label in _OF_PICTURES and piece.picture != lead)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _completed(stated: Stated, pieces: Sequence[Piece]) -> Stated:
    def all_of(label: Label) -> list[str]:
        found = [piece.text for piece in pieces if piece.label is label and piece.fate is not Fate.DROPPED]
        return list(dict.fromkeys(found))

    def first(label: Label) -> str:
        return next(iter(all_of(label)), "")

    picture = Image(" ".join(all_of(Label.CAPTION)), " / ".join(all_of(Label.CREDIT)), first(Label.ALT_TEXT))
    return replace(
        stated,
        title=stated.title or first(Label.TITLE),
        dek=stated.dek or first(Label.DEK),
        copyright=stated.copyright or first(Label.COPYRIGHT),
        image=picture if picture != Image() else None,
        language=stated.language or _most_marked(pieces),
    )


def _most_marked(pieces: Sequence[Piece]) -> str:
    """The language that more than half of the body is marked as."""
    marked: Counter[str] = Counter()
    for piece in pieces:
        if piece.label in KINDS:
            for passage in piece.foreign:
                marked[passage.language] += passage.end - passage.start
    length = sum(len(piece.text) for piece in pieces if piece.label in KINDS)
    return next((language for language, count in marked.most_common(1) if 2 * count > length), "")
