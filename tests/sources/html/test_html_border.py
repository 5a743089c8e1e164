"""What no parser should see is taken out of a page, and nothing else is."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

import pytest

from audiocast.sources import read_bytes, read_text
from audiocast.sources.html import reader
from audiocast.sources.html.border import MOST_ATTRIBUTES, parsable
from audiocast.sources.html.extraction import Piece, story_pieces
from audiocast.sources.html.parse import parse
from audiocast.sources.ledger import check_ledger
from tests.sources.html.stories import HEADED, PROSE, STORY, body

if TYPE_CHECKING:
    from lxml.html import HtmlElement


@pytest.mark.parametrize(
    "space", ["\f", "\v", "\f\v", "&#12;", "&#x0b", "&#x000000000000000000000000000000000000000000c;"]
)
def test_a_form_feed_is_a_space(space: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = STORY.replace("</h1>", f"</h1><script>x</script>{space}").replace("sixty", f"sixty{space}<s>five</s>{space}")
    found: list[list[Piece]] = []

    def noted(tree: HtmlElement) -> list[Piece]:
        found.append(story_pieces(tree))
        return found[-1]

    monkeypatch.setattr(reader, "story_pieces", noted)
    article = read_bytes(page.encode(), "page.html")
    check_ledger(article)
    assert body(article) == body(read_text(STORY))
    assert found[0]


NO_CHARACTERS = ["\x01", "&#1;", "&#x7f;", "&#0;", "&#0000000000000000000000000000000000000000000000031;", "&#X1b;"]


@pytest.mark.parametrize("nothing", [*NO_CHARACTERS, "\ufffe", "&#xffff;"])
def test_what_is_no_character_of_a_page_leaves_no_trace(nothing: str) -> None:
    page = STORY.replace("</h1>", f"</h1><script>x</script>{nothing}").replace(
        "sixty", f"six{nothing}ty<s>a</s>{nothing}"
    )
    article = read_bytes(page.encode(), "page.html")
    check_ledger(article)
    assert body(article) == body(read_text(STORY))


@pytest.mark.parametrize(
    "written", ["A&#38;B", "A&#x26;B", "A&B", "A&#120;B", "A&#233;B", "A &# B", "A&#;B", "A&#xg;B"]
)
def test_other_references_are_read_as_ever(written: str) -> None:
    page = f"{HEADED}<p>{PROSE}</p><p>{PROSE} It is called {written.replace('B', 'C')} by all.</p>"
    wanted = unescape(written.replace("B", "C"))
    assert f"It is called {wanted} by all." in body(read_text(page))


SO_MANY = " ".join(f"a{number}=1" for number in range(40_000))
CROWDED_TAGS = [
    f"<p {SO_MANY}>",
    f"<p title='>' {SO_MANY}>",
    f'<!--><p class="x"{SO_MANY}>',
    f"<p/{SO_MANY.replace(' ', '/')}>",
    f"<script-x></script-x><p {SO_MANY.replace('=1', '')}>",
    f"<script {SO_MANY}></script><p>",
    "<p a='1'" + SO_MANY.replace("=1", "='1'").replace(" ", "") + ">",
]


@pytest.mark.parametrize("tag", CROWDED_TAGS)
def test_attributes_beyond_all_measure_are_not_read(tag: str) -> None:
    page = STORY.replace("<p>", f"<p>{PROSE} {tag}", 1)
    tree = parse(page, "page.html")
    assert max(len(element.attrib) for element in tree.iter()) <= MOST_ATTRIBUTES
    assert body(read_text(page)).endswith(f"{PROSE} It came back at nine.")


def test_what_is_no_tag_keeps_all_that_looks_like_attributes() -> None:
    said = f"x<y {SO_MANY}"
    page = f"<script>{said}</script><!-- <p {SO_MANY}> --><textarea>{said}</textarea><p>4 < {SO_MANY}</p>"
    assert parsable(page) == page
