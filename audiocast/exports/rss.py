"""The podcast feed: RSS 2.0 with everything PSP-1 and Apple Podcasts ask for, and the podcast namespace.

Sources: https://github.com/Podcast-Standards-Project/PSP-1-Podcast-RSS-Specification,
https://podcasters.apple.com/support/823-podcast-requirements, https://podcasting2.org/docs/podcast-namespace
"""

from __future__ import annotations

import re
from email.utils import format_datetime
from typing import TYPE_CHECKING, BinaryIO

from audiocast.exports.address import ascii_address, join
from audiocast.exports.element import Element, write_rss
from audiocast.exports.notes import show_notes, summary_html
from audiocast.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audiocast.exports.artwork import Artwork
    from audiocast.models.episode import Attachment, Episode
    from audiocast.models.show import Show

MEDIA_TYPE = "application/rss+xml"
_GENERATOR = "audiocast"
_NAME_LIMIT = 128
_TEXT_LIMIT = 255
_LONG_LIMIT = 4000
# Apps put the word, the sign and the year there themselves (PSP-1).
_NOT_THE_HOLDER = re.compile(r"\bcopyright\b|©|\(c\)|\b(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?\b", re.IGNORECASE)


def write_feed(
    show: Show,
    show_guid: str,
    episodes: Sequence[Episode],
    destination: BinaryIO,
    *,
    base_url: str | None = None,
    cover: Artwork | None = None,
) -> None:
    """Write a show's feed, newest episode first; the same values give the same bytes.

    `base_url` stands in for the show's own where the feed is served from another place. Raises ExportError.
    """
    base = base_url or show.base_url
    newest_first = sorted(episodes, key=lambda episode: (episode.published, episode.guid), reverse=True)
    channel = _channel(show, show_guid, newest_first, base, cover)
    write_rss(channel, (_item(show, episode, base) for episode in newest_first), destination)


def _channel(
    show: Show, show_guid: str, episodes: Sequence[Episode], base: str, cover: Artwork | None
) -> Iterator[Element]:
    yield from _about(show)
    if episodes:
        yield Element("pubDate", format_datetime(episodes[0].published))
        yield Element("lastBuildDate", format_datetime(max(episode.updated for episode in episodes)))
    feed = join(base, "feed.xml")
    yield Element("atom:link", attributes={"href": feed, "rel": "self", "type": MEDIA_TYPE})
    yield from _itunes(show)
    if cover:
        yield from _artwork(show, cover, base)
    yield from _podcast(show, show_guid)


def _about(show: Show) -> Iterator[Element]:
    yield Element("title", _line(show.title))
    yield Element("link", show.link)
    yield Element("description", _limited_bytes(show.description))
    yield Element("language", show.language)
    yield Element("copyright", _holder(show.copyright))
    yield Element("generator", _GENERATOR)


def _itunes(show: Show) -> Iterator[Element]:
    yield Element("itunes:author", _line(show.author))
    owner = (Element("itunes:name", _line(show.owner_name)), Element("itunes:email", show.owner_email))
    yield Element("itunes:owner", children=owner)
    below = (Element("itunes:category", attributes={"text": show.subcategory}),) if show.subcategory else ()
    yield Element("itunes:category", attributes={"text": show.category}, children=below)
    yield Element("itunes:explicit", _true_or_false(show.explicit))
    yield Element("itunes:type", "episodic")


def _artwork(show: Show, cover: Artwork, base: str) -> Iterator[Element]:
    address, title = join(base, cover.name), _line(show.title)
    yield Element("itunes:image", attributes={"href": address})
    yield Element("image", children=(Element("url", address), Element("title", title), Element("link", show.link)))
    described = {
        "href": address,
        "alt": f"Cover of {title}",
        "aspect-ratio": "1/1" if cover.width == cover.height else f"{cover.width}/{cover.height}",
        "width": str(cover.width),
        "height": str(cover.height),
        "type": cover.media_type,
    }
    yield Element("podcast:image", attributes=described)


def _podcast(show: Show, show_guid: str) -> Iterator[Element]:
    yield Element("podcast:guid", show_guid)
    yield Element("podcast:locked", "yes", {"owner": show.owner_email})
    yield Element("podcast:medium", "podcast")
    if show.funding_url:
        text = show.funding_text or f"Support {show.station}"
        yield Element("podcast:funding", _line(text, _NAME_LIMIT), {"url": show.funding_url})
    yield Element("podcast:txt", "true", {"purpose": "ai-content"})


def _item(show: Show, episode: Episode, base: str) -> Element:
    return Element("item", children=(*_core(episode, base), *_extras(show, episode, base)))


def _core(episode: Episode, base: str) -> Iterator[Element]:
    yield Element("title", _line(episode.title) or _line(episode.id))
    if address := next((found for story in episode.stories if (found := ascii_address(story.url))), ""):
        yield Element("link", address)
    if description := summary_html(episode.summary or episode.title, _LONG_LIMIT):
        yield Element("description", description, html=True)
    yield Element("guid", episode.guid, {"isPermaLink": "false"})
    yield Element("pubDate", format_datetime(episode.published))
    audio = episode.audio
    enclosure = {"url": join(base, audio.name), "length": str(audio.bytes), "type": audio.media_type}
    yield Element("enclosure", attributes=enclosure)
    yield Element("content:encoded", show_notes(episode, base), html=True)


def _extras(show: Show, episode: Episode, base: str) -> Iterator[Element]:
    yield Element("itunes:duration", str(max(1, (episode.audio.duration_ms + 500) // 1000)))
    yield Element("itunes:explicit", _true_or_false(show.explicit))
    yield Element("itunes:episodeType", "full")
    names = _reporters(episode)
    if names:
        yield Element("itunes:author", _line(", ".join(names)))
    for name in names:
        yield Element("podcast:person", _line(name, _NAME_LIMIT), {"role": "reporter", "group": "cast"})
    for file in episode.attachments:
        yield from _attachment(file, base)


def _attachment(file: Attachment, base: str) -> Iterator[Element]:
    attributes = {"url": join(base, file.name), "type": file.media_type}
    if file.kind == "transcript":
        yield Element("podcast:transcript", attributes=attributes | {"language": file.language})
    elif file.kind == "chapters":
        yield Element("podcast:chapters", attributes=attributes)


def _reporters(episode: Episode) -> list[str]:
    names = (" ".join(clean(name).split()) for story in episode.stories for name in story.byline)
    return list(dict.fromkeys(name for name in names if name))


def _line(text: str, limit: int = _TEXT_LIMIT) -> str:
    """A text on one line, of at most `limit` characters."""
    words = " ".join(clean(text).split())
    if len(words) <= limit:
        return words
    short = words[: limit - 1]
    return (short.rpartition(" ")[0] or short).rstrip() + "…"


def _limited_bytes(text: str) -> str:
    """A text of at most 4000 bytes of UTF-8, as Apple counts them."""
    words = clean(text).strip()
    encoded = words.encode()
    if len(encoded) <= _LONG_LIMIT:
        return words
    return encoded[: _LONG_LIMIT - len("…".encode())].decode(errors="ignore").rstrip() + "…"


def _holder(copyright_notice: str) -> str:
    notice = _line(copyright_notice)
    return _tidy(_NOT_THE_HOLDER.sub(" ", notice)) or notice


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:.-–") if text.strip() else ""


def _true_or_false(value: bool) -> str:
    return "true" if value else "false"
