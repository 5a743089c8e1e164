from __future__ import annotations

import math
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiocast.engines.marks import word_spans
from audiocast.engines.tone import ToneEngine
from audiocast.errors import EngineError
from tests.engines.voices import voice

TONE = voice("tone", "tone")


@given(st.text(max_size=60))
def test_marks_cover_every_word_of_any_text(text: str) -> None:
    spoken = ToneEngine().speak(text, TONE)
    assert [(mark.start, mark.end) for mark in spoken.marks] == word_spans(text)
    assert all(mark.exact for mark in spoken.marks)
    assert len(spoken.pcm) == 2 * len(spoken.marks) * (22_050 // 10)


def test_same_word_same_sound_other_word_other_pitch() -> None:
    engine = ToneEngine()
    assert engine.speak("one", TONE).pcm == engine.speak("one", TONE).pcm
    assert engine.speak("one", TONE).pcm != engine.speak("two", TONE).pcm


def test_sound_is_where_the_marks_are() -> None:
    spoken = ToneEngine().speak("alpha beta", voice("tone", "tone", options={"word_ms": "100", "gap_ms": "100"}))
    samples = array("h", spoken.pcm)
    assert [(mark.start_ms, mark.end_ms) for mark in spoken.marks] == [(0, 200), (200, 400)]
    for mark in spoken.marks:
        first = math.ceil(mark.start_ms * 22.05)
        assert max(samples[first : first + 2100]) > 4000
        assert max(samples[first + 2210 : first + 4400]) == 0


def test_rate_shortens_the_words() -> None:
    ends = [ToneEngine().speak("one", voice("tone", "tone", rate=rate)).marks[-1].end_ms for rate in (175, 350)]
    assert ends == [100, 49]


def test_a_long_text_is_spoken_at_once() -> None:
    text = " ".join(f"word{number}" for number in range(20_000))
    assert len(ToneEngine().speak(text, voice("tone", "tone", options={"word_ms": "5", "gap_ms": "5"})).marks) == 20_000


@pytest.mark.parametrize(
    ("profile", "message"),
    [
        (voice("tone", "bell"), r'no voice "bell".*tone, silent'),
        (voice("tone", "tone", options={"pitch": "3"}), r"no option pitch.*word_ms, gap_ms, marker"),
        (voice("tone", "tone", options={"word_ms": "-1"}), r'word_ms = "-1" is no length'),
        (voice("tone", "tone", options={"gap_ms": "5001"}), r'gap_ms = "5001" is no length'),
    ],
)
def test_wrong_profiles_are_refused(profile: object, message: str) -> None:
    with pytest.raises(EngineError, match=message):
        ToneEngine().check_voice(profile)  # type: ignore[arg-type]


def test_modes_are_listed_and_flaky_needs_its_marker() -> None:
    assert {"tone", "silent", "short", "error", "crash", "exit", "hang", "flaky"} == {
        entry.id for entry in ToneEngine().voices()
    }
    with pytest.raises(EngineError, match='needs the option "marker"'):
        ToneEngine().speak("one", voice("tone", "flaky"))
