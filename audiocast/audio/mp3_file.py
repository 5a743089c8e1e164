"""Puts an MP3 file together: the ID3 tag, the Info frame, the frames of a recording.

The Info frame tells players how many frames and bytes follow, where to seek, and how many samples at either end are
the encoder's: without it they guess the duration and play 1,105 samples of nothing first.
Source: http://gabriel.mp3-tech.org/mp3infotag.html
"""

from __future__ import annotations

import os
import struct
from contextlib import contextmanager
from typing import TYPE_CHECKING

from audiocast.audio.frames import BITRATES, FRAME_SAMPLES, frame_bytes, require_frames, silent_frame
from audiocast.errors import MediaError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from audiocast.models.recording import Recording

MEDIA_TYPE = "audio/mpeg"
SUFFIX = ".mp3"
# LAME delays by 576 samples, a decoder by 529 more. The one silent frame at the end holds what is delayed; the rest of
# it is declared as padding, so that a player hears exactly the recording's own frames.
_DELAY = 576
_PADDING = FRAME_SAMPLES - _DELAY
_CLOSING_FRAMES = 1
_PIECE = 1 << 18
_INFO_BYTES = 177  # up to and with the tag's CRC
_ENCODER = b"LAME3.100"
_HAS_ALL_FIELDS = 0b1111
_CONSTANT_RATE = 1
_SOURCE_44100_MONO = 0x40


def write_mp3(recording: Recording, tag: bytes, destination: BinaryIO) -> None:
    """Write a whole MP3 file, tag first, in pieces.

    MediaError where the recording cannot be read or is not whole; the destination's own OSError is for the caller.
    """
    closing = silent_frame(recording.bitrate_kbps) * _CLOSING_FRAMES
    with _reading(recording.spool):
        frames = recording.spool.open("rb")
    with frames:
        with _reading(recording.spool):
            size = os.fstat(frames.fileno()).st_size
        require_frames(size, recording.frame_count, recording.bitrate_kbps)
        destination.write(tag)
        described = info_frame(recording.bitrate_kbps, recording.frame_count + _CLOSING_FRAMES, size + len(closing))
        destination.write(described)
        copied = 0
        for piece in _pieces(frames, recording.spool):
            destination.write(piece)
            copied += len(piece)
        if copied != size:
            raise MediaError(
                f"{recording.spool} had {size} bytes of sound, and {copied} could be read", "Make the episode again"
            )
        destination.write(closing)


def _pieces(frames: BinaryIO, spool: Path) -> Iterator[bytes]:
    while True:
        with _reading(spool):
            piece = frames.read(_PIECE)
        if not piece:
            return
        yield piece


@contextmanager
def _reading(spool: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise MediaError(
            f"the recording {spool} cannot be read: {error.strerror or error}", "Make the episode again"
        ) from error


def info_frame(bitrate_kbps: int, frame_count: int, audio_bytes: int) -> bytes:
    """The silent first frame that describes the `frame_count` frames of `audio_bytes` bytes that follow it."""
    # The tag does not fit into the smallest frames; players take this frame's size from its own header.
    rate = next(rate for rate in BITRATES if rate >= bitrate_kbps and frame_bytes(rate) >= _INFO_BYTES)
    size = frame_bytes(rate)
    total = size + audio_bytes
    # Every frame has the same size but for a byte, so time and bytes run in step.
    contents = bytes(256 * (size + audio_bytes * percent // 100) // total for percent in range(100))
    head = silent_frame(rate)[:21]
    tag = struct.pack(">4sIII", b"Info", _HAS_ALL_FIELDS, frame_count, total) + contents
    lame = struct.pack(
        ">I9sBB8sBB3sBbHI",
        0,  # quality: unknown
        _ENCODER,
        _CONSTANT_RATE,
        0,  # low pass: unknown
        bytes(8),  # replay gain: none
        0,
        min(255, bitrate_kbps),
        (_DELAY << 12 | _PADDING).to_bytes(3, "big"),
        _SOURCE_44100_MONO,
        0,  # gain: none
        0,  # preset: none
        total,
    )
    info = head + tag + lame + bytes(2)  # the CRC of the music, which no player reads, is left out
    return (info + crc16(info).to_bytes(2, "big")).ljust(size, b"\0")


def crc16(data: bytes) -> int:
    """CRC-16/ARC, as the LAME tag uses it."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc
