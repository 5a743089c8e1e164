"""What a feed says of a show's artwork: its name, kind and size in pixels, from the file's own header."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audiocast.errors import ExportError

if TYPE_CHECKING:
    from pathlib import Path

# What podcast directories take: a square of that many pixels on a side, in one of these kinds.
# Source: https://podcasters.apple.com/support/896-artwork-requirements
SMALLEST, LARGEST = 1400, 3000
SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png"}
WANTED = f"Give the show a square JPEG or PNG of {SMALLEST} to {LARGEST} pixels"

_PNG = b"\x89PNG\r\n\x1a\n"
# The JPEG markers that begin a frame and so hold its size (ITU-T T.81, table B.1), DHT, JPG and DAC left out.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})


@dataclass(frozen=True, slots=True)
class Artwork:
    """A show's picture; `name` is its path below the public folder, the size is in pixels."""

    name: str
    media_type: str
    width: int
    height: int


def read_artwork(folder: Path, name: str) -> Artwork:
    """The artwork `name` in the public folder; raises ExportError where it is no JPEG or PNG."""
    path = folder / name
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ExportError(f"the artwork {path} cannot be read: {error.strerror}", "Put it back") from error
    found = picture_size(data)
    if found is None:
        raise ExportError(f"the artwork {path} is no JPEG or PNG picture", WANTED)
    return Artwork(name, *found)


def picture_size(data: bytes) -> tuple[str, int, int] | None:
    """The media type, width and height in pixels of a JPEG or PNG; None where it is neither."""
    media_type, size = ("image/png", _png_size(data)) if data.startswith(_PNG) else ("image/jpeg", _jpeg_size(data))
    return (media_type, *size) if size else None


def _png_size(data: bytes) -> tuple[int, int] | None:
    if len(data) < 24:
        return None
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(b"\xff\xd8"):
        return None
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker in _FRAMES:
            height, width = data[place + 5 : place + 7], data[place + 7 : place + 9]
            return int.from_bytes(width, "big"), int.from_bytes(height, "big")
        if marker == 0xFF:
            place += 1
        elif marker in _ALONE:
            place += 2
        else:
            place += 2 + max(2, int.from_bytes(data[place + 2 : place + 4], "big"))
    return None
