from __future__ import annotations

import json

import pytest

from audiocast.models.article import Article, Fate
from audiocast.sources import read_text

STORY = "The ferry left the east landing at ten past six, with sixty people on board."


def asset(kind: str, **fields: object) -> dict[str, object]:
    return {"profiles": [{"href": f"/v1/profiles/{kind}", "rels": ["type"]}], **fields}


def read(*layout: dict[str, object]) -> Article:
    story = asset("story", id="x", title="Ferry", layout=[{"embed": each} for each in layout])
    return read_text(json.dumps(story))


@pytest.mark.parametrize(
    ("last", "notice", "is_spoken"),
    [
        ("Copyright 2025 rules were changed by the court on Friday.", "", True),
        ("Copyright law changed the harbor, the owner said.", "", True),
        ("Copyright © holders sued the ferry, the court said.", "", True),
        ("(c) 2026 was a good year for the ferry.", "", True),
        ("It went well. Copyright 2026 NPR.", "Copyright 2026 NPR.", True),
        ("Copyright 2026 NPR", "Copyright 2026 NPR", False),
        ("© Tidewater Public Radio. All rights reserved.", "© Tidewater Public Radio. All rights reserved.", False),
    ],
)
def test_a_paragraph_on_copyright_is_a_notice_only_where_it_says_nothing_else(
    last: str, notice: str, is_spoken: bool
) -> None:
    article = read(asset("text", text=STORY), asset("text", text=last))
    assert article.copyright == notice
    assert [block.text for block in article.body] == [STORY, last][: 1 + is_spoken]


def test_a_notice_above_the_end_is_told() -> None:
    article = read(asset("text", text="Copyright 2026 NPR"), asset("text", text=STORY))
    assert [block.text for block in article.body] == ["Copyright 2026 NPR", STORY]


def test_an_unknown_kind_is_told_whole() -> None:
    kind = asset("chart", id="c", rows=[["Adults", "three dollars"], ["Dogs"]], note={"by": "The port"}, n=5, x=None)
    article = read(asset("text", text=STORY), kind | {"source": "https://tidewater.example/a"})
    told = {
        article.lines[entry.line - 1]: entry.spans[0].fate for entry in article.ledger if entry.rule == "cds-detail"
    }
    assert told == dict.fromkeys(["Adults", "three dollars", "Dogs", "The port"], Fate.DROPPED)


def test_containers_may_be_nested_deeply() -> None:
    inner = asset("text", text=STORY)
    for _ in range(60):
        inner = asset("container", layout=[{"embed": inner}])
    assert read(inner).body[0].text == STORY
