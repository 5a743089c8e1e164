"""The espeak engine with the real library, through the real pyttsx3."""

from __future__ import annotations

import wave
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import pyttsx3

from audiocast.engines import espeak_library
from audiocast.engines.espeak import EspeakEngine
from audiocast.engines.espeak_driver import register
from audiocast.engines.marks import word_spans
from audiocast.errors import EngineError
from audiocast.models.speech import SpokenUtterance
from audiocast.speech.plausibility import require_plausible
from tests.engines.voices import voice

ANCHOR = voice("espeak", "en-us")

NASTY = {
    "quotes": "“We can’t,” she said, ‘not now’ — ever…",
    "digits": "1,234,567 dollars, 3.14 percent, No. 10, $5, 100%, 1990s, 5–4 vote",
    "addresses": "See https://example.org/a/b?c=d&e=f#g or write to desk@example.org today",
    "emoji": "😀 smile 😀😀 then words 👩‍👩‍👧 here",
    "astral": "𝒜𝒷𝒸 astral letters after",
    "accents": "étude café après naïve señor Größe",
    "decomposed": "cafe\u0301 re\u0301sume\u0301 done",
    "scripts": "東京 and Москва and العربية end",
    "markup": "A <b>tag</b> &amp; a <mark name='x'/> [[h@l'oU]] stays text",
    "commands": "one \x01+20P two \x00 three \x7f four \ud800 five",
    "lines": "one\ntwo\n\n\nthree\tfour  five ",
    "merged": "It was not a man of the world in the end of it",
    "letters": "A.M. F B I N.P.R. C++ x_y e-mail a/b #tag @you",
}


@pytest.fixture(scope="module")
def engine() -> EspeakEngine:
    return EspeakEngine()


def _require_marks(spoken: SpokenUtterance, text: str) -> None:
    assert [(mark.start, mark.end) for mark in spoken.marks] == word_spans(text)
    times = [time for mark in spoken.marks for time in (mark.start_ms, mark.end_ms)]
    assert times == sorted(times)
    assert times[0] >= 0
    assert times[-1] == len(spoken.pcm) // 2 * 1000 // spoken.sample_rate


@pytest.mark.parametrize("name", NASTY)
def test_marks_cover_every_word(engine: EspeakEngine, name: str) -> None:
    _require_marks(engine.speak(NASTY[name], ANCHOR), NASTY[name])


def test_most_marks_are_exact_and_merged_words_are_not(engine: EspeakEngine) -> None:
    text = "It was not a man of the world."
    exact = {text[mark.start : mark.end]: mark.exact for mark in engine.speak(text, ANCHOR).marks}
    assert exact == {**dict.fromkeys(text.split(), True), "a": False, "the": False}


@pytest.mark.parametrize(
    "text",
    [
        "x x x x x x x y",
        "X x X x and “w w w w w,” they said",
        "ha ha ha ha ha ha",
        "no no no no no no no no no",
        "x. x. x. x. x. x.",
        "x - x - x - x - x - x",
        "x \x01 x \x02 x \x03 x \x04 x 😀 x x end",
        "x " * 300,
    ],
)
def test_a_word_said_again_and_again_is_spoken_every_time(engine: EspeakEngine, text: str) -> None:
    spoken = engine.speak(text, ANCHOR)
    _require_marks(spoken, text)
    assert all(mark.exact for mark in spoken.marks)
    times = [mark.start_ms for mark in spoken.marks]
    assert min(after - before for before, after in pairwise(times)) > 90
    require_plausible(spoken, text, ANCHOR, exact_marks=True)


def test_each_of_many_letters_sounds_where_its_mark_says(engine: EspeakEngine) -> None:
    """espeak-ng alone says "x" three times here; each one ends in a hiss."""
    spoken = engine.speak("x x x x x x x x", ANCHOR)
    samples = memoryview(spoken.pcm).cast("h")
    for mark in spoken.marks:
        sound = samples[mark.start_ms * 22 : mark.end_ms * 22]
        assert max(map(abs, sound)) > 3000
    assert len(samples) < 8 * 400 * 22.05 + 0.4 * 22050


def test_positions_count_characters_past_astral_and_combining_ones(engine: EspeakEngine) -> None:
    tail = "seven words follow every one of those"
    for head in ("😀😀 ", "𝒜𝒷 ", "cafe\u0301 "):
        marks = engine.speak(head + tail, ANCHOR).marks[-7:]
        # "one of" may be merged; a position off by one would lose the exact times of most.
        assert sum(mark.exact for mark in marks) >= 6


def test_five_thousand_words(engine: EspeakEngine) -> None:
    text = " ".join(f"The station read report {number % 90}." for number in range(1000))
    fast = voice("espeak", "en-us", rate=450)
    _require_marks(engine.speak(text, fast), text)


def test_a_word_of_twenty_thousand_letters(engine: EspeakEngine) -> None:
    text = "x" * 20_000 + " end."
    _require_marks(engine.speak(text, ANCHOR), text)


def test_a_text_over_the_limit_is_refused(engine: EspeakEngine) -> None:
    with pytest.raises(EngineError, match="100001 characters is over the limit of 100000"):
        engine.speak("a" * 100_001, ANCHOR)


@pytest.mark.parametrize("text", ["", " \n ", "— …", "!?"])
def test_text_without_words_is_an_empty_sound(engine: EspeakEngine, text: str) -> None:
    assert engine.speak(text, ANCHOR) == SpokenUtterance(b"", 22_050, ())


