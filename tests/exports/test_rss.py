from __future__ import annotations

import html
import io
import re
from dataclasses import replace
from datetime import timedelta
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from audiocast.errors import ExportError
from audiocast.exports.artwork import Artwork
from audiocast.exports.element import NAMESPACES, Element, write_rss
from audiocast.exports.rss import write_feed
from audiocast.models.episode import Attachment
from audiocast.text import clean
from tests.archive.make import NOON, OTHER, SHOW_GUID, article, show, told

if TYPE_CHECKING:
    from audiocast.models.episode import Episode
    from audiocast.models.show import Show

SHOW = show(Path("aloud"))
COVER = Artwork("cover-0123.jpg", "image/jpeg", 3000, 3000)
ATTACHED = (
    Attachment("transcript", "media/a.vtt", "text/vtt", "en", 9, "0"),
    Attachment("chapters", "media/a.chapters.json", "application/json+chapters", "en", 9, "0"),
)
ANY_TEXT = st.text(max_size=400) | st.text("<>&]'\"-\u0000\ud800\ufffe\r\n a", max_size=40)


class Tags(HTMLParser):
    """The tags of an HTML text, refused where they are not balanced, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.words = ""
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert {name for name, _ in attrs} <= {"href"}
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == "br" or self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def an_episode() -> Episode:
    return replace(told(article(url="https://news.example/ferry")), attachments=ATTACHED)


def written(episodes: list[Episode], of: Show = SHOW, base_url: str | None = None) -> bytes:
    file = io.BytesIO()
    write_feed(of, SHOW_GUID, episodes, file, base_url=base_url, cover=COVER)
    return file.getvalue()


def channel(data: bytes) -> etree._Element:
    found = etree.fromstring(data).find("channel")
    assert found is not None
    return found


def text(element: etree._Element, path: str) -> str | None:
    found = element.find(path, NAMESPACES)
    return None if found is None else found.text


def attributes(element: etree._Element, path: str) -> dict[str, str]:
    found = element.find(path, NAMESPACES)
    assert found is not None, path
    return {str(name): str(value) for name, value in found.attrib.items()}


# What PSP-1, Apple Podcasts and the podcast namespace ask of a channel and of an item.
CHANNEL = {
    "title": "Tidewater News Aloud",
    "link": "https://tidewater.example/aloud",
    "description": "Local news, read aloud.",
    "language": "en-US",
    "copyright": "Tidewater Public Radio",
    "pubDate": "Wed, 04 Mar 2026 12:00:00 +0000",
    "lastBuildDate": "Wed, 04 Mar 2026 12:00:00 +0000",
    "itunes:author": "Tidewater Public Radio",
    "itunes:owner/itunes:name": "Robin Example",
    "itunes:owner/itunes:email": "podcasts@tidewater.example",
    "itunes:explicit": "false",
    "itunes:type": "episodic",
    "podcast:guid": SHOW_GUID,
    "podcast:locked": "yes",
    "podcast:medium": "podcast",
    "podcast:funding": "Support the station",
    "podcast:txt": "true",
    "image/url": "https://podcasts.tidewater.example/aloud/cover-0123.jpg",
    "image/title": "Tidewater News Aloud",
    "image/link": "https://tidewater.example/aloud",
}
CHANNEL_ATTRIBUTES = {
    "atom:link": {
        "href": "https://podcasts.tidewater.example/aloud/feed.xml",
        "rel": "self",
        "type": "application/rss+xml",
    },
    "itunes:image": {"href": "https://podcasts.tidewater.example/aloud/cover-0123.jpg"},
    "itunes:category": {"text": "News"},
    "itunes:category/itunes:category": {"text": "Daily News"},
    "podcast:locked": {"owner": "podcasts@tidewater.example"},
    "podcast:funding": {"url": "https://tidewater.example/give"},
    "podcast:txt": {"purpose": "ai-content"},
}
ITEM = {
    "title": "Ferry Returns To Harbor",
    "link": "https://news.example/ferry",
    "description": "<p>Ferry Returns To Harbor, by Robin Example.</p>",
    "pubDate": "Wed, 04 Mar 2026 12:00:00 +0000",
    "itunes:duration": "9",
    "itunes:explicit": "false",
    "itunes:episodeType": "full",
    "itunes:author": "Robin Example",
    "podcast:person": "Robin Example",
}
ITEM_ATTRIBUTES = {
    "guid": {"isPermaLink": "false"},
    "enclosure": {
        "url": "https://podcasts.tidewater.example/aloud/media/2026-03-04-ferry-returns-to-harbor-0123456789ab.mp3",
        "length": "1000",
        "type": "audio/mpeg",
    },
    "podcast:person": {"role": "reporter", "group": "cast"},
    "podcast:transcript": {
        "url": "https://podcasts.tidewater.example/aloud/media/a.vtt",
        "type": "text/vtt",
        "language": "en",
    },
    "podcast:chapters": {
        "url": "https://podcasts.tidewater.example/aloud/media/a.chapters.json",
        "type": "application/json+chapters",
    },
}


def test_the_channel_says_what_is_asked_of_it() -> None:
    found = channel(written([an_episode()]))
    assert {path: text(found, path) for path in CHANNEL} == CHANNEL
    assert {path: attributes(found, path) for path in CHANNEL_ATTRIBUTES} == CHANNEL_ATTRIBUTES
    assert attributes(found, "podcast:image")["aspect-ratio"] == "1/1"


def test_an_item_says_what_is_asked_of_it() -> None:
    item = channel(written([an_episode()])).find("item")
    assert item is not None
    assert {path: text(item, path) for path in ITEM} == ITEM
    assert {path: attributes(item, path) for path in ITEM_ATTRIBUTES} == ITEM_ATTRIBUTES
    assert text(item, "guid") == an_episode().guid


def test_the_document_begins_as_readers_expect() -> None:
    data = written([])
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<rss ')
    root = etree.fromstring(data)
    assert root.get("version") == "2.0"
    assert {str(prefix): uri for prefix, uri in root.nsmap.items()} == NAMESPACES


def test_namespaces_are_declared_once_and_html_is_in_cdata() -> None:
    data = written([an_episode(), told(article(*OTHER, title="Frost"))])
    assert data.count(b"xmlns:") == len(NAMESPACES)
    assert b"<description><![CDATA[<p>" in data


def test_show_notes_tell_of_source_chapters_transcript_and_voice() -> None:
    notes = text(channel(written([an_episode()])), "item/content:encoded") or ""
    assert notes.split("\n") == [
        "<p>Ferry Returns To Harbor, by Robin Example.</p>",
        "<p>By Robin Example, WQXZ<br/>",
        '<a href="https://news.example/ferry">Read the story</a></p>',
        "<p>0:00 Introduction<br/>",
        "0:01 Ferry Returns To Harbor</p>",
        '<p><a href="https://podcasts.tidewater.example/aloud/media/a.vtt">Transcript</a></p>',
        "<p>Read by a synthetic voice.</p>",
    ]
    assert Tags(notes).seen == {"p", "br", "a"}


def test_show_notes_credit_each_voice_once() -> None:
    credited = replace(an_episode(), voice_credits=("Example <Voices>,\n one", "", "Another", "Example <Voices>, one"))
    notes = text(channel(written([credited])), "item/content:encoded") or ""
    assert notes.split("\n")[-2:] == [
        "<p>Read by a synthetic voice.</p>",
        "<p>Voices: Example &lt;Voices&gt;, one; Another</p>",
    ]


def test_items_stand_newest_first_and_dates_come_from_the_records() -> None:
    days = (NOON, NOON + timedelta(days=2), NOON + timedelta(days=1))
    episodes = [
        replace(an_episode(), published=day, updated=day + timedelta(hours=1), guid=f"guid-{place}")
        for place, day in enumerate(days)
    ]
    found = channel(written(episodes))
    assert [item.findtext("guid") for item in found.findall("item")] == ["guid-1", "guid-2", "guid-0"]
    assert parsedate_to_datetime(found.findtext("pubDate") or "") == days[1]
    assert parsedate_to_datetime(found.findtext("lastBuildDate") or "") == days[1] + timedelta(hours=1)
    assert written(episodes) == written(episodes[::-1])


def test_another_base_moves_every_address_and_no_guid() -> None:
    ours, local = written([an_episode()]), written([an_episode()], base_url="http://127.0.0.1:8000/aloud")
    assert local == ours.replace(b"https://podcasts.tidewater.example/aloud", b"http://127.0.0.1:8000/aloud")


@pytest.mark.parametrize(
    ("notice", "holder"),
    [
        ("© 2026 Tidewater Public Radio", "Tidewater Public Radio"),
        ("Copyright (c) 2019-2026, Tidewater Public Radio.", "Tidewater Public Radio"),
        ("Tidewater 2000 Radio Group", "Tidewater Radio Group"),
        ("2026", "2026"),
    ],
)
def test_a_copyright_names_the_holder_alone(notice: str, holder: str) -> None:
    assert channel(written([], replace(SHOW, copyright=notice))).findtext("copyright") == holder


def test_long_texts_are_cut_to_what_apple_allows() -> None:
    long = replace(an_episode(), title="word " * 99, summary="<&" * 5000)
    story = replace(long.stories[0], byline=("name " * 50,))
    found = channel(written([replace(long, stories=(story,))], replace(SHOW, description="ä" * 4000)))
    title = found.findtext("item/title") or ""
    assert title.startswith("word word")
    assert title.endswith("word…")
    assert len(title) <= 255
    assert len((found.findtext("item/description") or "").encode()) <= 4000
    assert 3990 < len((found.findtext("description") or "").encode()) <= 4000
    assert len(text(found, "item/podcast:person") or "") <= 128


def test_a_show_without_cover_funding_or_episodes_has_a_feed() -> None:
    file = io.BytesIO()
    write_feed(replace(SHOW, funding_url=None, subcategory=""), SHOW_GUID, [], file)
    found = channel(file.getvalue())
    assert found.find("podcast:funding", NAMESPACES) is None
    assert found.find("itunes:image", NAMESPACES) is None
    assert len(found.findall("itunes:category", NAMESPACES)) == 1
    assert found.find("lastBuildDate") is None


def test_a_very_short_episode_lasts_a_second() -> None:
    short = replace(an_episode(), audio=replace(an_episode().audio, duration_ms=20))
    assert text(channel(written([short])), "item/itunes:duration") == "1"


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_any_words_make_a_well_formed_feed_that_says_them(title: str, byline: str, summary: str, url: str) -> None:
    base = an_episode()
    story = replace(base.stories[0], title=title, byline=(byline,), url=url)
    changed = replace(base, title=title, summary=summary, stories=(story, story))
    found = channel(written([changed], replace(SHOW, description=f"x {summary}", author=f"x {byline}")))
    item = found.find("item")
    assert item is not None
    shown = " ".join(clean(title).split())
    if len(shown) <= 255:
        assert item.findtext("title") == (shown or base.id)
    notes = text(item, "content:encoded") or ""
    assert Tags(notes).seen <= {"p", "br", "a"}
    if 0 < len(summary) <= 400:
        assert " ".join(clean(summary).split()) in html.unescape(Tags(notes).words)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]", notes)


def test_what_xml_cannot_say_is_an_error_of_ours() -> None:
    with pytest.raises(ExportError, match="the feed cannot be written"):
        write_rss([Element("title", "\0")], [], io.BytesIO())


def test_an_error_of_the_disk_comes_through() -> None:
    class Full(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        write_rss([Element("title", "x")], [], cast("BinaryIO", Full()))
