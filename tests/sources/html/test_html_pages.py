"""Golden pairs: `pages/NAME.html` as it is read, `pages/NAME.json` as `audiocast inspect --json` must answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from audiocast.cli.inspect_text import as_json
from audiocast.errors import SourceError
from audiocast.sources import read

PAGES = Path(__file__).parent / "pages"
SOURCES = sorted(PAGES.glob("*.html"))


def answer(path: Path) -> dict[str, Any]:
    try:
        return as_json(read(path))
    except SourceError as error:
        return {"exit_code": error.exit_code, "problem": error.problem.replace(str(path), path.name)}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_page_is_read_as_agreed(path: Path) -> None:
    agreed = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert answer(path) == agreed


def test_every_answer_has_its_page() -> None:
    assert {path.stem for path in PAGES.glob("*.json")} == {path.stem for path in SOURCES}
    assert len(SOURCES) > 5
