"""The sound of an episode before its tags: MP3 frames in a temporary file, and when everything in them is heard."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from audiocast.models.speech import Timeline


@dataclass(frozen=True, slots=True)
class Recording:
    """A rendered script. `spool` holds the bare frames and is the caller's to remove.

    Loudness (LUFS) and true peak (dBTP) are as computed while it was made: before encoding, but for the peaks of
    sections with sounds and of low bit rates, which are the decoded ones. `engines` says who spoke, each once.
    """

    spool: Path
    frame_count: int
    bitrate_kbps: int
    timeline: Timeline
    loudness_lufs: float
    true_peak_dbtp: float
    engines: tuple[str, ...]
