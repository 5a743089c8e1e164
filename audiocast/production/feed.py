"""Writes a show's feed from its records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audiocast.archive.archive import Archive
from audiocast.exports.artwork import SUFFIXES
from audiocast.exports.rss import write_feed
from audiocast.production.show_files import read_cover

if TYPE_CHECKING:
    from pathlib import Path

    from audiocast.models.show import Show
    from audiocast.production.show_files import Cover


def rebuild_feed(show: Show, cover: Cover | None = None) -> tuple[Path, int]:
    """Write the feed again from the records; where it lies, and how many episodes it has.

    `cover` is the show's artwork, where it was read already. Raises ConfigError for bad cover art, ArchiveError where a
    record cannot be read or the feed not written.
    """
    picture = cover or read_cover(show)
    archive = Archive(show.folder)
    with archive.lock():
        guid = archive.show_guid(show.feed_url, show.guid)
        stored = archive.add_cover(picture.data, SUFFIXES[picture.media_type])
        artwork, episodes = picture.artwork(stored.name), archive.episodes()
        archive.write_feed(lambda file: write_feed(show, guid, episodes, file, cover=artwork))
    return archive.feed_path, len(episodes)
