from __future__ import annotations

import pytest

from audiocast.errors import SourceError
from audiocast.models.article import Label, Passage
from audiocast.sources.formats.markup import fragment, is_marked_up, plain
from audiocast.sources.formats.plain import paragraphs

BODY, HEADING, QUOTE, ITEM = Label.BODY, Label.HEADING, Label.QUOTE, Label.LIST_ITEM
CAPTION, CREDIT, ALT = Label.CAPTION, Label.CREDIT, Label.ALT_TEXT

BLOCKS = {
    "": [],
    " \n ": [],
    "only text": [(BODY, "only text")],
    "<p>One.</p><p>Two.</p>": [(BODY, "One."), (BODY, "Two.")],
    "<p>One.<p>Two.": [(BODY, "One."), (BODY, "Two.")],
    "<p>a<b>b</b>c <i>d</i></p>": [(BODY, "abc d")],
    "<p> much\n\n space&nbsp;here </p>": [(BODY, "much space here")],
    "<p>AT&T &amp; caf&eacute; &#8212; 5 < 6</p>": [(BODY, "AT&T & café — 5 < 6")],
    "before<div>inside</div>after": [(BODY, "before"), (BODY, "inside"), (BODY, "after")],
    "<b>Loud<p>Quiet</p>loud</b>": [(BODY, "Loud"), (BODY, "Quiet"), (BODY, "loud")],
    "<h2>A <em>heading</em></h2><h6>Small</h6>": [(HEADING, "A heading"), (HEADING, "Small")],
    "<h2>Ferry<br>Returns</h2>": [(HEADING, "Ferry Returns")],
    "<p>One.<br>Two.<br><br>Three</p>": [(BODY, "One."), (BODY, "Two."), (BODY, "Three")],
    "<p>a line that<br/>goes on</p>": [(BODY, "a line that goes on")],
    "<blockquote>Said.</blockquote>": [(QUOTE, "Said.")],
    "<blockquote><p>Said.</p><p>More.</p></blockquote>": [(QUOTE, "Said."), (QUOTE, "More.")],
    "<ul><li>One</li><li><p>Two</p></li></ul>": [(ITEM, "One"), (ITEM, "Two")],
    "<ul><li>Outer<ul><li>Inner</li></ul>rest</li></ul>": [(ITEM, "Outer"), (ITEM, "Inner"), (ITEM, "rest")],
    "<dl><dt>Word</dt><dd>Meaning</dd></dl>": [(ITEM, "Word"), (BODY, "Meaning")],
    "<p>Say <q>yes</q> or <q>“no”</q></p>": [(BODY, "Say “yes” or “no”")],
    "<p><!-- not this -->x<script>no()</script><style>p{}</style>y</p>": [(BODY, "xy")],
    "<p>x<iframe>no</iframe> y</p>": [(BODY, "x y")],
    "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td></td><td>3</td></tr></table>": [
        (BODY, "A, B"),
        (BODY, "1, 3"),
    ],
    "<table><tr><td><p>one</p></td><td><p>two </p></td></tr></table>": [(BODY, "one, two")],
    "<table><tr><td><p>One.</p><p>Two.</p></td><td>Three.</td></tr></table>": [
        (BODY, "One."),
        (BODY, "Two."),
        (BODY, "Three."),
    ],
    "<figure><img alt='What is seen'><figcaption>What it is. <cite>R. Example</cite></figcaption></figure>": [
        (ALT, "What is seen"),
        (CAPTION, "What it is."),
        (CREDIT, "R. Example"),
    ],
    "<figure><blockquote>Pulled.</blockquote><figcaption>Who</figcaption></figure>": [
        (QUOTE, "Pulled."),
        (CAPTION, "Who"),
    ],
    "<figure><table><tr><td>1</td></tr></table></figure>": [(BODY, "1")],
    "<div class='wp-caption'><img alt=''><p class='wp-caption-text'>Seen.</p></div>": [(CAPTION, "Seen.")],
    "<p>Text <img alt='A boat'>goes on.</p>": [(ALT, "A boat"), (BODY, "Text goes on.")],
    "<p>Yes <img class='emoji' alt='😀'></p>": [(BODY, "Yes 😀")],
    "<pre>Roses are red,\nthe bridge is too.\n\nA second\nVerse</pre>": [
        (BODY, "Roses are red,"),
        (BODY, "the bridge is too."),
        (BODY, "A second"),
        (BODY, "Verse"),
    ],
    "<pre>The ferry left the east landing at ten past six on\nFriday, with sixty people and two dogs on board, and\n"
    "came back at nine.</pre>": [
        (
            BODY,
            "The ferry left the east landing at ten past six on Friday, with sixty people and two dogs on board, and "
            "came back at nine.",
        )
    ],
    "<pre>The long and windy road that leads up to the pier\nIs wet with rain and lit by twenty lamps tonight\n"
    "And nobody walks there</pre>": [
        (BODY, "The long and windy road that leads up to the pier"),
        (BODY, "Is wet with rain and lit by twenty lamps tonight"),
        (BODY, "And nobody walks there"),
    ],
    "<pre>the adults on the east landing and their dogs   12\n"
    "the children on the west landing and the dogs   3\nrest</pre>": [
        (BODY, "the adults on the east landing and their dogs 12"),
        (BODY, "the children on the west landing and the dogs 3"),
        (BODY, "rest"),
    ],
    "<num>2<frac>1/2</frac></num> miles": [(BODY, "2 1/2 miles")],
    "<num>2 <frac><numer>1</numer><frac-sep>/</frac-sep><denom>2</denom></frac></num>": [(BODY, "2 1/2")],
    "<frac><numer>1</numer><denom>4</denom></frac> of it": [(BODY, "1/4 of it")],
    "<bq>Said.<credit>R. Example</credit></bq>": [(QUOTE, "Said."), (BODY, "R. Example")],
    "<figure><h3>A chart</h3><figcaption><p>Fares.</p><ul><li>Adults</li></ul></figcaption></figure>": [
        (CAPTION, "A chart"),
        (CAPTION, "Fares."),
        (CAPTION, "Adults"),
    ],
    "<note><hl2>Editors</hl2><table><tr><td>1</td></tr></table></note>": [
        (Label.METADATA, "Editors"),
        (Label.METADATA, "1"),
    ],
    "<custom-table><row><cell>one</cell><cell>two</cell></row></custom-table>": [(BODY, "one"), (BODY, "two")],
    "<html><head><title>No</title></head><body><p>Yes</p></body></html>": [(BODY, "Yes")],
    "<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>": [(BODY, "漢")],
    "<p>1<sup>st</sup> of <sub>x</sub></p>": [(BODY, "1st of x")],
    "<unknown>text</unknown> more": [(BODY, "text more")],
    "</p></div>x": [(BODY, "x")],
    "a\x00b\ufeffc": [(BODY, "abc")],
}


