"""Golden pairs: `pages/NAME.txt` as it is read, `pages/NAME.json` as `audiocast inspect --json` must answer.

A new case is two new files: write the page, run `audiocast inspect --json` on it, check the answer by eye, keep it.
For a page that is refused the answer is the exit code and the problem. The pages of the example show have their
answers here too.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from audiocast.cli.inspect_text import as_json
from audiocast.config import defaults
from audiocast.errors import SourceError
from audiocast.sources import read

PAGES = Path(__file__).parent / "pages"
EXAMPLES = defaults() / "feeds" / "example" / "pages"
SOURCES = sorted([*PAGES.glob("*.txt"), *EXAMPLES.glob("*.txt")], key=lambda path: path.name)


def answer(path: Path) -> dict[str, Any]:
    try:
        return as_json(read(path))
    except SourceError as error:
        return {"exit_code": error.exit_code, "problem": error.problem.replace(str(path), path.name)}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_page_is_read_as_agreed(path: Path) -> None:
    agreed = json.loads((PAGES / f"{path.stem}.json").read_text(encoding="utf-8"))
    assert answer(path) == agreed


def test_every_answer_has_its_page() -> None:
    assert {path.stem for path in PAGES.glob("*.json")} == {path.stem for path in SOURCES}
    assert len(SOURCES) > 20
