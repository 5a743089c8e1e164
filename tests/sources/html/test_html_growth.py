"""The work of reading a page grows no faster than the page, in Python and in C."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from audiocast.sources.html import html_document
from audiocast.sources.html.border import parsable
from tests.sources.growth import calls, time_growth
from tests.sources.html.stories import PROSE

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("shape", "grow"),
    [
        ("paragraphs", lambda n: f"<p>{PROSE}</p>" * n),
        ("links", lambda n: "<a href=x>Home</a> " * n + f"<p>{PROSE}</p>"),
        ("notes", lambda n: f"<p>{PROSE}" + "<sup><a href='#a'>1</a></sup> <s>a</s> and " * n),
        ("list items", lambda n: "<ul>" + "<li>An item of a list that says something.</li>" * n + "</ul>"),
        (
            "pictures",
            lambda n: f"<figure><img alt='A ferry'><figcaption>A ferry.</figcaption></figure><p>{PROSE}</p>" * n,
        ),
    ],
)
def test_the_work_grows_no_faster_than_the_page(shape: str, grow) -> None:  # type: ignore[no-untyped-def]
    def work(size: int) -> int:
        page = f"<html><body><h1>Ferry</h1>{grow(size)}</body></html>".encode()
        return calls(lambda: html_document(page, shape))

    work(10)
    assert work(400) < 6 * work(100)


MANY: dict[str, Callable[[int], str]] = {
    "pairs of b and a": lambda n: f"<p>{'<b>word</b> <a href=/x>word</a> ' * n}</p>",
    "pairs in many paragraphs": lambda n: f"<p>{'<b>word</b> <a href=/x>word</a> ' * 50}</p>" * (n // 50),
    "abbr": lambda n: f"<p>{'<abbr title=x>a</abbr> b ' * n}</p>",
    "unknown tags": lambda n: f"<p>{'<x-word>word</x-word> and ' * n}</p>" * 2,
    "sup": lambda n: f"<p>{'word<sup>1</sup> ' * n}</p>",
    "struck out": lambda n: f"<p>{'word <s>old</s> ' * n}</p>",
    "foreign words": lambda n: f"<p>{'word <i lang=fr>mot</i> ' * n}</p>",
    "links in a box": lambda n: f"<div>{'<a href=/x>one two three four</a>' * n}</div>",
    "pictures in a sentence": lambda n: f"<p>{'word <img src=a.png> ' * n}</p>",
    "quotations": lambda n: f"<p>{'<q>a boat</q> and ' * n}</p>",
    "cells of a row": lambda n: f"<table><tr>{'<td>one two</td>' * n}</tr></table>",
}


@pytest.mark.parametrize("shape", MANY)
def test_the_time_of_the_extractor_grows_no_faster_than_the_page(shape: str) -> None:
    def read(size: int) -> object:
        page = f"<html><body><article><p>{PROSE}</p>{MANY[shape](size)}<p>{PROSE} It left.</p></article></body></html>"
        return html_document(page, shape)

    assert time_growth(read, 3_000) < 8  # four, were all of it linear; sixteen, were it the square


@pytest.mark.parametrize(
    "part", ["<a", "<a b<b", '<a b="', "<!--", "<script>", "<script a", "<a ", "<a/=", "a = ", "<p>x"]
)
def test_the_time_of_the_border_grows_no_faster_than_the_page(part: str) -> None:
    assert time_growth(lambda size: parsable(f"<a {part * size}"), 50_000) < 8
