from __future__ import annotations

import html
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiocast.exports.captions import CAPTION_MS, LINE_CHARACTERS
from audiocast.exports.transcript import plain_text, webvtt
from audiocast.models.episode import Cue, CueWord
from audiocast.text import clean
from tests.archive.make import LONG, spoken

TIMING = re.compile(r"(\d\d+):([0-5]\d):([0-5]\d)\.(\d{3}) --> (\d\d+):([0-5]\d):([0-5]\d)\.(\d{3})")
VOICE = re.compile(r"<v ([^<>&]|&(?:amp|lt|gt);)+>")
Block = tuple[int, int, str, list[str]]


def read_vtt(data: bytes) -> list[Block]:
    """Start, end, speaker and lines of each cue, by the grammar of the specification; anything else fails."""
    head, *blocks = data.decode().removesuffix("\n").split("\n\n")
    assert head == "WEBVTT"
    return [_read_block(block) for block in blocks]


def _read_block(block: str) -> Block:
    timing, *lines = block.split("\n")
    match = TIMING.fullmatch(timing)
    assert match
    numbers = [int(group) for group in match.groups()]
    start, end = (((h * 60 + m) * 60 + s) * 1000 + ms for h, m, s, ms in (numbers[:4], numbers[4:]))
    voice = VOICE.match(lines[0])
    if voice:
        lines[0] = lines[0][voice.end() :]
    assert lines
    assert all(lines)
    assert not any(re.search(r"[<>]|&(?!amp;|lt;|gt;)", line) for line in lines)
    return start, end, html.unescape(voice[0][3:-1]) if voice else "", [html.unescape(line) for line in lines]


def check_times(blocks: list[Block], duration_ms: int) -> None:
    assert all(0 <= start < end <= duration_ms for start, end, _, _ in blocks)
    assert all(end - start <= CAPTION_MS for start, end, _, _ in blocks)
    assert all(first[0] <= second[0] for first, second in pairwise(blocks))


def said(blocks: list[Block]) -> str:
    """All that is shown, without the spaces, which lines may take the place of."""
    return "".join("".join(line.split()) for block in blocks for line in block[3])


def test_sentences_become_captions_of_two_short_lines() -> None:
    cues = [spoken(text, 10_000 * place) for place, text in enumerate(LONG)]
    blocks = read_vtt(webvtt(cues, 60_000))
    assert [word for block in blocks for line in block[3] for word in line.split()] == " ".join(LONG).split()
    assert all(len(block[3]) <= 2 for block in blocks)
    assert all(len(line) <= LINE_CHARACTERS for block in blocks for line in block[3])
    check_times(blocks, 60_000)


def test_a_caption_ends_with_a_phrase() -> None:
    text = "The boat left at dawn on Monday, with two hundred people aboard it, and came back by noon with even more."
    lines = [block[3] for block in read_vtt(webvtt([spoken(text, word_ms=200)], 60_000))]
    assert lines == [
        ["The boat left at dawn on Monday,", "with two hundred people aboard it,"],
        ["and came back by noon with even more."],
    ]


def test_a_caption_is_timed_by_its_words() -> None:
    text = (
        "One two three four five, six seven eight nine ten eleven twelve thirteen, fourteen fifteen sixteen seventeen."
    )
    cue = spoken(text, 5000, "Reporter")
    first, second = read_vtt(webvtt([cue], 60_000))
    assert first[:3] == (5000, 5000 + 13 * 300, "Reporter")
    assert second[:2] == (5000 + 13 * 300, 5000 + 17 * 300)


def test_slow_speech_is_cut_by_time() -> None:
    blocks = read_vtt(webvtt([spoken("one two three four five six", word_ms=2000)], 12_000))
    assert len(blocks) == 2
    check_times(blocks, 12_000)


def test_a_long_address_and_text_without_spaces_are_cut_to_lines() -> None:
    address = "https://news.example/" + "a-very-long-path/" * 8
    japanese = "港のフェリーが十一週間ぶりに運航を再開し、月曜日の夜明けに最初の船が出港したと当局が発表した。" * 3
    blocks = read_vtt(
        webvtt([spoken(f"See {address} now.", word_ms=5000), spoken(japanese, 15_000, word_ms=30_000)], 45_000)
    )
    assert said(blocks) == f"See{address}now.{japanese}"
    assert all(len(block[3]) <= 2 and len(line) <= LINE_CHARACTERS for block in blocks for line in block[3])
    check_times(blocks, 45_000)


def test_words_without_marks_still_show() -> None:
    text = "It rose — at last — by 5 %."
    cue = replace(spoken(text), words=(CueWord(0, 2, 0, 300), CueWord(22, 23, 2000, 2500)))
    assert said(read_vtt(webvtt([cue], 3000))) == "".join(text.split())


def test_what_means_something_in_the_format_is_escaped() -> None:
    cue = spoken("If a < b && b > c then --> NOTE", speaker="Q&A <desk>")
    data = webvtt([cue], 9000)
    assert data.count(b"-->") == 1
    assert read_vtt(data)[0][2:] == ("Q&A <desk>", ["If a < b && b > c then --> NOTE"])


def test_a_transcript_of_nothing_is_still_one() -> None:
    assert webvtt([], 1000) == b"WEBVTT\n"
    assert webvtt([spoken("\u200b \n")], 1000) == b"WEBVTT\n"


@pytest.mark.parametrize("duration_ms", [1, 500, 100_000])
def test_times_that_make_no_sense_are_made_to(duration_ms: int) -> None:
    word = CueWord(0, 5, 9000, 100)
    cues = [Cue(5000, 4000, "", "Words", 0, 0, (word,)), Cue(0, 0, "A", "again", 0, 0, ()), spoken("and again", 90_000)]
    blocks = read_vtt(webvtt(cues, duration_ms))
    assert said(blocks) == "Wordsagainandagain"
    check_times(blocks, duration_ms)


@given(
    st.lists(st.tuples(st.text(), st.text(), st.integers(0, 20_000), st.integers(0, 3000)), max_size=4),
    st.integers(1, 40_000),
)
def test_any_words_make_a_sound_file(sentences: list[tuple[str, str, int, int]], duration_ms: int) -> None:
    cues = [spoken(text, start, speaker, word_ms=each) for speaker, text, start, each in sentences]
    blocks = read_vtt(webvtt(cues, duration_ms))
    wanted = "".join(clean(word) for _, text, _, _ in sentences for word in text.split())
    assert said(blocks) == "".join(wanted.split())
    assert all(len(block[3]) <= 2 and len(line) <= LINE_CHARACTERS for block in blocks for line in block[3])
    check_times(blocks, duration_ms)


def test_a_sentence_of_fifty_thousand_words_is_split_too() -> None:
    blocks = read_vtt(webvtt([spoken("word " * 50_000, word_ms=200)], 10_000_000))
    assert said(blocks) == "word" * 50_000


def test_plain_text_has_a_paragraph_for_each_segment() -> None:
    cues = [spoken("From the harbor."), spoken("The ferry  is back.", segment=1), spoken("So say all.", segment=1)]
    assert plain_text(cues) == "From the harbor.\n\nThe ferry is back. So say all."
    assert plain_text([]) == ""
