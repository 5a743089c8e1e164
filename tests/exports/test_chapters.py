from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from audiocast.exports.chapters import chapters_json
from audiocast.models.episode import Chapter


def test_chapters_are_those_of_the_episode_in_seconds() -> None:
    chapters = (
        Chapter(0, 4200, "Introduction"),
        Chapter(4200, 4200, "Nothing"),
        Chapter(4200, 61000, "“Größe”\n & <b>"),
    )
    assert json.loads(chapters_json(chapters)) == {
        "version": "1.2.0",
        "chapters": [
            {"startTime": 0, "endTime": 4.2, "title": "Introduction"},
            {"startTime": 4.2, "endTime": 61, "title": "“Größe” & <b>"},
        ],
    }


@given(st.text())
def test_any_title_comes_back(title: str) -> None:
    data = json.loads(chapters_json((Chapter(0, 1, title),)))
    assert len(data["chapters"]) == 1
    assert data["chapters"][0]["title"].split() == data["chapters"][0]["title"].strip().split()