def test_every_field_of_the_profile_is_heard(engine: EspeakEngine) -> None:
    text = "The quick report of the evening"
    usual = engine.speak(text, ANCHOR)
    for field, value in {"rate": 300, "pitch": 90, "pitch_range": 5, "word_gap_ms": 200}.items():
        assert engine.speak(text, voice("espeak", "en-us", **{field: value})).pcm != usual.pcm
    assert len(engine.speak(text, voice("espeak", "en-us", rate=300)).pcm) < 0.8 * len(usual.pcm)
    assert len(engine.speak(text, voice("espeak", "en-us", word_gap_ms=200)).pcm) > len(usual.pcm) + 3 * 4410 * 2
    assert engine.speak(text, voice("espeak", "en-us+f3")).pcm != usual.pcm
    assert engine.speak(text, voice("espeak", "de")).pcm != usual.pcm


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("fo", r'no voice "fo"'),  # listed by the library, without a dictionary
        ("kaa", r'no voice "kaa"'),
        ("en-us+nope", r'no variant "nope"'),
        ("en_us", r'no voice "en_us".*en-us'),
    ],
)
def test_voices_that_cannot_speak_are_refused(engine: EspeakEngine, name: str, message: str) -> None:
    with pytest.raises(EngineError, match=message):
        engine.check_voice(voice("espeak", name))
    with pytest.raises(EngineError, match=message):
        engine.speak("one", voice("espeak", name))


def test_options_are_refused(engine: EspeakEngine) -> None:
    with pytest.raises(EngineError, match="no options, found: colour"):
        engine.check_voice(voice("espeak", "en-us", options={"colour": "red"}))


def test_every_listed_voice_is_accepted(engine: EspeakEngine) -> None:
    offered = engine.voices()
    assert len(offered) > 100
    assert len({entry.id for entry in offered}) == len(offered)
    for entry in offered:
        engine.check_voice(voice("espeak", entry.id))


def test_pyttsx3_is_the_door_and_its_own_topics_fire() -> None:
    door = pyttsx3.init(register())
    heard: list[tuple[str, Any]] = []
    door.connect("started-utterance", lambda name: heard.append(("started", name)))
    door.connect("started-word", lambda name, location, length: heard.append(("word", (location, length))))
    door.connect("word-mark", lambda name, location, time_ms: heard.append(("mark", location)))
    door.connect("audio", lambda name, pcm, sample_rate: heard.append(("audio", len(pcm) > 20_000)))
    door.connect("finished-utterance", lambda name, completed: heard.append(("finished", completed)))
    door.setProperty("voice", "en-us")
    spoken = ("hello world", "good evening", "late news")
    for text in spoken:  # from the second on pyttsx3 ends the loop before it starts it
        door.setProperty("rate", 180)
        door.say(text, text)
        door.runAndWait()
    assert [detail for topic, detail in heard if topic == "started"] == list(spoken)
    assert [topic for topic, _ in heard[:7]] == ["started", "word", "mark", "word", "mark", "audio", "finished"]
    assert heard[1] == ("word", (0, 5))
    assert len(heard) == 21


def test_engine_speaks_through_pyttsx3(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    say = pyttsx3.engine.Engine.say

    def overheard(door: Any, text: str) -> Any:
        said.append(text)
        return say(door, text)

    monkeypatch.setattr(pyttsx3.engine.Engine, "say", overheard)
    EspeakEngine().speak("one two", ANCHOR)
    assert said == ["one two"]


def test_several_texts_in_one_run_and_an_external_loop() -> None:
    door = pyttsx3.init(register())
    sounds: list[int] = []
    door.connect("audio", lambda name, pcm, sample_rate: sounds.append(len(pcm)))
    door.say("one")
    door.say("two three")
    door.runAndWait()
    door.startLoop(useDriverLoop=False)
    door.say("four five six")
    door.iterate()
    door.endLoop()
    assert len(sounds) == 3


def test_driver_saves_a_wave_file_and_reports_errors_on_their_topic(tmp_path: Path) -> None:
    door = pyttsx3.init(register())
    failures: list[Exception] = []
    door.connect("error", lambda name, exception: failures.append(exception))
    before = door.getProperty("voice")
    door.setProperty("voice", "no-such-voice")
    door.setProperty("colour", "red")
    door.setProperty("rate", "fast")
    door.save_to_file("one two three", str(tmp_path / "speech.wav"))
    door.runAndWait()
    with wave.open(str(tmp_path / "speech.wav")) as source:
        assert (source.getnchannels(), source.getsampwidth(), source.getframerate()) == (1, 2, 22_050)
        assert source.getnframes() > 10_000
    assert [type(failure) for failure in failures] == [EngineError, KeyError, EngineError]
    assert door.getProperty("voice") == before
    assert any(entry.id == "gmw/en-US" for entry in door.getProperty("voices"))


def test_a_missing_library_is_a_status_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        espeak_library, "candidates", lambda: (espeak_library.LibraryFiles("/absent/libespeak-ng.so", None),)
    )
    espeak_library.open_library.cache_clear()
    try:
        status = EspeakEngine().status()
        with pytest.raises(EngineError, match="could not be opened"):
            EspeakEngine().voices()
    finally:
        espeak_library.open_library.cache_clear()
    assert not status.available
    assert "/absent/libespeak-ng.so" in status.problem
    assert "espeakng-loader" in status.remedy


def test_the_wheel_comes_before_the_system() -> None:
    wheel, *system = espeak_library.candidates()
    assert Path(wheel.library).is_file()
    assert Path(wheel.data or "").is_dir()
    assert [files.data for files in system] == [None] * len(system)


def test_without_the_wheel_the_system_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak_library, "find_spec", lambda name: None)
    monkeypatch.setattr("sys.platform", "linux")
    assert espeak_library.candidates() == (espeak_library.LibraryFiles("libespeak-ng.so.1", None),)
