"""What the passes share of a page: each text is asked about once, and answers are a page's own."""

from __future__ import annotations

from audiocast.models.reader_rules import ReaderRules
from audiocast.sources.document import Document
from audiocast.sources.labelling.sheet import Sheet


def sheet_of(*lines: str) -> Sheet:
    return Sheet.of(Document(lines), ReaderRules())


def test_equal_texts_are_asked_about_once() -> None:
    asked: list[str] = []

    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    sheet = sheet_of("News", "News", "Weather")
    assert [sheet.ask(length, unit.text) for unit in sheet.units] == [4, 4, 7]
    assert asked == ["News", "Weather"]


def test_answers_to_different_questions_are_kept_apart() -> None:
    sheet = sheet_of("News")
    assert [sheet.ask(str.isupper, "News"), sheet.ask(str.isalpha, "News"), sheet.ask(str.isupper, "News")] == [
        False,
        True,
        False,
    ]


def test_an_answer_of_one_page_is_none_of_another() -> None:
    asked: list[str] = []
    for sheet in (sheet_of("News"), sheet_of("News")):
        sheet.ask(asked.append, "News")
    assert asked == ["News", "News"]


def test_a_number_is_an_item_only_beside_another() -> None:
    assert [sheet_of("1. Bread", "2. Butter", "Milk").is_item(index) for index in range(3)] == [True, True, False]
    assert not sheet_of("2. Mai", "The ferry leaves.").is_item(0)
