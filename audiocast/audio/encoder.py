"""Encodes with LAME into frames that can be put one after the other, whatever was encoded before or beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import lameenc
import numpy as np

from audiocast.audio.frames import (
    BITRATES,
    FRAME_SAMPLES,
    PADDING_BIT,
    SAMPLE_RATE,
    frame_bytes,
    frame_header,
    padded_length,
)
from audiocast.errors import MediaError

if TYPE_CHECKING:
    from numpy.typing import NDArray

# LAME makes constant bit rates softer by these factors (presets.c, abr_switch_map, its column "scale").
_LAME_SCALE = dict.fromkeys(BITRATES, 0.95) | {192: 0.97, 224: 0.98, 256: 1.0, 320: 1.0}
_CHUNK = 16 * FRAME_SAMPLES


@dataclass(frozen=True, slots=True)
class Encoding:
    """A bit rate in kbit/s out of BITRATES, and LAME's quality from 0 (slow) to 9 (fast)."""

    bitrate_kbps: int
    quality: int


def encode(samples: NDArray[np.float32], encoding: Encoding) -> bytes:
    """Mono samples at 44.1 kHz as frames that can stand anywhere between others: `padded_length` samples of them.

    The decoded sound is as loud as the samples. MediaError where LAME fails.
    """
    wanted = padded_length(len(samples))
    try:
        stream = _lame(samples, wanted, encoding)
    except RuntimeError as error:
        raise MediaError(f"LAME could not encode: {error}", "Try another bitrate_kbps or quality") from error
    return stream[: _end_of_frame(stream, wanted // FRAME_SAMPLES, encoding.bitrate_kbps)]


def _lame(samples: NDArray[np.float32], length: int, encoding: Encoding) -> bytes:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(SAMPLE_RATE)
    encoder.set_out_sample_rate(SAMPLE_RATE)  # LAME would halve it for low bit rates
    encoder.set_bit_rate(encoding.bitrate_kbps)
    encoder.set_quality(encoding.quality)
    scale = np.float32(32768 / _LAME_SCALE[encoding.bitrate_kbps])
    parts = []
    for start in range(0, length, _CHUNK):
        whole = np.clip(np.rint(samples[start : start + _CHUNK] * scale), -32768, 32767).astype("<i2")
        silence = min(_CHUNK, length - start) - len(whole)
        parts.append(bytes(encoder.encode(whole.tobytes() + bytes(2 * silence))))
    parts.append(bytes(encoder.flush()))
    return b"".join(parts)


def _end_of_frame(stream: bytes, count: int, bitrate_kbps: int) -> int:
    """Where the first `count` frames end; MediaError where there are not as many."""
    header, size = frame_header(bitrate_kbps)[:2], frame_bytes(bitrate_kbps)
    position = 0
    for _ in range(count):
        if stream[position : position + 2] != header or position + size > len(stream):
            raise MediaError("LAME gave something else than frames", "Install lameenc again: pip install -U lameenc")
        position += size + bool(stream[position + 2] & PADDING_BIT)
    return position
