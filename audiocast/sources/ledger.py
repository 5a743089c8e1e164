"""The ledger: where every character of a page's lines went, and the proof that body and ledger agree."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice, zip_longest
from typing import TYPE_CHECKING, NoReturn

from audiocast.errors import ScriptError
from audiocast.models.article import Fate, LedgerEntry, LedgerSpan, SourceSpan
from audiocast.sources.fields import Fields
from audiocast.sources.labelling.verdict import Cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from audiocast.models.article import Article
    from audiocast.sources.document import Hint
    from audiocast.sources.labelling.units import Unit
    from audiocast.sources.labelling.verdict import Verdict

_REMEDY = 'Nothing was published; please report this page, with the output of "audiocast inspect"'


def entries(unit: Unit, verdict: Verdict, lines: Sequence[str]) -> Iterator[LedgerEntry]:
    """The ledger's entries for the lines of a unit; white space that no span holds goes with its nearest."""
    if len(unit.pieces) == 1 and not unit.marks and not verdict.cuts:
        line = unit.pieces[0].line
        span = LedgerSpan(0, len(lines[line - 1]), verdict.fate, verdict.label, verdict.rule)
        yield LedgerEntry(line, verdict.label, verdict.rule, (span,))
        return
    spans: dict[int, list[LedgerSpan]] = {}
    offset = 0
    for piece in unit.pieces:
        offset += bool(spans) and piece.line not in spans
        length = piece.end - piece.start
        spans.setdefault(piece.line, []).extend(_piece_spans(verdict, offset, offset + length, piece.start - offset))
        offset += length
    for mark in unit.marks:
        spans.setdefault(mark.line, []).append(mark.span)
    for line, found in sorted(spans.items()):
        yield LedgerEntry(line, verdict.label, verdict.rule, _filled(found, len(lines[line - 1])))


def _filled(spans: Sequence[LedgerSpan], length: int) -> tuple[LedgerSpan, ...]:
    """The spans of a line in order, each up to where the next begins."""
    ordered = sorted(spans, key=lambda span: span.start)
    ends = [*(span.start for span in ordered[1:]), length]
    return tuple(
        LedgerSpan(span.start if place else 0, end, span.fate, span.label, span.rule)
        for place, (span, end) in enumerate(zip(ordered, ends, strict=True))
    )


def entry_of(number: int, hint: Hint, lines: Sequence[str]) -> LedgerEntry:
    """The ledger's entry for a whole line of which the structure of the source says what it is."""
    span = LedgerSpan(0, len(lines[number - 1]), hint.fate, hint.label, hint.rule)
    return LedgerEntry(number, hint.label, hint.rule, (span,))


def _piece_spans(verdict: Verdict, first: int, last: int, shift: int) -> list[LedgerSpan]:
    """The spans of a unit's characters `first` to `last`, with `shift` added to their places."""
    if not verdict.cuts:
        return [LedgerSpan(first + shift, last + shift, verdict.fate, verdict.label, verdict.rule)]
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


@dataclass(frozen=True, slots=True)
class SpokenPiece:
    """A spoken span without the white space at its ends; `glue` is what joins it to the one before: a space or nothing.

    Two spans of a line are joined by nothing where only marks stood between them, as in "[a link](address)s".
    """

    source: SourceSpan
    glue: str


def spoken_pieces(ledger: Iterable[LedgerEntry], lines: Sequence[str]) -> Iterator[SpokenPiece]:
    """The spoken spans of a ledger in order; blank ones are left out."""
    for entry in ledger:
        glue = " "
        for span in entry.spans:
            if span.fate is Fate.SPOKEN:
                text = lines[entry.line - 1][span.start : span.end]
                start = span.start + len(text) - len(text.lstrip())
                end = start + len(text.strip())
                if start < end:
                    yield SpokenPiece(SourceSpan(entry.line, start, end), " " if start > span.start else glue)
                glue = " " if end < span.end else ""


def joined(pieces: Iterable[SpokenPiece], lines: Sequence[str]) -> str:
    """The text of a block: its spoken pieces, joined as they stood."""
    texts = (f"{each.glue}{lines[each.source.line - 1][each.source.start : each.source.end]}" for each in pieces)
    return "".join(texts).removeprefix(" ")


def settled(article: Article) -> tuple[LedgerEntry, ...]:
    """The article's ledger, in which what no field holds after all is dropped: a second notice, an update's date."""
    fields = Fields(article)

    def settle(entry: LedgerEntry) -> LedgerEntry:
        lost = [_is_lost(fields, entry, span) for span in entry.spans]
        if not any(lost):
            return entry
        spans = (
            replace(span, fate=Fate.DROPPED) if gone else span for span, gone in zip(entry.spans, lost, strict=True)
        )
        return replace(entry, spans=tuple(spans))

    return tuple(map(settle, article.ledger))


def _is_lost(fields: Fields, entry: LedgerEntry, span: LedgerSpan) -> bool:
    """Whether a span is called used, and no field of the article holds it."""
    if span.fate is not Fate.USED:
        return False
    return not fields.hold(span.label, fields.article.lines[entry.line - 1][span.start : span.end])


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
    pieces = list(spoken_pieces(article.ledger, article.lines))
    told = [(source, block) for block in article.body for source in block.source]
    for piece, placed in zip_longest(pieces, told):
        if placed is None:
            _fail(f"the body lacks what the ledger calls spoken, on line {piece.source.line}")
        if piece is None or piece.source != placed[0]:
            _fail(f"the ledger does not call spoken here what the body has: {placed[1].text[:40]!r}")
    rest = iter(pieces)
    for block in article.body:
        written = joined(islice(rest, len(block.source)), article.lines)
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