@pytest.mark.parametrize(("markup", "wanted"), BLOCKS.items(), ids=list(BLOCKS))
def test_blocks(markup: str, wanted: list[tuple[Label, str]]) -> None:
    assert [(piece.label, piece.text) for piece in fragment(markup, "it")] == wanted


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ('<p>a <i lang="es">hola</i> b</p>', [Passage(2, 6, "es")]),
        ('<p lang="es">hola</p>', [Passage(0, 4, "es")]),
        ('<p lang="es">hola <b>tú</b></p>', [Passage(0, 7, "es")]),
        ('<p lang="fr">oui <i lang="de">ja</i></p>', [Passage(0, 4, "fr"), Passage(4, 6, "de")]),
        ('<p lang="not a tag">x</p>', []),
        ('<table><tr><td>x </td><td lang="es">sí</td></tr></table>', [Passage(3, 5, "es")]),
    ],
)
def test_marked_languages(markup: str, wanted: list[Passage]) -> None:
    (piece,) = fragment(markup, "it")
    trimmed = [Passage(p.start, p.start + len(piece.text[p.start : p.end].rstrip()), p.language) for p in wanted]
    assert list(piece.foreign) == trimmed


def test_nesting_that_would_lose_text_is_refused() -> None:
    assert fragment("<div>" * 1500 + "deep", "it")[0].text == "deep"
    with pytest.raises(SourceError, match="nested thousands deep"):
        fragment("<div>" * 10_000 + "deep", "it")


def test_pictures_are_told_apart() -> None:
    pieces = fragment("<img alt=one><figure><img alt=two><figcaption>two</figcaption></figure><img alt=three>", "it")
    assert [piece.picture for piece in pieces] == [1, 2, 2, 3]


@pytest.mark.parametrize("text", ["5 < 6 and 7 > 6", "AT&T", "a <b", "x & y; z", "<3"])
def test_plain_text_is_not_marked_up(text: str) -> None:
    assert not is_marked_up(text)
    assert plain(text, "it") == text


def test_plain_words_of_markup() -> None:
    assert plain("<p>One &amp; <b>two</b></p><p>three</p>", "it") == "One & two three"


def test_paragraphs_of_plain_text() -> None:
    text = "A Headline\n\nThe library will open its doors on Sundays, after a\nvote.\nIt closes at 5.\r\n\r\nEnd"
    assert [piece.text for piece in paragraphs(text)] == [
        "A Headline",
        "The library will open its doors on Sundays, after a vote.",
        "It closes at 5.",
        "End",
    ]


@pytest.mark.parametrize(
    "unit",
    ["<p>", "<b>x", "<td>", "<tr><td>x", "<br>", "<", "&", "&#", "x ", "<li>", "<!--", "<q>", "<a href='", "]]>"],
)
def test_long_markup_is_read_or_refused(unit: str) -> None:
    try:
        fragment(unit * 20_000, "it")
    except SourceError as error:
        assert "deep" in error.problem  # noqa: PT017 (it need not be raised)
