from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiocast.script.sentences import LONGEST_UTTERANCE, sentences
from audiocast.text import clean


def cut(text: str, language: str = "en-US") -> list[str]:
    return [text[start:end] for start, end in sentences(text, language)]


@pytest.mark.parametrize(
    "parts",
    [
        ["The ferry is back.", "It left at 6:25 a.m. on Monday.", "Was it late?", "No!"],
        ["Dr. Example spoke at the U.N. headquarters."],
        ['"We did it."', "The crew cheered."],
        ["¿Qué pasó?", "Nada."],
    ],
)
def test_sentences(parts: list[str]) -> None:
    assert cut(" ".join(parts)) == parts


@given(st.text())
def test_nothing_but_white_space_lies_between_sentences(raw: str) -> None:
    text = clean(raw)
    place = 0
    for start, end in sentences(text, "en"):
        assert not text[place:start].strip()
        assert text[start:end].strip() == text[start:end] != ""
        place = end
    assert not text[place:].strip()


@pytest.mark.parametrize("text", ["word " * 20_000, "a" * 50_000, "clause, " * 10_000, "é" * 2_001])
def test_no_utterance_is_longer_than_an_engine_can_bear(text: str) -> None:
    parts = cut(text)
    assert max(map(len, parts)) <= LONGEST_UTTERANCE
    assert "".join(parts).replace(" ", "") == text.replace(" ", "")
