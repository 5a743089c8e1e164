from __future__ import annotations

import errno
import io
import struct
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from mutagen.id3 import TIT2

from audiocast.audio.encoder import Encoding, encode
from audiocast.audio.frames import BITRATES, FRAME_SAMPLES, padded_length, silent_frame
from audiocast.audio.id3_writer import write_id3
from audiocast.audio.mp3_file import crc16, info_frame, write_mp3
from audiocast.errors import MediaError
from audiocast.models.recording import Recording
from audiocast.models.speech import Timeline
from tests.audio.sounds import ffmpeg_decode, mp3, run, speech_like

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from _typeshed import ReadableBuffer as Buffer
    from numpy.typing import NDArray

RATE = 44_100
UNITS = [speech_like(seconds, seed, RATE) for seed, seconds in enumerate((1.3, 0.01, 0.7, 1.9))]


def recording(units: list[NDArray[np.float32]], folder: Path, bitrate: int = 96) -> Recording:
    """Units encoded each by itself, a pause of three frames after each."""
    pause = silent_frame(bitrate) * 3
    spool = folder / "frames"
    spool.write_bytes(b"".join(encode(unit, Encoding(bitrate, 7)) + pause for unit in units))
    count = sum(padded_length(len(unit)) // FRAME_SAMPLES + 3 for unit in units)
    return Recording(spool, count, bitrate, Timeline((), (), 0), -19, -2, ())


@pytest.mark.parametrize("bitrate", BITRATES)
def test_the_info_frame_says_what_follows(bitrate: int) -> None:
    frame = info_frame(bitrate, 1000, 313_000)
    tag = frame[21:]
    assert tag[:4] == b"Info"
    flags, count, size = struct.unpack(">III", tag[4:16])
    assert (flags, count, size) == (15, 1000, 313_000 + len(frame))
    contents = list(tag[16:116])
    assert contents == sorted(contents)
    assert contents[50] == pytest.approx(128, abs=1)
    assert tag[120:124] == b"LAME"
    delays = int.from_bytes(tag[141:144], "big")
    assert (delays >> 12, delays & 0xFFF) == (576, 576)
    assert int.from_bytes(frame[175:177], "big") == crc16(frame[:175])
    assert len(soundfile.read(io.BytesIO(frame + silent_frame(bitrate) * 1000))[0]) == 999 * FRAME_SAMPLES


def test_the_crc_is_that_of_the_catalogue() -> None:
    assert crc16(b"123456789") == 0xBB3D  # CRC-16/ARC


def test_a_player_hears_exactly_the_frames_of_the_recording(tmp_path: Path) -> None:
    made = recording(UNITS, tmp_path)
    assert len(soundfile.read(mp3(made, tmp_path))[0]) == made.frame_count * FRAME_SAMPLES


def test_a_unit_sounds_between_others_as_it_sounds_alone(tmp_path: Path) -> None:
    whole = soundfile.read(mp3(recording(UNITS, tmp_path), tmp_path), dtype="float32")[0]
    check_units(whole, lambda path: soundfile.read(path, dtype="float32")[0], tmp_path)


@pytest.mark.outside
def test_ffmpeg_hears_a_unit_between_others_as_it_hears_it_alone(tmp_path: Path) -> None:
    check_units(ffmpeg_decode(mp3(recording(UNITS, tmp_path), tmp_path)), ffmpeg_decode, tmp_path)


def check_units(whole: NDArray[np.float32], decode: Callable[[Path], NDArray[np.float32]], folder: Path) -> None:
    position = 0
    for unit in UNITS:
        alone = decode(mp3(recording([unit], folder), folder))
        assert np.abs(alone).max() > 0.01
        # The pause's last samples hold what an encoder spreads out before the next unit's first sound.
        exact = len(alone) - 1152
        assert np.abs(whole[position : position + exact] - alone[:exact]).max() < 1e-6  # the order of a sum
        position += len(alone)
    assert position == len(whole)


@pytest.mark.outside
@pytest.mark.parametrize("bitrate", [32, 56, 96, 128, 320])
def test_mp3val_finds_nothing_and_ffprobe_the_right_length(tmp_path: Path, bitrate: int) -> None:
    made = recording(UNITS, tmp_path, bitrate)
    path = mp3(made, tmp_path, write_id3([TIT2(encoding=1, text=["Title"])]))
    report = run("mp3val", path)
    assert "WARNING" not in report
    assert "ERROR" not in report
    assert f"{made.frame_count + 2} MPEG frames" in report
    shown = run("ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path)
    # ffprobe counts the frame that holds the delay.
    assert float(shown) == pytest.approx((made.frame_count + 1) * FRAME_SAMPLES / RATE, abs=0.001)
    assert len(ffmpeg_decode(path)) == made.frame_count * FRAME_SAMPLES


def test_the_tag_stands_first(tmp_path: Path) -> None:
    path = mp3(recording(UNITS[:1], tmp_path), tmp_path, b"TAG")
    assert path.read_bytes()[:7] == b"TAG\xff\xfb\x70\xc4"


class FullDisk(io.BytesIO):
    def write(self, data: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_for_the_caller_to_tell(tmp_path: Path) -> None:
    made = recording(UNITS[:1], tmp_path)
    with pytest.raises(OSError, match="No space left on device"):  # the archive knows the path, and what helps
        write_mp3(made, b"", FullDisk())


def test_a_recording_that_is_gone_is_told(tmp_path: Path) -> None:
    made = recording(UNITS[:1], tmp_path)
    made.spool.unlink()
    with pytest.raises(MediaError, match="frames cannot be read: No such file"):
        write_mp3(made, b"", io.BytesIO())


@pytest.mark.parametrize("change", [-400, 400])
def test_a_recording_that_is_not_whole_is_refused(tmp_path: Path, change: int) -> None:
    made = recording(UNITS[:1], tmp_path)
    data = made.spool.read_bytes()
    made.spool.write_bytes((data + bytes(400))[: len(data) + change])
    with pytest.raises(MediaError, match=r"bytes of sound where its \d+ frames have"):
        write_mp3(made, b"", io.BytesIO())


class Shortening(io.BytesIO):
    """A disk on which the recording is cut off as soon as something is written."""

    def __init__(self, spool: Path) -> None:
        super().__init__()
        self._spool = spool

    def write(self, data: Buffer) -> int:
        with self._spool.open("r+b") as file:
            file.truncate(500)
        return super().write(data)


def test_a_recording_that_gets_shorter_while_it_is_copied_is_refused(tmp_path: Path) -> None:
    made = recording(UNITS[:1], tmp_path)
    with pytest.raises(MediaError, match="and 500 could be read"):
        write_mp3(made, b"", Shortening(made.spool))
