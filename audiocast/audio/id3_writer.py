"""Writes mutagen's frames as an ID3v2.3 tag, in the order given.

mutagen sorts the frames of a tag, CHAP frames by their size, and ffmpeg then lists chapters out of order. So each frame
is written into a tag of its own, and the tags' contents are put together.
Source: https://id3.org/id3v2.3.0
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from mutagen import MutagenError
from mutagen.id3 import ID3

from audiocast.errors import MediaError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mutagen.id3 import Frame

LARGEST = (1 << 28) - 1  # bytes after the header: four bytes of seven bits
_HEADER_BYTES = 10
_SEVEN_BITS = 0x7F


def write_id3(frames: Iterable[Frame], largest: int = LARGEST) -> bytes:
    """The tag with its header, without padding and without unsynchronisation.

    MediaError where it has more than `largest` bytes, or a frame's text cannot be written.
    """
    body = b"".join(_frame(frame) for frame in frames)
    if len(body) > largest:
        raise MediaError(
            f"the ID3 tag has {len(body)} bytes, and at most {largest} are possible",
            "Use a smaller cover picture or a shorter story",
        )
    size = bytes(len(body) >> shift & _SEVEN_BITS for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + body


def _frame(frame: Frame) -> bytes:
    """A frame with its header, cut out of a tag that mutagen wrote."""
    tag = ID3()
    tag.add(frame)
    written = io.BytesIO()
    try:
        tag.save(written, v1=0, v2_version=3, padding=lambda _: 0)
    except (MutagenError, ValueError) as error:
        raise MediaError(
            f"the ID3 frame {frame.FrameID} cannot be written: {error}", "Report this, with the story it was made of"
        ) from error
    return written.getvalue()[_HEADER_BYTES:]
