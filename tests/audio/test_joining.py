from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from audiocast.audio.joining import join
from audiocast.errors import MediaError
from audiocast.models.speech import Mark, SpokenSegment, SpokenUtterance
from tests.audio.sounds import RATE, segment, sine, spoken, take

TONE = sine(300, 0.5, RATE, 0.3)


def silence(seconds: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.zeros(round(seconds * RATE), np.float32)


def test_silence_around_a_take_goes_and_a_gap_of_silence_comes() -> None:
    padded = np.concatenate([silence(0.4), TONE, silence(0.7)])
    joined = join(spoken(padded, padded, gap_ms=300))
    first, second = joined.placed
    assert first.start_ms == 0
    assert first.end_ms == pytest.approx(500 + 40, abs=2)
    assert second.start_ms == pytest.approx(first.end_ms + 300, abs=0.1)
    assert len(joined.samples) == pytest.approx((second.end_ms) * RATE / 1000, abs=1)
    gap = joined.samples[round(first.end_ms * RATE / 1000) : round(second.start_ms * RATE / 1000)]
    assert not gap.any()


def test_marks_move_with_the_sound() -> None:
    sounds = [np.concatenate([silence(0.4), TONE]), np.concatenate([silence(0.2), TONE])]
    marks = ([Mark(0, 4, 400, 900)], [Mark(0, 4, 200, 700)])
    speech = SpokenSegment(segment("word", "word"), tuple(map(take, sounds, marks)), "test")
    first, second = join(speech).placed
    assert first.shift_ms == pytest.approx(10 - 400, abs=1)
    assert second.shift_ms + 200 == pytest.approx(second.start_ms + 10, abs=1)
    assert first.later(1000).shift_ms == first.shift_ms + 1000


def test_the_ends_are_faded() -> None:
    joined = join(spoken(np.full(4000, 0.5, np.float32)))
    assert abs(joined.samples[0]) < 0.02
    assert abs(joined.samples[-1]) < 0.02
    assert joined.samples[2000] == pytest.approx(0.5, abs=0.001)


def test_takes_of_different_rates_meet_at_the_output_rate() -> None:
    of = segment("one", "two", gap_ms=100)
    takes = (take(TONE, rate=RATE), take(sine(300, 0.5, 16_000, 0.3), rate=16_000))
    joined = join(SpokenSegment(of, takes, "test"))
    assert joined.rate == 44_100
    assert [each.end_ms - each.start_ms for each in joined.placed] == [pytest.approx(500, abs=1)] * 2


@pytest.mark.parametrize("nothing", [silence(0), silence(0.5)])
def test_a_take_without_sound_takes_no_time(nothing: np.ndarray[tuple[int], np.dtype[np.float32]]) -> None:
    joined = join(spoken(TONE, nothing, TONE, gap_ms=200))
    first, second, third = joined.placed
    assert second.start_ms == second.end_ms == first.end_ms
    assert third.start_ms == pytest.approx(first.end_ms + 200, abs=0.1)
    assert not len(join(spoken(nothing)).samples)


def test_an_utterance_without_a_take_is_not_said_to_be_there() -> None:
    whole = spoken(TONE, TONE)
    joined = join(replace(whole, takes=whole.takes[:1]))
    assert [placed.utterance for placed in joined.placed] == [whole.segment.utterances[0]]


@pytest.mark.parametrize("bad", [SpokenUtterance(b"abc", RATE, ()), SpokenUtterance(b"ab", 0, ())])
def test_what_is_no_sound_is_refused(bad: SpokenUtterance) -> None:
    with pytest.raises(MediaError, match="no 16-bit sound"):
        join(SpokenSegment(segment("word"), (bad,), "test"))
