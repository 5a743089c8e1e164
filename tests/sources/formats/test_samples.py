"""Golden pairs: `samples/NAME.json` or `.xml` as it is read, `samples/NAME.answer.json` as `inspect --json` answers.

A new case is two new files, as in `tests/sources/pages`. Of a feed with several items, the item is in ITEMS.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from audiocast.cli.inspect_text import as_json
from audiocast.errors import SourceError
from audiocast.models.source_options import SourceOptions
from audiocast.sources import read
from audiocast.sources.ledger import check_ledger

SAMPLES = Path(__file__).parent / "samples"
SOURCES = sorted(path for path in SAMPLES.iterdir() if not path.name.endswith(".answer.json"))
ITEMS = {"feed-rss": "1"}


def answer(path: Path) -> dict[str, Any]:
    try:
        article = read(path, options=SourceOptions(item=ITEMS.get(path.stem, "")))
    except SourceError as error:
        return {"exit_code": error.exit_code, "problem": error.problem.replace(str(path), path.name)}
    check_ledger(article)
    return as_json(article)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_sample_is_read_as_agreed(path: Path) -> None:
    agreed = json.loads(path.with_suffix(".answer.json").read_text(encoding="utf-8"))
    assert answer(path) == agreed


def test_every_answer_has_its_sample() -> None:
    answers = {path.name.removesuffix(".answer.json") for path in SAMPLES.glob("*.answer.json")}
    assert answers == {path.stem for path in SOURCES}
    assert {path.stem.partition("-")[0] for path in SOURCES} == {"ninjs", "nitf", "cds", "feed"}
