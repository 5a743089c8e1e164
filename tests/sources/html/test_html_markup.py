"""What the tags and class names inside of a story say: of pictures, quotations, notes, names and tables."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from audiocast.models.article import Article, Fate, Image
from audiocast.sources import read_text
from audiocast.sources.html.asides import Aside
from audiocast.sources.html.parse import parse
from audiocast.sources.html.places import Place
from audiocast.sources.html.visible import visible_lines
from audiocast.sources.ledger import check_ledger
from tests.sources.html.stories import PROSE, body

TOLD = f"<p>{PROSE}</p><p>{PROSE} It came back at nine.</p><p>Nobody was left behind on the landing, the crew said.</p>"


def ferry(between: str, head: str = "") -> Article:
    """The reading of a story with some markup below its first three paragraphs."""
    article = read_text(
        f"<html lang=en><head><title>Ferry Leaves</title>{head}</head><body><article><h1>Ferry Leaves</h1>"
        f"{TOLD}{between}<p>The last one left at ten, and all the lamps went out.</p></article></body></html>"
    )
    check_ledger(article)
    return article


def fates(article: Article, rule: str) -> list[tuple[str, Fate]]:
    """The lines to which a rule gave their fate."""
    return [
        (article.lines[entry.line - 1], entry.spans[0].fate) for entry in article.ledger if entry.spans[0].rule == rule
    ]


@pytest.mark.parametrize(
    "figure",
    [
        "<figure class='wp-block-quote'><blockquote><p>We never saw so calm a sea.</p></blockquote>"
        "<figcaption>Robin Example, captain</figcaption></figure>",
        "<figure class=wp-block-table><table><tr><td>Monday</td><td>We never saw so calm a sea.</td></tr></table>"
        "<figcaption class=wp-element-caption>Robin Example, captain</figcaption></figure>",
    ],
)
def test_a_figure_without_a_picture_is_told(figure: str) -> None:
    told = body(ferry(figure))
    assert "We never saw so calm a sea." in told
    assert "Robin Example, captain" in told


@pytest.mark.parametrize(
    "picture",
    [
        "<img src=a.jpg>",
        "<picture><img src=a.jpg></picture>",
        "<iframe src=a></iframe>",
        "<svg></svg>",
        "<amp-img src=a></amp-img>",
        "<video></video>",
        "<noscript><img src=a.jpg></noscript>",
        "<div></div>",
    ],
)
def test_the_caption_of_a_picture_is_not_told(picture: str) -> None:
    article = ferry(f"<figure>{picture}<figcaption>A ferry at the landing.</figcaption></figure>")
    assert "A ferry at the landing." not in body(article)
    assert article.image is not None
    assert article.image.caption == "A ferry at the landing."


@pytest.mark.parametrize("tag", ["figure", "aside", "div"])
def test_a_pull_quote_is_not_told_twice(tag: str) -> None:
    quote = f"<{tag} class=pullquote><blockquote><p>Nobody was left behind on the landing</p></blockquote></{tag}>"
    article = ferry(quote)
    assert body(article).count("Nobody was left behind") == 1


CAPTIONS = [
    "cutline", "photo-caption", "image-caption", "wp-caption-text", "mod-caption", "photo-cutline", "thumbcaption",
    "caption-text", "media__caption", "image_description", "article-img-caption", "bildunterschrift",
]  # fmt: skip
CREDITS = ["image-credit", "photo-credit", "photographer", "shot-by", "photo-by", "media-credit", "caption-credit"]


@pytest.mark.parametrize("name", [*CAPTIONS, *CREDITS])
def test_captions_and_credits_of_older_sites_are_known_by_their_names(name: str) -> None:
    text = "Sam Sample of the Tidewater Times" if name in CREDITS else "Lamps above the east landing at dusk on Monday."
    article = ferry(f'<div class="photo"><img src="a.jpg"><div class="{name}">{text}</div></div><p>{PROSE}</p>')
    assert text not in body(article)
    assert article.image is not None
    assert text in {article.image.caption, article.image.credit}


@pytest.mark.parametrize("name", ["credit-cards", "caption-contest", "slide-caption", "author-byline", "note", "image"])
def test_names_that_not_only_pictures_have_are_none_of_theirs(name: str) -> None:
    (line,) = visible_lines(parse(f'<p class="{name}">Ten boats went out.</p>', "page"))
    assert line.places.isdisjoint({Place.CAPTION, Place.CREDIT})


NOTE_MARKS = [
    '<sup><a href="#fn1">1</a></sup>',
    '<sup id="r1" class="reference"><a href="#cite-1"><span>[</span>1<span>]</span></a></sup>',
    '<a href="#fn1">[1]</a>', '<sup class="footnote">*</sup>', '<a class="footnote-ref" href="#n2">2</a>',
    '<a href="#fnref1">\u21a9\ufe0e</a>', '<sup role="doc-noteref">a</sup>',
]  # fmt: skip


@pytest.mark.parametrize("mark", NOTE_MARKS)
def test_marks_of_notes_are_not_told(mark: str) -> None:
    article = ferry(f"<p>The bell was cast in the old foundry{mark}, and it rang for the first time in May.</p>")
    assert "in the old foundry, and it rang" in body(article)
    assert [fate for _, fate in fates(article, "html-note-mark")] == [Fate.DROPPED]


@pytest.mark.parametrize(
    "written",
    ["10<sup>2</sup>", "21<sup>e</sup>", "1<sup>st</sup>", "m<sup>2</sup>", "Acme<sup>TM</sup>", 'p<a href="/x">2</a>',
     '<a href="#top">Part 2</a>', '<a href="#d">2</a>'],
)  # fmt: skip
def test_raised_figures_and_links_inside_of_a_page_are_told(written: str) -> None:
    article = ferry(f"<p>It was said to be {written} and no more, for all that anybody knew of it.</p>")
    assert f"to be {re.sub('<[^>]*>', '', written)} and no more" in body(article)


@pytest.mark.parametrize("tag", ["s", "del", "strike", 'span style="text-decoration: line-through"'])
def test_what_is_struck_out_is_not_told(tag: str) -> None:
    article = ferry(
        f"<p>The fare is <{tag}>five dollars</{tag.partition(' ')[0]}> six dollars from the first of May on.</p>"
    )
    assert "The fare is six dollars from" in body(article)
    assert fates(article, "html-struck-out") == [("five dollars", Fate.DROPPED)]


def test_a_tag_that_nobody_closed_strikes_out_no_story() -> None:
    assert "all the lamps went out" in body(ferry("<s><div>"))


@pytest.mark.parametrize("name", ["visually-hidden", "sr-only", "screen-reader-text", "u-visuallyhidden"])
def test_words_for_screen_readers_stand_by_themselves(name: str) -> None:
    page = (
        f"<p><span class={name}>By</span><a href=/r>Robin Example<span class={name}>(opens a new window)</span></a></p>"
    )
    lines = visible_lines(parse(page, "page"))
    assert [(line.text, line.aside) for line in lines] == [
        ("By Robin Example", None),
        ("(opens a new window)", Aside.NOTICE),
    ]


def test_an_alternative_text_takes_no_line_from_the_story() -> None:
    told = "Ten boats in all went out on that day, and ten came home."
    assert told in body(ferry(f"<img src=a.jpg alt='{told}'><p>{told}</p>"))


LOGO = "<header><img src=logo.png alt='WQXZ'></header>"
STATED = (
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry Leaves","image":["a.jpg",'
    '{"@type":"ImageObject","caption":"A ferry.","creditText":"Sam Sample",'
    '"creator":{"name":"Jo Placeholder"}}]}</script>'
    '<meta property="og:image:alt" content="Lamps above a landing">'
)


@pytest.mark.parametrize(
    ("head", "markup", "image"),
    [
        ("", f"{LOGO}<h1>Ferry Leaves</h1><img src=a.jpg alt='A ferry at night'>", Image("", "", "A ferry at night")),
        ("", f"{LOGO}<h1>Ferry Leaves</h1>", None),
        ("", "<picture><source srcset=a.webp><img src=a.jpg alt='A ferry'></picture>", Image("", "", "A ferry")),
        ("", "<h1>Ferry Leaves</h1><img src=a.jpg alt='IMG_0012.JPG'>", None),
        ("", "<h1>Ferry Leaves</h1><img src=a.jpg alt='Advertisement'>", None),
        (STATED, "<h1>Ferry Leaves</h1>", Image("A ferry.", "Sam Sample", "Lamps above a landing")),
        (
            STATED,
            "<h1>Ferry Leaves</h1><img src=a.jpg alt='Boat'>",
            Image("A ferry.", "Sam Sample", "Lamps above a landing"),
        ),
        (
            STATED,
            "<figure><img src=a alt='Boat'><figcaption>A boat.</figcaption></figure>",
            Image("A boat.", "", "Boat"),
        ),
        (STATED, "<figure><img src=a><figcaption>A ferry.</figcaption></figure>", Image("A ferry.", "Sam Sample", "")),
        ('<meta property="og:image:alt" content="IMG_0012.JPG">', "<h1>Ferry Leaves</h1>", None),
    ],
)
def test_the_picture_of_a_page(head: str, markup: str, image: Image | None) -> None:
    article = read_text(f"<html><head><title>Ferry Leaves</title>{head}</head><body>{markup}{TOLD}</body></html>")
    check_ledger(article)
    assert article.image == image


@pytest.mark.parametrize("name", ["author-bio", "contributor", "byline", "bio"])
def test_a_name_above_the_story_is_its_byline(name: str) -> None:
    page = f'<body><h1>Ferry Leaves</h1><div class="{name}"><a href="/robin">Robin Example</a></div>{TOLD}</body>'
    article = read_text(f"<html><head><title>Ferry Leaves</title></head>{page}</html>")
    assert article.byline == ("Robin Example",)


TIME = "<time datetime='2024-03-05T17:00:00Z'>{}</time>"
DATED = {
    "alone": (TIME.format("2 hours ago"), "2 hours ago"),
    "with a word": (f"<p>Posted {TIME.format('5.3., 17 Uhr')}</p>", "Posted 5.3., 17 Uhr"),
    "the first of two": (f"{TIME.format('5 d')}<p>Updated <time datetime='2024-03-09'>1 d</time></p>", "5 d"),
}


@pytest.mark.parametrize("written", DATED)
def test_a_marked_time_below_the_headline_is_the_date(written: str) -> None:
    markup, line = DATED[written]
    article = read_text(f"<html><body><article><h1>Ferry Leaves</h1>{markup}{TOLD}</article></body></html>")
    check_ledger(article)
    assert article.published == datetime(2024, 3, 5, 17, tzinfo=UTC)
    assert fates(article, "html-date")[0] == (line, Fate.USED)
    assert body(article).startswith(PROSE)


@pytest.mark.parametrize(
    "markup",
    [
        f"{TIME.format('2 d')}<h1>Ferry Leaves</h1>{TOLD}",
        f"<h1>Ferry Leaves</h1>{TOLD}{TIME.format('2 d')}",
        f"<h1>Ferry Leaves</h1><time datetime='5 hours'>2 d</time>{TOLD}",
        f"<h1>Ferry Leaves</h1><p>{TIME.format('2 d')} after it was built, the boat {PROSE}</p>{TOLD}",
    ],
)
def test_no_other_time_labels_a_line(markup: str) -> None:
    article = read_text(f"<html><body><article>{markup}</article></body></html>")
    check_ledger(article)
    assert not fates(article, "html-date")


def test_a_column_of_links_beside_the_story_joins_no_headline() -> None:
    menu = "<td><a href=/>Home</a><br><a href=/news>News</a></td>"
    page = f"<table><tr>{menu}<td><b>Ferry Leaves</b><br><br>{PROSE}<br><br>{PROSE} It came back.</td></tr></table>"
    lines = [line.text for line in visible_lines(parse(f"<body>{page}</body>", "page"))]
    assert lines[:4] == ["Home", "News", "Ferry Leaves", PROSE]
    rows = "<table><tr><th>Boat</th><th>Leaves</th></tr><tr><td>Heron</td><td>at <b>ten</b></td></tr></table>"
    assert [line.text for line in visible_lines(parse(rows, "page"))] == ["Boat Leaves", "Heron at ten"]
