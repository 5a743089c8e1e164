"""Writes a show's feed with the server's own addresses, and keeps it until the records change."""

from __future__ import annotations

import hashlib
import io
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audiocast.archive.archive import Archive
from audiocast.exports.artwork import read_artwork
from audiocast.exports.rss import write_feed

if TYPE_CHECKING:
    from audiocast.models.show import Show

_KEPT = 16


@dataclass(frozen=True, slots=True)
class ServedFeed:
    """The bytes of a feed, their validator, and when they changed (seconds since 1970)."""

    data: bytes
    etag: str
    changed: float


class FeedCache:
    """The feeds served last, by show, address and state of the records; safe to use from several threads."""

    def __init__(self) -> None:
        self._feeds: OrderedDict[tuple[str, str, str], ServedFeed] = OrderedDict()
        self._lock = threading.Lock()
        self._started = time.time()

    def feed(self, show: Show, base_url: str) -> ServedFeed:
        """A show's feed with `base_url` in place of the show's own; raises ArchiveError or ExportError."""
        archive = Archive(show.folder)
        revision = archive.revision()
        key = (show.name, base_url, revision.token)
        with self._lock:
            if key in self._feeds:
                self._feeds.move_to_end(key)
                return self._feeds[key]
        data = local_feed(archive, show, base_url)
        etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
        # The show's own file was read when the server started, so a feed is never older than that.
        feed = ServedFeed(data, etag, max(revision.changed, self._started))
        with self._lock:
            self._feeds[key] = feed
            while len(self._feeds) > _KEPT:
                self._feeds.popitem(last=False)
        return feed


def local_feed(archive: Archive, show: Show, base_url: str) -> bytes:
    """A show's feed as it is subscribed to at `base_url`; guids are those of the published feed."""
    guid = archive.peek_show_guid(show.feed_url, show.guid)
    name = archive.cover()
    cover = read_artwork(archive.public, name) if name else None
    destination = io.BytesIO()
    write_feed(show, guid, archive.episodes(), destination, base_url=base_url, cover=cover)
    return destination.getvalue()
