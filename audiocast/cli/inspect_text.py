"""How a page was read: as plain lines to be heard, and as JSON for a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audiocast.models.article import Article, Block, Image, LedgerEntry

_LONGEST = 60


def describe(article: Article) -> Iterator[str]:
    """The reading line by line: what is known of the story, then each line with its fate, label and rule."""
    yield f"title: {article.title or 'none found'}"
    yield f"dek: {article.dek or 'none found'}"
    yield f"byline: {', '.join(article.byline) or 'none found'}"
    yield f"station: {article.station or 'none found'}"
    yield f"published: {article.published.isoformat() if article.published else 'none found'}"
    yield f"language: {article.language or 'not clear'}"
    yield f"copyright: {article.copyright or 'none found'}"
    for entry in article.ledger:
        yield from _entry_lines(entry, article.lines[entry.line - 1])


def as_json(article: Article) -> dict[str, object]:
    """The reading as values for JSON: what is known of the story, `body` and `ledger`."""
    return {
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
    return plain | {"speaker": block.speaker} if block.speaker else plain


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
