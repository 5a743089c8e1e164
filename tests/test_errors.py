from __future__ import annotations

import ast
import pickle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from audiocast import errors

if TYPE_CHECKING:
    from collections.abc import Iterator

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


# A problem also stands in the middle of a line, "engine native: not available: it is for macOS and Windows".
NAMES = ("LAME ", "Python ")
PACKAGE = Path(errors.__file__).parent


def problems() -> Iterator[tuple[str, str, str]]:
    """Where the tree's errors are raised with a literal problem: the place, its first text, its last."""
    names = {kind.__name__ for kind in TREE}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names and node.args:
                parts = node.args[0].values if isinstance(node.args[0], ast.JoinedStr) else [node.args[0]]
                first, last = (part.value if isinstance(part, ast.Constant) else "" for part in (parts[0], parts[-1]))
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", str(first), str(last)


def test_problems_begin_small_and_have_no_full_stop() -> None:
    found = list(problems())
    assert len(found) > 60
    wrong = [
        place
        for place, first, last in found
        if (first[:1].isupper() and not first.startswith(NAMES)) or last.endswith(".")
    ]
    assert wrong == []
