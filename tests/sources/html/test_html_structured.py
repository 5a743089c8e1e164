"""What the JSON-LD of a page says of its story, wherever on the page it says so."""

from __future__ import annotations

import json
from typing import Any

import pytest

from audiocast.models.article import Image
from audiocast.sources.html import html_document
from audiocast.sources.html.parse import parse
from audiocast.sources.html.structured import StructuredArticle, structured_article
from tests.sources.growth import time_growth
from tests.sources.html.stories import STORY

ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Ferry Leaves",
    "author": {"@id": "#robin"},
    "publisher": {"@id": "#station"},
    "image": {"@id": "#picture"},
}
OTHERS = [
    {"@type": "ImageObject", "@id": "#picture", "caption": "A ferry.", "creator": {"@id": "#sam"}},
    {"@type": "Organization", "@id": "#station", "name": "WQXZ", "logo": {"@id": "#picture"}},
    {"@type": "Person", "@id": "#robin", "name": "Robin Example", "worksFor": {"@id": "#station"}},
    {"@type": "Person", "@id": "#sam", "name": "Sam Sample"},
]


def page(*values: Any) -> str:
    """A story with some JSON-LD, each value in a script of its own."""
    scripts = "".join(f"<script type='application/ld+json'>{json.dumps(value)}</script>" for value in values)
    return STORY.replace("</title>", f"</title>{scripts}")


def structured(*values: Any) -> StructuredArticle:
    return structured_article(parse(page(*values), "page.html"))


@pytest.mark.parametrize(
    "values",
    [
        [{"@graph": [ARTICLE, *OTHERS]}],
        [{"@graph": [*OTHERS, ARTICLE]}],
        [*OTHERS, ARTICLE],
        [ARTICLE, [OTHERS]],
        [{"@type": "WebPage", "mainEntity": ARTICLE, "about": {"knows": OTHERS}}],
        [{**ARTICLE, "author": [{"@id": "#robin", "@type": "Person"}], "image": ["#picture"]}, *OTHERS],
    ],
)
def test_what_is_said_elsewhere_of_an_author_a_publisher_and_a_picture_counts(values: list[Any]) -> None:
    stated = html_document(page(*values), "page.html").stated
    assert stated.authors == ("Robin Example",)
    assert stated.station == "WQXZ"
    assert stated.image == Image("A ferry.", "Sam Sample", "")


def test_what_an_object_says_itself_goes_before_what_is_said_elsewhere() -> None:
    author = {"@id": "#robin", "name": "Jo Placeholder"}
    assert structured({**ARTICLE, "author": author}, OTHERS).authors == ("Jo Placeholder",)


@pytest.mark.parametrize(
    "others",
    [
        [],
        [{"@id": "#robin"}],
        [{"@id": "#robin", "name": {"@id": "#robin"}}],
        [{"@id": "#robin", "name": {"name": {"name": 1}}}],
        [{"@id": "#robin", "author": {"@id": "#station"}}, {"@id": "#station", "author": {"@id": "#robin"}}],
        [{"@id": ["#robin"], "name": "Robin Example"}, {"@id": {"@id": "#robin"}}, {"@id": None}],
    ],
)
def test_names_that_lead_nowhere_or_in_a_circle_say_nothing(others: list[Any]) -> None:
    found = structured({"@graph": [ARTICLE, *others]})
    assert (found.headline, found.authors, found.publisher, found.caption) == ("Ferry Leaves", (), "", "")


@pytest.mark.parametrize("name", ["headline", "author", "publisher", "image", "inLanguage", "@id"])
@pytest.mark.parametrize(("start", "end"), [("[", "]"), ('{"name":', "}"), ('[{"@value":', "}]")])
def test_what_is_nested_without_end_says_nothing(name: str, start: str, end: str) -> None:
    script = f'{{"@type":"NewsArticle","{name}":{start * 900}"x"{end * 900}}}'
    assert html_document(page(ARTICLE).replace(json.dumps(ARTICLE), script), "page.html").stated.title == "Ferry Leaves"


@pytest.mark.parametrize(
    "many",
    [
        lambda n: [{"@id": "#robin", str(number): number} for number in range(n)],
        lambda n: [{"@id": str(number), "author": {"@id": str(number + 1)}} for number in range(n)],
        lambda n: [[number] for number in range(n)],
    ],
)
def test_the_time_grows_no_faster_than_the_data(many: Any) -> None:
    trees = {size: parse(page(ARTICLE, many(size)), "page.html") for size in (50, 500, 2_000)}
    assert time_growth(lambda size: structured_article(trees[size]), 500) < 8
