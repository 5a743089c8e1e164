from __future__ import annotations

from audiocast.models.article import Label
from audiocast.sources import read_text
from audiocast.sources.doubts import doubts

STORY = """A Reporter Retires After Forty Years

Robin Example is a reporter of WQXZ who has covered the harbor since 1986, and this is the last week of it.

"I came for a summer," Robin Example said on Monday in the newsroom, with a box on the desk.

Those who want to give today can bring a cake, and your support will be eaten by the members of the newsroom.

The box held a lamp, two rudders and a cat, and the cat was not for taking home.
"""


def test_lines_that_look_like_something_else_are_doubtful() -> None:
    article = read_text(STORY)
    found = {doubt.line: doubt for doubt in doubts(article)}
    assert [rival.label for rival in found[3].rivals] == [Label.BIO]
    assert Label.PITCH in {rival.label for rival in found[7].rivals}
    assert 9 not in found
    assert found[3].label is Label.BODY
    assert all(rival.reason for doubt in found.values() for rival in doubt.rivals)


def test_prose_dropped_by_its_place_is_doubtful() -> None:
    page = "Copyright 2026 WQXZ\n\nAnother story stands here that nobody asked for, and it is well written."
    article = read_text(f"{STORY}\n{page}")
    (last,) = [doubt for doubt in doubts(article) if doubt.line > 11]
    assert (last.label, last.rule) == (Label.FURNITURE, "after-the-copyright")
    assert [rival.label for rival in last.rivals] == [Label.BODY]
