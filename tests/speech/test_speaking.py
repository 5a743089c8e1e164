from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiocast.engines.marks import word_spans
from audiocast.engines.tone import ToneEngine
from audiocast.errors import EngineError
from audiocast.speech import engine_statuses, speak
from audiocast.speech.client import SpeechServer
from tests.engines.voices import voice
from tests.speech.scripts import segment

if TYPE_CHECKING:
    from audiocast.models.speech import SpokenSegment

TONE = {"anchor": voice("tone", "tone")}
ESPEAK = {"anchor": voice("espeak", "en-us"), "reporter": voice("espeak", "en-us+f3")}


def _sounds(spoken: list[SpokenSegment]) -> dict[str, list[bytes]]:
    return {part.segment.utterances[0].text.spoken: [take.pcm for take in part.takes] for part in spoken}


def test_segments_come_in_order_with_what_the_engine_gave() -> None:
    script = [segment(f"Part {number} begins.", "It ends.") for number in range(8)]
    spoken = list(speak(iter(script), TONE))
    assert [part.segment for part in spoken] == script
    engine = ToneEngine()
    for part in spoken:
        texts = [utterance.text.spoken for utterance in part.segment.utterances]
        assert list(part.takes) == [engine.speak(text, TONE["anchor"]) for text in texts]
        assert part.engine == "tone 1"


def test_espeak_repeats_its_bytes_over_servers_and_in_any_order() -> None:
    script = [
        segment("The senate voted on Tuesday.", "It was not a surprise."),
        segment("“We can’t,” she said.", voice="reporter"),
        segment("1,234 people came to the hall."),
    ]
    orders = (script, script[::-1], [*script[1:], script[0]])
    runs = [list(speak(order, ESPEAK)) for order in orders]
    assert [part.segment for part in runs[1]] == script[::-1]
    assert runs[0][0].engine.startswith("espeak 1.")
    assert _sounds(runs[0]) == _sounds(runs[1]) == _sounds(runs[2])


def test_a_fresh_interpreter_speaks_the_same_bytes_as_a_fork() -> None:
    part = segment("The senate voted on Tuesday.", "It was not a surprise.")
    with SpeechServer("espeak") as forking, SpeechServer("espeak", fork=False) as fresh:
        assert forking.speak(part, ESPEAK["anchor"]) == fresh.speak(part, ESPEAK["anchor"])


def test_two_engines_speak_in_one_script() -> None:
    voices = {"anchor": voice("espeak", "en-us"), "quote": voice("tone", "tone")}
    script = [segment("Good evening.", voice=name) for name in ("anchor", "quote", "anchor", "quote")]
    assert [part.engine.split()[0] for part in speak(script, voices)] == ["espeak", "tone", "espeak", "tone"]


def test_an_utterance_without_words_is_an_empty_take() -> None:
    (spoken,) = speak([segment("…", "One.", " \n ", "")], TONE)
    assert [len(take.pcm) > 0 for take in spoken.takes] == [False, True, False, False]
    assert [take.sample_rate for take in spoken.takes] == [22_050] * 4


@settings(max_examples=25)
@given(st.lists(st.text(max_size=40), max_size=4))
def test_marks_cover_every_word_of_any_text(texts: list[str]) -> None:
    (spoken,) = speak([segment(*texts)], TONE)
    for text, take in zip(texts, spoken.takes, strict=True):
        assert [(mark.start, mark.end) for mark in take.marks] == word_spans(text)


def test_nothing_to_speak_is_nothing_spoken() -> None:
    assert list(speak([], TONE)) == []


def test_a_large_segment_grows_its_slot() -> None:
    (spoken,) = speak([segment("word " * 4000)], TONE)
    assert len(spoken.takes[0].pcm) == 4000 * 4410


@pytest.mark.parametrize(
    ("voices", "message"),
    [
        ({}, 'asks for the voice "anchor", which is not there. Voices: none'),
        ({"anchor": voice("tone", "bell")}, 'no voice "bell"'),
        ({"anchor": voice("espoke", "en-us")}, 'no speech engine "espoke".*espeak, native, tone'),
        ({"anchor": voice("espeak", "fr-xx")}, 'no voice "fr-xx".*Near matches: fr'),
        ({"anchor": voice("native", "Anna")}, 'for macOS and Windows.*Use the engine "espeak"'),
    ],
)
def test_voices_are_checked_before_the_first_word(voices: dict[str, object], message: str) -> None:
    script = [segment("Fine.", voice="fine"), segment("Never.")]
    spoken = speak(script, {"fine": voice("tone", "tone"), **voices})  # type: ignore[dict-item]
    with pytest.raises(EngineError, match=message if voices else "which is not there. Voices: fine"):
        next(spoken)


@pytest.mark.parametrize(
    ("mode", "message"),
    [
        ("silent", 'answered "One two three four five." with nothing but silence'),
        ("short", "with 4 milliseconds of sound"),
        ("error", 'always fails. Use the voice "tone"'),
    ],
)
def test_bad_speech_is_an_error(mode: str, message: str) -> None:
    with pytest.raises(EngineError, match=message):
        list(speak([segment("One two three four five.")], {"anchor": voice("tone", mode)}))


def test_statuses_are_asked_outside_this_process() -> None:
    statuses = {status.name: status for status in engine_statuses()}
    assert statuses["espeak"].available
    assert statuses["espeak"].version.startswith("1.")
    assert statuses["tone"].exact_marks
    assert {"espeak", "native", "tone"} <= statuses.keys()
