from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from audiocast.engines.marks import estimated_marks, marks_from_events, word_spans
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
