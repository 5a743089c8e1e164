from __future__ import annotations

import json

from audiocast.cli.inspect_text import as_json, describe
from audiocast.config import defaults
from audiocast.sources import read, read_text

FERRY = defaults() / "feeds" / "example" / "pages" / "harbor-ferry.txt"


def test_each_line_can_be_heard_with_its_rule() -> None:
    lines = list(describe(read(FERRY)))
    assert lines[:7] == [
        "title: Harbor Ferry Returns After A Winter Of Repairs",
        "dek: none found",
        "byline: Robin Example",
        "station: WQXZ",
        "published: 2026-03-06T07:15:00-05:00",
        "language: en",
        "copyright: Copyright 2026 Tidewater Public Radio. To see more, visit https://tidewater.example.",
    ]
    assert 'line 2, dropped, furniture: rule player-block: "Play Live Radio"' in lines
    assert 'line 9, characters 8 to 23, used, byline: rule byline-part: "By Robin Example"' in lines
    assert lines[-1] == (
        'line 41, dropped, pitch: rule donate-line: "Give today. A monthly gift of $5 keeps a reporter on the…"'
    )
    assert not any("\n" in line for line in lines)


def test_what_the_page_does_not_say_is_said() -> None:
    lines = list(describe(read_text("A Headline Of Ours\n\n" + "Zq xw 17 kv 23 jj pq. " * 12)))
    assert lines[1:7] == [
        "dek: none found",
        "byline: none found",
        "station: none found",
        "published: none found",
        "language: not clear",
        "copyright: none found",
    ]


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert list(describe(read_text("A Headline Of Ours\n\n" + "x" * 200 + ".")))[-1].endswith('x…"')


def test_json_has_the_agreed_keys() -> None:
    answer = as_json(read(FERRY))
    assert json.loads(json.dumps(answer)) == answer
    assert list(answer)[:9] == [
        "title",
        "dek",
        "byline",
        "station",
        "published",
        "language",
        "copyright",
        "copyright_holder",
        "image",
    ]
    assert answer["image"] == {
        "caption": "The harbor ferry Evening Tern leaves the east landing on its first morning run since November.",
        "credit": "Sam Sample / Tidewater Public Radio",
        "alt": "",
    }


def test_a_dek_is_shown_and_given() -> None:
    story = "The ferry left the east landing at ten past six, with sixty people on board and two dogs. " * 2
    article = read_text(f"Ferry Returns To Harbor\nThe rudder is new\n\nBy Robin Example\n\n{story}")
    assert list(describe(article))[1] == "dek: The rudder is new"
    assert as_json(article)["dek"] == "The rudder is new"
