"""Menus and footers far from the story: the labeller need not see them, and each line has its place in the ledger."""

from __future__ import annotations

import pytest

from audiocast.models.article import Fate
from audiocast.models.reader_rules import ReaderRules
from audiocast.sources import read_text
from audiocast.sources.html import html_document
from tests.sources.html.stories import PROSE, body

LINES = 200
MENU = "".join(f"<li><a href=/{number}>Part {number} of the town</a></li>" for number in range(LINES))
NAMED = "<p>Member station KQXZ of the harbor</p>"
PAGE = f"""<html lang=en><head><title>Ferry Leaves</title></head><body><nav><ul>{MENU}</ul></nav>
<article><h1>Ferry Leaves</h1><p>{PROSE}</p><p>{PROSE} It came back at nine.</p></article>
<footer><ul>{MENU}</ul>{NAMED}</footer></body></html>"""


def test_every_line_of_a_far_menu_is_in_the_ledger_and_none_is_spoken() -> None:
    assert len(html_document(PAGE, "page.html").apart) > LINES
    article = read_text(PAGE)
    filled = [number for number, line in enumerate(article.lines, 1) if line.strip()]
    assert [entry.line for entry in article.ledger] == filled
    assert body(article) == f"{PROSE} {PROSE} It came back at nine."
    spoken = [entry for entry in article.ledger if entry.spans[0].fate is Fate.SPOKEN]
    assert len(spoken) == 2


def test_a_line_that_may_name_the_station_is_not_apart() -> None:
    assert read_text(PAGE).station == "KQXZ"


@pytest.mark.parametrize("number", [0, LINES - 1])
def test_the_shows_own_rules_win_over_the_far_lines_too(number: int) -> None:
    article = read_text(PAGE, rules=ReaderRules(keep=(f"Part {number} of the town",)))
    assert body(article).count(f"Part {number} of the town") == 2
