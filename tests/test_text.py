from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiocast.text import clean, slug, words


@pytest.mark.parametrize(
    ("dirty", "tidy"),
    [
        ("a\x00b", "ab"),
        ("sol\u00addier", "soldier"),
        ("zero\u200bwidth", "zerowidth"),
        ("a\u00a0b\tc\x0bd\x0ce\u2028f", "a b c d e f"),
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("\x93quoted\x94, \x9cuvre\x85 \x81", "“quoted”, œuvre… "),
        ("lone\ud800surrogate", "lonesurrogate"),
        ("cafe\u0301", "café"),
        ("\ufeffstart", "start"),
        ("nonchar\U0001ffffacter", "noncharacter"),
        ("family \U0001f468\u200d\U0001f469", "family \U0001f468\u200d\U0001f469"),
    ],
)
def test_clean(dirty: str, tidy: str) -> None:
    assert clean(dirty) == tidy


@given(st.text(alphabet=st.characters(codec=None)))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode("utf-8")
    assert "\r" not in once
    assert "\x00" not in once


def test_words_are_runs_with_a_letter_or_digit() -> None:
    assert words('"No," he said — twice, on 9/11.') == ['"No,"', "he", "said", "twice,", "on", "9/11."]


@given(st.text())
def test_slug_is_a_safe_name(text: str) -> None:
    name = slug(text)
    assert 0 < len(name) <= 48
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_slug_keeps_whole_words() -> None:
    assert slug("Obama's été — a very long headline that goes on and on for ever") == (
        "obamas-ete-a-very-long-headline-that-goes-on-and"
    )
    assert slug("日本") == "story"
