from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from lxml import etree

from audiocast.archive.archive import Archive
from audiocast.serve.feeds import FeedCache
from audiocast.serve.index import index_page
from tests.archive.make import OTHER, article, publish, show
from tests.serve.site import add_cover, serving

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

ITUNES_IMAGE = "channel/{http://www.itunes.com/dtds/podcast-1.0.dtd}image"
PODCAST_GUID = "channel/{https://podcastindex.org/namespace/1.0}guid"


class Links(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.found += [value or "" for name, value in attrs if name == "href"]


def test_a_served_feed_has_the_servers_addresses_and_the_shows_guids(tmp_path: Path) -> None:
    made = publish(Archive(tmp_path), show(tmp_path), article(), b"sound")
    cover = add_cover(tmp_path)
    with serving({"aloud": show(tmp_path)}) as site:
        answer = site.ask("/aloud/feed.xml")
        assert answer.headers["content-type"] == "application/rss+xml; charset=utf-8"
        root = etree.fromstring(answer.body)
        enclosure, image = root.find("channel/item/enclosure"), root.find(ITUNES_IMAGE)
        assert enclosure is not None
        assert image is not None
        assert enclosure.get("url") == f"{site.url}/aloud/{made.audio.name}"
        assert image.get("href") == f"{site.url}/aloud/{cover}"
        assert site.ask(f"/aloud/{cover}").headers["content-type"] == "image/jpeg"
        published = etree.parse(tmp_path / "public" / "feed.xml").getroot()
        assert root.findtext("channel/item/guid") == published.findtext("channel/item/guid") == made.guid
        assert root.findtext(PODCAST_GUID) == published.findtext(PODCAST_GUID)
        assert b"podcasts.tidewater.example/aloud" not in answer.body
        local = site.ask("/aloud/feed.xml", host="localhost:1234").body
        assert b'"http://localhost:1234/aloud/feed.xml"' in local
        assert b"<evil" not in site.ask("/aloud/feed.xml", host='x"><evil').body


def test_a_feed_is_sent_again_only_when_the_records_changed(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    publish(archive, show(tmp_path), article(), b"sound")
    with serving({"aloud": show(tmp_path)}) as site:
        first = site.ask("/aloud/feed.xml")
        head = site.ask("/aloud/feed.xml", "HEAD")
        assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(first.body)))
        assert site.ask("/aloud/feed.xml", if_none_match=first.headers["etag"]).status == 304
        assert site.ask("/aloud/feed.xml", if_modified_since=first.headers["last-modified"]).status == 304
        publish(archive, show(tmp_path), article(*OTHER, title="Frost"), b"more")
        second = site.ask("/aloud/feed.xml", if_none_match=first.headers["etag"])
        assert second.status == 200
        assert second.body.count(b"<item>") == 2


def test_feeds_are_kept_but_not_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(Archive(tmp_path), show(tmp_path), article(), b"sound")
    feeds, of = FeedCache(), show(tmp_path)
    kept = feeds.feed(of, "http://a.example")
    assert feeds.feed(of, "http://a.example") is kept
    for number in range(40):
        feeds.feed(of, f"http://{number}.example")
    again = feeds.feed(of, "http://a.example")
    assert again is not kept
    assert again.data == kept.data


def test_a_damaged_record_is_told_to_the_one_who_asks(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    made = publish(archive, show(tmp_path), article(), b"sound")
    (archive.records / made.id / "record.json").write_bytes(b"{")
    with serving({"aloud": show(tmp_path)}) as site:
        answer = site.ask("/aloud/feed.xml")
        assert answer.status == 500
        assert answer.body.startswith(b"Error: the record ")
        assert site.ask(f"/aloud/{made.audio.name}").body == b"sound"


def test_a_show_without_episodes_has_a_feed_and_stays_untouched(tmp_path: Path) -> None:
    with serving({"aloud": show(tmp_path / "empty")}) as site:
        answer = site.ask("/aloud/feed.xml")
        assert answer.status == 200
        assert etree.fromstring(answer.body).find("channel/item") is None
    assert not (tmp_path / "empty").exists()


def test_the_index_lists_the_shows_and_their_feeds(tmp_path: Path) -> None:
    odd = replace(show(tmp_path, "odd"), title="<Odd> & “quoted”", language="es")
    with serving({"aloud": show(tmp_path), "an odd show": odd}) as site:
        answer = site.ask("/")
        page = answer.body.decode()
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        found = Links(page)
        assert found.found == [f"{site.url}/aloud/feed.xml", f"{site.url}/an%20odd%20show/feed.xml"]
        assert site.ask("/an%20odd%20show/feed.xml").body.count(b"/an%20odd%20show/feed.xml") == 1
        assert [tag for tag in found.tags if tag in {"h1", "h2"}] == ["h1", "h2", "h2"]
        assert '<h2 id="show-2" lang="es">&lt;Odd&gt; &amp; “quoted”</h2>' in page


def test_an_index_of_nothing_says_so() -> None:
    assert "There is no show" in index_page([])
