"""The files that a show brings along: its cover art."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audiocast.errors import ConfigError
from audiocast.exports.artwork import picture_size

if TYPE_CHECKING:
    from pathlib import Path

    from audiocast.models.show import Show

SMALLEST, LARGEST = 1400, 3000
_WANTED = f"Give the show a square JPEG or PNG of {SMALLEST} to {LARGEST} pixels"


@dataclass(frozen=True, slots=True)
class Cover:
    """A show's cover art: where it lies, its bytes and its media type."""

    path: Path
    data: bytes
    media_type: str


def read_cover(show: Show) -> Cover:
    """The show's cover art; raises ConfigError unless it is what podcast directories take.

    Source: https://podcasters.apple.com/support/896-artwork-requirements
    """
    path = show.folder / show.cover
    key = f"{show.folder / 'show.toml'}, key cover"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{key}: {path} cannot be read: {error.strerror}", _WANTED) from error
    found = picture_size(data)
    if found is None:
        raise ConfigError(f"{key}: {path} is no JPEG or PNG picture", _WANTED)
    media_type, width, height = found
    if width != height or not SMALLEST <= width <= LARGEST:
        raise ConfigError(f"{key}: {path} has {width} by {height} pixels", _WANTED)
    return Cover(path, data, media_type)
