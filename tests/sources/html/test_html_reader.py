"""What must hold for any page: no error but our own, a whole ledger, every visible word in a line, linear work."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiocast.errors import SourceError
from audiocast.models.article import Fate, Label
from audiocast.sources import read_bytes, read_text
from audiocast.sources.html import html_document, reader
from audiocast.sources.html.alignment import align
from audiocast.sources.html.extraction import Piece, story_pieces
from audiocast.sources.html.metadata import persons_of
from audiocast.sources.html.parse import MOST_ELEMENTS, parse
from audiocast.sources.html.visible import visible_lines
from audiocast.sources.ledger import check_ledger
from audiocast.sources.limits import MOST_WORDS
from tests.sources.growth import calls
from tests.sources.html.stories import HEADED, PROSE, STORY, body

BOMB = b'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'


BROKEN = {
    "truncated in a tag": STORY[: STORY.index("</h1>") + 5].encode() + b"<p>" + PROSE.encode() + b"<di",
    "truncated in a word": STORY.encode()[:-60],
    "no closing tags": re.sub(r"</(?!title)\w+>", "", STORY).encode() + b"</p></p></p>",
    "mixed line ends": STORY.replace("<p>", "\r\n<p>\r").replace("</p>", "</p>\n").encode(),
    "NULs": STORY.replace("ferry", "fer\x00ry").encode(),
    "UTF-16 without a mark": STORY.encode("utf-16-le"),
    "UTF-16 with a mark": STORY.encode("utf-16"),
    "UTF-8 called Latin-1": STORY.replace("dogs", "dögs")
    .replace("<title>", "<meta charset=iso-8859-1><title>")
    .encode(),
    "Windows-1252 called UTF-8": STORY.replace("dogs", "dögs")
    .replace("<title>", "<meta charset=utf-8><title>")
    .encode("cp1252"),
    "Windows-1251 as declared": STORY.replace("dogs", "собаки")
    .replace("<title>", "<meta charset=windows-1251><title>")
    .encode("cp1251"),
    "an encoding that there is not": STORY.replace("<title>", "<meta charset=klingon><title>").encode(),
    "an entity bomb": BOMB + STORY.encode() + b"&c;" * 1000,
    "tags nested 10,000 deep": b"<html><body>" + b"<div>" * 10_000 + PROSE.encode() + b"</div>" * 10_000,
    "inline tags nested 10,000 deep": b"<html><body><p>" + b"<b>" * 10_000 + PROSE.encode(),
    "a megabyte on one line": b"<html><body><p>" + PROSE.encode() * 12_000 + b"</p>",
    "a megabyte in an attribute": b'<html><body><p title="' + b"x" * 1_000_000 + b'">' + PROSE.encode() + b"</p>",
    "a comment that never ends": STORY.encode() + b"<!-- " + b"x" * 10_000,
    "a script that never ends": STORY.encode() + b"<script>" + b"x" * 10_000,
    "an XML prolog": b'<?xml version="1.0" encoding="UTF-8"?>' + STORY.encode(),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_pages_are_read(name: str) -> None:
    article = read_bytes(BROKEN[name], "page.html")
    check_ledger(article)
    assert "left the east landing" in body(article)
    assert "\N{REPLACEMENT CHARACTER}" not in body(article)


@pytest.mark.parametrize("name", ["UTF-8 called Latin-1", "Windows-1252 called UTF-8"])
def test_a_wrong_declaration_breaks_no_word(name: str) -> None:
    assert "two dögs" in body(read_bytes(BROKEN[name]))


@pytest.mark.parametrize("charset", ["hex", "rot13", "zip", "undefined", "unicode_escape", "utf-7", "idna"])
def test_a_declared_encoding_that_is_none_for_text_counts_for_nothing(charset: str) -> None:
    page = STORY.replace("dogs", "dögs").replace("<title>", f"<meta charset={charset}><title>")
    assert "two dögs" in body(read_bytes(page.encode("cp1252")))


@pytest.mark.parametrize("charset", ["iso-8859-1", "latin1", "us-ascii"])
def test_latin_1_is_read_as_browsers_read_it(charset: str) -> None:
    page = STORY.replace("two dogs", "Sam’s “dogs”").replace("<title>", f"<meta charset={charset}><title>")
    assert "Sam’s “dogs”" in body(read_bytes(page.encode("cp1252")))


def test_a_right_declaration_is_heeded_and_so_is_the_servers() -> None:
    assert "собаки" in body(read_bytes(BROKEN["Windows-1251 as declared"]))
    page = STORY.replace("dogs", "собаки").encode("koi8-r")
    assert "собаки" in body(read_bytes(page, charset="koi8-r"))


def test_paragraphs_without_closing_tags_are_read_as_html() -> None:
    assert "<p>" not in body(read_text(f"<p>{PROSE}\n<p>{PROSE} It came back.\n<p>{PROSE} It left again."))


def test_a_text_that_speaks_of_tags_is_none() -> None:
    text = f"{PROSE}\n\nA paragraph begins with <p> in such files, says the writer of this story.\n\nIt came back."
    assert "<p>" in body(read_text(text))


BOXES = {
    "related": '<ul class="similarLinks"><li><a href="/1">Harbor bell is silent for a week</a></ul>',
    "pitch": '<div class="inline-signup"><p>Get one like it every Sunday, and tell us what you think of it.</p></div>',
}


@pytest.mark.parametrize("label", BOXES)
def test_boxes_between_paragraphs_are_known_by_their_names(label: str) -> None:
    story = "".join(f"<p>{PROSE} It was trip number {number} of the year.</p>" for number in range(8))
    article = read_text(f"{HEADED}<article>{story}{BOXES[label]}{story}</article></body></html>")
    assert {str(entry.label) for entry in article.ledger if entry.rule in {"html-related", "html-promotion"}} == {label}
    assert "Harbor bell" not in body(article)
    assert "every Sunday" not in body(article)


def test_a_name_that_holds_all_of_the_story_is_no_box() -> None:
    story = "".join(f"<p>{PROSE} It was trip number {number} of the year.</p>" for number in range(8))
    article = read_text(f'{HEADED}<div class="newsletter-page related">{story}</div></body></html>')
    assert "trip number 7" in body(article)


def test_a_box_of_links_between_paragraphs_ends_no_story() -> None:
    story = "".join(f"<p>{PROSE} It was trip number {number} of the year.</p>" for number in range(6))
    box = "<section><h3>Related</h3><ul><li><a href='/1'>Whales return to the bay</a></li></ul></section><p>Tags</p>"
    article = read_text(f"{HEADED}<article>{story}{box}{story}<p>The count was twelve.</p></article></body></html>")
    assert "The count was twelve." in body(article)


def test_a_menu_without_an_end_tag_takes_no_story_along() -> None:
    prose = "".join(f"<p>{PROSE.replace('sixty', str(people))}</p>" for people in range(60, 64))
    page = f"{HEADED.replace('<body>', '<body><nav><a href=/>Home</a>')}{prose}</body></html>"
    assert [block.text for block in read_bytes(page.encode(), "page.html").body] == re.findall("<p>(.*?)</p>", prose)


def test_what_is_hidden_is_not_spoken() -> None:
    hidden = "<p hidden>Hidden words of nobody at all.</p><template><p>Words of a template.</p></template>"
    article = read_text(STORY.replace("<h1>", f"{hidden}<h1>").replace("</p><p>", f"</p>{hidden}<p>"))
    assert "Hidden words" not in body(article)
    assert "Words of a template" not in body(article)


def test_a_block_of_many_inline_tags_costs_no_more_than_its_length() -> None:
    def page(size: int) -> str:
        return f"<html><body><p>{PROSE}</p><p>{'<b><i>a</i></b> ' * size}</p></body></html>"

    read_text(page(10))
    few, many = (calls(lambda size=size: read_text(page(size))) for size in (2_000, 8_000))  # type: ignore[misc]
    assert many < 6 * few


CROWDED = {
    "words": f"<p>{PROSE}</p>" * (MOST_WORDS // 17),
    "elements": f"<p>{PROSE}</p><p>{'<br>' * MOST_ELEMENTS}</p>",
}


@pytest.mark.parametrize("what", CROWDED)
def test_a_page_that_is_too_large_is_refused_before_it_is_extracted(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "story_pieces", lambda _: pytest.fail("the extractor was asked"))
    with pytest.raises(SourceError, match=what):
        read_text(f"{HEADED}{CROWDED[what]}")


def test_a_page_of_too_many_elements_for_the_extractor_is_read_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura

    monkeypatch.setattr(trafilatura, "bare_extraction", lambda *_, **__: pytest.fail("the extractor was asked"))
    page = STORY.replace("</h1>", f"</h1><div>{'<br>' * 30_001}</div>")
    assert f"{PROSE} It came back at nine." in body(read_text(page))


def test_a_fragment_and_a_text_of_html_are_read() -> None:
    assert PROSE in body(read_text(f"<p>{PROSE}</p><p>{PROSE}</p><p>{PROSE}</p>"))
    assert PROSE in body(read_text(STORY))


TAGS = ["p", "div", "b", "i", "li", "ul", "ol", "h1", "h2", "span", "a", "table", "tr", "td", "blockquote", "figure"]
TAGS += ["figcaption", "aside", "nav", "footer", "article", "section", "pre", "em", "form", "button", "dl", "dd"]
TAGS += ["sup", "s", "del", "br"]
CLASSES = [
    "",
    ' class="caption"',
    ' class="credit"',
    ' class="related"',
    ' id="comments"',
    ' lang="es"',
    ' role="banner"',
]
NODE = st.recursive(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Co", "Cn"]), max_size=30)
    | st.integers(0, 0x1_0000).map("&#{};".format),
    lambda inner: st.builds(
        lambda tag, marks, parts: f"<{tag}{marks}>{''.join(parts)}</{tag}>",
        st.sampled_from(TAGS),
        st.sampled_from(CLASSES),
        st.lists(inner, max_size=5),
    ),
    max_leaves=25,
)


@settings(max_examples=150)
@given(NODE, st.booleans())
def test_any_nesting_is_read_or_refused(markup: str, has_story: bool) -> None:
    page = f"<html><body>{markup}{f'<p>{PROSE}</p>' * 3 if has_story else ''}</body></html>"
    with suppress(SourceError):
        article = read_bytes(page.encode())
        check_ledger(article)
        covered = sum(span.end - span.start for entry in article.ledger for span in entry.spans)
        assert covered == sum(len(line) for line in article.lines if line.strip())


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(TAGS), st.integers(0, 999)), min_size=1, max_size=20))
def test_every_visible_word_is_on_a_line(words: list[tuple[str, int]]) -> None:
    page = "<html><body>" + "".join(f"<{tag}>word{number} ends" for tag, number in words) + "</body></html>"
    lines = " ".join(line.text for line in visible_lines(parse(page, "page")))
    assert all(f"word{number}" in lines for _, number in words)


@settings(max_examples=100)
@given(st.binary(max_size=300))
def test_any_bytes_in_a_page_are_read_or_refused(data: bytes) -> None:
    with suppress(SourceError):
        check_ledger(read_bytes(b"<!doctype html><p>" + data))


def test_what_is_hidden_is_not_seen() -> None:
    page = "<body><p>seen</p><p hidden>no</p><p style='display: none'>no</p><script>no</script><template>no</template>"
    assert [line.text for line in visible_lines(parse(page + "<noscript>no</noscript>tail</body>", "page"))] == [
        "seen",
        "tail",
    ]


def test_lines_keep_their_blocks_breaks_and_passages() -> None:
    parts = ["<p>one <b>bold</b>ly<br>two</p>", "<ul><li>three<li>four</ul>", "<p>so <i lang=es>dos  tres</i>.</p>"]
    page = f"<html><body>{''.join(parts)}</body></html>"
    lines = visible_lines(parse(page, "page"), "en")
    assert [(line.text, line.opens) for line in lines] == [
        ("one boldly", True), ("two", False), ("three", True), ("four", True), ("so dos tres.", True),
    ]  # fmt: skip
    (passage,) = lines[-1].passages
    assert (lines[-1].text[passage.start : passage.end], passage.language) == ("dos tres", "es")


def test_alignment_finds_lines_runs_parts_and_strays() -> None:
    texts = ["Menu", "One two three.", "Four five", "six seven.", "Read more: eight nine ten eleven.", "One two three."]
    pieces = [
        Piece("One two three.", Label.BODY),
        Piece("Four five six seven.", Label.QUOTE),
        Piece("eight nine ten eleven.", Label.BODY),
        Piece("Nowhere to be seen.", Label.BODY),
        Piece("One two three.", Label.BODY),
    ]
    found = align(texts, pieces)
    assert dict(found.labels) == {1: Label.BODY, 2: Label.QUOTE, 3: Label.QUOTE, 4: Label.BODY, 5: Label.BODY}
    assert found.strays == ((4, pieces[3]),)


def test_alignment_finds_the_lines_of_a_piece_around_a_picture() -> None:
    texts = ["The first part of a paragraph,", "A boat", "Advertisement", "and its second part.", "Menu"]
    found = align(texts, [Piece("The first part of a paragraph, and its second part.", Label.BODY)])
    assert dict(found.labels) == {0: Label.BODY, 3: Label.BODY}
    assert not found.strays


def test_alignment_follows_the_parts_of_a_line() -> None:
    texts = ["It was a fine boat and it floats.", "Menu", "It floats.", "On Tuesday a boat left again at ten."]
    parts = ["It was", "a fine boat", "and it floats.", "Menu", "a boat left again"]
    found = align(texts, [Piece(part, Label.BODY) for part in parts])
    assert set(found.labels) == {0, 1, 3}
    assert not found.strays


def test_alignment_knows_a_line_without_some_of_its_words() -> None:
    texts = ["Menu", "On Tuesday, the boat left again.", "The boat left at ten on a day of which it was said so again."]
    found = align(texts, [Piece("On the boat left again.", Label.BODY)])
    assert dict(found.labels) == {1: Label.BODY}
    assert not found.strays


def test_words_that_stand_on_the_page_are_no_stray() -> None:
    found = align(["The boat left at ten.", "It came back."], [Piece("boat ten back", Label.BODY)])
    assert not found.strays
    assert not found.labels


@pytest.mark.parametrize(
    "many", ["<svg>" + '<path d="M0 0"/>' * 1_200 + "</svg>", "<div>" + "<p>Menu" * 1_200 + "</div>"]
)
def test_many_tags_that_nothing_closes_are_no_depth(many: str) -> None:
    page = STORY.replace("<body>", f"<body>{many}", 1)
    assert many in page
    assert (body(read_text(page)), read_text(page).title) == (body(read_text(STORY)), read_text(STORY).title)


def test_what_cannot_be_spoken_splits_no_word() -> None:
    written = "<p>The har&shy;bor is qui&#8203;et to\x01day,\u2060 and every boat is out at sea, as it is said.</p>"
    page = STORY.replace("</body>", f"{written}</body>")
    told = "The harbor is quiet today, and every boat is out at sea, as it is said."
    assert told in body(read_text(page))
    assert told in [piece.text for piece in story_pieces(parse(page, "page.html"))]


def test_a_stray_piece_is_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    stray = f"{PROSE} Nobody saw it on the page."
    monkeypatch.setattr(reader, "story_pieces", lambda _: [Piece(PROSE, Label.BODY), Piece(stray, Label.BODY)])
    article = read_text(STORY)
    assert stray in body(article)
    assert [entry for entry in article.ledger if entry.spans[0].fate is Fate.SPOKEN]


@pytest.mark.parametrize(
    ("field", "persons"),
    [
        ("Robin Example", ("Robin Example",)),
        ("By Robin Example", ("Robin Example",)),
        ("Robin Example · WQXZ News", ("Robin Example",)),
        ("By Robin Example; Tidewater Radio", ("Robin Example",)),
        ("Robin Example and Sam Sample", ("Robin Example", "Sam Sample")),
        ("Robin Example y Sam Sample", ("Robin Example", "Sam Sample")),
        ("Robin Example et Sam Sample", ("Robin Example", "Sam Sample")),
        ("Robin Example y Sample", ("Robin Example y Sample",)),
        ("Robin Example, WQXZ", ("Robin Example",)),
        ("ROBIN EXAMPLE", ("Robin Example",)),
        ("Tidewater Public Radio", ()),
        ("Staff", ()),
        ("https://tidewater.example/people/1", ()),
        ("robin@tidewater.example", ()),
        ("", ()),
    ],
)
def test_author_fields_are_cleaned(field: str, persons: tuple[str, ...]) -> None:
    assert persons_of(field) == persons


HEAD = "<html><head><title>{title}</title>{more}</head><body><h1>{h1}</h1><p>" + PROSE + "</p></body></html>"


@pytest.mark.parametrize(
    ("title", "more", "heading", "wanted"),
    [
        ("Ferry Is Back Today | WQXZ", "", "Ferry Is Back Today", "Ferry Is Back Today"),
        ("Ferry Is Back Today | WQXZ", "", "", "Ferry Is Back Today"),
        ("WQXZ", '<meta property="og:title" content="Ferry Is Back">', "WQXZ News", "Ferry Is Back"),
        (
            "x",
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry &amp; Dogs"}</script>',
            "",
            "Ferry & Dogs",
        ),
        ("x", '<script type="application/ld+json">{not json</script>', "Ferry Is Back Today", "Ferry Is Back Today"),
    ],
)
def test_the_headline(title: str, more: str, heading: str, wanted: str) -> None:
    assert html_document(HEAD.format(title=title, more=more, h1=heading), "page").stated.title == wanted


def test_addresses_are_joined_and_only_those_of_the_web() -> None:
    page = HEAD.format(title="x", more='<link rel="canonical" href="/ferry">', h1="Ferry")
    assert (
        html_document(page, "page", url="https://tidewater.example/a?b=1").stated.url
        == "https://tidewater.example/ferry"
    )
    page = HEAD.format(title="x", more='<link rel="canonical" href="javascript:alert(1)">', h1="Ferry")
    assert html_document(page, "page").stated.url == ""
