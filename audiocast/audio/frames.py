"""MP3 frames: MPEG-1 layer III, mono, 44.1 kHz, constant bit rate."""

from __future__ import annotations

from typing import get_args

from audiocast.errors import MediaError
from audiocast.models.show import MpegBitrate

SAMPLE_RATE = 44_100
LOWEST_RATE, HIGHEST_RATE = 4_000, 192_000  # of a sound that is taken in
FRAME_SAMPLES = 1152
# What a decoder still needs of a unit after its last sound: the bit reservoir and the encoder's delay die out in it.
TAIL_SAMPLES = 80 * SAMPLE_RATE // 1000
BITRATES: tuple[int, ...] = get_args(MpegBitrate)
PADDING_BIT = 0x02  # of a header's third byte: the frame is one byte longer


def require_bitrate(bitrate_kbps: int) -> None:
    """MediaError, with the rates there are, for one that MPEG-1 layer III does not have."""
    if bitrate_kbps not in BITRATES:
        raise MediaError(
            f"bitrate_kbps = {bitrate_kbps} is no bit rate of MP3",
            f"Use one of {', '.join(map(str, BITRATES))}",
        )


def frame_header(bitrate_kbps: int) -> bytes:
    """The header of a frame without padding: MPEG-1, layer III, no CRC, 44.1 kHz, mono, original."""
    return bytes((0xFF, 0xFB, (BITRATES.index(bitrate_kbps) + 1) << 4, 0xC4))


def frame_bytes(bitrate_kbps: int) -> int:
    """The size of a frame without padding."""
    return 144_000 * bitrate_kbps // SAMPLE_RATE


def require_frames(size: int, count: int, bitrate_kbps: int) -> None:
    """MediaError where `size` bytes cannot be `count` whole frames, each with or without a byte of padding."""
    least = count * frame_bytes(bitrate_kbps)
    if not least <= size <= least + count:
        raise MediaError(
            f"the recording has {size} bytes of sound where its {count} frames have {least} to {least + count}",
            "Make the episode again; if that does not help, report the story that it was made of",
        )


def silent_frame(bitrate_kbps: int) -> bytes:
    """A frame of digital silence that needs nothing from the frames before it."""
    return frame_header(bitrate_kbps).ljust(frame_bytes(bitrate_kbps), b"\0")


def padded_length(samples: int) -> int:
    """The samples of the whole frames that hold this many and the silence that must follow them."""
    return -(-(samples + TAIL_SAMPLES) // FRAME_SAMPLES) * FRAME_SAMPLES
