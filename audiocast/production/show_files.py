"""The files that a show brings along: its cover art."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audiocast.config.below import below
from audiocast.errors import ConfigError
from audiocast.exports.artwork import LARGEST, SMALLEST, WANTED, Artwork, picture_size

if TYPE_CHECKING:
    from audiocast.models.show import Show


@dataclass(frozen=True, slots=True)
class Cover:
    """A show's cover art, read once: its bytes, their media type, and how many pixels it has on a side."""

    data: bytes
    media_type: str
    pixels: int

    def artwork(self, name: str) -> Artwork:
        """What a feed says of it, where it lies in the public folder as `name`."""
        return Artwork(name, self.media_type, self.pixels, self.pixels)


def read_cover(show: Show) -> Cover:
    """The show's cover art; raises ConfigError unless it lies in the show's folder and directories would take it."""
    key = f"{show.folder / 'show.toml'}, key cover"
    path = below(show.folder, show.cover)
    if path is None:
        raise ConfigError(f"{key}: {show.cover} does not lie below the show's folder", "Put the picture there")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{key}: {path} cannot be read: {error.strerror}", WANTED) from error
    found = picture_size(data)
    if found is None:
        raise ConfigError(f"{key}: {path} is no JPEG or PNG picture", WANTED)
    media_type, width, height = found
    if width != height or not SMALLEST <= width <= LARGEST:
        raise ConfigError(f"{key}: {path} has {width} by {height} pixels", WANTED)
    return Cover(data, media_type, width)
