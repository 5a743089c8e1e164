"""Looks at a show's folder as a listener's app would: does the feed parse, and is everything it names whole?"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from lxml import etree

from audiocast.archive.archive import Archive

if TYPE_CHECKING:
    from pathlib import Path

_PODCAST = "{https://podcastindex.org/namespace/1.0}"


def check_whole(folder: Path) -> int:
    """The number of episodes in the feed; raises AssertionError where a file that it names is not whole."""
    public = folder / "public"
    items = etree.parse(public / "feed.xml").findall("channel/item")
    for item in items:
        enclosure = item.find("enclosure")
        assert enclosure is not None
        assert (public / _name(enclosure)).stat().st_size == int(enclosure.get("length") or 0)
        for element in (enclosure, item.find(f"{_PODCAST}transcript"), item.find(f"{_PODCAST}chapters")):
            assert element is not None
            data = (public / _name(element)).read_bytes()
            assert hashlib.sha256(data).hexdigest()[:12] in _name(element)
    guids = {item.findtext("guid") for item in items}
    assert len(guids) == len(items)
    archive = Archive(folder)
    episodes = archive.episodes()
    assert guids <= {episode.guid for episode in episodes}
    for episode in episodes:
        assert archive.cues(episode.id)
    return len(items)


def _name(element: etree._Element) -> str:
    address = element.get("url") or ""
    return f"media/{address.rpartition('/')[2]}"
