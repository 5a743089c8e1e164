"""Sounds, spoken segments and scripts for tests, and what outside programs make of a file."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from audiocast.audio.mp3_file import write_mp3
from audiocast.engines.tone import ToneEngine
from audiocast.models.script import Pause, Script, Section, SectionKind, Segment, SegmentKind, SpokenText, Utterance
from audiocast.models.show import Sounds
from audiocast.models.speech import Mark, SpokenSegment, SpokenUtterance
from tests.outside import needs
from tests.shows import example_show, tone_voices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from audiocast.models.recording import Recording
    from audiocast.models.show import Show

RATE = 22_050
TEXT = "The ferry returns to the harbor on Tuesday"


def sine(
    frequency: float, seconds: float, rate: int, amplitude: float = 1.0, phase: float = 0.0
) -> NDArray[np.float32]:
    time = np.arange(round(seconds * rate)) / rate
    return (amplitude * np.sin(2 * np.pi * frequency * time + phase)).astype(np.float32)


def speech_like(seconds: float, seed: int = 1, rate: int = RATE, pitch: float = 110.0) -> NDArray[np.float32]:
    """Pulses of a voice and noise in syllables, with pauses between them, peaks near 0.5."""
    noise = np.random.RandomState(seed)
    count = round(seconds * rate)
    time = np.arange(count) / rate
    voice = sum(np.cos(2 * np.pi * pitch * k * time) / k for k in range(1, 30))
    syllables = np.clip(np.sin(2 * np.pi * 2.1 * time) + 0.6 * np.sin(2 * np.pi * 0.7 * time + seed), 0, None)
    sound = (voice + noise.standard_normal(count)) * syllables
    return np.asarray(sound / np.abs(sound).max() * 0.5, np.float32)


def take(samples: NDArray[np.float32], marks: Iterable[Mark] = (), rate: int = RATE) -> SpokenUtterance:
    return SpokenUtterance(np.rint(samples * 32767).astype("<i2").tobytes(), rate, tuple(marks))


def segment(*texts: str, gap_ms: int = 300) -> Segment:
    utterances = tuple(Utterance(SpokenText.identity(text)) for text in texts)
    return Segment(SegmentKind.PARAGRAPH, "anchor", "Robin Example", "en-US", gap_ms, utterances)


def spoken(*samples: NDArray[np.float32], rate: int = RATE, gap_ms: int = 300) -> SpokenSegment:
    """A segment of an utterance for each sound, without marks."""
    of = segment(*(f"Sentence {number}" for number in range(len(samples))), gap_ms=gap_ms)
    return SpokenSegment(of, tuple(take(sound, rate=rate) for sound in samples), "test 1")


def tone_spoken(of: Segment) -> SpokenSegment:
    """A segment as the tone engine speaks it, each word long enough to be found again."""
    voice = replace(tone_voices(example_show())["anchor"], options={"word_ms": "80", "gap_ms": "120"})
    engine = ToneEngine()
    return SpokenSegment(of, tuple(engine.speak(each.text.spoken, voice) for each in of.utterances), "tone 1")


def script(*stories: Section) -> Script:
    """An intro, the story or stories, a sign-off."""
    told = stories or (story(segment("One sentence here.", "Another one there.")),)
    intro = Section(SectionKind.INTRO, "Introduction", 0, (segment("This is the news."), Pause(900)))
    sign_off = Section(SectionKind.SIGN_OFF, "Sign-off", 0, (segment("That was the news."),))
    return Script("News", "en-US", (intro, *told, sign_off))


def story(*segments: Segment, pause_ms: int = 600) -> Section:
    parts = [part for each in segments for part in (each, Pause(pause_ms))]
    return Section(SectionKind.STORY, "Story", 0, tuple(parts))


def tone_speech(of: Script) -> Iterator[SpokenSegment]:
    return (tone_spoken(each) for each in of.segments)


def quiet_show() -> Show:
    """The example show without sounds of its own."""
    return replace(example_show(), sounds=Sounds(ident="none", sign_off="none"))


def mp3(recording: Recording, folder: Path, tag: bytes = b"") -> Path:
    path = folder / "episode.mp3"
    with path.open("wb") as file:
        write_mp3(recording, tag, file)
    return path


def run(program: str, *arguments: str | Path) -> str:
    """Everything that an outside program prints."""
    done = subprocess.run(
        [needs(program), *map(str, arguments)], capture_output=True, check=True, stdin=subprocess.DEVNULL
    )
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def ffmpeg_decode(path: Path) -> NDArray[np.float32]:
    command = [needs("ffmpeg"), "-v", "error", "-nostdin", "-i", str(path), "-f", "f32le", "-"]
    return np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, "<f4")


def ebur128(path: Path) -> tuple[float, float]:
    """Integrated loudness and true peak, as ffmpeg measures the decoded file."""
    text = run("ffmpeg", "-nostdin", "-hide_banner", "-i", path, "-af", "ebur128=peak=true", "-f", "null", "-")
    loudness = re.findall(r"I:\s+(-?[\d.]+) LUFS", text)[-1]
    peak = re.findall(r"Peak:\s+(-?[\d.]+) dBFS", text)[-1]
    return float(loudness), float(peak)
