"""Tags inside of a sentence: whatever stands in a paragraph, its words are told once and in their order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiocast.models.article import BlockKind, Fate
from audiocast.sources import read_text
from audiocast.sources.html.parse import parse
from audiocast.sources.html.tags import INLINE
from audiocast.sources.html.visible import visible_lines
from audiocast.sources.ledger import check_ledger
from audiocast.text import words
from tests.sources.html.stories import HEADED, PROSE, body

PARAGRAPHS = (
    "The ferry left the east landing at ten past six on Tuesday, with sixty people and two dogs on board.",
    "Robin Example, the harbor master, said that a fine boat like this one was never seen on the bay before.",
    "The town council will vote on the money for a second one later in the month, after a hearing on Friday.",
)
STRUCK = {"del", "s", "strike"}
TAGS = [
    *sorted(INLINE - STRUCK - {"a", "wbr"}),
    "x-mark",
    "o:p",
    "span class=author",
    "i lang=es",
    "b style='color: red'",
]


def marked(paragraph: str, marks: list[tuple[int, int, str]]) -> str:
    """A paragraph with tags around some of its words, by the first of them and how many more."""
    parts = paragraph.split()
    for start, length, tag in marks:
        end = min(start + length, len(parts) - 1)
        parts[start] = f"<{tag}>{parts[start]}"
        parts[end] += f"</{tag.partition(' ')[0]}>"
    return f"<p>{' '.join(parts)}</p>"


MARKS = st.lists(
    st.tuples(st.integers(0, 17), st.integers(0, 8), st.sampled_from(TAGS))
    | st.tuples(st.integers(0, 17), st.integers(0, 1), st.just("a href=/x")),
    max_size=6,
)


@settings(max_examples=200)
@given(st.tuples(MARKS, MARKS, MARKS))
def test_each_word_of_a_paragraph_is_told_once(marks: tuple[list[tuple[int, int, str]], ...]) -> None:
    story = "".join(map(marked, PARAGRAPHS, marks))
    article = read_text(f"{HEADED}<article>{story}</article></body></html>")
    check_ledger(article)
    told = [word.strip("“”‘’") for block in article.body for word in words(block.text)]
    assert told == words(" ".join(PARAGRAPHS))


@pytest.mark.parametrize(
    ("language", "written", "told"),
    [
        ("en", "it was <q>a fine <b>boat</b></q> and dry", "it was “a fine boat” and dry"),
        ("en", "it was <q>a <q>fine</q> boat</q> and dry", "it was “a ‘fine’ boat” and dry"),
        ("de", "it was <q>a <q>fine</q> boat</q> and dry", "it was „a ‚fine‘ boat“ and dry"),
        ("fr-CA", "it was <q>a fine boat</q> and dry", "it was «a fine boat» and dry"),
        ("en", "it was <q>“a fine boat”</q> and dry", "it was “a fine boat” and dry"),
        ("en", "it was “<q>a fine boat</q>” and dry", "it was “a fine boat” and dry"),
        ("en", "“It is a <q>boat</q>,” he said, <q>and dry</q>", "“It is a ‘boat’,” he said, “and dry”"),
    ],
)
def test_a_quotation_in_a_sentence_has_the_marks_that_browsers_show(language: str, written: str, told: str) -> None:
    (line,) = visible_lines(parse(f"<p>{written}</p>", "page"), language)
    assert line.text == told


def test_the_marks_of_a_foreign_quotation_are_none_of_its_words() -> None:
    (line,) = visible_lines(parse("<p>It says <q lang=fr>Quel beau bateau</q> there.</p>", "page"), "en")
    (passage,) = line.passages
    assert line.text == "It says “Quel beau bateau” there."
    assert line.text[passage.start : passage.end] == "Quel beau bateau"


@pytest.mark.parametrize(
    "written",
    [
        "<time datetime=2024-03-05>On Tuesday the fifth of March</time> it rained.",
        "It rained <b>on <time>Tuesday</time></b>, <label>they</label> said, and <output>it snowed</output> later.",
        "The <span class=author>Robin Example</span> lock is not the <span class=share>Sam Sample</span> lock.",
    ],
)
def test_what_the_extractor_leaves_out_of_a_sentence_is_told_in_it(written: str) -> None:
    first, second, third = PARAGRAPHS
    article = read_text(
        f"{HEADED}<article><p>{first}</p><p>{second} {written}</p><p>{third}</p></article></body></html>"
    )
    plain = "".join(parse(f"<p>{second} {written}</p>", "page").itertext())
    assert [block.text for block in article.body] == [first, plain, third]


RUBY = [
    "<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>",
    "<ruby>漢字<rt>かんじ</ruby>",
    "<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>",
]


@pytest.mark.parametrize("ruby", RUBY)
def test_the_reading_beside_a_word_is_not_told(ruby: str) -> None:
    article = read_text(
        "<html lang=ja><body><article><h1>船が出た</h1>"
        "<p>船は火曜日の六時に港を出ました。六十人が乗っていました。議会は金曜日に投票します。</p>"
        f"<p>これは{ruby}と言います。</p></article></body></html>"
    )
    check_ledger(article)
    assert "これは漢字と言います。" in [block.text for block in article.body]
    (entry,) = [entry for entry in article.ledger if entry.rule == "html-reading"]
    assert entry.spans[0].fate is Fate.DROPPED


def test_no_character_is_lost_where_a_reading_is_not_ended() -> None:
    assert "字" in body(read_text(f"{HEADED}<p>{PROSE}</p><p>It is <ruby>漢<rt>かん<rb>字<rt>じ</ruby>, he said.</p>"))


def test_what_is_set_as_it_was_typed_is_body() -> None:
    first, second, third = PARAGRAPHS
    page = f"{HEADED}<article><p>{first}</p><pre>{second}\n  It came back.</pre><p>{third}</p></article></body></html>"
    blocks = read_text(page).body
    assert [block.text for block in blocks] == [first, f"{second} It came back.", third]
    assert {block.kind for block in blocks} == {BlockKind.PARAGRAPH}
