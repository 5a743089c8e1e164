"""Renders a script: speech comes in, MP3 frames and a timeline go out, a few segments at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from audiocast.audio.encoder import Encoding
from audiocast.audio.frames import require_bitrate
from audiocast.audio.mastering import Target
from audiocast.audio.sound_files import load_sound
from audiocast.audio.spooling import Spool
from audiocast.audio.units import Goal, Sound, Unit, mixed_unit, speech_unit
from audiocast.errors import MediaError
from audiocast.models.script import Pause, Section, SectionKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from audiocast.models.recording import Recording
    from audiocast.models.script import Script
    from audiocast.models.show import Mastering, Show
    from audiocast.models.speech import SpokenSegment

Work = Callable[[], Unit]

THREADS = 2
_AHEAD = 1  # units that wait while each thread has one
# The sound's key in the show's file, and which of the sections of a kind it is for.
_SOUNDS = ((SectionKind.INTRO, "ident", 0), (SectionKind.SIGN_OFF, "sign_off", -1))


def render(
    script: Script, speech: Iterator[SpokenSegment], show: Show, spool: Path, *, threads: int = THREADS
) -> Recording:
    """Master, mix and encode a script's speech into a file of frames in the folder `spool`.

    `speech` is read as the work goes on; at most a few segments are held. The timeline tells what was really put in:
    it is for the caller to compare it with the script. The bytes are the same for any number of threads. Raises
    MediaError for a sound file that cannot be used, a bit rate that there is not, a full disk; what `speech` raises
    passes through. The file is removed on any error.
    """
    require_bitrate(show.mastering.bitrate_kbps)
    steps = _steps(script, speech, _sounds(script, show), show.mastering)
    with Spool(spool, show.mastering.bitrate_kbps) as frames:
        for step in _in_order(steps, threads):
            if isinstance(step, Section):
                frames.begin_section(step)
            elif isinstance(step, Pause):
                frames.add_pause(step.duration_ms)
            else:
                frames.add_unit(step)
        return frames.recording()


def _steps(
    script: Script, speech: Iterator[SpokenSegment], sounds: dict[int, Sound], mastering: Mastering
) -> Iterator[Section | Pause | Work]:
    """The beginnings of sections, the pauses, and the work that makes a unit."""
    target = Target(mastering.loudness_lufs, mastering.true_peak_dbtp)
    goal = Goal(target, Encoding(mastering.bitrate_kbps, mastering.quality))
    for index, section in enumerate(script.sections):
        yield section
        if index in sounds:
            parts = list(_heard(section, speech))
            closing = [parts.pop()] if parts and isinstance(parts[-1], Pause) else []
            yield partial(mixed_unit, parts, sounds[index], goal)
            yield from (part for part in closing if isinstance(part, Pause))
        else:
            for part in _heard(section, speech):
                yield part if isinstance(part, Pause) else partial(speech_unit, part, goal)
    if next(speech, None) is not None:
        raise MediaError("more was spoken than the script holds", "Please report the story that it was made of")


def _heard(section: Section, speech: Iterator[SpokenSegment]) -> Iterator[SpokenSegment | Pause]:
    """The section's parts as they were spoken; what was not spoken is missing."""
    for part in section.parts:
        if isinstance(part, Pause):
            yield part
        else:
            spoken = next(speech, None)
            if spoken is not None:
                yield spoken


def _in_order(steps: Iterable[Section | Pause | Work], threads: int) -> Iterator[Section | Pause | Unit]:
    """The steps with their work done, in order; only a few units are under way or wait at any time."""
    waiting: deque[Section | Pause | Future[Unit]] = deque()
    with ThreadPoolExecutor(threads, thread_name_prefix="audiocast-audio") as pool:
        try:
            for step in steps:
                waiting.append(step if isinstance(step, Section | Pause) else pool.submit(step))
                while sum(isinstance(entry, Future) for entry in waiting) > threads + _AHEAD:
                    yield _done(waiting.popleft())
            while waiting:
                yield _done(waiting.popleft())
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _done(entry: Section | Pause | Future[Unit]) -> Section | Pause | Unit:
    return entry.result() if isinstance(entry, Future) else entry


def _sounds(script: Script, show: Show) -> dict[int, Sound]:
    """The show's sounds by the section that each is for."""
    sounds = {}
    for kind, key, which in _SOUNDS:
        sections = [index for index, section in enumerate(script.sections) if section.kind is kind]
        samples = load_sound(show, key)
        if sections and samples is not None:
            level_lufs = show.mastering.loudness_lufs + show.sounds.level_lu
            sounds[sections[which]] = Sound(kind, samples, level_lufs)
    return sounds
