from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiocast.script.quotations import is_unclosed, opens_quotation, runs

# Paragraphs with the second voice's part between braces.
CASES = [
    '{"We did it."} The crew left. "It was fun," one of them said.',
    'According to an official: {"It works. It does."}',
    '"Stop!" the captain shouted.',
    'He called it "a mess." It was.',
    "She said: {“Go home.”} Then she left.",
    'A 5" pipe and "so on".',
    '"One," he said, "two."',
    'He ended there. {"I have no comment."}',
    '{"A whole paragraph without a stop"}',
    "Sie sagte: {„Es geht.“} Dann ging sie.",
    "Le maire a conclu : {« C'est fini. »}",
    "Nothing quoted here.",
    '"Is it safe?" residents asked. {"It is."}',
    'He said "yes.',
    "{“First.”} {“Second one here.”} He said “no.” Then he left.",
    "{‘It’s a whole one, it is.’}",
    "‘Stop!’ she said.",
]


@pytest.mark.parametrize("case", CASES)
def test_only_a_whole_sentence_or_paragraph_changes_the_voice(case: str) -> None:
    text = case.replace("{", "").replace("}", "")
    marked = "".join(
        f"{{{text[run.start : run.end]}}}" if run.quoted else text[run.start : run.end] for run in runs(text)
    )
    assert marked.replace(" ", "") == case.replace(" ", "")


def test_a_continued_quotation_is_quoted_to_the_end_of_its_paragraph() -> None:
    text = '"This goes on. And on.'
    assert is_unclosed(text)
    assert opens_quotation(text)
    assert [(run.start, run.end, run.quoted) for run in runs(text, continued=True)] == [(0, len(text), True)]
    assert [run.quoted for run in runs(text)] == [False]


@given(st.text(alphabet='ab ."“”«»?!:', max_size=60), st.booleans())
def test_runs_cover_all_words_in_order(text: str, continued: bool) -> None:
    place = 0
    for run in runs(text, continued=continued):
        assert not text[place : run.start].strip()
        assert run.end > run.start
        place = run.end
    assert not text[place:].strip()
