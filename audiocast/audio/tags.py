"""The ID3 tag of an episode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from audiocast.models.episode import Chapter


@dataclass(frozen=True, slots=True, kw_only=True)
class TagContent:
    """What a tag says, in clean text; a field that is empty or None has no frame.

    `language` is a BCP 47 tag. `recorded` is written as it stands, ID3v2.3 knows no zone. `source_url` is the story's
    page, `guid` the episode's, `cover` a picture of the type `cover_type`. Of the notice in `copyright` the tag has the
    year before `copyright_holder`, and the rest of it only where that is empty.
    """

    title: str
    artist: str
    album: str
    recorded: datetime
    language: str
    duration_ms: int
    genre: str = "Podcast"
    publisher: str = ""
    copyright: str = ""
    copyright_holder: str = ""
    comment: str = ""
    description: str = ""
    transcript: str = ""
    source_url: str | None = None
    feed_url: str = ""
    guid: str = ""
    cover: bytes = b""
    cover_type: str = "image/jpeg"
    cover_description: str = ""
    chapters: tuple[Chapter, ...] = ()


def build_tag(tag: TagContent) -> bytes:
    """An ID3v2.3 tag in UTF-16, chapters in time order; MediaError where it cannot be written."""
    from audiocast.audio.id3_frames import frames
    from audiocast.audio.id3_writer import write_id3

    return write_id3(frames(tag))
