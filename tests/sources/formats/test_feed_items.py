from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from audiocast.errors import SourceError
from audiocast.models.source_options import SourceOptions
from audiocast.sources import read_bytes, read_text
from tests.cli.run import audiocast

if TYPE_CHECKING:
    from pathlib import Path

FILLER = "The harbor district counted the boats again on Monday, and found them all. " * 10


def feed(count: int) -> str:
    items = (
        f"<item><title>Story {n}</title><guid>id-{n}</guid><link>https://tidewater.example/{n}</link>"
        f"<description>{FILLER}</description></item>"
        for n in range(1, count + 1)
    )
    return f"<rss><channel><title>Tidewater</title>{''.join(items)}</channel></rss>"


@pytest.mark.parametrize("item", ["3", " 3 ", "id-3", "https://tidewater.example/3"])
def test_an_item_goes_by_number_id_or_link(item: str) -> None:
    article = read_text(feed(7), options=SourceOptions(item=item))
    assert (article.title, article.identifier, article.url) == ("Story 3", "id-3", "https://tidewater.example/3")


def test_an_id_goes_before_a_number() -> None:
    text = feed(3).replace("id-3", "1")
    assert read_text(text, options=SourceOptions(item="1")).title == "Story 3"


def test_a_lone_item_needs_no_name() -> None:
    assert read_text(feed(1)).title == "Story 1"
    lone = f"<?xml version='1.0'?><item><title>Alone</title><description>{FILLER}</description></item>"
    assert read_text(lone).title == "Alone"


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        ("", "has 7 items: 1, Story 1; 2, Story 2; 3, Story 3; 4, Story 4; 5, Story 5; and 2 more"),
        ("8", 'has no item "8": 1, Story 1'),
        ("0", 'has no item "0"'),
        ("id-9", 'has no item "id-9"'),
        ("9" * 400, "has no item"),
    ],
)
def test_an_unclear_item_is_asked_for(item: str, problem: str) -> None:
    with pytest.raises(SourceError, match=problem) as caught:
        read_text(feed(7), "news.xml", options=SourceOptions(item=item))
    assert caught.value.remedy == "Name one with --item"
    assert caught.value.exit_code == 1


def test_feeds_of_other_kinds() -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Old Radio</title></channel>'
        "<item><title>Old</title><dc:creator>Robin Example</dc:creator>"
        f"<description>{FILLER}</description></item></rdf:RDF>"
    )
    article = read_text(rdf)
    assert (article.title, article.byline, article.station) == ("Old", ("Robin Example",), "Old Radio")
    entry = f'<entry><title>Bare</title><content type="text">{FILLER}</content></entry>'
    assert read_text(entry).title == "Bare"


def test_atom_says_what_is_markup() -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="text">a &lt;b&gt; c</title>'
        f'<content type="html">&lt;p&gt;x &amp;amp; y. {FILLER}&lt;/p&gt;</content></entry></feed>'
    )
    article = read_text(text)
    assert article.title == "a <b> c"
    assert article.body[0].text.startswith("x & y.")


def test_boilerplate_below_a_feed_item_is_left_to_the_labeller() -> None:
    content = f"<p>{FILLER}</p><p>Copyright 2026 Tidewater Public Radio. To see more, visit Tidewater Public Radio.</p>"
    article = read_text(
        '<rss xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel><item><title>Boats</title>'
        f"<c:encoded><![CDATA[{content}]]></c:encoded></item></channel></rss>"
    )
    assert len(article.body) == 1
    assert article.copyright_holder == "Tidewater Public Radio"


@pytest.mark.parametrize(
    "text",
    [
        f"Boats Counted\n\n{FILLER}",
        f"<html><body><p>{FILLER}</p></body></html>",
        f"<nitf><body><body.content><p>{FILLER}</p></body.content></body></nitf>",
        f'{{"uri": "urn:x", "bodies": [{{"value": "{FILLER}"}}]}}',
    ],
    ids=["text", "html", "nitf", "ninjs"],
)
def test_an_item_of_what_is_no_feed_is_refused(text: str) -> None:
    assert read_text(text, options=SourceOptions(item=" ")).body
    wanted = SourceOptions(item="2")
    with pytest.raises(SourceError, match="story is no feed, so it has no items") as caught:
        read_text(text, "story", options=wanted)
    assert "Leave out --item" in caught.value.remedy
    with pytest.raises(SourceError, match="story is no feed, so it has no items"):
        read_bytes(text.encode(), "story", options=wanted)


@pytest.mark.parametrize("item", ["", "  "])
def test_an_empty_item_is_a_usage_error(tmp_path: Path, item: str) -> None:
    path = tmp_path / "news.xml"
    path.write_text(feed(1), encoding="utf-8")
    run = audiocast("inspect", "--item", item, path)
    assert run.code == 2
    assert "it is empty" in run.error
    assert "--help" in run.error


def test_the_command_line_names_an_item(tmp_path: Path) -> None:
    path = tmp_path / "news.xml"
    path.write_text(feed(2), encoding="utf-8")
    refused = audiocast("inspect", path)
    assert (refused.code, "Name one with --item" in refused.error) == (1, True)
    assert audiocast("inspect", "--json", "--item", "2", path).json["title"] == "Story 2"
