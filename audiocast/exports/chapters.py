"""Podcast chapters as JSON, version 1.2.

Source: https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from audiocast.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from audiocast.models.episode import Chapter

MEDIA_TYPE = "application/json+chapters"
SUFFIX = ".chapters.json"


def chapters_json(chapters: Iterable[Chapter]) -> bytes:
    """The chapters file of an episode; times in seconds, UTF-8. A chapter without length is left out."""
    listed = [
        {
            "startTime": _seconds(chapter.start_ms),
            "endTime": _seconds(chapter.end_ms),
            "title": " ".join(clean(chapter.title).split()),
        }
        for chapter in chapters
        if chapter.end_ms > chapter.start_ms
    ]
    text = json.dumps({"version": "1.2.0", "chapters": listed}, ensure_ascii=False, indent=1)
    return text.encode() + b"\n"


def _seconds(milliseconds: int) -> int | float:
    return milliseconds // 1000 if milliseconds % 1000 == 0 else milliseconds / 1000
