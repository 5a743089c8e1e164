"""Words that notices have are a story's own words as well: what follows them is not lost."""

from __future__ import annotations

import pytest

from audiocast.sources import read_text

HEAD = """The Mill and Its Sign

By Robin Example
March 4, 2026

The sign at the mill is old, and few people in the harbor town have read it, Sam Sample said on Monday.
"""

LINES = {
    "rights": "All rights reserved, it says.",
    "year": "(C) 1931 was painted over in May.",
    "plate": "Copyright 1931 is what the plate says.",
}
SHELTERS = ["120 Main Street", "402-555-0188"]


@pytest.mark.parametrize("name", LINES)
def test_a_sentence_about_a_notice_ends_no_story(name: str) -> None:
    article = read_text(f"{HEAD}\n{LINES[name]}\n\nThe town wants it gone.\n\nThe end came on a Friday.\n")
    said = [block.text for block in article.body]
    assert said[-2:] == ["The town wants it gone.", "The end came on a Friday."]
    assert LINES[name] in said
    assert article.copyright == ""


def test_where_the_shelters_are_is_told() -> None:
    article = read_text(f"{HEAD}\nShelter A\n" + "\n".join(SHELTERS) + "\n\nThe shelters close at noon.\n")
    assert set(SHELTERS) <= {block.text for block in article.body}


def test_the_stations_own_address_is_not() -> None:
    article = read_text(f"{HEAD}\nThe town wants it gone.\n\n" + "\n".join(SHELTERS) + "\n\n© 2026 WQXZ\n")
    assert not set(SHELTERS) & {block.text for block in article.body}


def test_both_names_of_a_byline_in_pieces_are_read() -> None:
    page = (
        "NPR\nThe Mill and Its Sign\nMarch 4, 2026 4:02 PM ET\nHeard on The Evening\nBy\nRobin Example\n,\nSam Sample\n"
    )
    article = read_text(
        f"{page}\nThe sign at the mill is old, and few people in the harbor town have read it at all.\n"
    )
    assert (article.title, article.byline) == ("The Mill and Its Sign", ("Robin Example", "Sam Sample"))
