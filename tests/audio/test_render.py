from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile

from audiocast.audio.measure import measure
from audiocast.audio.render import render
from audiocast.errors import EngineError, MediaError
from audiocast.models.script import SectionKind
from audiocast.models.show import Mastering, Sounds
from audiocast.models.speech import SpokenSegment
from tests.audio.sounds import (
    ebur128,
    ffmpeg_decode,
    mp3,
    quiet_show,
    script,
    segment,
    sine,
    speech_like,
    story,
    take,
    tone_speech,
    tone_spoken,
)
from tests.shows import example_show

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from audiocast.models.recording import Recording
    from audiocast.models.script import Script
    from audiocast.models.show import Show
    from audiocast.models.speech import Timeline

NEWS = script(
    story(
        segment("The ferry is back on the river today.", "It left at six in the morning."),
        segment("We are glad.", "It was a long winter."),
    )
)


def voices(of: Script, seconds: float = 2.0) -> Iterator[SpokenSegment]:
    """Speech of two kinds of voices in turn, one take for each utterance."""
    for number, each in enumerate(of.segments):
        pitch = (95.0, 190.0)[number % 2]
        takes = [take(speech_like(seconds, place, pitch=pitch)) for place, _ in enumerate(each.utterances)]
        yield SpokenSegment(each, tuple(takes), f"voice {number % 2}")


def heard(of: Timeline) -> list[str]:
    return [each.utterance.text.written for each in of.utterances]


@pytest.mark.parametrize("show", [example_show(), quiet_show()])
def test_the_timeline_is_the_script_on_the_files_clock(tmp_path: Path, show: Show) -> None:
    recording = render(NEWS, tone_speech(NEWS), show, tmp_path)
    timeline = recording.timeline
    assert [each.kind for each in timeline.sections] == ["intro", "story", "sign-off"]
    assert heard(timeline) == [each.text.written for of in NEWS.segments for each in of.utterances]
    assert [each.segment for each in timeline.utterances] == [0, 1, 1, 2, 2, 3]
    assert [each.section for each in timeline.utterances] == [0, 1, 1, 1, 1, 2]
    times = [time for each in timeline.utterances for time in (each.start_ms, each.end_ms)]
    assert times == sorted(times)
    borders = [time for each in timeline.sections for time in (each.start_ms, each.end_ms)]
    assert borders == sorted(borders)
    assert (borders[0], borders[-1]) == (0, timeline.duration_ms)
    for each in timeline.utterances:
        section = timeline.sections[each.section]
        assert section.start_ms <= each.start_ms <= each.marks[0].start_ms
        assert each.marks[-1].end_ms <= each.end_ms <= section.end_ms
    assert recording.engines == ("tone 1",)
    assert measure(mp3(recording, tmp_path)).duration_ms == timeline.duration_ms


