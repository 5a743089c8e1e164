from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiocast.sources.labelling.markdown import markdown_cuts
from tests.sources.growth import calls


def kept(text: str) -> str:
    place, pieces = 0, []
    for cut in markdown_cuts(text):
        pieces.append(text[place : cut.start])
        place = cut.end
    return "".join([*pieces, text[place:]])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A **bold** word", "A bold word"),
        ("A __bold__ word", "A bold word"),
        ("An *italic* and an _italic_ one", "An italic and an italic one"),
        ("See [the page](https://tidewater.example/a_(b)).", "See the page."),
        ('See [the page](/a "A title")s.', "See the pages."),
        ("**[Both](/a)** of them", "Both of them"),
        ("![A ferry](/ferry.jpg) leaves", " leaves"),
        ("So it is.[^1]", "So it is."),
        ("Type `make demo` now", "Type make demo now"),
        ("At <https://tidewater.example>", "At https://tidewater.example"),
        ("2 * 3 * 4 and snake_case_words", "2 * 3 * 4 and snake_case_words"),
        ("[not a link] (nor this) [ph](laughter)", "[not a link] (nor this) [ph](laughter)"),
        ("a < b and b > a", "a < b and b > a"),
        ("**", "**"),
        ("| a | b |", " a  b "),
        ("a | b", "a | b"),
    ],
)
def test_marks_are_cut_and_words_kept(text: str, wanted: str) -> None:
    assert kept(text) == wanted


@given(st.text(alphabet="ab *_[]()!`<>|^/:https.", max_size=120))
def test_cuts_are_in_order_and_never_overlap(text: str) -> None:
    place = 0
    for cut in markdown_cuts(text):
        assert place <= cut.start < cut.end <= len(text)
        place = cut.end
    letters = [character for character in kept(text) if character == "b"]
    assert len(letters) <= text.count("b")


@pytest.mark.parametrize("piece", ["**a ", "*", "_a", "[a](", "[", "![", "`", "<http:", "[a](/b)"])
def test_hard_texts_stay_cheap(piece: str) -> None:
    small, large = (calls(lambda size=size: markdown_cuts(piece * size)) for size in (200, 800))  # type: ignore[misc]
    assert large <= 5 * small + 50
