from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiocast.engines.marks import (
    around_skipped,
    estimated_marks,
    longest_estimate,
    marks_from_events,
    word_spans,
)
from audiocast.text import words


@given(st.text())
def test_spans_are_those_of_the_words(text: str) -> None:
    assert [text[start:end] for start, end in word_spans(text)] == words(text)


@given(st.text(), st.integers(0, 10**7), st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 10**7))))
def test_marks_cover_every_word_in_order_inside_the_sound(
    text: str, duration: int, events: list[tuple[int, int]]
) -> None:
    marks = marks_from_events(text, events, duration)
    assert [(mark.start, mark.end) for mark in marks] == word_spans(text)
    times = [time for mark in marks for time in (mark.start_ms, mark.end_ms)]
    assert times == sorted(times)
    assert all(0 <= time <= duration for time in times)


def test_first_event_inside_a_word_counts() -> None:
    marks = marks_from_events("in 1,234 days", [(0, 0), (3, 200), (5, 500), (9, 900)], 1200)
    assert [(mark.start_ms, mark.end_ms, mark.exact) for mark in marks] == [
        (0, 200, True),
        (200, 900, True),
        (900, 1200, True),
    ]


def test_merged_words_share_the_time_between_their_neighbours_by_letters() -> None:
    marks = marks_from_events("was not a man", [(0, 0), (4, 300), (10, 600)], 1000)
    assert [(mark.start_ms, mark.exact) for mark in marks] == [(0, True), (300, True), (500, False), (600, True)]


def test_punctuation_alone_is_no_word() -> None:
    assert word_spans("so — “yes” …") == [(0, 2), (5, 10)]


def test_times_that_run_back_or_past_the_end_are_interpolated() -> None:
    marks = marks_from_events("a b c", [(0, 400), (2, 100), (4, 5000)], 1000)
    assert [(mark.start_ms, mark.exact) for mark in marks] == [(400, True), (600, False), (800, False)]


def test_estimate_shares_by_letters_and_is_never_exact() -> None:
    marks = estimated_marks("abc abcdefg", 1200)
    assert [(mark.start_ms, mark.end_ms, mark.exact) for mark in marks] == [(0, 400, False), (400, 1200, False)]


@pytest.mark.parametrize(
    ("text", "events", "pieces"),
    [
        ("was not a man", (0, 4, 10), ["was not a man"]),  # merged
        ("one of the men", (0, 11), ["one of the men"]),
        ("x x x x x y", (0, 2, 4, 10), ["x x x ", "x ", "x ", "y"]),
        ("“x X x. x”", (0, 3, 5), ["“x X x. ", "x”"]),
        ("- a b c d.", (), ["- a ", "b ", "c ", "d."]),
        ("ha ha", (0,), ["ha ", "ha"]),
        ("…", (), ["…"]),
    ],
)
def test_words_that_seem_left_out_stand_alone(text: str, events: tuple[int, ...], pieces: list[str]) -> None:
    marks = marks_from_events(text, [(place, 100 * place) for place in events], 2000)
    assert [text[start:end] for start, end in around_skipped(text, marks)] == pieces


@given(st.text(), st.lists(st.integers(0, 60)))
def test_pieces_are_the_whole_text_with_words_in_each(text: str, places: list[int]) -> None:
    marks = marks_from_events(text, [(place, place) for place in places], 60)
    pieces = [text[start:end] for start, end in around_skipped(text, marks)]
    assert "".join(pieces) == text
    assert [word for piece in pieces for word in words(piece)] == words(text)
    assert all(map(words, pieces)) or not words(text)


def test_the_longest_run_of_estimates_counts_neighbours() -> None:
    assert longest_estimate(marks_from_events("a b c d e f", [(0, 0), (6, 10)], 100)) == 2
    assert longest_estimate(()) == 0
