from __future__ import annotations

from array import array
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiocast.engines.marks import estimated_marks
from audiocast.engines.tone import ToneEngine
from audiocast.errors import EngineError
from audiocast.models.speech import Mark, SpokenUtterance
from audiocast.speech.plausibility import is_audible, marks_problem, plausible_bounds_ms, require_plausible
from tests.engines.voices import voice

TONE = voice("tone", "tone")
TEXT = "The senate voted on Tuesday"


def _tone(text: str = TEXT) -> SpokenUtterance:
    return ToneEngine().speak(text, TONE)


@given(st.text())
def test_bounds_are_in_order_and_hold_one_word_in_its_usual_time(text: str) -> None:
    shortest, longest = plausible_bounds_ms(text, 175)
    assert 0 <= shortest < longest


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("Yes.", 500),
        ("a", 120),
        ("1,234,567", 5500),
        ("NPR", 1000),
        ("https://example.org/a/b?c=d&e=f", 6800),
        ("東京", 2500),
        ("I", 90),
    ],
)
def test_measured_lengths_of_odd_texts_are_plausible(text: str, milliseconds: int) -> None:
    shortest, longest = plausible_bounds_ms(text, 175)
    assert shortest <= milliseconds <= longest


def test_speech_that_never_stops_or_hardly_starts_is_not() -> None:
    text = "The senate voted on Tuesday to approve the bill"
    shortest, longest = plausible_bounds_ms(text, 175)
    assert shortest > 200
    assert longest < 60_000


def test_a_good_take_passes() -> None:
    require_plausible(_tone(), TEXT, TONE)


def test_a_text_without_words_may_be_silent() -> None:
    require_plausible(SpokenUtterance(b"", 22_050, ()), "—", TONE)


@pytest.mark.parametrize(
    ("take", "problem"),
    [
        (SpokenUtterance(b"", 22_050, ()), "0 milliseconds of sound"),
        (replace(_tone(), pcm=_tone().pcm[:-1]), "no 16-bit sound"),
        (replace(_tone(), sample_rate=0), "no 16-bit sound"),
        (replace(_tone(), pcm=bytes(len(_tone().pcm))), "nothing but silence"),
        (replace(_tone(), marks=_tone().marks[:-1]), "marks of 4 words that are not the 5"),
        (replace(_tone(), pcm=_tone().pcm[:16_538]), "outside its 375 milliseconds"),
        (replace(_tone(), pcm=_tone().pcm * 60), "30000 milliseconds of sound, and"),
        (replace(_tone(), pcm=_tone().pcm[:4000]), "90 milliseconds of sound, and"),
    ],
)
def test_a_bad_take_is_an_error_that_quotes_the_text(take: SpokenUtterance, problem: str) -> None:
    with pytest.raises(EngineError, match=f'answered "{TEXT}" with .*{problem}'):
        require_plausible(take, TEXT, TONE)


def test_words_that_an_exact_engine_gives_no_time_for_were_not_spoken() -> None:
    text = "one two three four five six"
    for count, refused in ((4, False), (5, True)):
        take = _tone(text)
        marks = tuple(replace(mark, exact=index >= count) for index, mark in enumerate(take.marks))
        lacking = replace(take, marks=marks)
        require_plausible(lacking, text, TONE)  # an engine that estimates gives none
        if refused:
            with pytest.raises(EngineError, match="5 words in a row that it does not seem to have spoken"):
                require_plausible(lacking, text, TONE, exact_marks=True)
        else:
            require_plausible(lacking, text, TONE, exact_marks=True)


def test_marks_that_run_backwards_are_told() -> None:
    marks = (Mark(0, 3, 0, 200), Mark(4, 7, 100, 300))
    assert marks_problem(marks, "one two", 300) == "word times that run backwards"
    assert marks_problem(estimated_marks("one two", 300), "one two", 300) == ""


@given(st.integers(0, 20_000), st.integers(0, 20_000))
def test_sound_is_found_wherever_it_begins(before: int, after: int) -> None:
    assert not is_audible(bytes(2 * (before + after)))
    assert is_audible(bytes(2 * before) + array("h", [-3000, 3000]).tobytes() + bytes(2 * after))


def test_hiss_is_not_audible() -> None:
    assert not is_audible(array("h", [90, -90] * 5000).tobytes())
