from __future__ import annotations

from datetime import date

import pytest

from audiocast.errors import SourceError
from audiocast.sources import read_text

BODY = "\nThe ferry left the east landing at ten past six, with sixty people on board.\n"


def page(*lines: str) -> str:
    return "\n".join(["---", *lines, "---", BODY])


def test_every_value_is_text() -> None:
    article = read_text(page("title: 12:30", "id: 007", "language: no", "station: yes", "date: 2026-05-09"))
    assert (article.title, article.identifier, article.language, article.station) == ("12:30", "007", "no", "yes")
    assert article.published == date(2026, 5, 9)


@pytest.mark.parametrize(
    "value", ["Robin Example and Sam Sample", "By Robin Example, Sam Sample", "[Robin Example, Sam Sample]"]
)
def test_authors(value: str) -> None:
    assert read_text(page(f"author: {value}")).byline == ("Robin Example", "Sam Sample")


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (("title: [", "id: 1"), "line 3: .*YAML"),
        (("title: a", "  bad: b: c"), "line 3"),
        (("title: {a: b}",), "line 2: .*no text"),
        (("title: a", "title: b"), "line 3: .*second time"),
        (("date: someday",), "line 2: .*date"),
        (("url: harbor",), "line 2: .*address"),
        (("url: https://[",), "line 2: .*address"),
        (("language: the one we speak",), "line 2: .*language"),
        (("title: &a [*a]",), "line 2"),
        (("title: " + "[" * 5_000,), "too deeply"),
    ],
)
def test_broken_front_matter_names_its_line(lines: tuple[str, ...], problem: str) -> None:
    with pytest.raises(SourceError, match=problem):
        read_text(page(*lines))


def test_front_matter_that_is_never_closed() -> None:
    with pytest.raises(SourceError, match="never closed"):
        read_text("---\ntitle: a\n" + BODY)


@pytest.mark.parametrize("text", ["---\n" + BODY, "---\nA story of its own.\n---\n" + BODY])
def test_lines_of_hyphens_alone_are_no_front_matter(text: str) -> None:
    assert "sixty people" in read_text(text).body[-1].text
