"""The ledger: where every character of a page's lines went, and the proof that body and ledger agree."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, NoReturn

from audiocast.errors import ScriptError
from audiocast.models.article import Fate, LedgerEntry, LedgerSpan, SourceSpan
from audiocast.sources.fields import Fields
from audiocast.sources.verdict import Cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audiocast.models.article import Article
    from audiocast.sources.units import Unit
    from audiocast.sources.verdict import Verdict

_REMEDY = 'Nothing was published; please report this page, with the output of "audiocast inspect"'


def entries(unit: Unit, verdict: Verdict, lines: Sequence[str]) -> Iterator[LedgerEntry]:
    """The ledger's entries for the lines of a unit; the white space at a line's ends goes with its nearest span."""
    offset = 0
    for piece in unit.pieces:
        length = piece.end - piece.start
        spans = _piece_spans(verdict, offset, offset + length, piece.start - offset)
        spans[0] = LedgerSpan(0, spans[0].end, spans[0].fate, spans[0].label, spans[0].rule)
        spans[-1] = LedgerSpan(
            spans[-1].start, len(lines[piece.line - 1]), spans[-1].fate, spans[-1].label, spans[-1].rule
        )
        yield LedgerEntry(piece.line, verdict.label, verdict.rule, tuple(spans))
        offset += length + 1


def _piece_spans(verdict: Verdict, first: int, last: int, shift: int) -> list[LedgerSpan]:
    """The spans of a unit's characters `first` to `last`, with `shift` added to their places."""
    spans: list[LedgerSpan] = []
    place = first
    for cut in _all_cuts(verdict, last):
        start, end = max(cut.start, place), min(cut.end, last)
        if start < end:
            spans.append(LedgerSpan(start + shift, end + shift, cut.fate, cut.label, cut.rule))
            place = end
    return spans


def _all_cuts(verdict: Verdict, length: int) -> Iterator[Cut]:
    """The verdict's cuts with what lies between them."""
    place = 0
    for cut in verdict.cuts:
        if cut.start > place:
            yield Cut(place, cut.start, verdict.fate, verdict.label, verdict.rule)
        yield cut
        place = cut.end
    yield Cut(place, max(place, length), verdict.fate, verdict.label, verdict.rule)


def spoken_sources(ledger: Sequence[LedgerEntry], lines: Sequence[str]) -> Iterator[SourceSpan]:
    """The spoken spans of a ledger without the white space at their ends, in order; blank ones are left out."""
    for entry in ledger:
        for span in entry.spans:
            if span.fate is Fate.SPOKEN:
                text = lines[entry.line - 1][span.start : span.end]
                start = span.start + len(text) - len(text.lstrip())
                end = start + len(text.strip())
                if start < end:
                    yield SourceSpan(entry.line, start, end)


def settled(article: Article) -> tuple[LedgerEntry, ...]:
    """The article's ledger, in which what no field holds after all is dropped: a second notice, an update's date."""
    fields = Fields(article)

    def settle(entry: LedgerEntry, span: LedgerSpan) -> LedgerSpan:
        return replace(span, fate=Fate.DROPPED) if _is_lost(fields, entry, span) else span

    return tuple(replace(entry, spans=tuple(settle(entry, span) for span in entry.spans)) for entry in article.ledger)


def _is_lost(fields: Fields, entry: LedgerEntry, span: LedgerSpan) -> bool:
    """Whether a span is called used, and no field of the article holds it."""
    text = fields.article.lines[entry.line - 1][span.start : span.end]
    return span.fate is Fate.USED and not fields.hold(span.label, text)


def check_ledger(article: Article) -> None:
    """Raise ScriptError unless the ledger accounts for every character of the page, and the body is what it says.

    Each non-blank line has one entry, its spans partition the line, the blocks' sources are the spoken spans in
    order, each block's text is what stands there, and a field of the article holds what the ledger calls used.
    """
    fields = Fields(article)
    wanted = [number for number, line in enumerate(article.lines, 1) if line.strip()]
    for number, entry in zip_longest(wanted, article.ledger):
        if entry is None or number != entry.line:
            _fail(f"the ledger has no single entry for line {number or entry.line}")
        _check_spans(entry, len(article.lines[entry.line - 1]))
        if any(_is_lost(fields, entry, span) for span in entry.spans):
            _fail(f"the ledger calls used what no field of the story holds, on line {entry.line}")
    told = [(source, block) for block in article.body for source in block.source]
    for spoken, placed in zip_longest(spoken_sources(article.ledger, article.lines), told):
        if placed is None:
            _fail(f"the body lacks what the ledger calls spoken, on line {spoken.line}")
        if spoken != placed[0]:
            _fail(f"the ledger does not call spoken here what the body has: {placed[1].text[:40]!r}")
    for block in article.body:
        written = " ".join(article.lines[span.line - 1][span.start : span.end] for span in block.source)
        if block.text != written or not block.source:
            _fail(f"a block of the body is not what its lines say: {block.text[:40]!r}")


def _check_spans(entry: LedgerEntry, length: int) -> None:
    place = 0
    for span in entry.spans:
        if span.start != place or span.end <= span.start or not span.rule:
            _fail(f"the ledger's spans of line {entry.line} overlap, or leave a gap at character {place}")
        place = span.end
    if place != length:
        _fail(f"the ledger's spans of line {entry.line} end at character {place} of {length}")


def _fail(problem: str) -> NoReturn:
    raise ScriptError(problem, _REMEDY)
