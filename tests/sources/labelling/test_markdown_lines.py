from __future__ import annotations

from datetime import date

import pytest

from audiocast.models.article import Article, Fate, Image, Label
from audiocast.sources import read_text

STORY = "The ferry left the east landing at ten past six on Tuesday, with sixty people and two dogs on board, Jo said."
LATER = "It came back at nine with all of them, and will leave again on Wednesday, as the paper on the pier says."
HEADED = "# Ferry returns to the island\n\n"


def read_lines(*lines: str) -> Article:
    return read_text("\n".join(lines))


def spoken(article: Article) -> list[str]:
    return [block.text for block in article.body]


@pytest.mark.parametrize(
    "byline",
    [
        "*By Robin Example*",
        "_By Robin Example_",
        "**By Robin Example**",
        "***By Robin Example***",
        "By [Robin Example](https://tidewater.example/robin)",
        "*By [Robin Example](/robin)*",
        "_Robin Example_\n\n_March 5, 2024_",
        "**By Robin Example** | March 5, 2024",
        "*By Robin Example*\n\n*Published March 5, 2024*",
    ],
)
def test_a_byline_with_marks_is_one_without(byline: str) -> None:
    article = read_text(f"{HEADED}{byline}\n\n{STORY}")
    assert (article.title, article.byline) == ("Ferry returns to the island", ("Robin Example",))
    assert spoken(article) == [STORY]
    assert article.published == (date(2024, 3, 5) if "2024" in byline else None)


def test_a_headline_with_marks() -> None:
    article = read_text(f"# The **ferry** returns to [the island](/island)\n\nBy Robin Example\n\n{STORY}")
    assert (article.title, article.byline) == ("The ferry returns to the island", ("Robin Example",))


@pytest.mark.parametrize("title", ["Ferry returns", "Ferry returns to the island on a Tuesday in spring, at long last"])
def test_the_heading_of_the_first_level_is_the_headline(title: str) -> None:
    article = read_lines(f"# {title}", "", STORY, "", "# What it costs you and me, says the paper", "", LATER)
    assert article.title == title
    assert spoken(article) == [STORY, "What it costs you and me, says the paper", LATER]


def test_a_byline_with_marks_below_front_matter() -> None:
    article = read_lines("---", "title: Ferry returns", "---", "# Ferry returns", "", "*By Robin Example*", "", STORY)
    assert (spoken(article), article.byline) == ([STORY], ("Robin Example",))


def test_notices_and_headings_with_marks_are_known() -> None:
    article = read_lines(HEADED, STORY, "", "**Where it goes**", "", LATER, "", "[Subscribe to our newsletter](/news)")
    assert spoken(article) == [STORY, "Where it goes", LATER]


def test_marks_over_the_end_of_a_line() -> None:
    wrapped = "**The ferry left the east landing at ten past six on Tuesday, with sixty people\nand two** on board."
    (block,) = read_text(wrapped).body
    assert block.text == wrapped.replace("**", "").replace("\n", " ")
    assert [(source.line, source.start) for source in block.source] == [(1, 2), (2, 0), (2, 10)]


def test_a_line_of_nothing_but_marks_stays_in_the_ledger() -> None:
    article = read_lines(STORY, "", "[^1]", "", "[^2]: https://tidewater.example/note", "", LATER)
    assert [entry.line for entry in article.ledger] == [1, 3, 5, 7]
    assert len(spoken(article)) == 2


@pytest.mark.parametrize(
    ("lines", "image"),
    [
        (('![A boat](a.jpg "The boat on Monday")',), Image("The boat on Monday", "", "A boat")),
        (
            ("![A boat](a_b.jpg 'The boat')", "", "_Photo: Sam Sample_"),
            Image("The boat", "Photo: Sam Sample", "A boat"),
        ),
        (("![A boat](<a.jpg>)", "*The boat. (Sam Sample/WQXZ)*"), Image("The boat.", "Sam Sample/WQXZ", "A boat")),
        (("![A boat](a.jpg)", "*The boat. Photo: Sam Sample*"), Image("The boat.", "Photo: Sam Sample", "A boat")),
        (("![A boat](a.jpg)", "The boat. (Sam Sample/WQXZ)"), Image("The boat.", "Sam Sample/WQXZ", "A boat")),
        (("![A boat](a.jpg) *The boat on Monday.*",), Image("The boat on Monday.", "", "A boat")),
        (("![A boat](a.jpg)", "", "*The boat on Monday.*"), Image("The boat on Monday.", "", "A boat")),
        (("[![A boat](a.jpg)](https://tidewater.example/a)",), Image("", "", "A boat")),
        (("![A boat][boat]{width=50%}",), Image("", "", "A boat")),
        (("![](logo.png)", "", "![A boat](a.jpg)", "", "![Two](b.jpg)", "*Two boats.*"), Image("", "", "A boat")),
    ],
)
def test_pictures(lines: tuple[str, ...], image: Image) -> None:
    article = read_lines(HEADED, "By Robin Example", "", STORY, "", *lines, "", LATER)
    assert article.image == image
    assert len(spoken(article)) == 2


def test_a_paragraph_below_a_picture_is_told() -> None:
    told = "The harbor master had waited for it since the storms of last winter took the landing away."
    article = read_lines(HEADED, STORY, "", "![A boat](a.jpg)", told, "", f"*{told} {LATER}*", "", "So it is.")
    assert spoken(article) == [STORY, told, f"{told} {LATER}", "So it is."]


def test_a_date_below_a_picture_is_no_caption() -> None:
    article = read_lines(HEADED, "![A boat](a.jpg)", "*By Robin Example*", "*March 5, 2024*", "", STORY)
    assert (article.byline, article.published) == (("Robin Example",), date(2024, 3, 5))
    assert article.image == Image("", "", "A boat")


def test_the_parts_of_a_picture_are_accounted_for() -> None:
    article = read_lines(STORY, "", '![A boat](a.jpg "Monday")', "*A boat at the pier. (Sam Sample/WQXZ)*")
    picture, caption = article.ledger[1:]
    assert [(span.fate, span.label) for span in caption.spans] == [
        (Fate.DROPPED, Label.FURNITURE),
        (Fate.USED, Label.CAPTION),
        (Fate.DROPPED, Label.CAPTION),
        (Fate.USED, Label.CREDIT),
        (Fate.DROPPED, Label.CAPTION),
        (Fate.DROPPED, Label.FURNITURE),
    ]
    assert [article.lines[2][span.start : span.end] for span in picture.spans if span.fate is Fate.USED] == ["A boat"]


@pytest.mark.parametrize("text", ["By *Robin Example", "*By Robin Example", "A * By * Robin * Example"])
def test_lone_marks_are_text(text: str) -> None:
    assert text in spoken(read_lines(STORY, "", f"{text} said that the ferry had come back.", "", LATER))[1]
