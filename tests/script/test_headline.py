from __future__ import annotations

import pytest

from audiocast.script.headline import sentence_case

BODY = [
    "The Harbor District says ferry service will resume in New Haven next week.",
    "A new ferry, one-on-one, may come.",
]


@pytest.mark.parametrize(
    ("headline", "told"),
    [
        ("Ferry Service To Resume In New Haven Next Week", "Ferry service to resume in New Haven next week"),
        ("One-On-One With The Harbor District", "One-On-One with the Harbor District"),
        ("A Talk One-On-One", "A Talk one-on-one"),
        ("Ferry service to resume in New Haven", "Ferry service to resume in New Haven"),
        ("NASA And The Ferry", "NASA and the ferry"),
        ("", ""),
    ],
)
def test_sentence_case(headline: str, told: str) -> None:
    assert sentence_case(headline, BODY) == told
