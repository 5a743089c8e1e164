from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiocast.audio.languages import three_letters


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en-US", "eng"),
        ("es", "spa"),
        ("DE", "deu"),
        ("zh-Hant-TW", "zho"),
        ("fil-PH", "fil"),
        ("qq", "XXX"),
        ("", "XXX"),
    ],
)
def test_known_tags(tag: str, code: str) -> None:
    assert three_letters(tag) == code


@given(st.text())
def test_any_text_gives_three_letters(tag: str) -> None:
    code = three_letters(tag)
    assert len(code) == 3
    assert code.isascii()
    assert code.isalpha()
