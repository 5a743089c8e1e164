from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from audiocast.models.source_options import SourceOptions
from audiocast.sources import read_text

if TYPE_CHECKING:
    from audiocast.models.article import Article

FILLER = ("The harbor district counted the boats again on Monday, and found them all. " * 10).strip()
RSS = (
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="https://search.yahoo.com/'
    'mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<channel><title>Radio &amp;amp; News</title><link>https://tidewater.example/news/</link><item>{}</item></channel></rss>"
)


def rss(item: str) -> Article:
    return read_text(RSS.format(item))


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ('<title type="html">Sense &amp;amp; Port</title>', "Sense & Port"),
        ('<title type="html">Sense &amp;amp;amp; Port</title>', "Sense & Port"),
        ('<title type="text">Caf&amp;eacute; &amp;lt;b&amp;gt;</title>', "Café &lt;b&gt;"),
        ("<title>AT&amp;T &amp;nosuch; &amp;#8212; x</title>", "AT&T &nosuch; — x"),
        ("<title><![CDATA[Sense &#038; Port]]></title>", "Sense & Port"),
    ],
)
def test_titles_escaped_twice(title: str, wanted: str) -> None:
    assert rss(f"{title}<description>{FILLER}</description>").title == wanted
    atom = f'<entry xmlns="http://www.w3.org/2005/Atom">{title}<content>{FILLER}</content></entry>'
    assert read_text(atom).title == wanted


def test_the_name_of_a_feed_may_be_escaped_twice() -> None:
    assert rss(f"<title>x</title><description>{FILLER}</description>").station == "Radio & News"
    title = '<title type="html">&lt;b&gt;Radio&lt;/b&gt; &amp;amp; News</title>'
    entry = f"<entry><title>x</title><content>{FILLER}</content></entry>"
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom">{title}{entry}</feed>'
    assert read_text(atom).station == "Radio & News"


@pytest.mark.parametrize(
    ("author", "wanted"),
    [
        ("<author>a@x.example (Robin Example), b@x.example (Sam Sample)</author>", ("Robin Example", "Sam Sample")),
        ("<author>Robin Example &lt;a@x.example&gt;</author>", ("Robin Example",)),
        ("<dc:creator>a@x.example (Robin Example)</dc:creator>", ("Robin Example",)),
        ("<dc:creator>Robin Example and Sam Sample</dc:creator>", ("Robin Example", "Sam Sample")),
        ("<dc:creator>Robin Example</dc:creator><dc:creator>Sam Sample</dc:creator>", ("Robin Example", "Sam Sample")),
        ("<itunes:author>Jo Placeholder</itunes:author>", ("Jo Placeholder",)),
        ("<author>desk@x.example</author>", ()),
    ],
)
def test_authors(author: str, wanted: tuple[str, ...]) -> None:
    assert rss(f"<title>x</title>{author}<description>{FILLER}</description>").byline == wanted


def test_every_text_of_an_item_is_told_once() -> None:
    article = rss(
        "<title>Ferry</title><description>Short. &lt;img alt='A boat'&gt;</description>"
        "<description>Other.</description>"
        f"<content:encoded>&lt;p&gt;{FILLER}&lt;/p&gt;</content:encoded><content:encoded>Again.</content:encoded>"
        "<itunes:summary>For players.</itunes:summary><itunes:subtitle>Short for players.</itunes:subtitle>"
        "<media:content type='video/mp4'><media:title>A film</media:title></media:content>"
        "<media:content medium='image'><media:title>Boat</media:title><media:text>Words in it</media:text>"
        "<media:description type='html'>&lt;p&gt;The boat &amp;amp; the pier&lt;/p&gt;</media:description>"
        "</media:content>"
    )
    told = {article.lines[entry.line - 1]: (entry.rule, str(entry.spans[0].fate)) for entry in article.ledger}
    assert told == {
        "Radio & News": ("feed-source", "used"),
        "Ferry": ("feed-headline", "used"),
        "Short.": ("feed-summary", "used"),
        "The boat & the pier": ("feed-caption", "used"),
        FILLER: ("feed-paragraph", "spoken"),
        "Short for players.": ("feed-other-text", "dropped"),
        "A film": ("feed-other-text", "dropped"),
        "Boat": ("feed-other-text", "dropped"),
        "Words in it": ("feed-other-text", "dropped"),
        "Again.": ("feed-other-body", "dropped"),
        "Other.": ("feed-other-body", "dropped"),
        "For players.": ("feed-other-body", "dropped"),
        "A boat": ("feed-other-body", "dropped"),
    }


def test_the_fullest_text_is_the_story() -> None:
    article = rss(f"<description>{FILLER}</description><content:encoded>Read more</content:encoded>")
    assert [block.text for block in article.body] == [FILLER]
    picture = '<content type="image/png">aGVsbG8=</content>'
    atom = f'<entry xmlns="http://www.w3.org/2005/Atom">{picture}<summary>{FILLER}</summary></entry>'
    assert read_text(atom).body[0].text == FILLER
    assert rss(f"<itunes:summary>{FILLER}</itunes:summary>").body[0].text == FILLER


@pytest.mark.parametrize(
    ("link", "base", "wanted"),
    [
        ("a/b", "https://x.example/c/", "https://x.example/c/a/b"),
        ("/a", "https://x.example/c/", "https://x.example/a"),
        ("a/b", "d/", "https://tidewater.example/news/d/a/b"),
        ("https://y.example/a", "https://x.example/", "https://y.example/a"),
        ("https://[", "https://x.example/", ""),
    ],
)
def test_relative_addresses(link: str, base: str, wanted: str) -> None:
    text = RSS.format(f"<link>{link}</link><description>{FILLER}</description>").replace(
        "<item>", f'<item xml:base="{base}">'
    )
    assert read_text(text).url == wanted
    assert read_text(text, options=SourceOptions(item=link)).url == wanted


@pytest.mark.parametrize("namespace", ["http://my.netscape.com/rdf/simple/0.9/", "https://purl.org/rss/1.0/"])
def test_old_namespaces(namespace: str) -> None:
    rdf = (
        f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{namespace}"><channel/>'
        f'<item rdf:about="urn:x:1"><title>Old</title><description>{FILLER}</description></item></rdf:RDF>'
    )
    article = read_text(rdf)
    assert (article.title, article.identifier) == ("Old", "urn:x:1")
