from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from audiocast.archive.identity import OTHER_BELOW, SAME_FROM
from audiocast.archive.sketch import SIZE, similarity, sketch
from tests.archive.make import LONG, OTHER


def test_a_corrected_story_is_clearly_the_same() -> None:
    corrected = [text.replace("eleven", "twelve").replace("four million", "five million") for text in LONG]
    assert SAME_FROM <= similarity(sketch(LONG), sketch(corrected)) < 1


def test_another_story_is_clearly_another() -> None:
    assert similarity(sketch(LONG), sketch(OTHER)) < OTHER_BELOW


def test_a_story_half_rewritten_is_in_doubt() -> None:
    assert OTHER_BELOW <= similarity(sketch(LONG), sketch((*LONG[:3], *OTHER))) < SAME_FROM


def test_case_spaces_and_marks_do_not_count() -> None:
    assert sketch(["The ferry, at last, is BACK!"]) == sketch(["the ferry at  last", "is “back”"])


def test_text_without_spaces_is_compared_too() -> None:
    one, other = "港のフェリーが十一週間ぶりに運航を再開した", "港のフェリーが十二週間ぶりに運航を再開した"
    assert SAME_FROM <= similarity(sketch([one]), sketch([other])) < 1


def test_a_sketch_is_the_same_on_every_machine() -> None:
    assert sketch(["one two three four"]) == (1854496611, 2532063634)


def test_a_long_text_has_a_short_sketch() -> None:
    sketched = sketch(f"word {number} of many" for number in range(5000))
    assert len(sketched) == SIZE
    assert list(sketched) == sorted(set(sketched))


@given(st.lists(st.text(), max_size=5), st.lists(st.text(), max_size=5))
def test_similarity_is_a_share(one: list[str], other: list[str]) -> None:
    a, b = sketch(one), sketch(other)
    assert similarity(a, a) == 1
    assert 0 <= similarity(a, b) == similarity(b, a) <= 1
