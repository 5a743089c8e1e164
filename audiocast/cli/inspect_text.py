"""How a page was read: as plain lines to be heard, and as JSON for a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audiocast.models.article import Article, Block, Image, LedgerEntry
    from audiocast.sources.doubts import Doubt

_LONGEST = 60


def describe(article: Article, doubts: Sequence[Doubt] = ()) -> Iterator[str]:
    """The reading line by line: what is known of the story, then each line with its fate, label and rule.

    Below a doubtful line stands what else it might have been.
    """
    doubtful = {doubt.line: doubt for doubt in doubts}
    yield f"title: {article.title or 'none found'}"
    yield f"dek: {article.dek or 'none found'}"
    yield f"byline: {', '.join(article.byline) or 'none found'}"
    yield f"station: {article.station or 'none found'}"
    yield f"published: {article.published.isoformat() if article.published else 'none found'}"
    yield f"language: {article.language or 'not clear'}"
    yield f"copyright: {article.copyright or 'none found'}"
    for entry in article.ledger:
        yield from _entry_lines(entry, article.lines[entry.line - 1])
        if doubt := doubtful.get(entry.line):
            rivals = "; or ".join(f"{rival.label}: {rival.reason}" for rival in doubt.rivals)
            yield f"line {entry.line} is doubtful, and might be {rivals}"


def doubts_as_json(doubts: Sequence[Doubt]) -> list[dict[str, object]]:
    """The doubtful lines as values for JSON."""
    return [
        {
            "line": doubt.line,
            "label": str(doubt.label),
            "rule": doubt.rule,
            "rivals": [{"label": str(rival.label), "reason": rival.reason} for rival in doubt.rivals],
        }
        for doubt in doubts
    ]


def as_json(article: Article) -> dict[str, object]:
    """The reading as values for JSON: what is known of the story, `body` and `ledger`.

    Of HTML, XML and JSON `lines` are given too, for the ledger goes by their numbers and not by those of the file.
    """
    lines: dict[str, object] = {"lines": list(article.lines)} if article.is_rendered else {}
    reading: dict[str, object] = {
        "title": article.title,
        "dek": article.dek,
        "byline": list(article.byline),
        "station": article.station,
        "published": article.published.isoformat() if article.published else None,
        "language": article.language,
        "copyright": article.copyright,
        "copyright_holder": article.copyright_holder,
        "image": _image(article.image),
        "url": article.url,
        "id": article.identifier,
        "body": [_block(block) for block in article.body],
        "ledger": [_entry(entry) for entry in article.ledger],
    }
    return reading | lines


def _entry_lines(entry: LedgerEntry, line: str) -> Iterator[str]:
    for span in entry.spans:
        place = "" if len(entry.spans) == 1 else f", characters {span.start + 1} to {span.end}"
        words = _shortened(line[span.start : span.end])
        yield f'line {entry.line}{place}, {span.fate}, {span.label}: rule {span.rule}: "{words}"'


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    if len(text) <= _LONGEST:
        return text
    return f"{text[: text.rfind(' ', 1, _LONGEST + 1) if ' ' in text[1 : _LONGEST + 1] else _LONGEST]}…"


def _image(image: Image | None) -> dict[str, str] | None:
    return None if image is None else {"caption": image.caption, "credit": image.credit, "alt": image.alt}


def _block(block: Block) -> dict[str, object]:
    plain: dict[str, object] = {"kind": str(block.kind), "text": block.text}
    foreign = [{"start": each.start, "end": each.end, "language": each.language} for each in block.foreign]
    return plain | ({"speaker": block.speaker} if block.speaker else {}) | ({"foreign": foreign} if foreign else {})


def _entry(entry: LedgerEntry) -> dict[str, object]:
    return {
        "line": entry.line,
        "label": str(entry.label),
        "rule": entry.rule,
        "spans": [
            {"start": span.start, "end": span.end, "fate": str(span.fate), "label": str(span.label), "rule": span.rule}
            for span in entry.spans
        ],
    }
