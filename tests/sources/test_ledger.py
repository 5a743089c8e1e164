from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from audiocast.config import defaults
from audiocast.errors import ScriptError
from audiocast.models.article import Article, Fate, LedgerEntry
from audiocast.sources import read
from audiocast.sources.ledger import check_ledger, settled

if TYPE_CHECKING:
    from pathlib import Path

PAGES = sorted((defaults() / "feeds" / "example" / "pages").glob("*.txt"))


@pytest.fixture(params=PAGES, ids=lambda path: path.stem)
def article(request: pytest.FixtureRequest) -> Article:
    path: Path = request.param
    return read(path)


def first(article: Article, fate: Fate) -> int:
    return next(i for i, entry in enumerate(article.ledger) if entry.spans[-1].fate is fate)


def with_entry(article: Article, index: int, entry: LedgerEntry | None) -> Article:
    entries = list(article.ledger)
    entries[index : index + 1] = [entry] if entry else []
    return replace(article, ledger=tuple(entries))


def test_what_was_read_passes(article: Article) -> None:
    check_ledger(article)


def test_a_block_taken_away(article: Article) -> None:
    for index in range(len(article.body)):
        with pytest.raises(ScriptError):
            check_ledger(replace(article, body=article.body[:index] + article.body[index + 1 :]))


def test_a_block_said_twice_or_out_of_order(article: Article) -> None:
    with pytest.raises(ScriptError):
        check_ledger(replace(article, body=(article.body[0], *article.body)))
    with pytest.raises(ScriptError):
        check_ledger(replace(article, body=article.body[::-1]))


def test_a_sentence_taken_away(article: Article) -> None:
    for index, block in enumerate(article.body):
        cut = replace(block, text=block.text[: len(block.text) // 2].strip())
        with pytest.raises(ScriptError, match="not what its lines say"):
            check_ledger(replace(article, body=(*article.body[:index], cut, *article.body[index + 1 :])))


def test_a_sentence_taken_from_text_and_source_alike(article: Article) -> None:
    block = max(article.body, key=lambda block: len(block.text))
    source = replace(block.source[0], end=block.source[0].start + 10)
    cut = replace(block, text=article.lines[source.line - 1][source.start : source.end], source=(source,))
    with pytest.raises(ScriptError):
        check_ledger(replace(article, body=tuple(cut if each is block else each for each in article.body)))


def test_a_line_missing_from_the_ledger(article: Article) -> None:
    for index in range(len(article.ledger)):
        with pytest.raises(ScriptError, match="no single entry"):
            check_ledger(with_entry(article, index, None))


def test_a_spoken_line_called_dropped(article: Article) -> None:
    index = first(article, Fate.SPOKEN)
    entry = article.ledger[index]
    spans = tuple(replace(span, fate=Fate.DROPPED) for span in entry.spans)
    with pytest.raises(ScriptError):
        check_ledger(with_entry(article, index, replace(entry, spans=spans)))


def test_a_dropped_line_called_spoken(article: Article) -> None:
    index = first(article, Fate.DROPPED)
    entry = article.ledger[index]
    spans = tuple(replace(span, fate=Fate.SPOKEN) for span in entry.spans)
    with pytest.raises(ScriptError):
        check_ledger(with_entry(article, index, replace(entry, spans=spans)))


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"byline": ("Sam Sample",)},
        {"station": "", "copyright": ""},
        {"published": None},
        {"published": date(1999, 1, 1)},
        {"copyright": "Copyright 1999"},
        {"image": None},
    ],
    ids=" and ".join,
)
def test_what_is_called_used_and_no_field_holds(change: dict[str, Any]) -> None:
    article = read(PAGES[0])
    with pytest.raises(ScriptError, match="no field of the story holds"):
        check_ledger(replace(article, **change))


def test_furniture_called_used(article: Article) -> None:
    index = first(article, Fate.DROPPED)
    entry = article.ledger[index]
    spans = tuple(replace(span, fate=Fate.USED) for span in entry.spans)
    with pytest.raises(ScriptError, match="no field of the story holds"):
        check_ledger(with_entry(article, index, replace(entry, spans=spans)))


def test_what_no_field_holds_is_settled_as_dropped(article: Article) -> None:
    bare = replace(article, title="", byline=(), station="", published=None, copyright="", image=None)
    settled_ = replace(bare, ledger=settled(bare))
    check_ledger(settled_)
    assert not [span for entry in settled_.ledger for span in entry.spans if span.fate is Fate.USED]


@pytest.mark.parametrize(("start", "end"), [(1, 0), (0, -1), (0, 1)], ids=["gap", "short", "long"])
def test_spans_that_do_not_partition_their_line(article: Article, start: int, end: int) -> None:
    entry = article.ledger[0]
    span = entry.spans[0]
    wrong = replace(span, start=span.start + start, end=span.end + end)
    with pytest.raises(ScriptError, match="spans of line"):
        check_ledger(with_entry(article, 0, replace(entry, spans=(wrong, *entry.spans[1:]))))


def test_overlapping_spans(article: Article) -> None:
    entry = article.ledger[0]
    with pytest.raises(ScriptError, match="overlap"):
        check_ledger(with_entry(article, 0, replace(entry, spans=(entry.spans[0], entry.spans[0]))))
