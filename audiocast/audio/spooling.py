"""Puts encoded units and pauses one after the other into a temporary file, and keeps the episode's clock."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from audiocast.audio.decibels import to_decibels
from audiocast.audio.frames import FRAME_SAMPLES, SAMPLE_RATE, require_frames, silent_frame
from audiocast.audio.loudness import BLOCK_MS, integrated
from audiocast.errors import MediaError
from audiocast.models.recording import Recording
from audiocast.models.speech import Mark, TimedSection, TimedUtterance, Timeline

if TYPE_CHECKING:
    from types import TracebackType

    from audiocast.audio.joining import Placed
    from audiocast.audio.units import Unit
    from audiocast.models.script import Section


class Spool:
    """The frames of one episode as they grow; everything in it is placed by the frames before it.

    A context manager: unless `recording` was taken from it, leaving it removes the file.
    """

    def __init__(self, folder: Path, bitrate_kbps: int) -> None:
        self._bitrate_kbps = bitrate_kbps
        self._silent_frame = silent_frame(bitrate_kbps)
        self._frame_count = 0
        self._silence = 0  # samples of digital silence that the file ends with, up to now
        self._powers: list[np.ndarray[tuple[int], np.dtype[np.float32]]] = []
        self._peak = 0.0
        self._sections: list[tuple[Section, int]] = []
        self._segments = 0
        self._utterances: list[TimedUtterance] = []
        self._engines: dict[str, None] = {}
        self._taken = False
        try:
            self._file = tempfile.NamedTemporaryFile(dir=folder, prefix="audiocast-", suffix=".frames", delete=False)  # noqa: SIM115
        except OSError as error:
            raise _full(folder, error) from error
        self.path = Path(self._file.name)

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._file.close()
        except OSError:
            if self._taken:
                raise
        if not self._taken:
            self.path.unlink(missing_ok=True)

    def begin_section(self, section: Section) -> None:
        """What is added from here on belongs to this section."""
        self._sections.append((section, self._frame_count))

    def add_unit(self, unit: Unit) -> None:
        """Append a unit's frames and take its utterances onto the clock."""
        start_ms = _milliseconds(self._frame_count)
        section = len(self._sections) - 1
        for spoken in unit.spoken:
            self._utterances += [_timed(placed.later(start_ms), section, self._segments) for placed in spoken.placed]
            self._engines[spoken.engine] = None
            self._segments += 1
        self._write(unit.frames)
        self._frame_count += unit.frame_count
        self._silence = unit.silence
        self._peak = max(self._peak, unit.peak)
        self._powers.append(unit.powers.astype(np.float32))
        self._powers.append(np.zeros(round(unit.silence * 1000 / SAMPLE_RATE / BLOCK_MS), np.float32))

    def add_pause(self, duration_ms: int) -> None:
        """Append silence, less what the unit before it has at its end anyhow."""
        missing = duration_ms * SAMPLE_RATE / 1000 - self._silence
        count = max(0, round(missing / FRAME_SAMPLES))
        self._write(self._silent_frame * count)
        self._frame_count += count
        self._silence = 0
        self._powers.append(np.zeros(round(_milliseconds(count) / BLOCK_MS), np.float32))

    def recording(self) -> Recording:
        """What was spooled, complete; MediaError where there is nothing, it is not whole or the disk is full."""
        if not self._frame_count:
            raise MediaError("the script holds nothing to be heard", "Give a story with words in it")
        try:
            self._file.flush()
            size = self.path.stat().st_size
        except OSError as error:
            raise _full(self.path.parent, error) from error
        require_frames(size, self._frame_count, self._bitrate_kbps)
        self._taken = True
        return Recording(
            spool=self.path,
            frame_count=self._frame_count,
            bitrate_kbps=self._bitrate_kbps,
            timeline=self._timeline(),
            loudness_lufs=round(integrated(np.concatenate(self._powers).astype(np.float64), alone=True), 2),
            true_peak_dbtp=round(to_decibels(self._peak), 2),
            engines=tuple(self._engines),
        )

    def _timeline(self) -> Timeline:
        starts = [start for _, start in self._sections] + [self._frame_count]
        times = [round(_milliseconds(frames)) for frames in starts]
        sections = tuple(
            TimedSection(section.kind, section.title, section.story, start, end)
            for (section, _), start, end in zip(self._sections, times[:-1], times[1:], strict=True)
        )
        return Timeline(sections, tuple(self._utterances), times[-1])

    def _write(self, frames: bytes) -> None:
        try:
            self._file.write(frames)
        except OSError as error:
            raise _full(self.path.parent, error) from error


def _timed(placed: Placed, section: int, segment: int) -> TimedUtterance:
    def at(time_ms: float) -> int:
        return round(min(max(time_ms + placed.shift_ms, placed.start_ms), placed.end_ms))

    marks = tuple(
        Mark(mark.start, mark.end, at(mark.start_ms), at(mark.end_ms), exact=mark.exact) for mark in placed.marks
    )
    start_ms, end_ms = round(placed.start_ms), round(placed.end_ms)
    return TimedUtterance(placed.utterance, section, segment, placed.speaker, start_ms, end_ms, marks)


def _milliseconds(frames: int) -> float:
    return frames * FRAME_SAMPLES * 1000 / SAMPLE_RATE


def _full(folder: Path, error: OSError) -> MediaError:
    return MediaError(
        f"the sound could not be written to {folder}: {error.strerror or error}",
        "Make room there, or set TMPDIR to a folder with more",
    )
