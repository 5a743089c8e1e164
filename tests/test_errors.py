from __future__ import annotations

import pickle

import pytest

from audiocast import errors

TREE = [
    value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, errors.AudiocastError)
]


@pytest.mark.parametrize("kind", TREE, ids=lambda kind: kind.__name__)
def test_an_error_survives_pickling_and_says_what_to_do(kind: type[errors.AudiocastError]) -> None:
    error = pickle.loads(pickle.dumps(kind("the file is gone", "Name another")))
    assert type(error) is kind
    assert str(error) == "the file is gone. Name another."


def test_every_error_is_drawn_in_the_tree() -> None:
    assert errors.__doc__ is not None
    for kind in TREE:
        assert f" {kind.__name__} " in errors.__doc__.replace("\n", " \n"), kind


def test_only_a_page_without_a_story_exits_with_three() -> None:
    assert {kind.__name__ for kind in TREE if kind.exit_code == 3} == {"NoStoryError"}
