from __future__ import annotations

import pytest

from audiocast.script.headline import episode_title, sentence_case
from tests.shows import article

BODY = [
    "The Harbor District says ferry service will resume in New Haven next week.",
    "A new ferry, one-on-one, may come.",
]


@pytest.mark.parametrize(
    ("headline", "told"),
    [
        ("Ferry Service To Resume In New Haven Next Week", "Ferry service to resume in New Haven next week"),
        ("One-On-One With The Harbor District", "One-On-One with the Harbor District"),
        ("A Talk One-On-One On Monday", "A talk one-on-one on Monday"),
        ("Ferry service to resume in New Haven", "Ferry service to resume in New Haven"),
        ("NASA And The McHarbor Ferry", "NASA and the McHarbor ferry"),
        ("U.S. Harbor District's Plan", "U.S. Harbor District's plan"),
        ("Ferry To L.A. Is Back", "Ferry to L.A. is back"),
        ("FERRY BACK", "FERRY BACK"),
        ("Ferry", "Ferry"),
        ("2026", "2026"),
        ("", ""),
    ],
)
def test_sentence_case(headline: str, told: str) -> None:
    assert sentence_case(headline, BODY) == told


@pytest.mark.parametrize(
    ("title", "paragraph", "called"),
    [
        ("Ferry Returns", "The ferry is back.", "Ferry Returns"),
        ("", "The ferry is back.", "The ferry is back."),
        (
            "",
            "The ferry is back, " + "and it will stay " * 9,
            "The ferry is back, and it will stay and it will stay and it…",
        ),
    ],
)
def test_a_story_without_a_headline_is_called_by_its_first_words(title: str, paragraph: str, called: str) -> None:
    assert episode_title(article(paragraph, title=title)) == called