@pytest.mark.parametrize("show", [example_show(), quiet_show()])
def test_every_word_sounds_where_its_mark_says(tmp_path: Path, show: Show) -> None:
    recording = render(NEWS, tone_speech(NEWS), show, tmp_path)
    sound, rate = soundfile.read(mp3(recording, tmp_path), dtype="float32")
    speech_begins = recording.timeline.utterances[0].end_ms if show != quiet_show() else 0
    speech_ends = recording.timeline.utterances[-1].end_ms
    step = rate // 1000
    level = np.sqrt(np.mean(sound[: len(sound) // step * step].reshape(-1, step) ** 2, axis=1))
    level = np.convolve(level, np.ones(5) / 5, "same")
    loud = level > 0.03
    onsets = np.flatnonzero(loud[1:] & ~loud[:-1]) * step * 1000 / rate
    marks = [mark for each in recording.timeline.utterances for mark in each.marks]
    assert len(marks) == sum(len(each.text.spoken.split()) for of in NEWS.segments for each in of.utterances)
    for mark in marks:
        if speech_begins <= mark.start_ms < speech_ends:  # the ident's tail hides the first words' onsets
            assert np.abs(onsets - mark.start_ms).min() < 15


def test_a_pause_lasts_what_the_script_says(tmp_path: Path) -> None:
    for pause_ms in (200, 600, 3000):
        news = script(story(segment("One two."), segment("Three four."), pause_ms=pause_ms))
        told = render(news, tone_speech(news), quiet_show(), tmp_path).timeline.utterances
        assert told[2].start_ms - told[1].end_ms == pytest.approx(pause_ms, abs=14)


def test_the_same_bytes_with_any_number_of_threads(tmp_path: Path) -> None:
    made = [render(NEWS, voices(NEWS), example_show(), tmp_path, threads=threads) for threads in (1, 2, 3, 2)]
    assert len({each.spool.read_bytes() for each in made}) == 1
    assert len({replace(each, spool=tmp_path) for each in made}) == 1


@pytest.mark.outside
@pytest.mark.parametrize("seconds", [1.5, 6.0])
@pytest.mark.parametrize("bitrate", [96, 64])
@pytest.mark.parametrize("target", [-19.0, -16.0])
def test_ffmpeg_measures_what_was_asked_for(tmp_path: Path, target: float, bitrate: Any, seconds: float) -> None:
    show = replace(example_show(), mastering=Mastering(loudness_lufs=target, bitrate_kbps=bitrate))
    recording = render(NEWS, voices(NEWS, seconds), show, tmp_path)
    path = mp3(recording, tmp_path)
    loudness, peak = ebur128(path)
    assert loudness == pytest.approx(target, abs=0.5)
    assert peak <= -1
    assert recording.loudness_lufs == pytest.approx(loudness, abs=0.3)
    assert recording.true_peak_dbtp == pytest.approx(peak, abs=0.5)
    assert recording.bitrate_kbps == bitrate
    assert len(ffmpeg_decode(path)) == recording.frame_count * 1152


@pytest.mark.parametrize("level", [-20.0, 6.0])
def test_the_loudness_holds_however_loud_the_sounds_are(tmp_path: Path, level: float) -> None:
    brief = script(story(segment("One sentence."), segment("Another.")))
    show = replace(example_show(), sounds=Sounds(level_lu=level))
    found = measure(mp3(render(brief, voices(brief, 1.5), show, tmp_path), tmp_path))
    assert found.loudness_lufs == pytest.approx(-19, abs=0.5)
    assert found.true_peak_dbtp <= -1


def test_the_intro_begins_with_the_ident_and_the_file_ends_with_the_sign_off(tmp_path: Path) -> None:
    loud, quiet = (render(NEWS, tone_speech(NEWS), show, tmp_path) for show in (example_show(), quiet_show()))
    assert loud.timeline.utterances[0].start_ms > 1000
    assert quiet.timeline.utterances[0].start_ms == 0
    after = [each.timeline.duration_ms - each.timeline.utterances[-1].end_ms for each in (loud, quiet)]
    assert after[0] > 2000
    assert after[1] < 120


def test_a_script_without_intro_has_no_ident(tmp_path: Path) -> None:
    bare = replace(NEWS, sections=NEWS.sections[1:2])
    told = render(bare, tone_speech(bare), example_show(), tmp_path).timeline
    assert told.utterances[0].start_ms == 0
    assert [each.kind for each in told.sections] == [SectionKind.STORY]


def test_a_show_s_own_sound_is_heard(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "jingle.flac", sine(1000, 4, 48_000, 0.5), 48_000)
    show = replace(example_show(), folder=tmp_path, sounds=Sounds(ident="jingle.flac", sign_off="none"))
    recording = render(NEWS, tone_speech(NEWS), show, tmp_path)
    assert recording.timeline.utterances[0].start_ms == pytest.approx(4000 - 1200, abs=2)
    sound, rate = soundfile.read(mp3(recording, tmp_path))
    assert np.abs(np.fft.rfft(sound[rate // 2 : rate * 5 // 2])).argmax() == pytest.approx(2000, abs=2)


@pytest.mark.parametrize("lost", range(len(NEWS.segments)))
def test_a_segment_that_was_not_spoken_is_not_on_the_timeline(tmp_path: Path, lost: int) -> None:
    speech = [each for number, each in enumerate(tone_speech(NEWS)) if number != lost]
    told = render(NEWS, iter(speech), example_show(), tmp_path).timeline
    assert heard(told) == [each.text.written for of in speech for each in of.segment.utterances]


def test_speech_that_the_script_does_not_hold_is_refused(tmp_path: Path) -> None:
    speech = [*tone_speech(NEWS), tone_spoken(segment("And this."))]
    with pytest.raises(MediaError, match="more was spoken"):
        render(NEWS, iter(speech), quiet_show(), tmp_path)
    assert not list(tmp_path.iterdir())


def test_an_utterance_without_sound_is_on_the_timeline_all_the_same(tmp_path: Path) -> None:
    news = script(story(segment("* * *"), segment("Words again.")))
    told = render(news, tone_speech(news), quiet_show(), tmp_path).timeline
    assert heard(told)[1] == "* * *"
    assert told.utterances[1].start_ms == told.utterances[1].end_ms


def test_a_script_without_a_sound_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="nothing to be heard"):
        render(replace(NEWS, sections=()), iter(()), quiet_show(), tmp_path)
    assert not list(tmp_path.iterdir())


def test_only_a_few_segments_are_held_at_a_time(tmp_path: Path) -> None:
    long = script(story(*(segment(f"Sentence number {n}.") for n in range(40))))
    alive: weakref.WeakSet[Held] = weakref.WeakSet()
    most = 0

    def speech() -> Iterator[SpokenSegment]:
        nonlocal most
        for each in tone_speech(long):
            held = Held(each.segment, each.takes, each.engine)
            alive.add(held)
            yield held
            del held, each
            gc.collect()
            most = max(most, len(alive))

    render(long, speech(), quiet_show(), tmp_path)
    assert most <= 6


class Held(SpokenSegment):
    """A spoken segment that can be watched."""

    __slots__ = ("__weakref__",)
    __hash__ = object.__hash__


def test_what_the_speech_raises_passes_through_and_nothing_stays(tmp_path: Path) -> None:
    def speech() -> Iterator[SpokenSegment]:
        yield from list(tone_speech(NEWS))[:2]
        raise EngineError("the voice broke", "Mend it")

    with pytest.raises(EngineError):
        render(NEWS, speech(), example_show(), tmp_path)
    assert not list(tmp_path.iterdir())


def test_bad_settings_are_told_before_a_word_is_spoken(tmp_path: Path) -> None:
    def speech() -> Iterator[SpokenSegment]:
        raise AssertionError("spoken")
        yield

    no_rate: Any = 100
    for show in (
        replace(example_show(), mastering=Mastering(bitrate_kbps=no_rate)),
        replace(example_show(), sounds=Sounds(sign_off="missing.wav")),
    ):
        with pytest.raises(MediaError):
            render(NEWS, speech(), show, tmp_path)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="could not be written"):
        render(NEWS, tone_speech(NEWS), quiet_show(), tmp_path / "gone")


def test_a_full_disk_is_told_and_nothing_stays(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="Windows has no limit on the size of files")
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, most))
    try:
        with pytest.raises(MediaError, match="Make room"):
            render(NEWS, tone_speech(NEWS), quiet_show(), tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    assert not list(tmp_path.iterdir())


def test_a_recording_can_be_kept(tmp_path: Path) -> None:
    recording: Recording = render(NEWS, tone_speech(NEWS), quiet_show(), tmp_path)
    assert list(tmp_path.iterdir()) == [recording.spool]
    assert recording.spool.stat().st_size == pytest.approx(recording.timeline.duration_ms * 96 / 8, rel=0.01)
